package sourcemap

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// writer writes a source map.
type writer struct {
	rename   func(string) string
	waiting  segment // the next to write, unless another follows at the same place
	started  bool
	sources  map[string]int
	names    map[string]int
	list     []string
	contents []json.RawMessage
	nameList []string
	mappings []byte
	last     segment
	source   int // the last one written, likewise name, fromLine and fromColumn
	name     int
	fromLine int
	fromCol  int
	line     int
	column   int
	comma    bool
}

func newWriter(rename func(string) string) *writer {
	return &writer{rename: rename, sources: map[string]int{}, names: map[string]int{}, last: segment{source: -1, name: -1}}
}

// add adds a mapping. Of several for one place, the last counts, unless it says
// less.
func (w *writer) add(line, column int, o Origin) {
	s := segment{line: line, column: column, source: -1, name: -1}
	if o.Map != nil {
		s.source = w.sourceOf(o)
	}
	if s.source >= 0 {
		s.fromLine, s.fromColumn = int(o.Point.Line), int(o.Point.Column)
		if o.Name != "" {
			s.name = intern(w.names, &w.nameList, o.Name)
		}
	}
	switch {
	case w.started && w.waiting.line == line && w.waiting.column == column:
		if s.source < 0 || s.name < 0 && s.fromLine == w.waiting.fromLine && s.fromColumn == w.waiting.fromColumn {
			return // it says less
		}
	case w.started:
		w.write(w.waiting)
	}
	w.waiting, w.started = s, true
}

// write writes a mapping, unless it says what the one before says.
func (w *writer) write(s segment) {
	was := w.last
	if was.line != s.line {
		was = segment{source: -1, name: -1} // a line starts without a source
	}
	was.line, was.column = s.line, s.column
	if was == s {
		return
	}
	w.last = s
	for w.line < s.line {
		w.mappings = append(w.mappings, ';')
		w.line++
		w.column, w.comma = 0, false
	}
	if w.comma {
		w.mappings = append(w.mappings, ',')
	}
	w.comma = true
	w.mappings = appendVLQ(w.mappings, s.column-w.column)
	w.column = s.column
	if s.source < 0 {
		return
	}
	w.mappings = appendVLQ(w.mappings, s.source-w.source)
	w.mappings = appendVLQ(w.mappings, s.fromLine-w.fromLine)
	w.mappings = appendVLQ(w.mappings, s.fromColumn-w.fromCol)
	w.source, w.fromLine, w.fromCol = s.source, s.fromLine, s.fromColumn
	if s.name >= 0 {
		w.mappings = appendVLQ(w.mappings, s.name-w.name)
		w.name = s.name
	}
}

// sourceOf numbers the sources in the order in which they are met; it is -1 for
// those that are left out.
func (w *writer) sourceOf(o Origin) int {
	old := o.Map.Sources[o.Point.Source]
	if i, ok := w.sources[old]; ok {
		return i
	}
	name := w.rename(old)
	if name == "" {
		w.sources[old] = -1
		return -1
	}
	w.sources[old] = len(w.list)
	w.list = append(w.list, name)
	w.contents = append(w.contents, o.Map.Contents[o.Point.Source])
	return len(w.list) - 1
}

func intern(index map[string]int, list *[]string, text string) int {
	i, ok := index[text]
	if !ok {
		i = len(*list)
		index[text] = i
		*list = append(*list, text)
	}
	return i
}

// json writes the map. Sources of packages are those that debuggers skip.
func (w *writer) json() ([]byte, error) {
	if w.started {
		w.write(w.waiting)
	}
	var ignore []int
	size := len(w.mappings)
	for i, source := range w.list {
		if strings.Contains(source, "node_modules/") {
			ignore = append(ignore, i)
		}
		size += len(w.contents[i]) + len(source) + 8
	}
	var out bytes.Buffer
	out.Grow(size + 16*len(w.nameList) + 200)
	out.WriteString(`{"version":3,"sources":`)
	if err := writeList(&out, w.list); err != nil {
		return nil, err
	}
	out.WriteString(`,"sourcesContent":[`)
	for i, content := range w.contents {
		if i > 0 {
			out.WriteByte(',')
		}
		out.Write(content)
	}
	out.WriteString(`],"names":`)
	if err := writeList(&out, w.nameList); err != nil {
		return nil, err
	}
	out.WriteString(`,"mappings":"`)
	out.Write(w.mappings)
	out.WriteByte('"')
	if ignore != nil {
		out.WriteString(`,"ignoreList":`)
		list, err := json.Marshal(ignore)
		if err != nil {
			return nil, err
		}
		out.Write(list)
	}
	out.WriteString("}\n")
	return slices.Clip(out.Bytes()), nil
}

func writeList(out *bytes.Buffer, list []string) error {
	if list == nil {
		list = []string{}
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(list); err != nil {
		return err
	}
	out.Truncate(out.Len() - 1) // its line break
	return nil
}
