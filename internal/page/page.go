// Package page reads HTML entries and writes them back with final URLs.
//
// Load finds what pages refer to; the caller bundles scripts and style sheets
// and copies the rest; Render writes the pages that go into the output.
//
// A page is never parsed into a tree and printed again: the tokenizer finds the
// elements' places in the source, and edits replace those places. What is not
// edited stays as it was, byte for byte.
package page

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"path"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// Reference is a URL in a page that names a file of the project, or a module
// that stands in the page itself.
type Reference struct {
	Kind      Kind
	URL       string   // as written, without HTML's and CSS's escapes
	Path      string   // the file, relative to the project directory; "" for InlineModule
	Published string   // the path in the output of a public file, which keeps its name; "" for others
	Suffix    string   // query and fragment of URL, which stay: "#icon"
	Inline    []byte   // the text of an InlineModule
	Program   int      // which of the page's programs a module script belongs to, counted from 0
	At        Position // of the URL, or of the text of an InlineModule

	element int // index in Page.elements
}

// IsScript tells whether browsers run, or preload as a script, what the reference names.
func (r Reference) IsScript() bool {
	switch r.Kind {
	case ModuleScript, InlineModule, ModulePreload, ClassicScript, PreloadScript:
		return true
	}
	return false
}

func isModule(ref Reference) bool { return ref.Kind == ModuleScript || ref.Kind == InlineModule }

// Page is an HTML file of the project.
type Page struct {
	Source string // its path relative to the project directory
	Path   string // its path in the output: Source, without the public directory or src
	Place  string // the path from which its relative URLs name files of the project: Path for a page of the public directory, else Source
	// Template tells whether the source held tags of a template, which are rendered.
	Template bool

	src      []byte
	public   Public
	elements []element
	headEnd  int    // where elements can be added to the head
	base     base   // where relative URLs start, among the files of the project
	dir      string // the same in the output
	refs     []Reference
	slots    []slot
	frames   []frame
	framed   bool   // whether it stands in an attribute of another page
	before   int    // lines of that page before it
	text     string // src
	written  string // what src was rendered from
	programs int    // how many the module scripts make
	inert    []int  // references of module scripts that the page itself does not run
	ignored  []int  // elements that carry the ignore attribute
	links    []Link
	warnings []asset.Message
}

// Load reads and parses pages. Sources are paths relative to fsys, the project's directory, which public need not name. Tags of templates are rendered with names, and what
// pages name by %NAME% is written by constants. The error lists every page that cannot be read, and every tag that cannot
// be rendered; the pages are all that could be read.
func Load(fsys fs.FS, sources []string, public Public, names Names, constants Constants) ([]*Page, error) {
	var pages []*Page
	var failed asset.Messages
	for _, source := range sources {
		src, err := fs.ReadFile(fsys, source)
		written := src
		switch {
		case errors.Is(err, fs.ErrNotExist):
			failed = append(failed, asset.Message{Text: "no such page", File: source, Note: "create it, or correct its path in the entries"})
			continue
		case err != nil:
			failed = append(failed, asset.Message{Text: fmt.Sprintf("cannot read the page: %v", err), File: source})
			continue
		}
		template := isTemplate(src)
		if template {
			if src, err = renderTemplate(source, src, names); err != nil {
				wrong, _ := errors.AsType[asset.Messages](err)
				failed = append(failed, wrong...)
			}
		}
		wrong, doubtful := unrendered(source, src, names.Mustaches)
		failed = append(failed, wrong...)
		text, unknown := constants.fill(source, src)
		p, err := readPage(source, text, written, public.in(fsys))
		if err != nil {
			failed = append(failed, asset.Message{Text: err.Error(), File: source})
			continue
		}
		p.warnings = append(unknown, doubtful...)
		p.Template = template
		pages = append(pages, p)
	}
	if failed != nil {
		return pages, failed
	}
	return pages, nil
}

// Parse finds the references of a page. Source is its path relative to the
// project directory, slash-separated. The page keeps src, which must not be
// changed any more. As for a browser, no text is too broken to be a page; the
// error is about a source path outside the project.
func Parse(source string, src []byte, public Public) (*Page, error) {
	return readPage(source, src, src, public)
}

// readPage knows what was written before src was rendered from it.
func readPage(source string, src, written []byte, public Public) (*Page, error) {
	if !fs.ValidPath(source) {
		return nil, fmt.Errorf("page %q is not a path inside the project", source)
	}
	p := &Page{Source: source, Path: public.address(source), Place: source, src: src, text: string(src), written: string(written), public: public}
	if public.holds(source) {
		p.Place = p.Path
	}
	p.elements, p.headEnd = scan(src)
	p.base = findBase(path.Dir(p.Place), p.elements)
	p.dir = findBase(path.Dir(p.Path), p.elements).dir
	p.collect()
	p.public = Public{} // rendering reads nothing
	return p, nil
}

// Make writes the page of a project that has none: an element with that id.
func Make(title, id string) []byte {
	return fmt.Appendf(nil, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"+
		"<title>%s</title>\n</head>\n<body>\n<div id=\"%s\"></div>\n</body>\n</html>\n", html.EscapeString(title), html.EscapeString(id))
}

// References lists what the page refers to, in the order of the source. The
// caller must not change it.
func (p *Page) References() []Reference {
	if len(p.frames) == 0 {
		return p.refs
	}
	var list []Reference
	for _, inner := range p.all() {
		list = append(list, inner.refs...)
	}
	return list
}

// Style is the text of a <style>.
type Style struct {
	Text   string
	Line   int // of the text, 1-based
	Column int // of the text in that line, in bytes, 1-based
}

// Styles lists the style sheets that stand in the page, in the order of the source.
func (p *Page) Styles() []Style {
	var list []Style
	for _, f := range p.frames {
		list = append(list, f.page.Styles()...)
	}
	for i := range p.elements {
		if e := &p.elements[i]; e.isStyle() && e.get(ignore) == nil {
			column := e.tagEnd - bytes.LastIndexByte(p.src[:e.tagEnd], '\n')
			list = append(list, Style{string(p.src[e.tagEnd:e.contentEnd]), p.position(e.tagEnd).Line, column})
		}
	}
	return list
}

// isStyle tells whether an element is a style sheet in the page.
func (e *element) isStyle() bool {
	t := strings.TrimSpace(e.value("type"))
	return e.name == "style" && (t == "" || strings.EqualFold(t, "text/css"))
}

// Dir is the directory, relative to the output, against which browsers resolve the page's relative URLs: its own, unless the page has
// a <base>.
func (p *Page) Dir() string { return p.dir }
