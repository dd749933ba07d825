package glob

import (
	"strings"
	"unicode/utf8"
)

// maxAlternatives is how many patterns without braces one may stand for in an
// expression.
const maxAlternatives = 256

// Expression is the source of a JavaScript regular expression, without anchors,
// that matches as a whole what Match matches; slashes in it are escaped. ok is
// false for a pattern that is not Valid, or whose braces stand for more than 256.
func Expression(pattern string) (source string, ok bool) {
	if !Valid(pattern) {
		return "", false
	}
	pattern = relative(pattern)
	alternatives := expand(pattern, maxAlternatives)
	if len(alternatives) > maxAlternatives {
		return "", false
	}
	var list []string
	if strings.ContainsAny(pattern, `[{\`) { // a path matches itself
		list = append(list, quote(pattern))
	}
	for _, a := range alternatives {
		list = append(list, translate(a))
	}
	if len(list) == 1 {
		return list[0], true
	}
	return "(?:" + strings.Join(list, "|") + ")", true
}

// expand lists the patterns without braces that one stands for; more than most
// where there are more.
func expand(pattern string, most int) []string {
	open, parts, end := braces(pattern)
	if open < 0 {
		return []string{pattern}
	}
	var list []string
	for _, part := range parts {
		if len(list) <= most {
			list = append(list, expand(pattern[:open]+part+pattern[end:], most-len(list))...)
		}
	}
	return list
}

// braces finds the first braces: where they open, what stands between their
// commas, and where the text behind them begins. Open is -1 where there are none.
func braces(pattern string) (open int, parts []string, end int) {
	open, depth, start := -1, 0, 0
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '\\':
			i++
		case c == '[':
			i = classEnd(pattern, i)
		case c == '{':
			if depth++; depth == 1 {
				open, start = i, i+1
			}
		case c == ',' && depth == 1:
			parts, start = append(parts, pattern[start:i]), i+1
		case c == '}':
			if depth--; depth == 0 {
				return open, append(parts, pattern[start:i]), i + 1
			}
		}
	}
	return -1, nil, 0
}

// classEnd is the place of the bracket that ends the class which begins at a place.
func classEnd(pattern string, at int) int {
	for i := at + 1; i < len(pattern); i++ {
		switch pattern[i] {
		case '\\':
			i++
		case ']':
			return i
		}
	}
	return len(pattern) - 1
}

// translate makes an expression of a pattern without braces.
func translate(p string) string {
	var b strings.Builder
	for i := 0; i < len(p); {
		segment := i == 0 || p[i-1] == '/'
		switch rest := p[i:]; {
		case rest == "/**":
			return b.String() + `(?:\/[\s\S]*)?`
		case rest == "**" && segment:
			return b.String() + `[\s\S]*`
		case strings.HasPrefix(rest, "**/") && segment:
			b.WriteString(`(?:[^/]*\/)*`)
			i += len("**/")
		case p[i] == '*' && strings.TrimLeft(rest, "*") == "/**": // at the end of a path the star stands for something
			return b.String() + `(?:[^/]*\/[\s\S]*|[^/]+)`
		case p[i] == '*':
			b.WriteString(`[^/]*`)
			i += len(rest) - len(strings.TrimLeft(rest, "*"))
		case p[i] == '?':
			b.WriteString(`[^/]`)
			i++
		case p[i] == '[':
			end := classEnd(p, i)
			b.WriteString(class(p[i+1 : end]))
			i = end + 1
		default:
			if p[i] == '\\' {
				i++
			}
			_, size := utf8.DecodeRuneInString(p[i:])
			b.WriteString(quote(p[i : i+size]))
			i += size
		}
	}
	return b.String()
}

// class makes a class of an expression of what stands between brackets. A range
// whose end comes before its beginning holds nothing.
func class(text string) string {
	not := strings.HasPrefix(text, "^") || strings.HasPrefix(text, "!")
	if not {
		text = text[1:]
	}
	next := func() (c string) {
		if text[0] == '\\' && len(text) > 1 {
			text = text[1:]
		}
		_, size := utf8.DecodeRuneInString(text)
		c, text = text[:size], text[size:]
		return c
	}
	var members strings.Builder
	for text != "" {
		first := next()
		if len(text) < 2 || text[0] != '-' {
			members.WriteString(quote(first))
			continue
		}
		text = text[1:]
		if last := next(); first <= last {
			members.WriteString(quote(first) + "-" + quote(last))
		} else {
			members.WriteString(quote(first)) // which the matcher has compared by then
		}
	}
	if not {
		return "[^" + members.String() + "]"
	}
	return "[" + members.String() + "]"
}

// quote is an expression of a text.
func quote(text string) string {
	var b strings.Builder
	for _, c := range text {
		if strings.ContainsRune(`\^$.*+?()[]{}|/-`, c) {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}
