package report

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/pathname"
)

// Published reports whether Paintbox built the directory, by its record.
func Published(dist fs.FS) bool {
	_, err := fs.Stat(dist, path.Join(Dir, "report.json"))
	return err == nil
}

// Load reads a directory that Paintbox published. Its records say groups,
// entries, routes, limits, modules and import chains. Every file in it counts,
// whether they list it or not; a page, script or style sheet has to be listed.
// Sizes must agree with the files, so that a half-written or outdated directory
// is an error; only source maps may have gone, which are often published
// elsewhere, and a file that rewritten tells may have other bytes.
//
// A directory without any page, script or style sheet is no build, and an
// error. Errors name files relative to the directory.
func Load(dist fs.FS, rewritten func(*asset.File) bool) (asset.Build, error) {
	files, err := Files(dist, func(string, int64) bool { return false })
	if err != nil {
		return asset.Build{}, err
	}
	b := asset.Build{Base: "/"}.With(files...)
	if !slices.ContainsFunc(b.Files, IsFrontend) {
		return asset.Build{}, errors.New("no pages, scripts or style sheets here (name the directory that a build wrote)")
	}
	record := path.Join(Dir, "report.json")
	data, err := fs.ReadFile(dist, record)
	if err != nil {
		return asset.Build{}, err
	}
	var d doc
	if err := d.decode(data); err != nil {
		return asset.Build{}, fmt.Errorf("%s: %w (build again)", record, err)
	}
	if d.Schema != schemaVersion {
		return asset.Build{}, fmt.Errorf("%s: schema %d is not supported, this version reads %d (build again)", record, d.Schema, schemaVersion)
	}
	b, err = d.merge(b, rewritten)
	if err == nil {
		err = d.complete(dist, b)
	}
	if err != nil {
		return asset.Build{}, fmt.Errorf("%s: %w (build again, or remove %s to have the files judged as another tool's)", record, err, Dir)
	}
	b.Inputs, err = readInputs(dist)
	return b, err
}

// Files reads every file of a directory with its compressed siblings, except
// Paintbox's records and what skip tells by path and size in bytes.
func Files(dist fs.FS, skip func(p string, size int64) bool) ([]asset.File, error) {
	contents := map[string][]byte{}
	err := fs.WalkDir(dist, ".", func(p string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return unreadable(p, err)
		case entry.IsDir() && entry.Name() == Dir:
			return fs.SkipDir
		}
		info, err := fs.Stat(dist, p) // what a link leads to is served too
		if err != nil {
			return unreadable(p, err)
		}
		if !info.Mode().IsRegular() || skip(p, info.Size()) {
			return nil
		}
		if contents[p], err = fs.ReadFile(dist, p); err != nil {
			return unreadable(p, err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var files []asset.File
	for p, data := range contents {
		if original, _, is := coding.Sibling(p); is && contents[original] != nil {
			continue
		}
		f := asset.File{Path: p, Name: p, Kind: asset.KindOf(p), Data: data}
		for _, c := range coding.Table() {
			f.Encodings = f.Encodings.With(c.Name, contents[p+c.Suffix])
		}
		files = append(files, f)
	}
	return files, nil
}

// Decodable leaves out the siblings of files that do not decode to them, as one of an
// earlier build, and lists them.
func Decodable(files []asset.File) (kept []asset.File, stale []asset.Message) {
	kept = slices.Clone(files)
	for i := range kept {
		f := &kept[i]
		var all asset.Encodings
		for _, c := range coding.Table() {
			encoded := f.Encodings[c.Name]
			if encoded == nil {
				continue
			}
			if c.Verify(encoded, f.Data) == nil {
				all = all.With(c.Name, encoded)
				continue
			}
			stale = append(stale, asset.Message{File: f.Path + c.Suffix, Text: "it does not decode to " + f.Path + ", and is not counted: hosts would send visitors another file",
				Note: "compress the file anew, or remove its sibling"})
		}
		f.Encodings = all
	}
	return kept, stale
}

func unreadable(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s leads nowhere (build again, or remove the symbolic link)", name)
	}
	return fmt.Errorf("cannot read %s: %w (make it readable)", name, pathname.Reason(err))
}

// IsFrontend tells pages, scripts and style sheets from other files.
func IsFrontend(f asset.File) bool {
	return f.Kind == asset.KindHTML || f.Kind == asset.KindJS || f.Kind == asset.KindCSS
}

// decode reads a published report.json, apart from the verdict: its growths may
// be negative.
func (d *doc) decode(data []byte) error {
	var read struct {
		doc
		Budgets json.RawMessage `json:"budgets"`
	}
	var sized struct {
		Total sizes
		Files []sizes
	}
	if err := cmp.Or(decode(data, &read), decode(data, &sized)); err != nil {
		return err
	}
	*d = read.doc
	d.Total.Sizes = sized.Total
	for i, s := range sized.Files {
		d.Files[i].Sizes = s
	}
	return nil
}

// recorded are the measures that the report states: those of every report, and
// what else that build was measured in. Siblings that somebody added later are
// none of its business.
func (d *doc) recorded() []budgets.Measure {
	list := []budgets.Measure{budgets.MeasureRaw}
	for _, c := range coding.Table() {
		if m := budgets.Measure(c.Name); c.Default || slices.Contains(d.Measured, m) {
			list = append(list, m)
		}
	}
	return list
}

// listed writes sizes for people: "9 bytes raw, 5 gzip".
func listed(list []asset.Size, unit string, names []budgets.Measure) string {
	texts := make([]string, len(list))
	for i, n := range list {
		texts[i] = strconv.FormatInt(int64(n), 10)
		switch {
		case i == 0:
			texts[i] += unit
		case names != nil:
			texts[i] += " " + string(names[i])
		}
	}
	return strings.Join(texts, ", ")
}

// merge adds to the files what the report knows of them.
func (d *doc) merge(b asset.Build, rewritten func(*asset.File) bool) (asset.Build, error) {
	files := make([]asset.File, 0, len(d.Files))
	recorded := d.recorded()
	for _, known := range d.Files {
		f := b.File(known.Path)
		if f == nil && known.Kind == asset.KindMap {
			continue
		}
		if f == nil {
			return b, fmt.Errorf("%s is missing", known.Path)
		}
		if on := sizesOf(f); !slices.Equal(on.in(recorded), known.Sizes.in(recorded)) && !rewritten(f) {
			return b, fmt.Errorf("%s is %s instead of %s", known.Path, listed(on.in(recorded), " bytes raw", recorded), listed(known.Sizes.in(recorded), "", nil))
		}
		files = append(files, known.file(f))
	}
	b = b.With(files...)
	b.Base = cmp.Or(d.Base, b.Base)
	b.Precache, b.Environment = d.Precache, d.Env
	b.SourceBytes, b.Modules = d.Source.Bytes, d.Source.Modules
	for _, list := range []struct {
		roots []docRoot
		entry bool
	}{{d.Entries, true}, {d.Routes, false}} {
		for _, r := range list.roots {
			b.Roots = append(b.Roots, asset.Root{
				Source: r.Source, Name: r.Name, Entry: list.entry, Page: r.Page, File: r.File, Scripts: r.Scripts, Styles: r.Styles,
			})
		}
	}
	for _, m := range d.Modules {
		b.Placements = append(b.Placements, m.placement())
	}
	for _, m := range d.Warnings {
		b.Warnings = append(b.Warnings, m.message())
	}
	for _, m := range d.Notes {
		b.Notes = append(b.Notes, m.message())
	}
	return b, nil
}

func (m docMessage) message() asset.Message {
	return asset.Message{Text: m.Text, File: m.File, Line: m.Line, Column: m.Column, Note: m.Note, Key: m.Key}
}

// complete reports what shows that the record is not of this directory: a total
// that is not the sum of its files, and pages, scripts and style sheets that
// neither it nor the list of published files knows. What else was added, such
// as a film, counts.
func (d *doc) complete(dist fs.FS, b asset.Build) error {
	var sum asset.Size
	listed := map[string]bool{}
	for _, f := range d.Files {
		listed[f.Path] = true
		if f.Kind != asset.KindMap && !f.Notice {
			sum += f.Sizes.Raw
		}
	}
	if sum != d.Total.Sizes.Raw {
		return fmt.Errorf("its total of %d bytes is not the sum of its files, %d", d.Total.Sizes.Raw, sum)
	}
	var published struct{ Files []string }
	data, err := fs.ReadFile(dist, path.Join(Dir, "files.json"))
	if err == nil {
		err = decode(data, &published)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("files.json: %w", err)
	}
	for _, f := range b.Files {
		if IsFrontend(f) && !listed[f.Path] && !slices.Contains(published.Files, f.Path) {
			return fmt.Errorf("%s is in the directory and not in the record", f.Path)
		}
	}
	return nil
}

// file is the file on disk with what the report knows of it.
func (d *docFile) file(on *asset.File) asset.File {
	f := asset.File{
		Path: d.Path, Name: d.Name, Kind: d.Kind, Data: on.Data, Encodings: on.Encodings, Immutable: d.Immutable, Notice: d.Notice,
		Public: d.Public, Source: d.Source, Group: d.Group, Entry: d.Entry, Route: d.Route, Limit: d.Limit, Cut: d.Cut, CutBy: d.CutBy,
		Imports: d.Imports, Dynamic: d.Dynamic, CSS: d.CSS, Assets: d.Assets,
	}
	for _, m := range d.Modules {
		f.Shares = append(f.Shares, asset.Share(m))
	}
	for _, u := range d.Uncut {
		f.Uncut = append(f.Uncut, asset.Uncut(u))
	}
	return f
}

// readInputs takes the module graph from meta.json, where there is one.
func readInputs(dist fs.FS) ([]asset.Input, error) {
	record := path.Join(Dir, "meta.json")
	data, err := fs.ReadFile(dist, record)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	m, err := ReadMetafile(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w (build again)", record, err)
	}
	return m.Modules(), nil
}
