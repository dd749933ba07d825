// Package clause reads the import and export statements that the linker prints.
package clause

import (
	"fmt"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
)

// Clause is an import or export statement.
type Clause struct {
	Path    string // "" for an export of local names
	Names   []Name
	Star    bool   // export * from path
	Default string // the expression of export default
}

// Name is one name of a clause. In imports, Name is what the other
// module exports ("default", "*" for its namespace) and Local what it is
// called here; in exports, Local is the name here and Name the exported one.
type Name struct{ Name, Local string }

// Parse reads an import or export statement as esbuild prints it.
func Parse(text string, form cut.Form) (Clause, error) {
	var c Clause
	words := clauseTokens(text)
	if len(words) < 2 {
		return c, fmt.Errorf("cannot read the statement %q", text)
	}
	words = words[1:]
	if form == cut.FormExport && words[0] == "default" {
		rest := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(text), "export"))
		c.Default = strings.TrimSpace(strings.TrimPrefix(rest, "default"))
		return c, nil
	}
	for i := 0; i < len(words); i++ {
		switch w := words[i]; {
		case w == "from" || w == ",":
		case w == "*" && form == cut.FormExport && (i+1 >= len(words) || words[i+1] != "as"):
			c.Star = true
		case w == "*":
			c.Names = append(c.Names, Name{"*", words[i+2]})
			i += 2
		case w == "{":
			for i++; i < len(words) && words[i] != "}"; i++ {
				if words[i] == "," {
					continue
				}
				n := Name{words[i], words[i]}
				if i+2 < len(words) && words[i+1] == "as" {
					n.Local = words[i+2]
					i += 2
				}
				if form == cut.FormExport {
					n.Name, n.Local = n.Local, n.Name
				}
				c.Names = append(c.Names, n)
			}
		case w[0] == '"' || w[0] == '\'':
			c.Path = w[1 : len(w)-1]
			return c, nil // import attributes may follow
		default:
			c.Names = append(c.Names, Name{"default", w})
		}
	}
	return c, nil
}

// clauseTokens splits a clause into words, strings and punctuation.
func clauseTokens(text string) []string {
	var words []string
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == ' ' || c == '\n' || c == '\t' || c == ';':
			i++
		case c == '{' || c == '}' || c == ',' || c == '*':
			words = append(words, text[i:i+1])
			i++
		case c == '"' || c == '\'':
			end := i + 1
			for end < len(text) && text[end] != c {
				if text[end] == '\\' {
					end++
				}
				end++
			}
			end = min(end+1, len(text))
			words = append(words, text[i:end])
			i = end
		default:
			end := i
			for end < len(text) && !strings.ContainsRune(" \n\t;{},*\"'", rune(text[end])) {
				end++
			}
			words = append(words, text[i:end])
			i = end
		}
	}
	return words
}
