package css

import (
	"strings"

	"github.com/tdewolff/parse/v2/css"
)

// remainders lists the small things that tools make CSS of, beside at-rules, variables
// and functions: operators, marks and strings in values, selectors, and composes.
func (j judged) remainders() []Finding {
	var list []Finding
	var open []css.TokenType
	start, value := 0, 0 // where the declaration or prelude starts, and the value of one; 0 for none
	for i, t := range j.tokens {
		switch t.kind {
		case css.FunctionToken, css.LeftParenthesisToken, css.LeftBracketToken:
			open = append(open, t.kind)
		case css.RightParenthesisToken, css.RightBracketToken:
			open = open[:max(0, len(open)-1)]
		case css.LeftBraceToken, css.RightBraceToken, css.SemicolonToken:
			if len(open) == 0 || t.kind != css.SemicolonToken {
				start, value, open = i+1, 0, nil
			}
			continue
		case css.ColonToken:
			if first := j.tokens.next(start, len(j.tokens)); value == 0 && len(open) == 0 && j.tokens[first].kind == css.IdentToken && j.roles[i] == ofValue {
				value = i + 1
				if f, ok := j.composes(first); ok {
					list = append(list, f)
				}
			}
		}
		var f Finding
		switch {
		case j.roles[i] == ofPrelude:
			f = j.selector(i)
		case value > 0 && i >= value:
			f = j.operator(i, open)
		}
		if f.What != "" {
			f.Offset, f.Part = t.at, true
			list = append(list, f)
		}
	}
	return list
}

// composes is the finding of a property that only CSS modules have.
func (j judged) composes(i int) (f Finding, ok bool) {
	t := j.tokens[i]
	return Finding{Offset: t.at, What: t.text, Tool: "CSS modules", Part: true}, strings.EqualFold(t.text, "composes")
}

// operator judges a token of a value that stands in these brackets.
func (j judged) operator(i int, open []css.TokenType) (f Finding) {
	t, next := j.tokens[i], j.tokens.text(i+1)
	for _, kind := range open { // of functions and lines of grids
		if kind != css.LeftParenthesisToken {
			return f
		}
	}
	if t.kind != css.DelimToken {
		return f
	}
	switch word := strings.ToLower(j.tokens.text(j.tokens.next(i+1, len(j.tokens)))); t.text {
	case "~":
		if strings.HasPrefix(next, `"`) || strings.HasPrefix(next, "'") || strings.HasPrefix(next, "`") {
			return Finding{What: "~" + next, Tool: "Less"}
		}
	case "!":
		if word == "default" || word == "global" || word == "optional" {
			return Finding{What: "!" + word, Tool: "Sass"}
		}
	case "*", "+", "-", "%":
		if i > 0 && j.tokens[i-1].kind == css.WhitespaceToken && j.tokens.text(i+1) != "" && j.tokens[i+1].kind == css.WhitespaceToken && j.operand(i+2) {
			return Finding{What: t.text, Tool: "Sass"}
		}
	}
	return f
}

// operand tells whether a token is a number, or stands for one.
func (j judged) operand(i int) bool {
	if i >= len(j.tokens) {
		return false
	}
	switch j.tokens[i].kind {
	case css.NumberToken, css.DimensionToken, css.PercentageToken, css.FunctionToken, css.LeftParenthesisToken:
		return true
	}
	return strings.HasPrefix(j.tokens[i].text, "$") || strings.HasPrefix(j.tokens[i].text, "@")
}

// selector judges a token of a selector.
func (j judged) selector(i int) (f Finding) {
	t, next := j.tokens[i], strings.ToLower(j.tokens.text(i+1))
	switch {
	case t.kind == css.ColonToken && (next == "global" || next == "local" || next == "global(" || next == "local(" || next == "export" || next == "import("):
		return Finding{What: ":" + strings.TrimSuffix(next, "("), Tool: "CSS modules"}
	case t.kind == css.ColonToken && (next == "deep(" || next == "deep" || next == "slotted(" && (i == 0 || j.tokens[i-1].kind != css.ColonToken)):
		return Finding{What: ":" + strings.TrimSuffix(next, "("), Tool: "components of Vue"}
	case t.kind == css.ColonToken && (strings.HasPrefix(next, "v-deep") || strings.HasPrefix(next, "v-slotted") || strings.HasPrefix(next, "v-global")):
		what := ":" + strings.TrimSuffix(next, "(")
		if i > 0 && j.tokens[i-1].kind == css.ColonToken {
			what = ":" + what
		}
		return Finding{What: what, Tool: "components of Vue"}
	case t.text == ">" && next == ">" && j.tokens.text(i+2) == ">":
		return Finding{What: ">>>", Tool: "components of Vue"}
	case t.text == "/" && next == "deep" && j.tokens.text(i+2) == "/":
		return Finding{What: "/deep/", Tool: "components of Vue"}
	}
	return f
}
