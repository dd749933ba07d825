package lex

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Value is the value of a string, or of a template without expressions in it,
// given as it is written. It is false for any other token.
func Value(token []byte) (value string, ok bool) {
	n := len(token)
	if n < 2 || token[0] != token[n-1] || token[0] != '"' && token[0] != '\'' && token[0] != '`' {
		return "", false
	}
	text := string(token[1 : n-1])
	if !strings.Contains(text, `\`) {
		return text, true
	}
	var out strings.Builder
	for {
		before, rest, escaped := strings.Cut(text, `\`)
		out.WriteString(before)
		if !escaped || rest == "" {
			return out.String(), true
		}
		text = escape(&out, rest)
	}
}

// escape writes what stands for the text behind a backslash, and returns what
// follows.
func escape(out *strings.Builder, text string) (rest string) {
	c, size := utf8.DecodeRuneInString(text)
	rest = text[size:]
	switch c {
	case 'n', 't', 'r', 'b', 'f', 'v', '0':
		out.WriteByte("\n\t\r\b\f\v\x00"[strings.IndexRune("ntrbfv0", c)])
	case '\n', '\u2028', '\u2029': // the line goes on
	case '\r':
		return strings.TrimPrefix(rest, "\n")
	case 'x', 'u':
		digits := map[rune]int{'x': 2, 'u': 4}[c]
		if inside, after, ok := strings.Cut(rest, "}"); ok && c == 'u' && strings.HasPrefix(inside, "{") {
			if n, err := strconv.ParseUint(inside[1:], 16, 32); err == nil {
				out.WriteRune(rune(n))
				return after
			}
		}
		if len(rest) >= digits {
			if n, err := strconv.ParseUint(rest[:digits], 16, 32); err == nil {
				out.WriteRune(rune(n))
				return rest[digits:]
			}
		}
		out.WriteRune(c)
	default:
		out.WriteRune(c)
	}
	return rest
}
