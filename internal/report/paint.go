package report

import (
	"strings"
	"unicode"

	"github.com/paintbox-build/paintbox/internal/ansi"
)

// printable is a name of others as text, without what could steer a terminal.
func printable(s string) string { return ansi.Printable(s) }

// cells is the number of columns that text takes on a terminal.
func cells(s string) int {
	n := 0
	for _, r := range s {
		n += cellsOf(r)
	}
	return n
}

// cellsOf knows combining marks and the wide scripts of East Asia; ambiguous
// characters count as one column, as terminals outside East Asia have it.
func cellsOf(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r >= 0x1100 && r <= 0x115F, r >= 0x2E80 && r <= 0xA4CF, r >= 0xAC00 && r <= 0xD7A3,
		r >= 0xF900 && r <= 0xFAFF, r >= 0xFE30 && r <= 0xFE6F, r >= 0xFF00 && r <= 0xFF60,
		r >= 0xFFE0 && r <= 0xFFE6, r >= 0x1F300 && r <= 0x1FAFF, r >= 0x20000 && r <= 0x3FFFD:
		return 2
	}
	return 1
}

// left pads text to width columns, or cuts its middle out: the end of a file
// name says as much as its beginning.
func left(s string, width int) string {
	s = fit(s, width)
	return s + strings.Repeat(" ", max(0, width-cells(s)))
}

// right pads text on its left side.
func right(s string, width int) string {
	return strings.Repeat(" ", max(0, width-cells(s))) + s
}

// fit cuts the middle out of text that takes more than width columns.
func fit(s string, width int) string {
	if cells(s) <= width {
		return s
	}
	if width < 1 {
		return ""
	}
	runes := []rune(s)
	head, tail := 0, len(runes)
	for n := 1; head < tail; {
		if n += cellsOf(runes[tail-1]); n > width {
			break
		}
		tail--
		if n += cellsOf(runes[head]); n > width || head >= tail {
			break
		}
		head++
	}
	return string(runes[:head]) + "…" + string(runes[tail:])
}

// wrap breaks text at spaces into lines of at most width columns; a longer word
// has a line of its own. A number stays with its unit.
func wrap(s string, width int) []string {
	var words []string
	for _, word := range strings.Fields(s) {
		switch strings.TrimRight(word, ".,;)") {
		case "B", "KB", "MB", "GB", "ms", "s":
			if n := len(words); n > 0 {
				words[n-1] += " " + word
				continue
			}
		}
		words = append(words, word)
	}
	var lines []string
	for _, word := range words {
		n := len(lines)
		if n > 0 && cells(lines[n-1])+1+cells(word) <= width {
			lines[n-1] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}

// bar draws a share of 1 in width columns, in eighths of a column.
func bar(share float64, width int) string {
	eighths := int(min(max(share, 0), 1)*float64(width*8) + 0.5)
	if share > 0 {
		eighths = max(eighths, 1)
	}
	s := strings.Repeat("█", eighths/8)
	if rest := eighths % 8; rest > 0 {
		s += string([]rune("▏▎▍▌▋▊▉")[rest-1])
	}
	return s
}
