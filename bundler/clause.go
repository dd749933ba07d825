package bundler

import (
	"fmt"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
)

// The import and export statements that the linker prints.

// clause is an import or export statement.
type clause struct {
	path  string // "" for an export of local names
	names []clauseName
	star  bool   // export * from path
	def   string // the expression of export default
}

// clauseName is one name of a clause. In imports, name is what the other
// module exports ("default", "*" for its namespace) and local what it is
// called here; in exports, local is the name here and name the exported one.
type clauseName struct{ name, local string }

// parseClause reads an import or export statement as esbuild prints it.
func parseClause(text string, form cut.Form) (clause, error) {
	var c clause
	words := clauseTokens(text)
	if len(words) < 2 {
		return c, fmt.Errorf("cannot read the statement %q", text)
	}
	words = words[1:]
	if form == cut.FormExport && words[0] == "default" {
		rest := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(text), "export"))
		c.def = strings.TrimSpace(strings.TrimPrefix(rest, "default"))
		return c, nil
	}
	for i := 0; i < len(words); i++ {
		switch w := words[i]; {
		case w == "from" || w == ",":
		case w == "*" && form == cut.FormExport && (i+1 >= len(words) || words[i+1] != "as"):
			c.star = true
		case w == "*":
			c.names = append(c.names, clauseName{"*", words[i+2]})
			i += 2
		case w == "{":
			for i++; i < len(words) && words[i] != "}"; i++ {
				if words[i] == "," {
					continue
				}
				n := clauseName{words[i], words[i]}
				if i+2 < len(words) && words[i+1] == "as" {
					n.local = words[i+2]
					i += 2
				}
				if form == cut.FormExport {
					n.name, n.local = n.local, n.name
				}
				c.names = append(c.names, n)
			}
		case w[0] == '"' || w[0] == '\'':
			c.path = w[1 : len(w)-1]
			return c, nil // import attributes may follow
		default:
			c.names = append(c.names, clauseName{"default", w})
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
