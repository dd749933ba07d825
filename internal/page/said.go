package page

// Programs lists the texts of the classic scripts that stand in the page.
func (p *Page) Programs() [][]byte {
	var list [][]byte
	for i := range p.elements {
		e := &p.elements[i]
		if e.name == "script" && e.get("src") == nil && e.get(ignore) == nil && scriptKind(e) == ClassicScript {
			list = append(list, p.src[e.tagEnd:e.contentEnd])
		}
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
			if a.value != "" && e.get(ignore) == nil {
				list = append(list, a.value)
			}
		}
	}
	return list
}
