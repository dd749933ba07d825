package link

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/lex"
)

// noteLegal notes the legal comments of a script.
func (p *plugin) noteLegal(s *source) {
	p.keepLegal(s.file, s.legal())
}

// keepLegal notes the legal comments of a file.
func (p *plugin) keepLegal(file string, comments []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if comments == nil {
		delete(p.legal, file) // as it was in an earlier run
		return
	}
	p.legal[file] = comments
}

// keepParts notes the files of which a compiler made a style sheet, and the legal
// comments that are neither theirs. Of the project's own files only those count that
// have such comments.
func (p *plugin) keepParts(module, file, text string, read []string) {
	own := legalOfSheet([]byte(text))
	var parts []asset.ContainedFile
	for _, name := range slices.Compact(slices.Sorted(slices.Values(read))) {
		if !IsSheet(name) || name == file {
			continue
		}
		data, err := p.archives.ReadFile(name)
		comments := legalOfSheet(data)
		if err != nil || comments == nil && !strings.Contains(filepath.ToSlash(name), "/node_modules/") {
			continue
		}
		own = slices.DeleteFunc(own, func(c string) bool { return slices.Contains(comments, c) })
		parts = append(parts, asset.ContainedFile{File: name, Comments: comments})
	}
	if len(own) > 0 {
		parts = append(parts, asset.ContainedFile{File: file, Comments: own})
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.parts[module] = parts
}

// legal lists the legal comments of a script. Where it was not split into tokens,
// it is read up to the last of them.
func (s *source) legal() []string {
	last := lastMark(s.text)
	if last < 0 {
		return nil
	}
	var list legalList
	if s.split != nil {
		for _, c := range s.split.comments {
			list.add(s.split.program[c.Start:c.End])
		}
		return list.comments
	}
	scriptComments(s.program, s.loader, last, list.add)
	return list.comments
}

// legalOfSheet lists the legal comments of a style sheet.
func legalOfSheet(text []byte) []string {
	last := lastMark(string(text))
	if last < 0 {
		return nil
	}
	var list legalList
	sheetComments(text, last, list.add)
	return list.comments
}

// legalList holds legal comments, each once, in the order of the text.
type legalList struct{ comments []string }

func (l *legalList) add(comment []byte) {
	if isLegal(comment) && !slices.Contains(l.comments, string(comment)) {
		l.comments = append(l.comments, string(comment))
	}
}

// legalMarks are what a comment says whose author wants it kept, beside an
// exclamation mark at its start.
func legalMarks() []string { return []string{"@license", "@preserve"} }

// lastMark is the place of the last text that could make a comment legal; -1
// where there is none, as in most sources. It is quick: what follows it is not
// read for comments.
func lastMark(text string) int {
	last := -1
	for _, mark := range append(legalMarks(), "/*!", "//!") {
		for next := strings.Index(text[last+1:], mark); next >= 0; next = strings.Index(text[last+1:], mark) { // forward, which is faster
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
func scriptComments(text []byte, loader api.Loader, last int, visit func(comment []byte)) {
	r := scriptReader(text, loader)
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
