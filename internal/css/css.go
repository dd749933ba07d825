// Package css looks at style sheets for what stands between them and a browser:
// syntax of preprocessors, which browsers drop without a word (Unknown), and what
// linkers and minifiers get wrong (Read, Finish): what stands at the head of a
// sheet, files that are named by strings, and colors of other spaces than sRGB. It
// reads tokens and where rules begin and end: all else in a sheet is left to the linker.
package css

import (
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// Finding is a place in a style sheet that means nothing to browsers.
type Finding struct {
	Offset int    // in bytes
	What   string // as written: "@apply", "rem()", "$small"
	Tool   string // that gives it a meaning, "" for one of many
	Part   bool   // a selector, a property or a part of a value: what a package publishes may hold it for old browsers
	Rule   bool   // nothing may be wrong: an at-rule that no tool is known for, which a browser may know by and by, or a function in a custom property, which a program may read
}

// Unknown lists what no browser knows, in the order of the text: at-rules,
// variables and functions of Tailwind CSS, Sass, Less and PostCSS, what else they and
// CSS modules give a meaning (remainders), and all other functions of values that CSS
// does not have.
func Unknown(text string) []Finding {
	var list []Finding
	tokens := lexed(text)
	judged := judged{tokens, text, tokens.roles(), functions()}
	for i, t := range tokens {
		f := Finding{Offset: t.at, What: t.text}
		switch t.kind {
		case css.AtKeywordToken:
			name := strings.ToLower(t.text[1:])
			if known := browserRule(name, tokens[i+1:]); known {
				continue
			}
			f.Tool = toolOfRule(name)
			f.Rule = f.Tool == "" && tokens[:i].ended() && tokens.text(i+1) != ":" && tokens.text(i+1) != "("
		case css.FunctionToken, css.CustomPropertyNameToken:
			if t.kind == css.CustomPropertyNameToken { // the lexer knows no functions with two hyphens
				if tokens.text(i+1) != "(" {
					continue
				}
				t.text += "("
			}
			var foreign bool
			if f, foreign = judged.unknown(i, t.text); !foreign {
				continue
			}
		case css.DelimToken:
			next := tokens.text(i + 1)
			switch {
			case t.text == "$" && i+1 < len(tokens) && tokens[i+1].kind == css.IdentToken:
				f.What, f.Tool = "$"+next, "Sass"
			case t.text == "$" && next == "(":
				f.What, f.Tool = "$(…)", "PostCSS"
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
	list = append(list, judged.remainders()...)
	slices.SortStableFunc(list, func(a, b Finding) int { return a.Offset - b.Offset })
	return list
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

// ended tells whether a rule or declaration may follow the tokens.
func (ts tokens) ended() bool {
	for _, t := range slices.Backward(ts) {
		switch t.kind {
		case css.WhitespaceToken, css.CommentToken:
			continue
		}
		return t.kind == css.SemicolonToken || t.kind == css.LeftBraceToken || t.kind == css.RightBraceToken
	}
	return true
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
