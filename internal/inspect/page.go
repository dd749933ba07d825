package inspect

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/paintbox-build/paintbox/asset"
)

// page is what a page loads, as paths of the build in the order of the source.
type page struct {
	main            string // the script that starts the application
	scripts, styles []string
}

// reader reads one page.
type reader struct {
	*site
	page
	dir    string // against which relative URLs stand
	prefix string // of <base href>
	module bool   // main is a module
}

// readPage finds the scripts and style sheets of a page, except those for
// browsers without modules and those in <noscript>.
func (s *site) readPage(f *asset.File) page {
	r := &reader{site: s, dir: path.Dir(f.Path)}
	z := html.NewTokenizer(bytes.NewReader(f.Data))
	inline := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return r.page
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			inline = r.element(t)
		case html.TextToken:
			if inline {
				r.inline(z.Text())
			}
			inline = false
		case html.EndTagToken, html.CommentToken, html.DoctypeToken:
		}
	}
}

// element reads a start tag. It reports whether a program follows.
func (r *reader) element(t html.Token) (inline bool) {
	attr := map[string]string{}
	for _, a := range t.Attr {
		if _, twice := attr[a.Key]; !twice {
			attr[a.Key] = a.Val
		}
	}
	switch t.Data {
	case "base":
		if href := attr["href"]; r.prefix == "" && strings.HasSuffix(href, "/") {
			r.prefix = href
		}
	case "script":
		_, old := attr["nomodule"]
		kind := strings.ToLower(strings.TrimSpace(attr["type"]))
		if old || kind != "" && kind != "module" && !strings.Contains(kind, "javascript") {
			return false
		}
		if _, external := attr["src"]; !external {
			return true
		}
		r.script(attr["src"], kind == "module")
	case "link":
		r.linked(strings.Fields(strings.ToLower(attr["rel"])), strings.ToLower(attr["as"]), attr["href"])
	}
	return false
}

func (r *reader) linked(rel []string, as, href string) {
	switch {
	case slices.Contains(rel, "stylesheet"), slices.Contains(rel, "preload") && as == "style":
		if f := r.file(href); f != nil && f.Kind == asset.KindCSS {
			r.styles = appendNew(r.styles, f.Path)
		}
	case slices.Contains(rel, "modulepreload"), slices.Contains(rel, "preload") && as == "script":
		if f := r.file(href); f != nil && f.Kind == asset.KindJS {
			r.scripts = appendNew(r.scripts, f.Path)
		}
	}
}

// script adds a script. The last module starts the application, or else the last
// script.
func (r *reader) script(src string, module bool) {
	f := r.file(src)
	if f == nil || f.Kind != asset.KindJS {
		return
	}
	r.scripts = appendNew(r.scripts, f.Path)
	if module || !r.module {
		r.main, r.module = f.Path, module
	}
}

// inline reads a program in the page: what it imports is loaded with the page.
func (r *reader) inline(code []byte) {
	found := scan(code)
	for _, spec := range slices.Concat(found.static, found.dynamic) {
		r.script(spec, true)
	}
}

// file finds what a URL in the page means.
func (r *reader) file(ref string) *asset.File {
	if r.prefix != "" && !strings.HasPrefix(ref, "/") && !strings.Contains(ref, "://") {
		ref = r.prefix + ref
	}
	return r.locate(r.dir, ref)
}

func appendNew(list []string, items ...string) []string {
	for _, item := range items {
		if !slices.Contains(list, item) {
			list = append(list, item)
		}
	}
	return list
}
