package cut

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

// SheetRegion is the part of a bundled style sheet that one source adds to it.
type SheetRegion struct {
	Module     string // "" before the first header
	Start, End int
	URLs       []string // what url() and strings name, as they are written, without query and fragment; each once
}

// SheetBlock begins the prelude of the block that may stand around the rules of a
// source. It is no part of the region.
const SheetBlock = "@media paintbox-"

// ScanSheet cuts a style sheet at the comments that name its sources: those that
// start a line outside of all rules, and for the text of which isHeader says so. It
// tells whether every block was found that stands around the rules of a source.
func ScanSheet(source []byte, isHeader func(string) bool) (regions []SheetRegion, whole bool) {
	s := sheetScanner{source: source}
	for s.at < len(source) {
		switch c := source[s.at]; {
		case c == '{':
			s.depth++
		case c == '}':
			s.depth--
		case c == '\\': // of a selector, as in .content-\[\'\'\]
			s.at++
		case c == '"' || c == '\'':
			s.url(s.string())
			continue
		case bytes.HasPrefix(source[s.at:], []byte("url(")):
			s.at += len("url(")
			s.bare()
			continue
		case bytes.HasPrefix(source[s.at:], []byte("/*")):
			start := s.at
			if text := s.comment(); s.depth == 0 && (start == 0 || source[start-1] == '\n') && isHeader(text) {
				s.flush(start)
				s.region.Module = text
			}
			continue
		}
		s.at++
	}
	s.flush(len(source))
	for _, r := range s.regions {
		if bytes.Contains(source[r.Start:r.End], []byte(SheetBlock)) {
			return s.regions, false
		}
	}
	return s.regions, true
}

type sheetScanner struct {
	source  []byte
	at      int
	depth   int // of braces
	region  SheetRegion
	regions []SheetRegion
}

// flush ends the region at an offset.
func (s *sheetScanner) flush(end int) {
	if end > s.region.Start {
		s.region.End = end
		s.unwrap()
		s.regions = append(s.regions, s.region)
	}
	s.region = SheetRegion{Start: end}
}

// unwrap leaves the block out that stands around the rules of the region.
func (s *sheetScanner) unwrap() {
	text := s.source[s.region.Start:s.region.End]
	_, behind, headed := bytes.Cut(text, []byte("*/\n"))
	prelude, rules, ok := bytes.Cut(behind, []byte("{\n"))
	if headed && ok && bytes.HasPrefix(prelude, []byte(SheetBlock)) {
		s.region.Start = s.region.End - len(rules)
		s.region.End = s.region.Start + bytes.LastIndexByte(rules, '}')
	}
}

// string moves past a string and gives what stands in it.
func (s *sheetScanner) string() string {
	quote, start := s.source[s.at], s.at+1
	for s.at++; s.at < len(s.source) && s.source[s.at] != quote; s.at++ {
		if s.source[s.at] == '\\' {
			s.at++
		}
	}
	end := min(s.at, len(s.source))
	s.at = end + 1
	return string(s.source[start:end])
}

// bare moves past a URL without quotes. One with quotes is a string.
func (s *sheetScanner) bare() {
	if s.at < len(s.source) && (s.source[s.at] == '"' || s.source[s.at] == '\'') {
		return
	}
	start := s.at
	for s.at < len(s.source) && s.source[s.at] != ')' {
		if s.source[s.at] == '\\' {
			s.at++
		}
		s.at++
	}
	s.at = min(s.at, len(s.source))
	s.url(string(s.source[start:s.at]))
}

// comment moves past a comment and gives what stands in it. One that does not end
// is none.
func (s *sheetScanner) comment() string {
	start := s.at + len("/*")
	length := bytes.Index(s.source[start:], []byte("*/"))
	if length < 0 {
		s.at++
		return ""
	}
	s.at = start + length + len("*/")
	return strings.TrimSpace(string(s.source[start : start+length]))
}

// url notes what the region names.
func (s *sheetScanner) url(text string) {
	if !strings.HasPrefix(text, "./") {
		return
	}
	if strings.IndexByte(text, '\\') >= 0 {
		text = unescape(text)
	}
	if end := strings.IndexAny(text, "?#"); end >= 0 {
		text = text[:end]
	}
	if !slices.Contains(s.region.URLs, text) {
		s.region.URLs = append(s.region.URLs, text)
	}
}

// unescape reads the escapes of a string or URL.
func unescape(text string) string {
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			out.WriteByte(text[i])
			continue
		}
		end := i + 1
		for end < len(text) && end <= i+6 && strings.IndexByte("0123456789abcdefABCDEF", text[end]) >= 0 {
			end++
		}
		code, err := strconv.ParseUint(text[i+1:end], 16, 32)
		if err != nil { // the character itself
			continue
		}
		out.WriteRune(rune(code))
		if i = end - 1; end < len(text) && text[end] == ' ' { // ends the number
			i++
		}
	}
	return out.String()
}
