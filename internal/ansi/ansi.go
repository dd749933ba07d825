// Package ansi puts text into the looks that terminals know, and keeps names that
// others chose from steering a terminal or whoever reads a log.
package ansi

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Look is how text looks: parameters of the control sequence "select graphic
// rendition" (ECMA-48, 8.3.117), of which several stand with semicolons between
// them.
type Look string

// The looks in use.
const (
	Bold   Look = "1"
	Dim    Look = "2"
	Red    Look = "31"
	Green  Look = "32"
	Yellow Look = "33"
	Cyan   Look = "36"
)

// Paint tells whether text is painted, or left as it is.
type Paint bool

// In puts text into a look; "" is none.
func (p Paint) In(look Look, text string) string {
	if !p || look == "" || text == "" {
		return text
	}
	return "\x1b[" + string(look) + "m" + text + "\x1b[0m"
}

// Printable replaces control characters, which a file name may hold and which
// could otherwise steer the terminal, line breaks among them, and characters
// that reverse the reading direction.
func Printable(s string) string {
	if utf8.ValidString(s) && strings.IndexFunc(s, isControl) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if isControl(r) {
			return utf8.RuneError
		}
		return r
	}, s)
}

func isControl(r rune) bool {
	return unicode.Is(unicode.C, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r)
}

// Inert is a line that no reader of logs takes for a command: GitHub's runner obeys
// lines that begin with two colons, after white space or not, and "##[" at any place.
func Inert(line string) string {
	if text := strings.TrimLeftFunc(line, unicode.IsSpace); strings.HasPrefix(text, "::") {
		line = line[:len(line)-len(text)] + apart + text
	}
	return strings.ReplaceAll(line, "##[", "##"+apart+"[")
}

// apart is a space without width.
const apart = "\u200b"

// Lines is a text of several lines, each printable and inert; all but the first
// are indented, so that none passes for a message of its own.
func Lines(text string) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i, line := range lines {
		lines[i] = Inert(Printable(strings.ReplaceAll(strings.TrimSuffix(line, "\r"), "\t", "  ")))
	}
	return strings.Join(lines, "\n  ")
}
