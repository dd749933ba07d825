package budgets

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// baselineVersion is the format that this package writes and reads.
const baselineVersion = 1

// Baseline is the sizes of an earlier build, to compare with. Its keys carry
// no content hashes, so that the same thing has the same key in the next build:
// "total", "group excel", "file assets/vendor.js", "package react-dom".
type Baseline struct {
	Sizes    map[string]Sizes
	Measures []Measure // what the build's files were measured in; nil means every measure
}

// Sizes are the bytes and the number of files of one thing.
type Sizes struct {
	Raw   asset.Size
	Coded map[Measure]asset.Size // by coding; none where compression changes nothing
	Files int                    // 0 for a single file
}

// By gives the size in one measure.
func (s Sizes) By(m Measure) asset.Size {
	return cmp.Or(s.Coded[m], s.Raw)
}

// UnmarshalJSON reads an object such as {"raw": 9, "gzip": 5, "files": 2}. Keys
// that it does not know are those of a later version, and left out.
func (s *Sizes) UnmarshalJSON(data []byte) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		return err
	}
	*s = Sizes{}
	for _, m := range Measures() {
		var n asset.Size
		if members[string(m)] == nil {
			continue
		}
		if err := json.Unmarshal(members[string(m)], &n); err != nil {
			return err
		}
		s.set(m, n)
	}
	if members["files"] == nil {
		return nil
	}
	return json.Unmarshal(members["files"], &s.Files)
}

func (s *Sizes) set(m Measure, n asset.Size) {
	switch {
	case m == MeasureRaw:
		s.Raw = n
	case n != 0:
		if s.Coded == nil {
			s.Coded = map[Measure]asset.Size{}
		}
		s.Coded[m] = n
	}
}

// CountsAll reports whether the baseline is one of a version whose total held
// public files, fonts and media as well; it is compared with the same.
func (b *Baseline) CountsAll() bool {
	_, apart := b.Sizes["public"]
	return !apart
}

// NewBaseline takes the sizes of everything that a rule can be about, of the
// groups that only these rules know, and of every package (in raw bytes only).
func NewBaseline(build asset.Build, rules []Rule) Baseline {
	b := Baseline{Sizes: map[string]Sizes{}, Measures: Measured(&build)}
	add := func(subjects []subject) {
		for _, s := range subjects {
			b.Sizes[s.baselineKey()] = s.sizes()
		}
	}
	for _, k := range kinds() {
		add(k.subjects(&build, Rule{Type: k.Name}))
	}
	for _, r := range rules {
		if r.Files != "" {
			add(groups(&build, r))
		}
	}
	for name, n := range packageBytes(&build) {
		b.Sizes[packageKey+name] = Sizes{Raw: n}
	}
	return b
}

// packageKey is what the keys of packages begin with.
const packageKey = "package "

// packages are the raw bytes of each package over the whole build.
func (b *Baseline) packages() map[string]asset.Size {
	sizes := map[string]asset.Size{}
	for key, s := range b.Sizes {
		if name, ok := strings.CutPrefix(key, packageKey); ok {
			sizes[name] = s.Raw
		}
	}
	return sizes
}

// Like measures a build as this baseline does, so that the sizes compare.
func (b *Baseline) Like(build asset.Build, rules []Rule) map[string]Sizes {
	now := NewBaseline(build, rules).Sizes
	if b.CountsAll() {
		now["total"] = subject{kind: "total", files: published(&build)}.sizes()
		delete(now, "public")
	}
	return now
}

// Marshal writes the baseline as JSON made to be committed: sorted, one line
// for each thing, ending in a newline.
func (b Baseline) Marshal() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\n  \"version\": %d,\n", baselineVersion)
	if b.Measures != nil {
		names := make([]string, len(b.Measures))
		for i, m := range b.Measures {
			names[i] = quote(string(m))
		}
		fmt.Fprintf(&out, "  \"measures\": [%s],\n", strings.Join(names, ", "))
	}
	out.WriteString("  \"sizes\": {")
	for i, key := range slices.Sorted(maps.Keys(b.Sizes)) {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n    " + quote(key) + ": " + b.Sizes[key].line())
	}
	out.WriteString("\n  }\n}\n")
	return out.Bytes()
}

// Measured lists the measures in which the build's files differ from their raw
// bytes, and raw: where no file has such a sibling, a coding says nothing.
func Measured(build *asset.Build) []Measure {
	list := []Measure{MeasureRaw}
	for _, m := range Measures()[1:] {
		if slices.ContainsFunc(build.Files, func(f asset.File) bool { return f.Encodings[string(m)] != nil }) {
			list = append(list, m)
		}
	}
	return list
}

// comparable reports whether sizes by this measure mean the same in the baseline
// and in a build: measured in both, or in neither.
func (b *Baseline) comparable(m Measure, build *asset.Build) bool {
	return b.Measures == nil || slices.Contains(b.Measures, m) == slices.Contains(Measured(build), m)
}

// line writes the sizes as a JSON object on one line.
func (s Sizes) line() string {
	line := fmt.Sprintf("{ %q: %d", MeasureRaw, s.Raw)
	for _, m := range Measures()[1:] {
		if n := s.Coded[m]; n != 0 {
			line += fmt.Sprintf(", %q: %d", m, n)
		}
	}
	if s.Files != 0 {
		line += fmt.Sprintf(", \"files\": %d", s.Files)
	}
	return line + " }"
}

// quote writes a JSON string that keeps < > & readable.
func quote(s string) string {
	var out strings.Builder
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a string always encodes
	return strings.TrimSuffix(out.String(), "\n")
}

// MaxBaseline is the largest file, in bytes, that can be a baseline: some 300,000
// things with their sizes.
const MaxBaseline = 32 * asset.MB

// ParseBaseline reads what Marshal wrote. Another format version, a negative
// size, a key that stands twice and anything that is no baseline are errors; the caller
// names the file.
func ParseBaseline(data []byte) (Baseline, error) {
	if size := asset.Size(len(data)); size > MaxBaseline {
		return Baseline{}, fmt.Errorf("not a baseline: more than %s (write it anew with --write-baseline)", MaxBaseline)
	}
	var file struct {
		Version  int              `json:"version"`
		Measures []Measure        `json:"measures"`
		Sizes    map[string]Sizes `json:"sizes"`
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	if err := dec.Decode(&file); err != nil {
		return Baseline{}, fmt.Errorf("not a baseline: %w (write it anew with --write-baseline)", syntax(data, err))
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Baseline{}, errors.New("not a baseline: something follows its end (write it anew with --write-baseline)")
	}
	if err := repeated(data); err != nil {
		return Baseline{}, fmt.Errorf("not a baseline: %w (write it anew with --write-baseline)", err)
	}
	switch {
	case file.Version == 0 || file.Sizes == nil:
		return Baseline{}, errors.New("not a baseline: it has no version or no sizes (write it anew with --write-baseline)")
	case file.Version != baselineVersion:
		return Baseline{}, fmt.Errorf("baseline format %d is not supported, this version reads format %d (write it anew with --write-baseline)", file.Version, baselineVersion)
	}
	for _, key := range slices.Sorted(maps.Keys(file.Sizes)) {
		if file.Sizes[key].Files < 0 { // sizes refuse it themselves
			return Baseline{}, fmt.Errorf("not a baseline: %q has a negative number (write it anew with --write-baseline)", key)
		}
	}
	if _, ok := file.Sizes["total"]; !ok {
		return Baseline{}, errors.New("not a baseline: it has no total (write it anew with --write-baseline)")
	}
	return Baseline{Sizes: file.Sizes, Measures: file.Measures}, nil
}

// repeated finds a key that stands twice in one object, of which a decoder takes
// the last, or parts of both. Those that differ only in case count as one, as they do
// for the decoder.
func repeated(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	var seen []map[string]bool // the keys of each object that is open, nil for a list
	isKey := false
	for {
		token, err := dec.Token()
		if err != nil {
			return nil //nolint:nilerr // what is no JSON has been found before
		}
		last := len(seen) - 1
		switch token {
		case json.Delim('{'):
			seen, isKey = append(seen, map[string]bool{}), true
			continue
		case json.Delim('['):
			seen, isKey = append(seen, nil), false
			continue
		case json.Delim('}'), json.Delim(']'):
			seen = seen[:last]
			isKey = last > 0 && seen[last-1] != nil
			continue
		}
		if last < 0 || seen[last] == nil {
			continue
		}
		if isKey {
			key := strings.ToLower(token.(string))
			if seen[last][key] {
				return fmt.Errorf("line %d: %q stands twice", 1+bytes.Count(data[:dec.InputOffset()], []byte("\n")), token)
			}
			seen[last][key] = true
		}
		isKey = !isKey
	}
}

// syntax adds the line to a JSON error.
func syntax(data []byte, err error) error {
	if bad, ok := errors.AsType[*json.SyntaxError](err); ok {
		line := 1 + bytes.Count(data[:min(bad.Offset, int64(len(data)))], []byte("\n"))
		return fmt.Errorf("line %d: %w", line, err)
	}
	return err
}

// baselineKey is the subject's key in a baseline. A chunk is stored as the
// file that it is.
func (s subject) baselineKey() string {
	if s.kind == "chunk" {
		s.kind = "file"
	}
	return s.key()
}

// sizes measures the subject in every way.
func (s subject) sizes() Sizes {
	sizes := Sizes{Raw: s.size(MeasureRaw)}
	for _, m := range Measures()[1:] {
		if n := s.size(m); n != sizes.Raw {
			sizes.set(m, n)
		}
	}
	if s.kind != "file" && s.kind != "chunk" {
		sizes.Files = len(s.files)
	}
	return sizes
}
