package page

import (
	"bytes"
	"fmt"
	"html"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/lex"
)

// Pages may be templates of HtmlWebpackPlugin, Vue CLI or vite-plugin-html: HTML
// with tags of EJS (<%= value %>, <% if (…) { %>). What their values say is known
// when pages are read, so a template is rendered once, before anything looks for
// its elements. It is not a program that is run: a tag that means more than the
// values and conditions of expression.go is an error, since a page with it would
// show it to visitors.

const templateNote = "write what the page is to hold there; <%% stands for the <% of a tag that a server fills in"

// block is a statement of a template that is open: what stands inside it.
type block struct {
	start int  // of its tag
	shown bool // what stands in it is part of the page
	taken bool // of a chain of conditions: one held
	outer bool // what stands around it is part of the page
}

// template renders one page.
type template struct {
	source string
	src    []byte
	names  Names
	out    bytes.Buffer
	blocks []block
	failed asset.Messages

	textEnd int // of the script or the like that was seen last: no element is in it
}

// isTemplate tells whether a page may hold template tags.
func isTemplate(src []byte) bool { return bytes.Contains(src, []byte("<%")) }

// render returns the page that a template makes. Lines stay what they were: what
// is left out leaves its line ends. The error lists every tag that means nothing
// here; values among them stay in the page, for the rest of it to be read.
func renderTemplate(source string, src []byte, names Names) ([]byte, error) {
	t := &template{source: source, src: src, names: names}
	for at := 0; at < len(src); {
		next := t.tag(at)
		if next < 0 {
			t.text(src[at:])
			break
		}
		t.text(src[at:next])
		if at = t.read(next); at < 0 {
			break
		}
	}
	for _, b := range t.blocks {
		t.fail(b.start, "a template tag opens a block that is never closed", "add <% } %> where it ends")
	}
	if t.failed != nil {
		return t.out.Bytes(), t.failed
	}
	return t.out.Bytes(), nil
}

// shown tells whether what stands here is part of the page.
func (t *template) shown() bool { return len(t.blocks) == 0 || t.blocks[len(t.blocks)-1].shown }

// text adds text of the page, or what is left of it.
func (t *template) text(text []byte) {
	if t.shown() {
		t.out.Write(text)
		return
	}
	t.out.WriteString(strings.Repeat("\n", bytes.Count(text, []byte("\n"))))
}

// read renders the tag at a place and returns where it ends, -1 if nowhere.
func (t *template) read(start int) int {
	if bytes.HasPrefix(t.src[start:], []byte("<%%")) {
		t.text([]byte("<%"))
		return start + len("<%%")
	}
	inner := start + len("<%")
	length := bytes.Index(t.src[inner:], []byte("%>"))
	if length < 0 {
		t.fail(start, "the template tag is never closed", "add %> where it ends, or write <%% for a plain <%")
		t.blocks = nil
		return -1
	}
	code := string(t.src[inner : inner+length])
	t.out.WriteString(strings.Repeat("\n", strings.Count(code, "\n")))
	code = strings.TrimSpace(strings.TrimRight(code, "-_"))
	switch {
	case strings.HasPrefix(code, "#"):
	case strings.HasPrefix(code, "="), strings.HasPrefix(code, "-"):
		t.value(start, readPiece(code[1:]), (code[0] == '=') != t.names.Raw)
	default:
		t.statement(start, readPiece(strings.TrimSpace(strings.TrimPrefix(code, "_"))))
	}
	return inner + length + len("%>")
}

// value writes the value of an expression.
func (t *template) value(start int, code piece, escaped bool) {
	if !t.shown() {
		return
	}
	if last := len(code.tokens) - 1; code.kind(last) == lex.Semicolon {
		code = code.between(0, last)
	}
	v, err := evaluate(code, t.names)
	if err != nil {
		t.refuse(start, err)
		t.out.WriteString("<%= %>")
		return
	}
	text := textOf(v)
	if escaped {
		text = html.EscapeString(text)
	}
	t.out.WriteString(text)
}

// statement follows a tag of control flow.
func (t *template) statement(start int, code piece) {
	outer := t.shown()
	open := func(shown bool) {
		t.blocks = append(t.blocks, block{start: start, shown: shown && outer, taken: shown, outer: outer})
	}
	opens := code.kind(len(code.tokens)-1) == lex.BraceOpen
	if condition, ok := code.head(1); ok && code.begins(lex.If) {
		open(t.holds(start, condition, outer))
		return
	}
	if condition, ok := code.head(3); ok && code.begins(lex.BraceClose, lex.Else, lex.If) {
		t.otherwise(start, condition)
		return
	}
	list, loops := code.loops()
	switch {
	case len(code.tokens) == 0: // a comment
	case code.begins(lex.BraceClose, lex.Else, lex.BraceOpen) && len(code.tokens) == 3:
		t.otherwise(start, readPiece("true"))
	case loops && outer:
		t.loop(start, list)
		open(false)
	case code.closes() && len(t.blocks) > 0:
		t.blocks = t.blocks[:len(t.blocks)-1]
	case !outer && opens && !code.begins(lex.BraceClose):
		open(false)
	case outer:
		t.refuse(start, fmt.Errorf("it is a program: %s", short(code.text)))
		if opens {
			open(false)
		}
	}
}

// closes tells whether a tag ends a block: }, }) or either with a semicolon.
func (p piece) closes() bool {
	n := len(p.tokens)
	if n > 1 && p.kind(n-1) == lex.Semicolon {
		n--
	}
	return p.begins(lex.BraceClose) && (n == 1 || n == 2 && p.kind(1) == lex.ParenClose)
}

// loop refuses a loop over more than nothing.
func (t *template) loop(start int, list piece) {
	if v, err := evaluate(list, t.names); err != nil {
		t.refuse(start, err)
	} else if v != (nothing{}) && v != 0.0 {
		t.refuse(start, fmt.Errorf("it is a loop over more than nothing: %s", short(list.text)))
	}
}

// otherwise goes on to the next condition of a chain.
func (t *template) otherwise(start int, condition piece) {
	if len(t.blocks) == 0 {
		t.refuse(start, fmt.Errorf("there is no if before it"))
		return
	}
	b := &t.blocks[len(t.blocks)-1]
	b.shown = !b.taken && b.outer && t.holds(start, condition, true)
	b.taken = b.taken || b.shown
}

// holds evaluates a condition where that matters.
func (t *template) holds(start int, condition piece, matters bool) bool {
	if !matters {
		return false
	}
	v, err := evaluate(condition, t.names)
	if err != nil {
		t.refuse(start, err)
	}
	return err == nil && truthy(v)
}

// refuse notes a tag that means nothing here.
func (t *template) refuse(start int, err error) {
	note := templateNote
	if unknown, ok := err.(unknownName); ok { //nolint:errorlint // evaluate wraps nothing
		note = unknown.note()
	}
	t.fail(start, "the template tag cannot be rendered: "+err.Error(), note)
}

func (t *template) fail(start int, text, note string) {
	m := messageAt(t.source, t.src, start)
	m.Text, m.Note = text, note
	t.failed = append(t.failed, m)
}
