package page

import (
	"path"
	"slices"
)

// A frame is a page that stands in an attribute of an <iframe>: srcdoc. Its relative
// URLs start where those of the page around it do, and its modules are programs of
// that page.
type frame struct {
	element int
	page    *Page
}

// frame reads the page in an attribute of an element; false where there is none.
func (p *Page) frame(i int, e *element) bool {
	a := e.get("srcdoc")
	if a == nil || a.valueEnd == 0 {
		return a != nil
	}
	inner := &Page{Source: p.Source, Path: p.Path, Place: p.Place, src: []byte(a.value), text: a.value, public: p.public, before: p.position(a.valueStart).Line - 1, framed: true}
	inner.elements, inner.headEnd = scan(inner.src)
	inner.base = findBase(p.base.dir, inner.elements)
	if p.base.external && !slices.ContainsFunc(inner.elements, func(e element) bool { return e.name == "base" && e.get("href") != nil }) {
		inner.base = p.base
	}
	inner.dir = findBase(p.dir, inner.elements).dir
	inner.collect()
	inner.public = Public{}
	p.frames = append(p.frames, frame{i, inner})
	return true
}

// number gives the programs of frames the numbers behind the page's own.
func (p *Page) number() {
	for _, f := range p.frames {
		f.page.shift(p.programs)
		p.programs += f.page.programs
	}
}

func (p *Page) shift(by int) {
	for i := range p.refs {
		p.refs[i].Program += by
	}
	for _, f := range p.frames {
		f.page.shift(by)
	}
}

// all lists the page with the frames in it.
func (p *Page) all() []*Page {
	list := []*Page{p}
	for _, f := range p.frames {
		list = append(list, f.page.all()...)
	}
	return list
}

// From is the directory of the project from which relative imports of the modules
// that stand in the page start: where its relative URLs do.
func (p *Page) From(program int) string {
	for _, inner := range p.all() {
		if !slices.ContainsFunc(inner.refs, func(r Reference) bool { return isModule(r) && r.Program == program }) {
			continue
		}
		if !inner.base.external {
			return inner.base.dir
		}
	}
	return path.Dir(p.Place)
}
