package css

import (
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2/css"

	"github.com/paintbox-build/paintbox/internal/edit"
)

// Head is what can only stand at the head of a style sheet, and what a bundle of
// sheets has to know of the rest.
type Head struct {
	Layers    string   // the @layer statements before the imports, as they are written
	Imports   []Import // in their order; those that browsers pass over are none
	Late      []int    // offsets of @import rules that browsers pass over, since others stand before them
	Namespace bool     // it has @namespace, which holds for the whole of a file
	Declared  string   // rules without styles that declare the layers of the rest in their order
}

// Import is an @import rule.
type Import struct {
	start, end int // of the rule, in bytes
	specifier  int // the end of what it names
	Condition
}

// Condition is what an @import rule asks for before what it names applies, and
// the layer that it is in.
type Condition struct {
	Layered  bool
	Layer    string // its name, "" for one without
	Supports string // a condition of @supports
	Media    string // a list of media queries
}

func headOf(ts tokens) Head {
	var h Head
	imports, behind := true, 0 // whether @import may stand here; the token behind the last one
	for i := 0; i < len(ts); {
		t := ts[i]
		switch {
		case ts.opensRule(i):
			i, _ = ts.rule(i)
			imports = false
		case t.kind != css.AtKeywordToken:
			i++
		default:
			end, block := ts.rule(i)
			switch name := strings.ToLower(t.text[1:]); {
			case name == "import" && !block:
				imp, ok := ts.imported(i, end)
				switch {
				case ok && imports:
					h.Imports, behind = append(h.Imports, imp), end
				case ok:
					h.Late = append(h.Late, t.at)
				}
			case name == "layer" && !block:
				imports = imports && len(h.Imports) == 0
			case name == "namespace" && !block:
				h.Namespace, imports = true, false
			case name == "charset", !browserRule(name, ts[i+1:]):
			default:
				imports = false
			}
			i = end
		}
	}
	if len(h.Imports) > 0 {
		h.Layers = ts.statements(0, behind)
	}
	h.Declared = ts.declared(behind, len(ts))
	return h
}

// opensRule tells whether a token between rules starts one of styles.
func (ts tokens) opensRule(i int) bool {
	switch ts[i].kind {
	case css.WhitespaceToken, css.CommentToken, css.CDOToken, css.CDCToken, css.SemicolonToken, css.AtKeywordToken:
		return false
	}
	return true
}

// rule moves past a rule that starts at a token, and tells whether it ends with a block.
func (ts tokens) rule(i int) (end int, block bool) {
	for depth := 0; i < len(ts); i++ {
		switch ts[i].kind {
		case css.LeftBraceToken:
			if depth == 0 {
				return ts.closing(i) + 1, true
			}
			depth++
		case css.LeftParenthesisToken, css.FunctionToken, css.LeftBracketToken:
			depth++
		case css.RightParenthesisToken, css.RightBracketToken, css.RightBraceToken:
			depth = max(0, depth-1)
		case css.SemicolonToken:
			if depth == 0 {
				return i + 1, false
			}
		}
	}
	return len(ts), false
}

// closing finds the token that closes what one opens; the last one where nothing
// does.
func (ts tokens) closing(i int) int {
	var open []css.TokenType
	for ; i < len(ts); i++ {
		switch kind := ts[i].kind; kind {
		case css.LeftBraceToken:
			open = append(open, css.RightBraceToken)
		case css.LeftParenthesisToken, css.FunctionToken:
			open = append(open, css.RightParenthesisToken)
		case css.LeftBracketToken:
			open = append(open, css.RightBracketToken)
		case css.RightBraceToken, css.RightParenthesisToken, css.RightBracketToken:
			if kind != open[len(open)-1] {
				continue
			}
			if open = open[:len(open)-1]; len(open) == 0 {
				return i
			}
		}
	}
	return len(ts) - 1
}

// imported reads an @import rule. ok is false for one that browsers cannot read.
func (ts tokens) imported(i, end int) (imp Import, ok bool) {
	imp.start, imp.end = ts[i].at, ts.offset(end)
	last := end
	if ts[end-1].kind == css.SemicolonToken {
		last--
	}
	i = ts.next(i+1, last)
	if i == last || ts[i].kind != css.StringToken && ts[i].kind != css.URLToken {
		return imp, false
	}
	i++
	imp.specifier = ts.offset(i)
	i = ts.next(i, last)
	if i < last && strings.EqualFold(ts[i].text, "layer") {
		imp.Layered = true
		i = ts.next(i+1, last)
	} else if i < last && strings.EqualFold(ts[i].text, "layer(") {
		close := ts.closing(i)
		imp.Layered, imp.Layer = true, ts.between(i+1, close)
		i = ts.next(close+1, last)
	}
	if i < last && strings.EqualFold(ts[i].text, "supports(") {
		close := ts.closing(i)
		imp.Supports = ts.between(i+1, close)
		if first := ts.next(i+1, close); first < close && (ts[first].kind == css.IdentToken || ts[first].kind == css.CustomPropertyNameToken) && ts.text(ts.next(first+1, close)) == ":" {
			imp.Supports = "(" + imp.Supports + ")" // a declaration
		}
		i = ts.next(close+1, last)
	}
	imp.Media = ts.between(i, last)
	return imp, true
}

// next is the first token from i on that is neither space nor comment, and end
// where there is none.
func (ts tokens) next(i, end int) int {
	for i < end && (ts[i].kind == css.WhitespaceToken || ts[i].kind == css.CommentToken) {
		i++
	}
	return min(i, end)
}

// between is the text of tokens, without comments and the space around it.
func (ts tokens) between(i, end int) string {
	var text strings.Builder
	for ; i < end; i++ {
		if ts[i].kind == css.CommentToken {
			text.WriteByte(' ')
			continue
		}
		text.WriteString(ts[i].text)
	}
	return strings.TrimSpace(text.String())
}

// offset is where a token starts, or where the text ends.
func (ts tokens) offset(i int) int {
	if i < len(ts) {
		return ts[i].at
	}
	if len(ts) == 0 {
		return 0
	}
	return ts[len(ts)-1].at + len(ts[len(ts)-1].text)
}

// statements are the @layer statements between two tokens.
func (ts tokens) statements(i, end int) string {
	var text strings.Builder
	for i < end {
		if ts[i].kind != css.AtKeywordToken {
			i++
			continue
		}
		behind, block := ts.rule(i)
		if strings.EqualFold(ts[i].text, "@layer") && !block {
			text.WriteString(strings.TrimSuffix(ts.between(i, behind), ";") + ";")
		}
		i = behind
	}
	return text.String()
}

// declared makes rules without styles that declare the layers between two tokens,
// under the same conditions. A layer without a name is its rule's alone.
func (ts tokens) declared(i, end int) string {
	var text strings.Builder
	for i < end {
		if ts[i].kind != css.AtKeywordToken && !ts.opensRule(i) {
			i++
			continue
		}
		behind, block := ts.rule(i)
		behind = min(behind, end)
		name := ""
		if ts[i].kind == css.AtKeywordToken {
			name = strings.ToLower(ts[i].text[1:])
		}
		if !block {
			if name == "layer" {
				text.WriteString(strings.TrimSuffix(ts.between(i, behind), ";") + ";")
			}
			i = behind
			continue
		}
		open := i + slices.IndexFunc(ts[i:], func(t token) bool { return t.kind == css.LeftBraceToken })
		inner := ts.declared(open+1, max(open+1, behind-1))
		prelude := ts.between(i, open)
		switch {
		case name == "layer" && !strings.EqualFold(prelude, "@layer"):
			text.WriteString(prelude + "{" + inner + "}")
		case name == "media" || name == "supports":
			if inner != "" {
				text.WriteString(prelude + "{" + inner + "}")
			}
		case name != "layer":
			text.WriteString(inner) // no other condition decides whether a layer is declared
		}
		i = behind
	}
	return text.String()
}

// bare lists what makes of the head imports without conditions and without
// @layer statements before them.
func (h Head) bare(ts tokens, text string) []edit.Edit {
	var edits []edit.Edit
	for _, imp := range h.Imports {
		end := imp.end
		if text[end-1] == ';' {
			end--
		}
		edits = append(edits, edit.New(imp.specifier, end, blank(text[imp.specifier:end])))
	}
	if len(h.Imports) == 0 && len(h.Late) == 0 {
		return nil
	}
	for i := 0; i < len(ts); {
		if ts[i].kind != css.AtKeywordToken && !ts.opensRule(i) {
			i++
			continue
		}
		end, block := ts.rule(i)
		layers := strings.EqualFold(ts[i].text, "@layer") && !block && len(h.Imports) > 0 && ts[i].at < h.Imports[0].start
		if start := ts[i].at; layers || slices.Contains(h.Late, start) {
			edits = append(edits, edit.New(start, ts.offset(end), blank(text[start:ts.offset(end)])))
		}
		i = end
	}
	return edits
}

// blank is a text of spaces in the lines of another.
func blank(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\f' {
			return r
		}
		return ' '
	}, text)
}
