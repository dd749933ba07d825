package styles

import (
	"bytes"
	"slices"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
	"github.com/paintbox-build/paintbox/internal/css"
)

// whole cuts a list of pieces where a sheet has to start: @import rules stand
// before all but @layer statements, and what holds for the whole of a file has one.
func (c *cutter) whole(pieces []int) [][]int {
	const statements, imports, rules, full = 0, 1, 2, 3
	var sheets [][]int
	start, phase := 0, statements
	for i, id := range pieces {
		p := &c.pieces[id]
		own := p.alone && len(p.conditions) == 0
		kind := p.kind
		if p.alone && !own {
			kind = foreign // of a file of its own
		}
		cut := phase == full || own && phase > statements || own && i > start || kind == foreign && phase > imports
		if cut {
			sheets = append(sheets, pieces[start:i])
			start, phase = i, statements
		}
		switch {
		case own:
			phase = full
		case kind == foreign:
			phase = imports
		case kind == layers && len(p.conditions) == 0 && phase == statements:
		default:
			phase = rules
		}
	}
	return append(sheets, pieces[start:])
}

// addEntry makes the sheet of an entry: one file, which imports those of the
// pieces that cannot stand in it.
func (c *cutter) addEntry(base, source string, pieces []int) error {
	sheets := c.whole(pieces)
	last := sheets[len(sheets)-1]
	if len(sheets) > 1 && slices.ContainsFunc(last, func(id int) bool { return c.pieces[id].alone || c.pieces[id].kind == layers }) {
		last = nil
	} else {
		sheets = sheets[:len(sheets)-1]
	}
	var parts []string
	for _, s := range sheets {
		rank, err := c.add(base, "", s, nil)
		if err != nil {
			return err
		}
		parts = append(parts, c.List[rank].Name)
	}
	_, err := c.add(base, source, last, parts)
	return err
}

// add makes a sheet of pieces, which first imports other sheets, and returns its
// rank.
func (c *cutter) add(base, source string, pieces []int, parts []string) (int, error) {
	w := &sheetWriter{cutter: c, base: base, trace: c.p.NewTrace(), assets: parts}
	for _, name := range parts {
		w.text.WriteString(css.Condition{}.Rule("./" + name))
	}
	for _, id := range pieces {
		if err := w.write(&c.pieces[id]); err != nil {
			return 0, err
		}
	}
	return w.finish(source)
}

// sheetWriter puts a sheet together.
type sheetWriter struct {
	*cutter
	base    string
	text    bytes.Buffer
	trace   *sourcemap.Trace
	regions []region
	most    string // what most of it is called after
	longest int    // the bytes of that
	assets  []string
}

// write adds a piece.
func (w *sheetWriter) write(p *piece) error {
	if n := len(p.from.text); w.most == "" || n > w.longest {
		w.most, w.longest = p.base(w.p), n
	}
	if p.kind == foreign || p.alone && len(p.conditions) > 0 {
		return w.writeImport(p)
	}
	for _, c := range p.conditions {
		before, _ := c.Wrap()
		w.text.WriteString(before)
	}
	if p.kind == body {
		w.trace.Copy(w.text.Len(), len(p.from.text), w.p.Sheets[p.from.output].Map, p.from.Start)
		w.text.Write(p.from.text)
		w.regions = append(w.regions, p.from)
	} else {
		w.text.WriteString(p.text)
	}
	w.text.WriteByte('\n')
	for _, c := range slices.Backward(p.conditions) {
		_, behind := c.Wrap()
		w.text.WriteString(behind)
	}
	return nil
}

// writeImport adds an @import rule; with a file between, where no single rule has
// all its conditions.
func (w *sheetWriter) writeImport(p *piece) error {
	url := p.text
	if p.kind != foreign {
		only := *p
		only.conditions = nil
		part := &sheetWriter{cutter: w.cutter, base: w.base, trace: w.p.NewTrace()}
		if err := part.write(&only); err != nil {
			return err
		}
		name, err := w.part(part)
		if err != nil {
			return err
		}
		url = "./" + name
	}
	var condition css.Condition
	for i, c := range slices.Backward(p.conditions) {
		if i == len(p.conditions)-1 {
			condition = c
			continue
		}
		if joined, ok := condition.Within(c); ok {
			condition = joined
			continue
		}
		part := &sheetWriter{cutter: w.cutter, base: w.base, trace: w.p.NewTrace()}
		part.text.WriteString(condition.Rule(url))
		name, err := w.part(part)
		if err != nil {
			return err
		}
		url, condition = "./"+name, c
	}
	w.text.WriteString(condition.Rule(url))
	return nil
}

// part makes the sheet that this one imports, and returns its name.
func (w *sheetWriter) part(part *sheetWriter) (string, error) {
	rank, err := part.finish("")
	if err != nil {
		return "", err
	}
	name := w.List[rank].Name
	w.assets = append(w.assets, name)
	return name, nil
}

// finish makes the sheet of what was written, and returns its rank.
func (w *sheetWriter) finish(source string) (int, error) {
	p, base := w.p, w.unique()
	data, edits, rawMap, err := w.minify(w.text.String(), base)
	if err != nil {
		return 0, err
	}
	composed, err := p.ComposeMap(rawMap, w.text.String(), w.trace, edits)
	if err != nil {
		return 0, err
	}
	name := asset.HashedName(base+".css", append(data, p.Settings.MapComment(base+".css")...))
	data = append(data, p.Settings.MapComment(name)...)
	sheet := Sheet{Name: name, Base: base, Source: source, Data: data, Map: composed, Assets: w.assets}
	for _, r := range w.regions {
		if m := p.ModuleNamed(r.Module); m >= 0 {
			sheet.Shares = append(sheet.Shares, asset.Share{Module: p.Modules[m].Path, Package: p.Modules[m].Package, Bytes: asset.Size(len(r.text) * len(data) / max(1, w.text.Len()))})
		}
	}
	for _, file := range p.Copies {
		if slices.ContainsFunc(w.regions, func(r region) bool { return slices.Contains(r.URLs, "./"+file.Name) }) {
			sheet.Assets = append(sheet.Assets, file.Name)
		}
	}
	w.List = append(w.List, sheet)
	return len(w.List) - 1, nil
}

// unique is a name that no other sheet has: the one given, or that and what most
// of the sheet is. It depends on how many there are only where that says nothing.
func (w *sheetWriter) unique() string {
	name := w.base
	if w.taken[name] && w.most != "" && w.most != name {
		name += "-" + w.most
	}
	return asset.Unique(name, w.taken)
}

// minify shortens a style sheet for the target.
func (c *cutter) minify(text, name string) (code []byte, edits sourcemap.Edits, sourceMap []byte, err error) {
	s := c.p.Settings
	result := api.Transform(text, api.TransformOptions{Loader: api.LoaderCSS, Target: s.Target.Version, Engines: s.Target.Engines, MinifyWhitespace: true, MinifySyntax: true,
		LegalComments: api.LegalCommentsNone, Charset: api.CharsetUTF8, LogLevel: api.LogLevelSilent,
		Sourcefile: name, Sourcemap: s.SourceMap(), SourcesContent: api.SourcesContentExclude})
	if len(result.Errors) > 0 {
		return nil, edits, nil, asset.Messages(link.Messages(result.Errors))
	}
	minified := bytes.TrimRight(result.Code, "\n")
	finished, changes := css.Finish(string(minified))
	edits.Text = minified
	for _, change := range changes {
		edits.List = append(edits.List, sourcemap.Edit{Pos: change.At, Old: change.Old, New: change.New})
	}
	return []byte(finished), edits, result.Map, nil
}
