package report

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/coding"
)

// sizes are bytes in each way they can be served. A file without a sibling is
// served raw and counts as such.
type sizes struct {
	Raw   asset.Size
	coded map[budgets.Measure]asset.Size // of codings that change nothing, only those that are on by default
}

func sizesOf(files ...*asset.File) sizes {
	s := sizes{coded: map[budgets.Measure]asset.Size{}}
	for _, f := range files {
		s.Raw += budgets.MeasureRaw.Of(f)
	}
	for _, c := range coding.Table() {
		m, n := budgets.Measure(c.Name), asset.Size(0)
		for _, f := range files {
			n += m.Of(f)
		}
		if c.Default || n != s.Raw {
			s.coded[m] = n
		}
	}
	return s
}

// by gives the size in one measure.
func (s sizes) by(m budgets.Measure) asset.Size {
	if n, ok := s.coded[m]; ok {
		return n
	}
	return s.Raw
}

// in lists the sizes in some measures.
func (s sizes) in(list []budgets.Measure) []asset.Size {
	all := make([]asset.Size, len(list))
	for i, m := range list {
		all[i] = s.by(m)
	}
	return all
}

// MarshalJSON writes one member for each measure, in the order of the table.
func (s sizes) MarshalJSON() ([]byte, error) {
	text := fmt.Appendf(nil, "{%q:%d", budgets.MeasureRaw, s.Raw)
	for _, m := range budgets.Measures() {
		if n, ok := s.coded[m]; ok {
			text = fmt.Appendf(text, ",%q:%d", m, n)
		}
	}
	return append(text, '}'), nil
}

// UnmarshalJSON reads the sizes among the members of the object that holds them.
func (s *sizes) UnmarshalJSON(data []byte) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		return err
	}
	*s = sizes{coded: map[budgets.Measure]asset.Size{}}
	for _, m := range budgets.Measures() {
		var n asset.Size
		if members[string(m)] == nil {
			continue
		}
		if err := json.Unmarshal(members[string(m)], &n); err != nil {
			return err
		}
		if m == budgets.MeasureRaw {
			s.Raw = n
		} else {
			s.coded[m] = n
		}
	}
	return nil
}

// columns are the measures that tables of files show: those of every build, and
// what else this one was measured in.
func columns(b *asset.Build) []budgets.Measure {
	known := budgets.Measured(b)
	list := []budgets.Measure{budgets.MeasureRaw}
	for _, c := range coding.Table() {
		if m := budgets.Measure(c.Name); c.Default || slices.Contains(known, m) {
			list = append(list, m)
		}
	}
	return list
}

// shipped lists the files that count in a deployment: neither source maps, nor
// notices, nor records.
func shipped(b *asset.Build) []*asset.File {
	var files []*asset.File
	for i := range b.Files {
		if f := &b.Files[i]; f.Kind != asset.KindMap && !f.Notice && !isRecord(f) {
			files = append(files, f)
		}
	}
	return files
}

// made lists the shipped files that the total counts, passed those that it does
// not: public files, images, fonts and media.
func made(b *asset.Build) []*asset.File   { return ofOrigin(b, asset.OriginMade) }
func passed(b *asset.Build) []*asset.File { return ofOrigin(b, asset.OriginPublic) }

// notices lists the files that hold the notices of licences.
func notices(b *asset.Build) []*asset.File { return ofOrigin(b, asset.OriginOutside) }

func ofOrigin(b *asset.Build, o asset.Origin) []*asset.File {
	return slices.DeleteFunc(shipped(b), func(f *asset.File) bool { return f.Origin() != o })
}

// transferred is the measure closest to what most visitors load, among those
// that are known of the build and, where there is one, of what it is compared
// with.
func transferred(known, alsoKnown []budgets.Measure) budgets.Measure {
	for _, m := range slices.Backward(known) {
		if alsoKnown == nil || slices.Contains(alsoKnown, m) {
			return m
		}
	}
	return budgets.MeasureRaw
}

func isRecord(f *asset.File) bool { return strings.HasPrefix(f.Path, Dir+"/") }
