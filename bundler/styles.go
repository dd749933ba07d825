package bundler

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
	"github.com/paintbox-build/paintbox/chunker"
)

// styles holds the style sheets of a program. What several entries or routes
// bring is in sheets of its own, so that nothing is loaded twice; the sheets stand
// in one order, their ranks, which every page keeps (see cascade).
type styles struct {
	sheets []sheet
	byRoot map[int][]int // root → indexes into sheets, ascending
	taken  map[string]bool
}

// sheet is a final style sheet.
type sheet struct {
	name   string // file name, with its hash
	base   string // what it is called after; no two sheets have the same
	source string // the entry or route, "" where it belongs to several
	data   []byte
	shares []asset.Share
	assets []string // names of files that it refers to

	sourcemap []byte
}

// styleRegion is the text that one source file adds to a style sheet.
type styleRegion struct {
	module string
	text   []byte
	output string // of the linker, and where in it the text starts
	start  int
}

// of lists the style sheets of a root, as indexes, which are their ranks.
func (s *styles) of(root int) []int { return s.byRoot[root] }

func (p *Program) cutStyles() (*styles, error) {
	s := &styles{byRoot: map[int][]int{}, taken: map[string]bool{}}
	pieces, brought := p.stylePieces()
	loaded := p.loadedStyles(brought)
	own := make([][]int, len(p.roots))
	for r := range p.roots {
		own[r] = slices.DeleteFunc(brought[r], func(piece int) bool { return loaded[r][piece] })
	}
	for _, run := range sheetRuns(cascade(own, loaded), pieces) {
		source, regions := "", make([]styleRegion, len(run.pieces))
		for i, piece := range run.pieces {
			regions[i] = pieces[piece]
		}
		base := regions[0].base()
		if len(run.roots) == 1 {
			r := &p.Graph.Roots[run.roots[0]]
			base, source = r.Name, p.Graph.Modules[r.Module].Path
		}
		for _, r := range run.roots {
			s.byRoot[r] = append(s.byRoot[r], len(s.sheets))
		}
		if err := p.addSheet(s, base, source, regions); err != nil {
			return nil, err
		}
	}
	for i, e := range p.entries {
		if path.Ext(e.Source) == ".css" {
			if err := p.addSheet(s, fileName(e.Name), e.Source, p.cutStyle("entry-"+itoa(i)+".css")); err != nil {
				return nil, err
			}
		}
	}
	return s, nil
}

// base is what a sheet that starts with the region is called after, if it
// belongs to no single entry or route.
func (r styleRegion) base() string {
	name, _, _ := strings.Cut(path.Base(r.module), ".")
	return fileName(name)
}

// stylePieces lists the different regions of all style sheets, and those that
// each root brings, in their order there. The same text of the same file is one
// piece; where a root brings it twice, each time is one.
func (p *Program) stylePieces() (pieces []styleRegion, brought [][]int) {
	type key struct {
		module, text string
		nth          int
	}
	ids := map[key]int{}
	brought = make([][]int, len(p.roots))
	for r := range p.roots {
		out := p.linked.meta.Outputs[linkDir+"/"+p.files[p.roots[r].file].name]
		if out.CSSBundle == "" {
			continue
		}
		here := p.styleSources(p.Graph.Roots[r].Module)
		for _, region := range p.cutStyle(strings.TrimPrefix(out.CSSBundle, linkDir+"/")) {
			if region.module != "" && !here[region.module] {
				continue
			}
			k := key{module: region.module, text: string(bytes.TrimSpace(region.text))}
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
func sheetRuns(runs []run, pieces []styleRegion) []run {
	var cut []run
	for _, r := range runs {
		start := 0
		for i := 1; i <= len(r.pieces); i++ {
			if i == len(r.pieces) || pieces[r.pieces[i]].module == "" {
				cut = append(cut, run{r.pieces[start:i], r.roots})
				start = i
			}
		}
	}
	return cut
}

// styleSources finds the style sheets that a module imports, itself or through
// what it imports statically. The linker's bundle also holds those behind an
// import().
func (p *Program) styleSources(module int) map[string]bool {
	found := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		if found[name] {
			return
		}
		found[name] = true
		for _, imp := range p.linked.meta.Inputs[name].Imports {
			if imp.Kind != "dynamic-import" && !imp.External {
				visit(imp.Path)
			}
		}
	}
	visit(p.paths[module])
	return found
}

func (p *Program) addSheet(s *styles, base, source string, regions []styleRegion) error {
	unique := base
	for i := 2; s.taken[unique]; i++ {
		unique = base + "-" + itoa(i)
	}
	base = unique
	s.taken[base] = true
	var text bytes.Buffer
	trace := p.newTrace()
	for _, r := range regions {
		trace.Copy(text.Len(), len(r.text), p.linked.maps[r.output], r.start)
		text.Write(r.text)
	}
	data, rawMap, err := p.minifyStyle(text.String(), base)
	if err != nil {
		return err
	}
	composed, err := p.composeMap(rawMap, text.String(), trace, sourcemap.Edits{})
	if err != nil {
		return err
	}
	name := asset.HashedName(base+".css", append(data, p.options.mapComment(base+".css")...))
	data = append(data, p.options.mapComment(name)...)
	sh := sheet{name: name, base: base, source: source, data: data, sourcemap: composed}
	for _, r := range regions {
		if m, ok := p.modules[r.module]; ok {
			mod := &p.Graph.Modules[m]
			sh.shares = append(sh.shares, asset.Share{Module: mod.Path, Package: mod.Package, Bytes: asset.Size(len(r.text) * len(data) / max(1, text.Len()))})
		}
	}
	for _, name := range sortedKeys(p.linked.outputs) {
		if ext := path.Ext(name); ext != ".js" && ext != ".css" && bytes.Contains(data, []byte(name)) {
			sh.assets = append(sh.assets, name)
		}
	}
	s.sheets = append(s.sheets, sh)
	return nil
}

// minifyStyle shortens a style sheet for the target.
func (p *Program) minifyStyle(text, name string) (code, sourcemap []byte, err error) {
	target, engines, err := p.options.target()
	if err != nil {
		return nil, nil, err
	}
	result := api.Transform(text, api.TransformOptions{Loader: api.LoaderCSS, Target: target, Engines: engines, MinifyWhitespace: true, MinifySyntax: true,
		LegalComments: api.LegalCommentsNone, Charset: api.CharsetUTF8, LogLevel: api.LogLevelSilent,
		Sourcefile: name, Sourcemap: p.options.sourcemap(), SourcesContent: api.SourcesContentExclude})
	if len(result.Errors) > 0 {
		return nil, nil, asset.Messages(messages(result.Errors))
	}
	return bytes.TrimRight(result.Code, "\n"), result.Map, nil
}

// cutStyle cuts a bundled style sheet at the comments that name its sources.
// What stands before the first is repeated wherever the sheet is used.
func (p *Program) cutStyle(name string) []styleRegion {
	data := p.linked.outputs[name]
	var regions []styleRegion
	start, depth := 0, 0
	module := ""
	flush := func(end int) {
		if end > start {
			regions = append(regions, styleRegion{module, data[start:end], name, start})
		}
		start = end
	}
	for i := 0; i < len(data); i++ {
		switch c := data[i]; c {
		case '{':
			depth++
		case '}':
			depth--
		case '"', '\'':
			for i++; i < len(data) && data[i] != c; i++ {
				if data[i] == '\\' {
					i++
				}
			}
		case '/':
			end := bytes.Index(data[i:], []byte("*/"))
			if i+1 >= len(data) || data[i+1] != '*' || end < 0 {
				continue
			}
			text := strings.TrimSpace(string(data[i+2 : i+end]))
			if _, ok := p.modules[text]; ok && depth == 0 && (i == 0 || data[i-1] == '\n') {
				flush(i)
				module = text
			}
			i += end + 1
		}
	}
	flush(len(data))
	return regions
}

// loadedStyles tells, for each root, the pieces of styles that are certainly
// there when it starts: what every root that imports it has brought. It is the
// greatest fixed point of that rule.
func (p *Program) loadedStyles(brought [][]int) []map[int]bool {
	importers := p.importers()
	loaded, brings := make([]map[int]bool, len(p.roots)), make([]map[int]bool, len(p.roots))
	for r := range p.roots {
		loaded[r], brings[r] = map[int]bool{}, map[int]bool{}
		for _, piece := range brought[r] {
			brings[r][piece] = true
		}
		if !p.Graph.Roots[r].Entry && len(importers[r]) > 0 {
			for _, piece := range slices.Concat(brought...) {
				loaded[r][piece] = true
			}
		}
	}
	p.eachEarlier(func(r, earlier int) { // of one page, and linked before it
		for _, piece := range brought[earlier] {
			loaded[r][piece] = true
		}
	})
	for changed := true; changed; {
		changed = false
		for r := range p.roots {
			for _, q := range importers[r] {
				for piece := range loaded[r] {
					if !loaded[q][piece] && !brings[q][piece] {
						delete(loaded[r], piece)
						changed = true
					}
				}
			}
		}
	}
	return loaded
}

// eachEarlier calls visit for each root of a page and each earlier one of the
// same page.
func (p *Program) eachEarlier(visit func(r, earlier int)) {
	for r := range p.roots {
		for q := range r {
			if e, f := p.roots[r].entry, p.roots[q].entry; e >= 0 && f >= 0 && p.entries[e].Page != "" && p.entries[e].Page == p.entries[f].Page {
				visit(r, q)
			}
		}
	}
}

// importers lists, for each root, the roots whose static imports lead to a
// module that imports it dynamically.
func (p *Program) importers() [][]int {
	found := make([][]int, len(p.roots))
	rootOf := map[int]int{}
	for r := range p.roots {
		rootOf[p.Graph.Roots[r].Module] = r
	}
	for q := range p.roots {
		seen := map[int]bool{}
		var visit func(m int)
		visit = func(m int) {
			if seen[m] {
				return
			}
			seen[m] = true
			for _, imp := range p.Graph.Modules[m].Imports {
				if imp.Kind != chunker.ImportDynamic {
					visit(imp.Module)
				} else if r, ok := rootOf[imp.Module]; ok && !slices.Contains(found[r], q) {
					found[r] = append(found[r], q)
				}
			}
		}
		visit(p.Graph.Roots[q].Module)
	}
	return found
}
