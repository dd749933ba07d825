// Package css looks at style sheets for what stands between them and a browser:
// syntax of preprocessors, which browsers drop without a word (Unknown), and
// files that are named by strings (ImageSets). It reads tokens, not rules: all
// else in a sheet is left to the linker.
package css

import (
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// Finding is a place in a style sheet that means nothing to browsers.
type Finding struct {
	Offset int    // in bytes
	What   string // as written: "@apply", "rem()", "$small"
	Tool   string // that gives it a meaning, "" for one of many
}

// Unknown lists what no browser knows, in the order of the text: at-rules,
// variables and functions of Tailwind CSS, Sass, Less and PostCSS. Of functions it
// knows the well-known ones, because browsers learn new ones.
func Unknown(text string) []Finding {
	var list []Finding
	tokens := lexed(text)
	for i, t := range tokens {
		f := Finding{Offset: t.at, What: t.text}
		switch t.kind {
		case css.AtKeywordToken:
			name := strings.ToLower(t.text[1:])
			if known := browserRule(name, tokens[i+1:]); known {
				continue
			}
			f.Tool = toolOfRule(name)
		case css.FunctionToken, css.CustomPropertyNameToken:
			if t.kind == css.CustomPropertyNameToken { // the lexer knows no functions with two hyphens
				if tokens.text(i+1) != "(" {
					continue
				}
				f.What, t.text = t.text+"(", t.text+"("
			}
			tool, foreign := toolOfFunction(strings.ToLower(t.text), tokens[i+1:], text)
			if !foreign {
				continue
			}
			f.What, f.Tool = t.text+")", tool
			if i > 1 && tokens[i-1].text == "." && tokens[i-2].kind == css.IdentToken { // math.div()
				f.What = tokens[i-2].text + "." + f.What
			}
		case css.DelimToken:
			next := tokens.text(i + 1)
			switch {
			case t.text == "$" && i+1 < len(tokens) && tokens[i+1].kind == css.IdentToken:
				f.What, f.Tool = "$"+next, "Sass"
			case t.text == "#" && next == "{":
				f.What, f.Tool = "#{…}", "Sass"
			case t.text == "&" && (strings.HasPrefix(next, "-") || strings.HasPrefix(next, "_")):
				f.What, f.Tool = "&"+next, "Sass"
			default:
				continue
			}
		default:
			continue
		}
		list = append(list, f)
	}
	return list
}

// ImageSets writes the strings of image-set(), which name files as url() does,
// as url().
func ImageSets(text string) string {
	if !strings.Contains(strings.ToLower(text), "image-set(") {
		return text
	}
	var out strings.Builder
	var open []string
	for _, t := range lexed(text) {
		inSet := len(open) > 0 && strings.HasSuffix(open[len(open)-1], "image-set(")
		switch t.kind {
		case css.FunctionToken, css.LeftParenthesisToken:
			open = append(open, strings.ToLower(t.text))
		case css.RightParenthesisToken:
			open = open[:max(0, len(open)-1)]
		case css.StringToken:
			if inSet {
				out.WriteString("url(" + t.text + ")")
				continue
			}
		}
		out.WriteString(t.text)
	}
	return out.String()
}

// token is a token of a style sheet.
type token struct {
	kind css.TokenType
	at   int // in bytes
	text string
}

type tokens []token

// text is that of a token, "" where there is none.
func (ts tokens) text(i int) string {
	if i < len(ts) {
		return ts[i].text
	}
	return ""
}

func lexed(text string) tokens {
	var list tokens
	lexer := css.NewLexer(parse.NewInputString(text))
	for at := 0; ; {
		kind, data := lexer.Next()
		if kind == css.ErrorToken {
			if at < len(text) { // a NUL, which ends no style sheet
				list = append(list, token{kind, at, text[at:]})
			}
			return list
		}
		list = append(list, token{kind, at, string(data)})
		at += len(data)
	}
}
