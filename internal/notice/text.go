package notice

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// decode makes the text of a file one of UTF-8 with line feeds. What is neither
// UTF-8 nor UTF-16 is Latin 1, in which names in old licenses are written.
func decode(data []byte) string {
	text := string(data)
	switch {
	case strings.HasPrefix(text, "\xFF\xFE"):
		text = wide(data[2:], binary.LittleEndian)
	case strings.HasPrefix(text, "\xFE\xFF"):
		text = wide(data[2:], binary.BigEndian)
	case !utf8.ValidString(text):
		runes := make([]rune, len(data))
		for i, b := range data {
			runes[i] = rune(b)
		}
		text = string(runes)
	}
	return strings.Trim(lines(strings.TrimPrefix(text, "\uFEFF")), "\n")
}

func wide(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

// lines ends every line with a line feed alone, and cuts white space before it.
func lines(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	list := strings.Split(text, "\n")
	for i, line := range list {
		list[i] = strings.TrimRight(line, " \t\f\v")
	}
	return strings.Join(list, "\n")
}

// tidy takes from a comment the white space by which its lines are indented
// where it stands.
func tidy(comment string) string {
	list := strings.Split(lines(strings.ToValidUTF8(comment, "\uFFFD")), "\n")
	indent := -1
	for _, line := range list[1:] {
		rest := strings.TrimLeft(line, " \t")
		if n := len(line) - len(rest); rest != "" && (indent < 0 || n < indent) {
			indent = n
		}
	}
	starred := true
	for _, line := range list[1:] {
		starred = starred && strings.HasPrefix(strings.TrimLeft(line, " \t"), "*")
	}
	if starred && indent > 0 {
		indent-- // the stars stand below the first one
	}
	for i, line := range list[1:] {
		list[i+1] = line[min(max(indent, 0), len(line)):]
	}
	return strings.Join(list, "\n")
}
