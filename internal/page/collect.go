package page

import (
	"slices"
	"strings"
)

// slot is a place in the source, an attribute's value or the text of a <style>,
// that holds the URLs of references.
type slot struct {
	element    int
	start, end int    // in the source, quotes included
	text       string // without quotes and escapes
	attribute  bool
	spans      []span // the places of the references in text
	refs       []int  // of each span
}

// collect fills in the page's references.
func (p *Page) collect() {
	for i := range p.elements {
		e := &p.elements[i]
		if e.get(ignore) != nil {
			p.ignored = append(p.ignored, i)
			continue
		}
		switch e.name {
		case "script":
			p.script(i, e)
		case "link":
			p.link(i, e)
		case "meta":
			p.meta(i, e)
		case "a", "area":
			p.leads(e, "href")
		case "iframe", "frame":
			if e.name == "frame" || !p.frame(i, e) {
				p.leads(e, "src")
			}
		case "style":
			if e.isStyle() {
				text := string(p.src[e.tagEnd:e.contentEnd])
				p.slot(slot{element: i, start: e.tagEnd, end: e.contentEnd, text: text}, styleSpans(text))
			}
		default:
			p.media(i, e)
		}
		if a := e.get("style"); a != nil {
			p.attribute(i, "style", styleSpans(a.value))
		}
	}
	for _, i := range p.inert {
		p.refs[i].Program = p.programs
		p.programs++
	}
	p.number()
}

// script adds a script. Each module script is a program of its own, as in a browser:
// that one fails keeps no other from running. Those in a <template>, which the page
// does not run, come last.
func (p *Page) script(i int, e *element) {
	kind, known, src := p.scriptKind(e), len(p.refs), e.source()
	switch {
	case kind == 0:
		return
	case src != nil:
		p.url(i, src.name, kind)
	case kind == ModuleScript:
		p.refs = append(p.refs, Reference{Kind: InlineModule, Inline: p.src[e.tagEnd:e.contentEnd], At: p.position(e.tagEnd), element: i})
	}
	if kind != ModuleScript || len(p.refs) == known || p.refs[known].Kind == Asset {
		return
	}
	if e.inert {
		p.inert = append(p.inert, known)
		return
	}
	p.refs[known].Program = p.programs
	p.programs++
}

// scriptKind is that of the element, but for a module that does not say so.
func (p *Page) scriptKind(e *element) Kind {
	kind := scriptKind(e)
	src := e.source()
	if kind != ClassicScript || p.public.Program == nil || src == nil || e.get("nomodule") != nil {
		return kind
	}
	url := src.value
	if file, _, ok := p.base.resolve(url); ok {
		if file, published := p.find(url, file); published == "" && p.public.Program(file) {
			return ModuleScript
		}
	}
	return kind
}

func (p *Page) link(i int, e *element) {
	rel := strings.Fields(strings.ToLower(e.value("rel")))
	has := func(names ...string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return slices.Contains(rel, name) })
	}
	switch {
	case has("stylesheet"):
		p.url(i, "href", Stylesheet)
	case has("modulepreload"):
		p.url(i, "href", ModulePreload)
	case has("manifest"):
		p.url(i, "href", Manifest)
	case has("preload", "prefetch"):
		switch strings.ToLower(strings.TrimSpace(e.value("as"))) {
		case "script":
			p.url(i, "href", PreloadScript)
		case "style":
			p.url(i, "href", PreloadStyle)
		default:
			p.url(i, "href", Asset)
			p.srcset(i, "imagesrcset")
		}
	case e.get("itemprop") != nil && slices.Contains(strings.Fields("image logo thumbnailurl contenturl"), strings.ToLower(e.value("itemprop"))),
		has("icon", "apple-touch-icon", "apple-touch-icon-precomposed", "apple-touch-startup-image", "mask-icon", "fluid-icon", "image_src"):
		p.url(i, "href", Asset)
	}
}

func (p *Page) meta(i int, e *element) {
	name := strings.ToLower(strings.TrimSpace(e.value("property")))
	if name == "" {
		name = strings.ToLower(strings.TrimSpace(e.value("name")))
	}
	if e.get("itemprop") != nil {
		switch strings.ToLower(strings.TrimSpace(e.value("itemprop"))) {
		case "image", "logo", "thumbnailurl", "contenturl":
			p.url(i, "content", Asset)
		}
		return
	}
	switch name {
	case "og:image", "og:image:url", "og:image:secure_url", "og:audio", "og:audio:secure_url", "og:video", "og:video:secure_url",
		"twitter:image", "twitter:image:src", "msapplication-tileimage", "msapplication-square70x70logo",
		"msapplication-square150x150logo", "msapplication-wide310x150logo", "msapplication-square310x310logo":
		p.url(i, "content", Asset)
	}
}

// media finds the files that other elements show or play.
func (p *Page) media(i int, e *element) {
	switch e.name {
	case "img", "source":
		p.url(i, "src", Asset)
		p.srcset(i, "srcset")
	case "video":
		p.url(i, "src", Asset)
		p.url(i, "poster", Asset)
	case "audio", "track", "embed":
		p.url(i, "src", Asset)
	case "object":
		p.url(i, "data", Asset)
	case "input":
		if strings.EqualFold(strings.TrimSpace(e.value("type")), "image") {
			p.url(i, "src", Asset)
		}
	case "use", "image", "feimage":
		p.url(i, "href", Asset)
		p.url(i, "xlink:href", Asset)
	}
}

// url adds the reference of an attribute that is one URL.
func (p *Page) url(i int, name string, kind Kind) {
	if a := p.elements[i].get(name); a != nil {
		p.attribute(i, name, []span{{hi: len(a.value), url: a.value, kind: kind, write: func(url string) string { return url }}})
	}
}

func (p *Page) srcset(i int, name string) {
	if a := p.elements[i].get(name); a != nil {
		p.attribute(i, name, srcsetSpans(a.value))
	}
}

func (p *Page) attribute(i int, name string, spans []span) {
	if a := p.elements[i].get(name); a.valueEnd > 0 {
		p.slot(slot{element: i, start: a.valueStart, end: a.valueEnd, text: a.value, attribute: true}, spans)
	}
}

// slot adds the references among the URLs of a slot.
func (p *Page) slot(s slot, spans []span) {
	for _, sp := range spans {
		file, suffix, ok := p.base.resolve(sp.url)
		if !ok || isTemplate([]byte(sp.url)) { // of a tag that could not be rendered
			continue
		}
		at := s.start
		if !s.attribute {
			at += sp.lo
		}
		s.spans = append(s.spans, sp)
		s.refs = append(s.refs, len(p.refs))
		file, published := p.find(sp.url, file)
		if published != "" && (sp.kind == ModuleScript || sp.kind == ModulePreload) {
			sp.kind = Asset // public scripts are not bundled
		}
		p.refs = append(p.refs, Reference{
			Kind: sp.kind, URL: strings.TrimSpace(sp.url), Path: file, Published: published, Suffix: suffix, At: p.position(at), element: s.element,
		})
	}
	if s.refs != nil {
		p.slots = append(p.slots, s)
	}
}

// find tells which file stands behind a URL. In a page of the directory of
// sources, a URL that begins with a slash may name a file there, too.
func (p *Page) find(url, name string) (file, published string) {
	file, published = p.public.Find(name)
	inside := p.public.root() + "/" + name
	if published == "" && p.Place != p.Path && strings.HasPrefix(rooted(url), "/") && !p.public.has(file) && p.public.has(inside) {
		return inside, ""
	}
	return file, published
}
