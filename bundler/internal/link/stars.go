package link

import (
	"path/filepath"
	"slices"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/internal/lex"
)

// A name that several export * offer is ambiguous unless all lead to one variable.
// The linker takes some for ambiguous that lead there by way of a CommonJS module or
// of a circle. What is imported then exports the name by itself, from the module that
// has the variable: nothing else is evaluated for that, and nothing in another order.

func isAmbiguous(m asset.Message) bool {
	says, _ := said(m.Text)
	return says == saysAmbiguous
}

// findStars finds what modules are to export by themselves, and tells whether there
// is anything new.
func (p *plugin) findStars(failed []asset.Message) (more bool) {
	s := &starReader{plugin: p, read: map[string]sourceExports{}}
	for _, m := range failed {
		says, name := said(m.Text)
		if says != saysAmbiguous {
			continue
		}
		asked := s.star(exportedBy{s.imported(m), name})
		at, ok := s.resolve(asked, map[exportedBy]bool{})
		from, err := filepath.Rel(filepath.Dir(asked.file), at.file)
		if !ok || err != nil || !js.IsIdentifier(asked.name) || !js.IsIdentifier(at.name) {
			continue
		}
		statement := "\nexport { " + at.name + " as " + asked.name + " } from " + js.Quote("./"+filepath.ToSlash(from)) + ";\n"
		if !slices.Contains(p.stars[asked.file], statement) {
			p.stars[asked.file], more = append(p.stars[asked.file], statement), true
		}
	}
	return more
}

// star follows a name to the first module that has it from an export *.
func (s *starReader) star(x exportedBy) exportedBy {
	for range 100 { // nobody passes a name on as often
		exports, _ := s.of(x.file)
		b, ok := exports.names[x.name]
		if !ok || b.from == "" {
			break
		}
		x = exportedBy{s.find(x.file, b.from), b.name}
	}
	return x
}

// exportedBy is a name that a file exports.
type exportedBy struct{ file, name string }

// starReader resolves exported names as ECMAScript's ResolveExport does, in a
// program that was not linked.
type starReader struct {
	*plugin
	read map[string]sourceExports
}

// imported is the file that a message's import or export statement names, "" where
// that is not found.
func (s *starReader) imported(m asset.Message) string {
	text, ok := s.texts.of(m.File)
	if !ok {
		return ""
	}
	t := readTokens([]byte(text.Text), text.loader)
	at := offsetOf(text.Text, m)
	i, ok := slices.BinarySearchFunc(t.list, at, func(t lex.Token, at int) int { return int(t.Start) - at })
	if !ok || t.within[i] < 0 || t.ends[t.within[i]] < 0 {
		return ""
	}
	from, ok := t.value(min(t.ends[t.within[i]]+2, len(t.list)-1))
	if !ok {
		return ""
	}
	return s.find(s.settings.File(m.File), from)
}

// find resolves an import of a file.
func (s *starReader) find(importer, specifier string) string {
	found := s.build.Resolve(specifier, api.ResolveOptions{ResolveDir: filepath.Dir(importer), Importer: importer, Namespace: "file", Kind: api.ResolveJSImportStatement})
	if len(found.Errors) > 0 || found.External || found.Namespace != "file" {
		return ""
	}
	return found.Path
}

func (s *starReader) of(file string) (sourceExports, bool) {
	if exports, ok := s.read[file]; ok {
		return exports, true
	}
	text, ok := s.texts.of(s.plugged.name(api.OnLoadArgs{Path: file, Namespace: "file"}))
	if !ok {
		return sourceExports{}, false
	}
	s.read[file] = readExports(s.settings, text)
	return s.read[file], true
}

// resolve finds the file whose variable a name stands for. What a CommonJS module
// exports is known when it runs: it is there where it is asked for by name.
func (s *starReader) resolve(x exportedBy, seen map[exportedBy]bool) (exportedBy, bool) {
	exports, ok := s.of(x.file)
	if !ok || seen[x] {
		return exportedBy{}, false
	}
	seen[x] = true
	b, ok := exports.names[x.name]
	switch {
	case ok && (b.from == "" || b.name == "*"):
		return x, true
	case ok:
		to := s.find(x.file, b.from)
		if other, known := s.of(to); known && len(other.names) == 0 && len(other.stars) == 0 {
			return exportedBy{to, b.name}, true
		}
		return s.resolve(exportedBy{to, b.name}, seen)
	}
	var found exportedBy
	for _, star := range exports.stars {
		other, ok := s.resolve(exportedBy{s.find(x.file, star), x.name}, seen)
		switch {
		case !ok:
		case found.file != "" && found != other:
			return exportedBy{}, false // ambiguous
		default:
			found = other
		}
	}
	return found, found.file != ""
}
