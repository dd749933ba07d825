package sourcemap

import "sort"

// Trace notes where the pieces of a text come from while it is written from
// front to back. What is noted for a place that was passed already replaces all
// that was noted from there on. A nil Trace notes nothing.
type Trace struct{ pieces []piece }

// piece starts at an offset of the text and goes on to the next.
type piece struct {
	at    int32
	pos   int32 // in the text that it comes from
	from  *Map  // of that text; nil where the piece comes from nowhere
	moves bool  // the piece is a copy: what stands further behind comes from further behind
}

// Copy notes that text[at:at+n] is a copy of what stands at pos in the text
// that a map is of.
func (t *Trace) Copy(at, n int, from *Map, pos int) {
	t.add(at, n, piece{int32(at), int32(pos), from, true})
}

// Replace notes that text[at:at+n] stands for the token at pos.
func (t *Trace) Replace(at, n int, from *Map, pos int) {
	t.add(at, n, piece{int32(at), int32(pos), from, false})
}

func (t *Trace) add(at, n int, p piece) {
	if t == nil || n == 0 {
		return
	}
	for last := len(t.pieces) - 1; last >= 0 && t.pieces[last].at >= p.at; last-- {
		t.pieces = t.pieces[:last] // the end of the piece before, or what was written over
	}
	t.pieces = append(t.pieces, p, piece{at: int32(at + n)})
}

// origin follows a place of the text; renamed tells whether what stands there
// is an identifier that will have another name.
func (t *Trace) origin(offset int, renamed bool) Origin {
	i := sort.Search(len(t.pieces), func(i int) bool { return int(t.pieces[i].at) > offset }) - 1
	if i < 0 || t.pieces[i].from == nil {
		return Origin{}
	}
	p := &t.pieces[i]
	at := int(p.pos)
	if p.moves {
		at += offset - int(p.at)
	}
	point, ok := p.from.At(at)
	if !ok {
		return Origin{}
	}
	o := Origin{Map: p.from, Point: point}
	if int(point.Offset) == at && (renamed || point.Name >= 0) {
		o.Name = p.from.identifier(point)
	}
	return o
}

// identifier is what stands at a place of a source, "" when that is no name.
// The names that esbuild gives may be those of its own variables.
func (m *Map) identifier(p Point) string {
	text := m.texts[p.Source]
	if text == nil {
		return ""
	}
	rest := text.after(int(p.Line), int(p.Column))
	end := 0
	for end < len(rest) && wordClass(rest[end]) == 1 {
		end++
	}
	if end == 0 || rest[0] >= '0' && rest[0] <= '9' {
		return ""
	}
	return string(rest[:end])
}
