package sourcemap

import (
	"encoding/json"
	"fmt"
)

// Rename gives the sources of a map the names that the new map has; sources that it
// gives "" are left out.
func Rename(data []byte, rename func(source string) string) ([]byte, error) {
	var f file
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("source map: %w", err)
	}
	from := &Map{Sources: f.Sources, Contents: f.SourcesContent}
	for len(from.Contents) < len(from.Sources) {
		from.Contents = append(from.Contents, json.RawMessage("null"))
	}
	w := newWriter(rename)
	valid := true
	err := eachSegment(f.Mappings, func(s segment) {
		if s.source >= len(f.Sources) || s.name >= len(f.Names) {
			valid = false
			return
		}
		var o Origin
		if s.source >= 0 {
			o = Origin{Map: from, Point: Point{Source: int32(s.source), Line: int32(s.fromLine), Column: int32(s.fromColumn)}}
			if s.name >= 0 {
				o.Name = f.Names[s.name]
			}
		}
		w.add(s.line, s.column, o)
	})
	switch {
	case err != nil:
		return nil, err
	case !valid:
		return nil, errMappings
	}
	return w.json()
}
