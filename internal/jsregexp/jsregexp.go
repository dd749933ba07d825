// Package jsregexp makes Go's regular expressions of JavaScript's, where Go has
// one that matches the same texts.
package jsregexp

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Translate makes a Go expression of JavaScript's, where there is one that
// matches the same texts.
func Translate(source, flags string) (*regexp.Regexp, bool) {
	var mode string
	for _, flag := range flags {
		switch flag {
		case 'i', 'm', 's':
			mode += string(flag)
		case 'g', 'd': // say nothing about whether it matches
		default:
			return nil, false // u and v change what a character is, y where it starts
		}
	}
	out, ok := translateBody(source, strings.Contains(mode, "s"))
	if !ok {
		return nil, false
	}
	if mode != "" {
		out = "(?" + mode + ")" + out
	}
	re, err := regexp.Compile(out)
	return re, err == nil
}

// What classes hold in JavaScript.
const (
	jsSpace   = `\t\n\v\f\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}`
	jsAnyChar = `[^\n\r\x{2028}\x{2029}]`
)

func translateBody(source string, dotAll bool) (string, bool) {
	var out strings.Builder
	class := false
	for at := 0; at < len(source); {
		c, width := utf8.DecodeRuneInString(source[at:])
		rest := source[at+width:]
		switch {
		case c == '\\':
			text, used, ok := escape(rest, class)
			if !ok {
				return "", false
			}
			out.WriteString(text)
			width += used
		case c == '[' && class:
			out.WriteString(`\[`)
		case c == '[' && strings.HasPrefix(rest, "^]"):
			out.WriteString(`[\s\S]`)
			width += 2
		case c == '[' && strings.HasPrefix(rest, "]"):
			return "", false // matches nothing
		case c == '[':
			class = true
			out.WriteRune(c)
		case c == ']':
			class = false
			out.WriteRune(c)
		case c == '.' && !class && !dotAll:
			out.WriteString(jsAnyChar)
		default:
			out.WriteRune(c)
		}
		at += width
	}
	return out.String(), true
}

// escape translates what follows a backslash, and tells how many bytes of it it
// was.
func escape(rest string, class bool) (string, int, bool) {
	if rest == "" {
		return "", 0, false
	}
	c, width := utf8.DecodeRuneInString(rest)
	switch {
	case c == 's' && class:
		return jsSpace, 1, true
	case c == 's':
		return "[" + jsSpace + "]", 1, true
	case c == 'S' && !class:
		return "[^" + jsSpace + "]", 1, true
	case c == '0' && (len(rest) == 1 || rest[1] < '0' || rest[1] > '9'):
		return `\x00`, 1, true
	case c == 'x' && len(rest) >= 3:
		return `\x{` + rest[1:3] + `}`, 3, true
	case c == 'u' && len(rest) >= 5 && rest[1] != '{':
		return `\x{` + rest[1:5] + `}`, 5, true
	case strings.ContainsRune("dDwWnrtvf", c), strings.ContainsRune("bB", c) && !class:
		return `\` + string(c), 1, true
	case c >= '1' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
		return "", 0, false // references, \k, \p, \c
	case c < utf8.RuneSelf:
		return `\` + string(c), width, true
	}
	return string(c), width, true
}
