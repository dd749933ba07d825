// Package js writes and reads pieces of JavaScript: string literals and names.
//
//   - Takes: a text, or a number.
//   - Gives: the literal or the text of one; the name that stands there in the order
//     of short names.
//   - Changes: nothing.
package js

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Quote writes a string literal, which is JSON as well.
func Quote(s string) string {
	data, err := json.Marshal(s)
	if err != nil {
		panic(err) // strings always marshal
	}
	return string(data)
}

// Unquote reads a name, or the value of a string literal. A surrogate without
// its other half becomes U+FFFD.
func Unquote(text string) string {
	if len(text) < 2 || text[0] != '"' && text[0] != '\'' {
		return text
	}
	text = text[1 : len(text)-1]
	if strings.IndexByte(text, '\\') < 0 {
		return text
	}
	units := make([]uint16, 0, len(text)) // escapes are of UTF-16
	for text != "" {
		var r rune
		switch r, text = character(text); {
		case r >= 1<<16:
			units = utf16.AppendRune(units, r)
		case r >= 0:
			units = append(units, uint16(r)) // which may be one half of a pair
		}
	}
	return string(utf16.Decode(units))
}

// character reads the first character of a literal, which may be escaped; it is
// -1 where the line goes on.
func character(text string) (r rune, rest string) {
	r, size := utf8.DecodeRuneInString(text)
	rest = text[size:]
	if r != '\\' || rest == "" {
		return r, rest
	}
	r, size = utf8.DecodeRuneInString(rest)
	rest = rest[size:]
	switch r {
	case 'x':
		return digits(rest, 2)
	case 'u':
		if end := strings.IndexByte(rest, '}'); strings.HasPrefix(rest, "{") && end > 0 {
			r, _ = digits(rest[1:], end-1)
			return r, rest[end+1:]
		}
		return digits(rest, 4)
	case '\r':
		return -1, strings.TrimPrefix(rest, "\n")
	case '\n', '\u2028', '\u2029':
		return -1, rest
	}
	if at := strings.IndexRune("bfnrtv0", r); at >= 0 {
		r = rune("\b\f\n\r\t\v\x00"[at])
	}
	return r, rest
}

// digits reads a hexadecimal number of so many digits.
func digits(text string, count int) (r rune, rest string) {
	if count > len(text) {
		return utf8.RuneError, ""
	}
	n, err := strconv.ParseUint(text[:count], 16, 32)
	if err != nil {
		n = utf8.RuneError
	}
	return rune(n), text[count:]
}

// ShortName returns the nth of a, b, …, z, A, …, Z, aa, ….
func ShortName(n int) string {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	name := ""
	for n++; n > 0; n = (n - 1) / len(letters) {
		name = string(letters[(n-1)%len(letters)]) + name
	}
	return name
}

// IsIdentifier tells whether a name is one that needs no quotes. Every character
// that is not ASCII counts as a letter, as it does in what esbuild prints.
func IsIdentifier(name string) bool {
	for i := range len(name) {
		c := name[i]
		letter := c == '_' || c == '$' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= 0x80
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return name != ""
}
