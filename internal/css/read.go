package css

import (
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2/css"

	"github.com/paintbox-build/paintbox/internal/edit"
)

// Sheet is a style sheet as a linker can read it that knows files by url() alone,
// puts imports where it wants and writes colors as it wants.
type Sheet struct {
	Text  string      // for the linker; what it makes of this is finished by Finish
	Edits []edit.Edit // that made it, in order
	Head  Head
}

// Read reads a style sheet. Its text has imports without conditions, url() in
// the place of all strings that name files, and around its rules, where they end,
// a block with this prelude, by which a linker takes no rule for one of another
// sheet. Where colors are kept, those that are not of sRGB stand in functions that
// no linker knows: such a color is another one in gradients, transitions and
// mixtures than the one of sRGB that looks like it. Without a prelude, the linker
// bundles the sheet by itself: imports keep their conditions, and there is no block.
func Read(text, prelude string, colors bool) Sheet {
	text = strings.TrimPrefix(text, "\ufeff") // a mark of its order of bytes, which is no part of it
	ts := lexed(text)
	var s Sheet
	if strings.Contains(text, "@") {
		s.Head = headOf(ts)
	}
	edits := slices.Concat(ts.files(), ts.sums())
	if prelude != "" {
		edits = append(edits, s.Head.bare(ts, text)...)
	}
	if colors {
		edits = append(edits, ts.colors()...)
	}
	if start, closing, ok := ts.wrapped(); ok && prelude != "" {
		edits = append(edits, edit.New(start, start, prelude+"{"), edit.New(len(text), len(text), closing+"\n}\n"))
	}
	slices.SortStableFunc(edits, func(a, b edit.Edit) int { return a.Start - b.Start })
	s.Text, s.Edits = edit.Apply(text, edits), edits
	return s
}

// wrapped tells where the rules behind the imports start, and what closes those
// that the end of the text closes. ok is false where there are none, or where a
// block around them would end elsewhere.
func (ts tokens) wrapped() (start int, closing string, ok bool) {
	i := 0
	for j := 0; j < len(ts); {
		if ts[j].kind != css.AtKeywordToken {
			if ts.opensRule(j) {
				break
			}
			j++
			continue
		}
		end, block := ts.rule(j)
		name := strings.ToLower(ts[j].text)
		if block || name != "@import" && name != "@charset" && name != "@layer" {
			break
		}
		if j = end; name != "@layer" {
			i = end
		}
	}
	i = ts.next(i, len(ts))
	if i == len(ts) {
		return 0, "", false
	}
	closing, ok = ts[i:].open()
	return ts[i].at, closing, ok
}

// open is what would close all that the text leaves open. ok is false where it
// closes what is not open, or ends within a token.
func (ts tokens) open() (closing string, ok bool) {
	ends := map[css.TokenType]string{css.LeftBraceToken: "}", css.LeftParenthesisToken: ")", css.FunctionToken: ")", css.LeftBracketToken: "]"}
	for _, t := range ts {
		switch t.kind {
		case css.LeftBraceToken, css.LeftParenthesisToken, css.FunctionToken, css.LeftBracketToken:
			closing = ends[t.kind] + closing
		case css.RightBraceToken, css.RightParenthesisToken, css.RightBracketToken:
			if !strings.HasPrefix(closing, t.text) {
				return "", false
			}
			closing = closing[1:]
		case css.BadStringToken, css.BadURLToken, css.ErrorToken:
			return "", false
		}
	}
	switch last := ts[len(ts)-1]; last.kind {
	case css.CommentToken:
		return closing, len(last.text) > 3 && strings.HasSuffix(last.text, "*/")
	case css.StringToken:
		return closing, len(last.text) > 1 && last.text[0] == last.text[len(last.text)-1]
	case css.URLToken:
		return closing, strings.HasSuffix(last.text, ")")
	case css.DelimToken:
		return closing, last.text != "\\"
	}
	return closing, true
}

// Change is what Finish changed: how many bytes there were at a place, and are.
type Change struct{ At, Old, New int }

// Finish makes the sheet of what a linker wrote for what Read gave it. It says how
// it is encoded where that matters: a browser asks the page otherwise.
func Finish(text string) (string, []Change) {
	var edits []edit.Edit
	if ascii := !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x80 }); !ascii && !strings.HasPrefix(text, charset) {
		edits = append(edits, edit.Edit{Text: charset})
	}
	if slices.ContainsFunc(kept(), func(k [2]string) bool { return strings.Contains(text, k[1]) }) {
		edits = append(edits, lexed(text).finished()...)
	}
	changes := make([]Change, len(edits))
	for i, e := range edits {
		changes[i] = Change{e.Start, e.End - e.Start, len(e.Text)}
	}
	return edit.Apply(text, edits), changes
}

const charset = `@charset "UTF-8";`

// kept are functions that linkers take for others, and those that stand for them:
// of colors that keep their space, of files, and sums.
func kept() [][2]string {
	return [][2]string{{"oklch(", "okl-h("}, {"oklab(", "okl-b("}, {"lch(", "l-h("}, {"lab(", "l-b("}, {"color(", "col-r("}, {"src(", "s-c("}, {"calc(", "c-lc("}}
}

// colors hides the colors that are not of sRGB.
func (ts tokens) colors() []edit.Edit {
	var edits []edit.Edit
	for _, t := range ts {
		if t.kind != css.FunctionToken {
			continue
		}
		name := strings.ToLower(t.text)
		for _, k := range kept() {
			if k[0] == name && name != "src(" && name != "calc(" {
				edits = append(edits, edit.New(t.at, t.at+len(t.text), k[1]))
			}
		}
	}
	return edits
}

// sums hides the calc() whose value may be out of the range of a property, such as
// a negative width or a fraction of layers: browsers take the nearest in the range
// for it, and pass over the declaration with the value itself.
func (ts tokens) sums() []edit.Edit {
	var edits []edit.Edit
	for i, t := range ts {
		if t.kind != css.FunctionToken || !strings.EqualFold(t.text, "calc(") || i > 0 && ts[i-1].kind == css.FunctionToken {
			continue
		}
		if end := ts.closing(i); ts[i+1 : end].outOfRange() {
			edits = append(edits, edit.New(t.at, t.at+len(t.text), "c-lc("))
		}
	}
	return edits
}

// outOfRange tells whether a sum of numbers of at most one unit may be negative,
// or a fraction without a unit.
func (ts tokens) outOfRange() bool {
	unit, negative, fraction := "", false, false
	for _, t := range ts {
		switch t.kind {
		case css.DimensionToken, css.PercentageToken:
			u := strings.ToLower(strings.TrimLeft(t.text, "+-.0123456789"))
			if unit != "" && unit != u {
				return false
			}
			unit = u
			negative = negative || t.text[0] == '-'
		case css.NumberToken:
			negative = negative || t.text[0] == '-'
			fraction = fraction || strings.ContainsAny(t.text, ".eE")
		case css.DelimToken:
			negative = negative || t.text == "-"
			fraction = fraction || t.text == "/"
		case css.FunctionToken:
			if !strings.EqualFold(t.text, "calc(") {
				return false
			}
		case css.IdentToken, css.CustomPropertyNameToken:
			return false
		}
	}
	return negative || fraction && unit == ""
}

// NamesFile tells whether a string in a function, "image-set(", names a file as url()
// does.
func NamesFile(function string) bool {
	return strings.HasSuffix(function, "image-set(") || function == "src("
}

// files writes url() where a string names a file: in image-set() and src().
func (ts tokens) files() []edit.Edit {
	var edits []edit.Edit
	var open []string
	for i, t := range ts {
		function := ""
		if len(open) > 0 {
			function = open[len(open)-1]
		}
		switch t.kind {
		case css.FunctionToken, css.LeftParenthesisToken:
			open = append(open, strings.ToLower(t.text))
			if strings.EqualFold(t.text, "src(") {
				if next := ts.next(i+1, len(ts)); next < len(ts) && ts[next].kind == css.StringToken {
					edits = append(edits, edit.New(t.at, t.at+len(t.text), "s-c("))
				}
			}
		case css.RightParenthesisToken:
			open = open[:max(0, len(open)-1)]
		case css.StringToken:
			if NamesFile(function) {
				edits = append(edits, edit.New(t.at, t.at+len(t.text), "url("+t.text+")"))
			}
		}
	}
	return edits
}

// finished takes back what Read changed.
func (ts tokens) finished() []edit.Edit {
	var edits []edit.Edit
	for i, t := range ts {
		if t.kind != css.FunctionToken {
			continue
		}
		for _, k := range kept() {
			if k[1] != t.text {
				continue
			}
			edits = append(edits, edit.New(t.at, t.at+len(t.text), k[0]))
			if next := ts.next(i+1, len(ts)); k[0] == "src(" && next < len(ts) && ts[next].kind == css.URLToken {
				_, url, _ := strings.Cut(strings.TrimSuffix(ts[next].text, ")"), "(")
				if !strings.HasPrefix(url, `"`) && !strings.HasPrefix(url, "'") {
					url = `"` + strings.ReplaceAll(url, `"`, `\"`) + `"`
				}
				edits = append(edits, edit.New(ts[next].at, ts[next].at+len(ts[next].text), url))
			}
		}
	}
	return edits
}
