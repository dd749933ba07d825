package page

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
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

// inertScript is a script element whose text is data, such as a template of the
// application's own.
var inertScript = regexp.MustCompile(`(?i)^<script\b[^<>]*\stype\s*=\s*["']?\s*(?:text/(?:x-|ng-)?(?:template|html|tmpl|handlebars\S*|ejs|underscore\S*)|x-tmpl\S*|text/x-\S*)["'\s>]`)

// tag finds the next template tag, past comments and blocks of data.
func (t *template) tag(at int) int {
	for {
		i := bytes.IndexByte(t.src[at:], '<')
		if i < 0 {
			return -1
		}
		at += i
		rest, end := t.src[at:], ""
		switch {
		case bytes.HasPrefix(rest, []byte("<%")):
			return at
		case bytes.HasPrefix(rest, []byte("<!--")):
			end = "-->"
		case inertScript.Match(rest):
			end = "</script"
		}
		at++
		if n := bytes.Index(rest, []byte(end)); end != "" && n > 0 {
			at += n - 1
		}
	}
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
	case strings.HasPrefix(code, "#"), code == "", code == "_", commentPattern.MatchString(code):
	case strings.HasPrefix(code, "="), strings.HasPrefix(code, "-"):
		t.value(start, code[1:], code[0] == '=')
	default:
		t.statement(start, strings.TrimSpace(strings.TrimPrefix(code, "_")))
	}
	return inner + length + len("%>")
}

// value writes the value of an expression.
func (t *template) value(start int, code string, escaped bool) {
	if !t.shown() {
		return
	}
	v, err := evaluate(strings.TrimSuffix(strings.TrimSpace(code), ";"), t.names)
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

var (
	ifPattern      = regexp.MustCompile(`^if\s*\((.*)\)\s*\{$`)
	elsePattern    = regexp.MustCompile(`^\}\s*else\s*\{$`)
	elifPattern    = regexp.MustCompile(`^\}\s*else\s+if\s*\((.*)\)\s*\{$`)
	loopPattern    = regexp.MustCompile(`^for\s*\(.*?(?:\b(?:in|of)\s+|;.*?<=?\s*)([\w.$]+)\s*(?:;.*)?\)\s*\{$`)
	eachPattern    = regexp.MustCompile(`^([\w.$]+)\.(?:forEach|map)\(\s*(?:function\s*\w*\s*\([\w\s,$]*\)|\(?[\w\s,$]*\)?\s*=>)\s*\{$`)
	commentPattern = regexp.MustCompile(`^_?\s*(?:/\*[^*]*\*/|//[^\n]*)$`)
	endPattern     = regexp.MustCompile(`^\}\s*\)?\s*;?$`)
)

// statement follows a tag of control flow.
func (t *template) statement(start int, code string) {
	open := func(shown bool) {
		outer := t.shown()
		t.blocks = append(t.blocks, block{start: start, shown: shown && outer, taken: shown, outer: outer})
	}
	switch loop := slices.Concat(loopPattern.FindStringSubmatch(code), eachPattern.FindStringSubmatch(code)); {
	case ifPattern.MatchString(code):
		open(t.holds(start, ifPattern.FindStringSubmatch(code)[1], t.shown()))
	case elifPattern.MatchString(code):
		t.otherwise(start, elifPattern.FindStringSubmatch(code)[1])
	case elsePattern.MatchString(code):
		t.otherwise(start, "true")
	case loop != nil && t.shown():
		if v, err := evaluate(loop[1], t.names); err != nil {
			t.refuse(start, err)
		} else if v != (nothing{}) && v != 0.0 {
			t.refuse(start, fmt.Errorf("it is a loop over more than nothing: %s", loop[1]))
		}
		open(false)
	case endPattern.MatchString(code) && len(t.blocks) > 0:
		t.blocks = t.blocks[:len(t.blocks)-1]
	case !t.shown() && strings.HasSuffix(code, "{") && !strings.HasPrefix(code, "}"):
		open(false)
	case t.shown():
		t.refuse(start, fmt.Errorf("it is a program: %s", short(code)))
		if strings.HasSuffix(code, "{") {
			open(false)
		}
	}
}

// otherwise goes on to the next condition of a chain.
func (t *template) otherwise(start int, condition string) {
	if len(t.blocks) == 0 {
		t.refuse(start, fmt.Errorf("there is no if before it"))
		return
	}
	b := &t.blocks[len(t.blocks)-1]
	b.shown = !b.taken && b.outer && t.holds(start, condition, true)
	b.taken = b.taken || b.shown
}

// holds evaluates a condition where that matters.
func (t *template) holds(start int, condition string, matters bool) bool {
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
