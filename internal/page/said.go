package page

// HeldScript is the type of a script that is written into a page and waits there to be
// made a classic one.
const HeldScript = "text/paintbox-held"

// Programs lists the texts of the classic scripts that stand in the page.
func (p *Page) Programs() [][]byte {
	var list [][]byte
	for i := range p.elements {
		e := &p.elements[i]
		if e.name == "script" && e.source() == nil && e.get(ignore) == nil && (scriptKind(e) == ClassicScript || e.value("type") == HeldScript) {
			list = append(list, p.src[e.tagEnd:e.contentEnd])
		}
	}
	for _, f := range p.frames {
		list = append(list, f.page.Programs()...)
	}
	return list
}

// Values lists the values of the attributes of the page's elements, in which
// programs may stand, or what programs read.
func (p *Page) Values() []string {
	var list []string
	for i := range p.elements {
		e := &p.elements[i]
		for _, a := range e.attrs {
			if a.value != "" && e.get(ignore) == nil && a.name != "srcdoc" {
				list = append(list, a.value)
			}
		}
	}
	for _, f := range p.frames {
		list = append(list, f.page.Values()...)
	}
	return list
}
