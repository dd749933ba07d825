package page

import (
	"bytes"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// messageAt is a message about a place in a page.
func messageAt(source string, src []byte, start int) asset.Message {
	column := start - bytes.LastIndexByte(src[:start], '\n')
	end := bytes.IndexByte(src[start:], '\n')
	if end < 0 {
		end = len(src) - start
	}
	return asset.Message{File: source, Line: 1 + bytes.Count(src[:start], []byte("\n")), Column: column, Source: string(src[start-column+1 : start+end])}
}

// short is the beginning of a piece of code, on one line.
func short(code string) string {
	code = strings.Join(strings.Fields(code), " ")
	if r := []rune(code); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return code
}
