package page

import (
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// Position is a place in a page, as it is written.
type Position struct {
	Line   int    // 1-based
	Column int    // 1-based, in bytes; 0 where the line was rendered from a template or stands in an attribute
	Source string // the line's text; "" with the column
}

// Message is a message about the place.
func (at Position) Message(source, text, note string) asset.Message {
	return asset.Message{File: source, Line: at.Line, Column: at.Column, Source: at.Source, Text: text, Note: note}
}

// position tells where an offset is. A line that is not the one which was written has
// no columns that people could look up.
func (p *Page) position(offset int) Position {
	line := 1 + strings.Count(p.text[:offset], "\n")
	start := strings.LastIndexByte(p.text[:offset], '\n') + 1
	text, _, _ := strings.Cut(p.text[start:], "\n")
	if p.framed || p.written != p.text && lineOf(p.written, line) != text {
		return Position{Line: p.before + line}
	}
	return Position{Line: line, Column: offset - start + 1, Source: text}
}

// lineOf is the text of a line, counted from 1.
func lineOf(text string, line int) string {
	for ; line > 1; line-- {
		_, text, _ = strings.Cut(text, "\n")
	}
	text, _, _ = strings.Cut(text, "\n")
	return text
}
