// Package styles makes the style sheets of a program: it cuts the sheet that the
// linker bundled for each root at the sources that it holds, and joins the pieces
// that the same roots bring.
//
//   - Takes: the model, with the sheet that the linker bundled for each root.
//   - Gives: Sheets that load nothing twice, in one order for the whole program (see
//     cascade), and which of them each root brings.
//   - Changes: nothing; nobody changes what Cut returned.
package styles

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
)

// Sheets holds the style sheets of a program. What several entries or routes
// bring is in sheets of its own, so that nothing is loaded twice; the sheets stand
// in one order, their ranks, which every page keeps.
type Sheets struct {
	List   []Sheet       // by rank
	byRoot map[int][]int // root → ranks, ascending
}

// Sheet is a final style sheet.
type Sheet struct {
	Name   string // file name, with its hash
	Base   string // what it is called after; no two sheets have the same
	Source string // the entry or route, "" where it belongs to several
	Data   []byte
	Map    []byte // its source map; nil without
	Shares []asset.Share
	Assets []string // names of files that it refers to
}

// Of lists the style sheets of a root by their ranks.
func (s *Sheets) Of(root int) []int { return s.byRoot[root] }

// cutter makes Sheets.
type cutter struct {
	p *program.Program
	*Sheets
	taken map[string]bool
}

// region is what one source file adds to a style sheet of the linker.
type region struct {
	cut.SheetRegion
	text   []byte
	output string // the sheet's name
}

// Cut makes the style sheets of a program. Errors about the source are
// asset.Messages.
func Cut(p *program.Program) (*Sheets, error) {
	s := &cutter{p: p, taken: map[string]bool{}, Sheets: &Sheets{byRoot: map[int][]int{}}}
	pieces, brought := s.pieces()
	loaded := loadedStyles(p, brought)
	own := make([][]int, len(p.Roots))
	for r := range p.Roots {
		own[r] = slices.DeleteFunc(brought[r], func(piece int) bool { return loaded[r][piece] })
		if first := p.Settings.Env.SheetsFirst; first.From > 0 && (p.Roots[r].Starts() || first.Routes) {
			own[r] = packagesFirst(own[r], pieces, first.From, first.Both)
		}
	}
	for _, run := range sheetRuns(cascade(own, loaded), pieces) {
		source, regions := "", make([]region, len(run.pieces))
		for i, piece := range run.pieces {
			regions[i] = pieces[piece]
		}
		base := regions[0].base()
		if len(run.roots) == 1 {
			r := &p.Roots[run.roots[0]]
			base, source = r.Name, p.Modules[r.Module].Path
		}
		for _, r := range run.roots {
			s.byRoot[r] = append(s.byRoot[r], len(s.List))
		}
		if err := s.add(base, source, regions); err != nil {
			return nil, err
		}
	}
	for i, e := range p.Entries {
		if link.IsSheet(e.Source) {
			if err := s.add(asset.FileName(e.Name), e.Source, s.regions("entry-"+strconv.Itoa(i)+".css")); err != nil {
				return nil, err
			}
		}
	}
	return s.Sheets, nil
}

// packagesFirst puts what installed packages bring before the rest, where that is
// so many bytes, or fewer and the rest is as many (see settings.SheetsFirst). What stands before the first source stays there.
func packagesFirst(own []int, pieces []region, from, both int) []int {
	const before, ofPackage, rest = 0, 1, 2
	place := func(piece int) int {
		switch module := pieces[piece].Module; {
		case module == "":
			return before
		case slices.Contains(strings.Split(module, "/"), "node_modules"):
			return ofPackage
		}
		return rest
	}
	var bytes [rest + 1]int
	for _, piece := range own {
		bytes[place(piece)] += len(pieces[piece].text)
	}
	enough := bytes[ofPackage] >= from || both > 0 && min(bytes[ofPackage], bytes[rest]) >= both
	if !enough {
		return own
	}
	return slices.SortedStableFunc(slices.Values(own), func(a, b int) int { return place(a) - place(b) })
}

// base is what a sheet that starts with the region is called after, if it
// belongs to no single entry or route.
func (r region) base() string {
	name, _, _ := strings.Cut(path.Base(r.Module), ".")
	return asset.FileName(name)
}

// stylePieces lists the different regions of all style sheets, and those that
// each root brings, in their order there. The same text of the same file is one
// piece; where a root brings it twice, each time is one.
func (c *cutter) pieces() (pieces []region, brought [][]int) {
	type key struct {
		module, text string
		nth          int
	}
	ids := map[key]int{}
	p := c.p
	brought = make([][]int, len(p.Roots))
	for r := range p.Roots {
		name := p.Files[p.Roots[r].File].Sheet
		if name == "" {
			continue
		}
		here := sources(p, p.Roots[r].Module)
		for _, region := range c.regions(name) {
			if region.Module != "" && !here.Has(p.ModuleNamed(region.Module)) {
				continue
			}
			k := key{module: region.Module, text: string(bytes.TrimSpace(region.text))}
			for slices.Contains(brought[r], at(ids, k)) {
				k.nth++
			}
			if _, known := ids[k]; !known {
				ids[k] = len(pieces)
				pieces = append(pieces, region)
			}
			brought[r] = append(brought[r], ids[k])
		}
	}
	return pieces, brought
}

// at is the value of a key, -1 where there is none.
func at[K comparable](m map[K]int, key K) int {
	if value, ok := m[key]; ok {
		return value
	}
	return -1
}

// sheetRuns cuts runs where a sheet has to start: before what belongs to no file
// and can only stand first, such as an @import of another server's sheet.
func sheetRuns(runs []run, pieces []region) []run {
	var cut []run
	for _, r := range runs {
		start := 0
		for i := 1; i <= len(r.pieces); i++ {
			if i == len(r.pieces) || pieces[r.pieces[i]].Module == "" {
				cut = append(cut, run{r.pieces[start:i], r.roots})
				start = i
			}
		}
	}
	return cut
}

// sources finds the modules that a module imports, itself or through what it
// imports statically. The linker's bundle also holds the style sheets behind an
// import().
func sources(p *program.Program, module int) *asset.Reached[int] {
	return asset.Reach([]int{module}, func(m int) []int {
		return imported(p, m, func(w link.Way) bool { return w != link.WayDynamic })
	})
}

// unique is a name that no other sheet has: the one given, or that and what most
// of the sheet is. It depends on how many there are only where that says nothing.
func (c *cutter) unique(base string, regions []region) string {
	most := slices.MaxFunc(regions, func(a, b region) int { return cmp.Compare(a.End-a.Start, b.End-b.Start) })
	name := base
	if own := most.base(); c.taken[name] && own != base {
		name += "-" + own
	}
	unique := name
	for i := 2; c.taken[unique]; i++ {
		unique = name + "-" + strconv.Itoa(i)
	}
	c.taken[unique] = true
	return unique
}

// add makes a sheet of regions.
func (c *cutter) add(base, source string, regions []region) error {
	p := c.p
	base = c.unique(base, regions)
	var text bytes.Buffer
	trace := p.NewTrace()
	for _, r := range regions {
		trace.Copy(text.Len(), len(r.text), p.Sheets[r.output].Map, r.Start)
		text.Write(r.text)
	}
	data, rawMap, err := c.minify(text.String(), base)
	if err != nil {
		return err
	}
	composed, err := p.ComposeMap(rawMap, text.String(), trace, sourcemap.Edits{})
	if err != nil {
		return err
	}
	name := asset.HashedName(base+".css", append(data, p.Settings.MapComment(base+".css")...))
	data = append(data, p.Settings.MapComment(name)...)
	sheet := Sheet{Name: name, Base: base, Source: source, Data: data, Map: composed}
	for _, r := range regions {
		if m := p.ModuleNamed(r.Module); m >= 0 {
			sheet.Shares = append(sheet.Shares, asset.Share{Module: p.Modules[m].Path, Package: p.Modules[m].Package, Bytes: asset.Size(len(r.text) * len(data) / max(1, text.Len()))})
		}
	}
	for _, file := range p.Copies {
		if slices.ContainsFunc(regions, func(r region) bool { return slices.Contains(r.URLs, "./"+file.Name) }) {
			sheet.Assets = append(sheet.Assets, file.Name)
		}
	}
	c.List = append(c.List, sheet)
	return nil
}

// minify shortens a style sheet for the target.
func (c *cutter) minify(text, name string) (code, sourcemap []byte, err error) {
	s := c.p.Settings
	result := api.Transform(text, api.TransformOptions{Loader: api.LoaderCSS, Target: s.Target.Version, Engines: s.Target.Engines, MinifyWhitespace: true, MinifySyntax: true,
		LegalComments: api.LegalCommentsNone, Charset: api.CharsetUTF8, LogLevel: api.LogLevelSilent,
		Sourcefile: name, Sourcemap: s.SourceMap(), SourcesContent: api.SourcesContentExclude})
	if len(result.Errors) > 0 {
		return nil, nil, asset.Messages(link.Messages(result.Errors))
	}
	return bytes.TrimRight(result.Code, "\n"), result.Map, nil
}

// regions lists those of a style sheet of the linker. What stands before the first
// source is repeated wherever the sheet is used.
func (c *cutter) regions(name string) []region {
	s := c.p.Sheets[name]
	list := make([]region, len(s.Regions))
	for i, r := range s.Regions {
		list[i] = region{r, s.Text[r.Start:r.End], name}
	}
	return list
}
