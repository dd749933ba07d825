package bundler

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/chunker"
)

// styles holds the style sheets of a program. Each entry and each route has
// one: what the linker bundled for it, less what is certainly there already.
type styles struct {
	sheets []sheet
	byRoot map[int]int // root → index into sheets
	pages  map[int]int // entry that is a style sheet → index into sheets
}

// sheet is a final style sheet.
type sheet struct {
	name   string // file name, with its hash
	base   string // what it is called after
	source string // the entry or route
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

// of lists the style sheets of a root.
func (s *styles) of(root int) []sheet {
	if i, ok := s.byRoot[root]; ok {
		return s.sheets[i : i+1]
	}
	return nil
}

func (p *Program) cutStyles() (*styles, error) {
	s := &styles{byRoot: map[int]int{}, pages: map[int]int{}}
	regions := make([][]styleRegion, len(p.roots))
	for r := range p.roots {
		out := p.linked.meta.Outputs[linkDir+"/"+p.files[p.roots[r].file].name]
		if out.CSSBundle != "" {
			here := p.styleSources(p.Graph.Roots[r].Module)
			regions[r] = slices.DeleteFunc(p.cutStyle(strings.TrimPrefix(out.CSSBundle, linkDir+"/")), func(region styleRegion) bool {
				return region.module != "" && !here[region.module]
			})
		}
	}
	loaded := p.loadedStyles(regions)
	for r := range p.roots {
		own := slices.DeleteFunc(slices.Clone(regions[r]), func(region styleRegion) bool { return loaded[r][region.module] })
		if len(own) == 0 {
			continue
		}
		source := p.Graph.Modules[p.Graph.Roots[r].Module].Path
		if err := p.addSheet(s, p.Graph.Roots[r].Name, source, own); err != nil {
			return nil, err
		}
		s.byRoot[r] = len(s.sheets) - 1
	}
	for i, e := range p.entries {
		if path.Ext(e.Source) != ".css" {
			continue
		}
		if err := p.addSheet(s, fileName(e.Name), e.Source, p.cutStyle("entry-"+itoa(i)+".css")); err != nil {
			return nil, err
		}
		s.pages[i] = len(s.sheets) - 1
	}
	return s, nil
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
	for name, m := range p.modules {
		if m == module {
			visit(name)
		}
	}
	return found
}

func (p *Program) addSheet(s *styles, base, source string, regions []styleRegion) error {
	var text bytes.Buffer
	trace := p.newTrace()
	for _, r := range regions {
		trace.Copy(text.Len(), len(r.text), p.linked.maps[r.output], r.start)
		text.Write(r.text)
	}
	data, rawMap, err := p.minifyStyle(text.String(), source)
	if err != nil {
		return err
	}
	composed, err := p.composeMap(rawMap, text.String(), trace)
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
func (p *Program) minifyStyle(text, source string) (code, sourcemap []byte, err error) {
	target, engines, err := p.options.target()
	if err != nil {
		return nil, nil, err
	}
	result := api.Transform(text, api.TransformOptions{Loader: api.LoaderCSS, Target: target, Engines: engines, MinifyWhitespace: true, MinifySyntax: true,
		LegalComments: api.LegalCommentsNone, Charset: api.CharsetUTF8, LogLevel: api.LogLevelSilent,
		Sourcefile: source, Sourcemap: p.options.sourcemap(), SourcesContent: api.SourcesContentExclude})
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

// loadedStyles tells, for each root, the style sources that are certainly
// there when it starts: what every root that imports it has brought. It is the
// greatest fixed point of that rule.
func (p *Program) loadedStyles(regions [][]styleRegion) []map[string]bool {
	importers := p.importers()
	loaded := make([]map[string]bool, len(p.roots))
	all := map[string]bool{}
	for _, list := range regions {
		for _, region := range list {
			all[region.module] = true
		}
	}
	for r := range p.roots {
		loaded[r] = map[string]bool{}
		if !p.Graph.Roots[r].Entry && len(importers[r]) > 0 {
			for m := range all {
				loaded[r][m] = true
			}
		}
	}
	p.eachEarlier(func(r, earlier int) { // of one page, and linked before it
		for _, region := range regions[earlier] {
			loaded[r][region.module] = true
		}
	})
	for changed := true; changed; {
		changed = false
		for r := range p.roots {
			for _, q := range importers[r] {
				brought := map[string]bool{}
				for _, region := range regions[q] {
					brought[region.module] = true
				}
				for m := range loaded[r] {
					if !brought[m] && !loaded[q][m] {
						delete(loaded[r], m)
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
