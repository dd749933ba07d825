package page

import (
	"path"
	"slices"
	"strings"
)

// Link is a URL in a page that leads to another page of the project.
type Link struct {
	URL  string // as written
	Path string // the page's file, relative to the project directory
	At   Position
}

// Links lists the pages of the project that the page leads to, in the order of
// the source. The caller must not change it.
func (p *Page) Links() []Link {
	list := p.links
	for _, f := range p.frames {
		list = append(slices.Clip(list), f.page.Links()...)
	}
	return list
}

// link notes a page that an element leads to. A URL of a directory, or without an
// ending, names the page that hosts answer it with.
func (p *Page) leads(e *element, name string) {
	a := e.get(name)
	if a == nil {
		return
	}
	url := rooted(a.value)
	rest, _ := cutSuffix(url)
	if rest == "" || isExternal(url) || p.base.external {
		return
	}
	for _, try := range pagesAt(rest) {
		file, _, ok := p.base.resolve(try)
		if !ok {
			continue
		}
		if file, published := p.find(try, file); published == "" && !p.public.holds(file) && p.public.has(file) {
			p.links = append(p.links, Link{URL: a.value, Path: file, At: p.position(e.start)})
			return
		}
	}
}

// pagesAt lists what a host may have at a path.
func pagesAt(rest string) []string {
	switch ext := path.Ext(rest); {
	case strings.HasSuffix(rest, "/"):
		return []string{rest + "index.html"}
	case ext == ".html" || ext == ".htm":
		return []string{rest}
	case ext == "":
		return []string{rest + ".html", rest + "/index.html"}
	}
	return nil
}

// Beside is the path in the output of a page that this one leads to: where the
// link leads to from here, if this page is published under another name.
func (p *Page) Beside(source string) string {
	if prefix, ok := strings.CutSuffix(p.Source, p.Path); ok && prefix != "" {
		if name, inside := strings.CutPrefix(source, prefix); inside {
			return name
		}
	}
	return ""
}
