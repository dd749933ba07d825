package css

import (
	"strings"

	"github.com/tdewolff/parse/v2/css"
)

// functions are the functions of values that CSS has, or will have by its
// specifications, and those of old browsers that style sheets still hold.
func functions() map[string]bool {
	known := map[string]bool{}
	for name := range strings.FieldsSeq(`
		calc min max clamp round mod rem sin cos tan asin acos atan atan2 pow sqrt hypot log exp abs sign progress media-progress container-progress
		calc-size calc-mix calc-interpolate interpolate mix toggle random random-item first-valid inherit if attr type env constant var ident string
		sibling-count sibling-index control-value url src url-pattern param crossorigin integrity referrerpolicy
		rgb rgba hsl hsla hwb lab lch oklab oklch ictcp jzazbz jzczhz color color-mix color-contrast contrast-color color-layers color-interpolate
		light-dark device-cmyk alpha hdr-color dynamic-range-limit-mix palette-mix
		matrix matrix3d translate translatex translatey translatez translate3d scale scalex scaley scalez scale3d
		rotate rotatex rotatey rotatez rotate3d skew skewx skewy perspective transform-mix transform-interpolate
		blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia
		linear-gradient radial-gradient conic-gradient repeating-linear-gradient repeating-radial-gradient repeating-conic-gradient
		image image-set cross-fade element filter paint stripes from to color-stop
		circle ellipse inset polygon path rect xywh shape ray superellipse
		minmax repeat fit-content cubic-bezier steps linear frames scroll view pointer snap-block snap-inline anchor anchor-size
		format tech local stylistic styleset character-variant swash ornaments annotation symbols reversed
		counter counters content leader running target-counter target-counters target-text
		media supports style scroll-state selector font-tech font-format at-rule named-feature not and or only
		expression chroma gray xray fliph flipv glow wave mask dropshadow shadow light basicimage`) {
		known[name+"("] = true
	}
	return known
}

// role is what tokens of a style sheet are part of.
type role uint8

const (
	ofPrelude role = iota // a selector, or what stands between an at-rule's name and its block
	ofValue               // a declaration, or the prelude of @media, which compares with values
	ofCustom              // the declaration of a custom property, which programs may read
	ofOld                 // a declaration for Internet Explorer, whose filters have names with dots and whose expressions are programs
)

// roles tells the role of each token.
func (ts tokens) roles() []role {
	list := make([]role, len(ts))
	start, depth := 0, 0
	for i, t := range ts {
		switch t.kind {
		case css.FunctionToken, css.LeftParenthesisToken:
			depth++
			continue
		case css.RightParenthesisToken:
			depth = max(0, depth-1)
			continue
		case css.SemicolonToken:
			if depth > 0 { // of if()
				continue
			}
		case css.LeftBraceToken, css.RightBraceToken:
		default:
			if i+1 < len(ts) {
				continue
			}
		}
		of := ts[start : i+1].role(t.kind == css.LeftBraceToken)
		for ; start <= i; start++ {
			list[start] = of
		}
		depth = 0
	}
	return list
}

// role is that of the tokens of one declaration or prelude, behind which a block
// opens or not.
func (ts tokens) role(opens bool) role {
	first := ts.next(0, len(ts))
	switch {
	case first == len(ts):
		return ofPrelude
	case ts[first].kind == css.AtKeywordToken && strings.EqualFold(ts[first].text, "@media"):
		return ofValue
	case ts[first].kind == css.AtKeywordToken, opens:
		return ofPrelude
	case ts[first].kind == css.CustomPropertyNameToken:
		return ofCustom
	}
	for _, t := range ts {
		if t.kind == css.IdentToken && strings.EqualFold(t.text, "progid") || t.kind == css.FunctionToken && strings.EqualFold(t.text, "expression(") {
			return ofOld
		}
	}
	return ofValue
}

// judged is a style sheet whose functions are judged.
type judged struct {
	tokens
	text  string
	roles []role
	known map[string]bool // functions
}

// unknown judges the function at a token, which has a name: the tool that gives it a
// meaning, and whether browsers know it. In a custom property it may be the program's
// own.
func (j judged) unknown(i int, name string) (f Finding, foreign bool) {
	ts, of := j.tokens, j.roles[i]
	what := strings.TrimSuffix(ts[i].text, "(") + "()"
	tool, foreign := toolOfFunction(strings.ToLower(name), ts[i+1:], j.text)
	switch {
	case of == ofOld:
		return f, false
	case of != ofPrelude && i > 1 && ts[i-1].text == "." && ts[i-2].kind == css.IdentToken: // math.div()
		return Finding{Offset: ts[i-2].at, What: ts[i-2].text + "." + what, Tool: "Sass"}, true
	case foreign:
		return Finding{Offset: ts[i].at, What: what, Tool: tool}, true
	case of == ofPrelude, strings.HasPrefix(name, "-"), j.known[strings.ToLower(name)]:
		return f, false
	}
	return Finding{Offset: ts[i].at, What: what, Rule: of == ofCustom}, true
}
