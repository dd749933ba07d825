package page

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Edits are changes of a page. References are named by their index in
// References.
type Edits struct {
	// URL gives references their final URL; the query and fragment that they
	// had are added. An InlineModule becomes a script with that src. An
	// integrity attribute goes, because the file is no longer the one it was
	// made for.
	URL map[int]string
	// Drop removes the references' elements, with content and end tag.
	Drop map[int]bool
	// Frames are the edits of the pages that stand in attributes, in their order.
	Frames []Edits
	// Head is added at the end of the head; what loads modules stands behind the
	// page's own import map, which browsers want to see first.
	Head []Tag
	// Imports is added to the page's import map, by specifier. Where there is
	// none, one is put before the first script, since browsers want it there,
	// with Nonce.
	Imports map[string]string
	Nonce   string
	// Integrity is added to the import map likewise: what is known of modules, by their URL.
	Integrity map[string]string
}

func newEdits() Edits { return Edits{URL: map[int]string{}, Drop: map[int]bool{}} }

// Tag is an element that is added to a page. Only scripts have text.
type Tag struct {
	Name  string
	Attrs []Attr
	Text  string
}

// Attr is an attribute; with an empty value it is written without one.
type Attr struct{ Name, Value string }

func (t Tag) String() string {
	var s strings.Builder
	s.WriteString("<" + t.Name)
	for _, a := range t.Attrs {
		s.WriteString(" " + a.Name)
		if a.Value != "" {
			s.WriteString("=" + quote(a.Value))
		}
	}
	s.WriteString(">")
	if t.Name == "script" {
		s.WriteString(t.Text + "</script>")
	}
	return s.String()
}

// splice replaces a place of the source.
type splice struct {
	start, end int
	text       string
}

// Render returns the page with the edits applied and the ignore attributes
// removed. All else stays byte for byte. Edits of references that the page does
// not have are errors.
func (p *Page) Render(edits Edits) ([]byte, error) {
	for _, i := range slices.Concat(slices.Collect(maps.Keys(edits.URL)), slices.Collect(maps.Keys(edits.Drop))) {
		if i < 0 || i >= len(p.refs) {
			return nil, fmt.Errorf("%s: edit of reference %d, but the page has %d", p.Source, i, len(p.refs))
		}
	}
	var splices []splice
	for _, s := range p.slots {
		if text, changed := p.rewrite(s, edits.URL); changed {
			splices = append(splices, splice{s.start, s.end, text})
		}
	}
	edited := map[int]bool{}
	for i, url := range edits.URL {
		e := &p.elements[p.refs[i].element]
		if a := e.get("integrity"); a != nil && !edited[p.refs[i].element] {
			splices = append(splices, p.without(a))
		}
		edited[p.refs[i].element] = true
		name := e.start + len("<script")
		if p.refs[i].Kind == ModuleScript && scriptKind(e) == ClassicScript {
			if a := e.get("type"); a != nil {
				splices = append(splices, p.without(a))
			}
			splices = append(splices, splice{name, name, ` type="module"`})
		}
		if p.refs[i].Kind == InlineModule {
			splices = append(splices, splice{name, name, " " + e.sourceName() + "=" + quote(url)}, splice{e.tagEnd, e.contentEnd, ""})
		}
	}
	for _, i := range p.ignored {
		splices = append(splices, p.without(p.elements[i].get(ignore)))
	}
	for i, drop := range edits.Drop {
		if e := p.elements[p.refs[i].element]; drop {
			splices = append(splices, splice{e.start, e.end, ""})
		}
	}
	inner, err := p.inner(edits.Frames)
	if err != nil {
		return nil, err
	}
	splices = append(splices, inner...)
	importMap, err := p.mapOf(edits)
	if err != nil {
		return nil, err
	}
	splices = append(splices, importMap...)
	return apply(p.src, append(splices, p.head(edits.Head)...)), nil
}

// inner edits the pages within the page.
func (p *Page) inner(edits []Edits) ([]splice, error) {
	var splices []splice
	for i, e := range edits {
		f := p.frames[i]
		text, err := f.page.Render(e)
		if err != nil {
			return nil, err
		}
		if a := p.elements[f.element].get("srcdoc"); string(text) != a.value {
			splices = append(splices, splice{a.valueStart, a.valueEnd, quote(string(text))})
		}
	}
	return splices, nil
}

// head adds elements at the end of the head, or behind the page's import map.
func (p *Page) head(tags []Tag) []splice {
	mapEnd := p.headEnd
	if m := p.ownImportMap(); m != nil {
		mapEnd = max(mapEnd, m.end)
	}
	var splices []splice
	for _, t := range tags {
		at := p.headEnd
		if t.loadsModule() {
			at = mapEnd
		}
		splices = append(splices, splice{at, at, t.String()})
	}
	return splices
}

// loadsModule tells whether browsers fetch a module because of the element.
func (t Tag) loadsModule() bool {
	return slices.ContainsFunc(t.Attrs, func(a Attr) bool {
		return t.Name == "script" && a.Name == "type" && a.Value == "module" || t.Name == "link" && a.Name == "rel" && a.Value == "modulepreload"
	})
}

// rewrite returns the source of a slot with new URLs.
func (p *Page) rewrite(s slot, urls map[int]string) (text string, changed bool) {
	var b strings.Builder
	done := 0
	for i, sp := range s.spans {
		url, ok := urls[s.refs[i]]
		if !ok {
			continue
		}
		b.WriteString(s.text[done:sp.lo])
		b.WriteString(sp.write(url + p.refs[s.refs[i]].Suffix))
		done, changed = sp.hi, true
	}
	b.WriteString(s.text[done:])
	if s.attribute {
		return quote(b.String()), changed
	}
	return b.String(), changed
}

// without removes an attribute and the white space before it.
func (p *Page) without(a *attr) splice {
	start := a.start
	for isSpace(p.src[start-1]) {
		start--
	}
	if c := p.src[a.end]; c != '>' && !isSpace(c) {
		start = a.start // nothing else parts its neighbors
	}
	return splice{start, a.end, ""}
}

// quote writes an attribute's value.
func quote(value string) string {
	return `"` + html.EscapeString(value) + `"`
}

// apply replaces places of src. Where they overlap, the larger one wins: edits
// within a dropped element go with it. What is only inserted comes first.
func apply(src []byte, splices []splice) []byte {
	length := func(s splice) int {
		if s.start == s.end {
			return math.MaxInt
		}
		return s.end - s.start
	}
	slices.SortStableFunc(splices, func(a, b splice) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(length(b), length(a)))
	})
	var out bytes.Buffer
	done := 0
	for _, s := range splices {
		if s.start < done {
			continue
		}
		out.Write(src[done:s.start])
		out.WriteString(s.text)
		done = s.end
	}
	out.Write(src[done:])
	return out.Bytes()
}
