package link

import (
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// Sources finds variables by the names that modules export, as the sources
// have them. It reads each source once.
type Sources struct {
	settings *settings.Settings
	modules  []Module
	texts    map[string]Text
	read     map[int]sourceExports
}

// NewSources takes the sources of an Output's modules, as they were when the
// linker read them.
func NewSources(s *settings.Settings, out *Output) *Sources {
	return &Sources{settings: s, modules: out.Modules, texts: out.texts, read: map[int]sourceExports{}}
}

// sourceExports is what the source of a module says that it exports.
type sourceExports struct {
	names map[string]binding // by exported name
	stars []string           // what it exports all names of
}

// binding is a variable of the module, or what another module exports.
type binding struct{ from, name string }

// Exported is a name that a module exports.
type Exported struct {
	Module int
	Name   string
}

// Resolve finds the module and the variable that stand behind an exported name,
// as ECMAScript's ResolveExport does. Modules that are not scripts have none.
func (e *Sources) Resolve(x Exported) (home int, local string, ok bool) {
	chain, ok := e.Trace(x)
	if !ok {
		return 0, "", false
	}
	last := chain[len(chain)-1]
	return last.Module, e.of(last.Module).names[last.Name].name, true
}

// Trace lists the modules by which an exported name passes, from the one that
// is asked to the one that declares the variable, with its name in each.
func (e *Sources) Trace(x Exported) (chain []Exported, ok bool) {
	seen := map[Exported]bool{}
	var find func(x Exported) bool
	find = func(x Exported) bool {
		if seen[x] {
			return false
		}
		seen[x] = true
		chain = append(chain, x)
		exports := e.of(x.Module)
		b, ok := exports.names[x.Name]
		switch {
		case ok && b.from == "":
			return true
		case ok:
			to := ImportOf(e.modules, x.Module, b.from)
			return to >= 0 && b.name != "*" && find(Exported{to, b.name})
		}
		for _, star := range exports.stars {
			length := len(chain)
			if to := ImportOf(e.modules, x.Module, star); to >= 0 && x.Name != "default" && find(Exported{to, x.Name}) {
				return true
			}
			chain = chain[:length]
		}
		return false
	}
	ok = find(x)
	return chain, ok
}

// of reads the export statements of a module.
func (e *Sources) of(module int) sourceExports {
	exports, ok := e.read[module]
	if text, known := e.texts[e.modules[module].Name]; !ok && known {
		exports = readExports(e.settings, text)
	}
	e.read[module] = exports
	return exports
}

// readExports reads the export statements of a source, which esbuild writes as one.
func readExports(s *settings.Settings, text Text) sourceExports {
	exports := sourceExports{names: map[string]binding{}}
	options := api.BuildOptions{
		Stdin: &api.StdinOptions{Contents: text.Text, Loader: text.loader}, Bundle: true, Format: api.FormatESModule, Charset: api.CharsetUTF8, TreeShaking: api.TreeShakingFalse,
		Loader: s.Loaders, LogLevel: api.LogLevelSilent, Outdir: filepath.Join(s.Dir, linkDir),
		Plugins: []api.Plugin{{Name: "imports", Setup: importNothing}},
	}
	s.JSX.Build(s.Dir, &options)
	result := api.Build(options)
	if len(result.OutputFiles) != 1 {
		return exports
	}
	imports := map[string]binding{}
	scanned := cut.Scan(result.OutputFiles[0].Contents, func(string) bool { return true })
	for _, s := range scanned.Statements {
		if s.Form != cut.FormImport && s.Form != cut.FormExport {
			continue
		}
		c := s.Clause()
		switch {
		case c.Star:
			exports.stars = append(exports.stars, c.Path)
		case s.Form == cut.FormImport:
			for _, n := range c.Names {
				imports[n.Local] = binding{c.Path, js.Unquote(n.Name)}
			}
		default:
			for _, n := range c.Names {
				exports.names[js.Unquote(n.Name)] = binding{c.Path, js.Unquote(n.Local)}
			}
		}
	}
	for name, b := range exports.names {
		if imported, ok := imports[b.name]; ok && b.from == "" {
			exports.names[name] = imported
		}
	}
	return exports
}

// importNothing leaves every import of an entry point as it is.
func importNothing(b api.PluginBuild) {
	b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		return api.OnResolveResult{Path: a.Path, External: a.Kind != api.ResolveEntryPoint}, nil
	})
}
