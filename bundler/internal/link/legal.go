package link

import (
	"bytes"
	"strings"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// noteLegal notes the legal comments of a source.
func (p *plugin) noteLegal(file string, text []byte) {
	comments := legalComments(text, strings.HasSuffix(file, ".css"))
	p.mu.Lock()
	defer p.mu.Unlock()
	if comments == nil {
		delete(p.legal, file) // as it was in an earlier run
		return
	}
	p.legal[file] = comments
}

// legalMarks are what a comment says whose author wants it kept, beside an
// exclamation mark at its start.
func legalMarks() []string { return []string{"@license", "@preserve"} }

// legalComments lists the legal comments of a source, each once, in the order
// of the text.
func legalComments(text []byte, sheet bool) []string {
	last := lastMark(text)
	if last < 0 {
		return nil
	}
	each := scriptComments
	if sheet {
		each = sheetComments
	}
	var list []string
	seen := map[string]bool{}
	each(text, last, func(comment []byte) {
		if isLegal(comment) && !seen[string(comment)] {
			seen[string(comment)] = true
			list = append(list, string(comment))
		}
	})
	return list
}

// lastMark is the place of the last text that could make a comment legal; -1
// where there is none, as in most sources. It is quick: what follows it is not
// read for comments.
func lastMark(text []byte) int {
	last := -1
	for _, mark := range append(legalMarks(), "/*!", "//!") {
		for next := bytes.Index(text[last+1:], []byte(mark)); next >= 0; next = bytes.Index(text[last+1:], []byte(mark)) { // forward, which is faster
			last += 1 + next
		}
	}
	return last
}

func isLegal(comment []byte) bool {
	if bytes.HasPrefix(comment[2:], []byte("!")) {
		return true
	}
	for _, mark := range legalMarks() {
		if bytes.Contains(comment, []byte(mark)) {
			return true
		}
	}
	return false
}

// scriptComments calls visit for every comment of a script, which may be
// TypeScript or JSX, that starts at a place or before.
func scriptComments(text []byte, last int, visit func(comment []byte)) {
	r := lex.NewReader(text, true)
	for t := r.Next(); t.Kind != lex.End && int(t.Start) <= last; t = r.Next() {
		if t.Kind == lex.Comment {
			visit(text[t.Start:t.End])
		}
	}
}

// sheetComments calls visit for every comment of a style sheet that starts at a
// place or before.
func sheetComments(text []byte, last int, visit func(comment []byte)) {
	for i := 0; i <= last; i++ {
		switch mark := text[i]; {
		case mark == '\\':
			i++
		case mark == '"', mark == '\'':
			for i++; i < len(text) && text[i] != mark && text[i] != '\n'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
		case bytes.HasPrefix(text[i:], []byte("/*")):
			length := bytes.Index(text[i+2:], []byte("*/"))
			if length < 0 {
				return
			}
			visit(text[i : i+length+4])
			i += length + 3
		}
	}
}
