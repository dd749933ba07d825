package inspect

import (
	"bytes"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/swgen"
)

// page is what a page loads, as paths of the build in the order of the source.
type page struct {
	main            string // the script that starts the application
	base            string // what comes before the paths of files in references from the server's root; "./" where there are none
	scripts, styles []string
}

// entryName is what tools and people call the script that starts.
var entryName = regexp.MustCompile(`^(main|index|app|entry|bundle)\b`)

// How well a script is known to start the application.
type certainty int

const (
	loaded certainty = iota + 1
	module
	named
	told // by the manifest
)

// reader reads one page.
type reader struct {
	*site
	page
	path   string
	dir    string // against which relative URLs stand
	prefix string // of <base href>
	known  certainty
}

// readPage finds the scripts and style sheets that a page loads, in contrast to those
// for browsers without modules, those in <noscript> and in <template>, and sheets that
// are disabled.
func (s *site) readPage(f *asset.File) page {
	r := &reader{site: s, page: page{base: "./"}, path: f.Path, dir: path.Dir(f.Path)}
	z := html.NewTokenizer(bytes.NewReader(f.Data))
	inline, held := false, 0 // held counts the templates that are open
	for {
		switch z.Next() {
		case html.ErrorToken:
			return r.page
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.Data == "template" && (held > 0 || !declaresShadow(t)) {
				held++
			}
			inline = held == 0 && r.element(t)
		case html.TextToken:
			if inline {
				r.inline(z.Text())
			}
			inline = false
		case html.EndTagToken:
			if name, _ := z.TagName(); held > 0 && string(name) == "template" {
				held--
			}
		case html.CommentToken, html.DoctypeToken:
		}
	}
}

// declaresShadow tells whether a <template> becomes the shadow root of the element
// around it, in which scripts run and style sheets are loaded.
func declaresShadow(t html.Token) bool {
	return slices.ContainsFunc(t.Attr, func(a html.Attribute) bool {
		return a.Key == "shadowrootmode" && (strings.EqualFold(a.Val, "open") || strings.EqualFold(a.Val, "closed"))
	})
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
			if strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "//") {
				r.base = href
			}
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
		if _, disabled := attr["disabled"]; disabled && slices.Contains(strings.Fields(strings.ToLower(attr["rel"])), "stylesheet") {
			return false
		}
		r.linked(strings.Fields(strings.ToLower(attr["rel"])), strings.ToLower(attr["as"]), attr["href"])
	}
	return false
}

func (r *reader) linked(rel []string, as, href string) {
	f := r.file(href)
	if f == nil {
		return
	}
	switch {
	case slices.Contains(rel, "stylesheet"), slices.Contains(rel, "preload") && as == "style":
		if f.Kind == asset.KindCSS {
			r.styles = appendNew(r.styles, f.Path)
		}
	case slices.Contains(rel, "modulepreload"), slices.Contains(rel, "preload") && as == "script":
		if f.Kind == asset.KindJS {
			r.scripts = appendNew(r.scripts, f.Path)
		}
	}
}

// script adds a script. What the manifest calls the page's starts the
// application, or the first that is called so, or else the last module, or else
// the last script.
func (r *reader) script(src string, isModule bool) {
	f := r.file(src)
	if f == nil || f.Kind != asset.KindJS {
		return
	}
	r.scripts = appendNew(r.scripts, f.Path)
	known, own := loaded, r.manifest[r.path]
	switch {
	case own != nil && own.IsEntry && own.File == f.Path:
		known = told
	case entryName.MatchString(path.Base(f.Path)):
		known = named
	case isModule:
		known = module
	}
	if known > r.known || known == r.known && known < named {
		r.main, r.known = f.Path, known
	}
}

// inline reads a program in the page: what it imports is loaded with the page.
func (r *reader) inline(code []byte) {
	found := scan(code)
	for _, spec := range slices.Concat(found.static, found.dynamic) {
		r.script(spec, true)
	}
}

// file finds what a URL in the page means, and the base by it.
func (r *reader) file(ref string) *asset.File {
	if r.prefix != "" && !strings.HasPrefix(ref, "/") && !strings.Contains(ref, "://") {
		ref = r.prefix + ref
	}
	f := r.locate(r.dir, ref)
	if f == nil || !strings.HasPrefix(ref, "/") || strings.HasPrefix(ref, "//") {
		return f
	}
	if u, err := url.Parse(ref); err == nil {
		if base, ends := strings.CutSuffix(u.Path, f.Path); ends {
			r.base = base
		}
	}
	return f
}

// publicPath is what comes before the files' paths in the references of the page
// that answers for every route. Without such a page, or where it refers to files
// relative to itself, it is "./".
func (s *site) publicPath() string {
	f := s.build.File(swgen.Shell(s.build))
	if f == nil {
		return "./"
	}
	return s.readPage(f).base
}
