// Package sourcemap reads source maps, follows places through texts that were
// made from each other, and writes source maps.
//
// See ECMA-426, the source map format.
//
//   - Takes: a text, its map, and a trace of what it was made of; or a text and the
//     spans of a source in it.
//   - Gives: a map that leads from the text to the sources in one step.
//   - Changes: nothing; a Trace belongs to whoever notes it.
package sourcemap

import (
	"encoding/json"
	"fmt"
	"sort"
)

// Map tells where a generated text comes from.
type Map struct {
	Sources  []string
	Contents []json.RawMessage // JSON strings, or null; parallel to Sources

	points []Point
	texts  []*Text // of the sources; nil where there is none
}

// Point says where a place in a generated text comes from. Line and Column count
// from 0, Column in UTF-16 code units.
type Point struct {
	Offset       int32 // in the generated text, in bytes
	Source       int32 // index into Map.Sources
	Line, Column int32
	Name         int32 // -1 for none
}

// file is a source map on disk.
type file struct {
	Sources        []string
	SourcesContent []json.RawMessage
	Names          []string
	Mappings       string
}

// Parse reads the source map of a text.
func Parse(data, text []byte) (*Map, error) {
	var f file
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("source map: %w", err)
	}
	m := &Map{Sources: f.Sources, Contents: f.SourcesContent, points: make([]Point, 0, len(f.Mappings)/6)}
	for len(m.Contents) < len(m.Sources) {
		m.Contents = append(m.Contents, json.RawMessage("null"))
	}
	m.texts = make([]*Text, len(m.Contents))
	for i, content := range m.Contents {
		var source string
		if json.Unmarshal(content, &source) == nil && source != "" {
			m.texts[i] = NewText([]byte(source))
		}
	}
	places := NewText(text)
	valid := true
	err := eachSegment(f.Mappings, func(s segment) {
		valid = valid && s.source < len(m.Sources) && s.name < len(f.Names) && s.source >= -1
		m.points = append(m.points, Point{int32(places.Offset(s.line, s.column)), int32(s.source), int32(s.fromLine), int32(s.fromColumn), int32(s.name)})
	})
	if err == nil && !valid {
		err = errMappings
	}
	return m, err
}

// At finds where the token at an offset comes from: the last point up to there.
func (m *Map) At(offset int) (Point, bool) {
	i := sort.Search(len(m.points), func(i int) bool { return int(m.points[i].Offset) > offset })
	if i == 0 || m.points[i-1].Source < 0 {
		return Point{}, false
	}
	return m.points[i-1], true
}

// Origin is where a place in a text comes from, and what it is called there.
type Origin struct {
	Map   *Map // whose Sources Point.Source refers to; nil where it comes from no source
	Point Point
	Name  string // the identifier in the source; "" when it is no identifier, or the same
}

// Compose makes the source map of a text from that of its transformation: data
// is the map from the final text to an intermediate one, and trace tells where
// the pieces of the intermediate text come from. The final text may have been
// edited since the transformation.
//
// Rename gives sources the names that the new map has; sources that it gives ""
// are left out.
func Compose(data, intermediate []byte, trace *Trace, edits Edits, rename func(source string) string) ([]byte, error) {
	var f file
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("source map: %w", err)
	}
	w := newWriter(rename)
	places, moved := NewText(intermediate), newMover(edits)
	err := eachSegment(f.Mappings, func(s segment) {
		var o Origin
		if s.source >= 0 {
			o = trace.origin(places.Offset(s.fromLine, s.fromColumn), s.name >= 0)
		}
		w.add(s.line, moved.column(s.line, s.column), o)
	})
	if err != nil {
		return nil, err
	}
	return w.json()
}
