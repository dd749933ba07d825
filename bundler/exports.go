package bundler

import (
	"path/filepath"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/paintbox-build/paintbox/bundler/internal/cut"
)

// sourceExports is what the source of a module says that it exports.
type sourceExports struct {
	names map[string]binding // by exported name
	stars []string           // what it exports all names of
}

// binding is a variable of the module, or what another module exports.
type binding struct{ from, name string }

// exporter finds variables by the names that modules export.
type exporter struct {
	p       *Program
	loaders map[string]api.Loader
	read    map[int]sourceExports
}

// exported is a name that a module exports.
type exported struct {
	module int
	name   string
}

// resolve finds the module and the variable that stand behind an exported name,
// as ECMAScript's ResolveExport does. Modules that are not scripts have none.
func (e *exporter) resolve(x exported) (home int, local string, ok bool) {
	chain, ok := e.trace(x)
	if !ok {
		return 0, "", false
	}
	last := chain[len(chain)-1]
	return last.module, e.of(last.module).names[last.name].name, true
}

// trace lists the modules by which an exported name passes, from the one that
// is asked to the one that declares the variable, with its name in each.
func (e *exporter) trace(x exported) (chain []exported, ok bool) {
	seen := map[exported]bool{}
	var find func(x exported) bool
	find = func(x exported) bool {
		if seen[x] {
			return false
		}
		seen[x] = true
		chain = append(chain, x)
		exports := e.of(x.module)
		b, ok := exports.names[x.name]
		switch {
		case ok && b.from == "":
			return true
		case ok:
			to, ok := e.p.importOf(x.module, b.from)
			return ok && b.name != "*" && find(exported{to, b.name})
		}
		for _, star := range exports.stars {
			length := len(chain)
			if to, ok := e.p.importOf(x.module, star); ok && x.name != "default" && find(exported{to, x.name}) {
				return true
			}
			chain = chain[:length]
		}
		return false
	}
	ok = find(x)
	return chain, ok
}

// importOf finds the module that an import of another one leads to.
func (p *Program) importOf(module int, specifier string) (int, bool) {
	for _, imp := range p.linked.meta.Inputs[p.paths[module]].Imports {
		if imp.Original == specifier && !imp.External {
			to, ok := p.modules[imp.Path]
			return to, ok
		}
	}
	return 0, false
}

// of reads the export statements of a module, which esbuild writes as one.
func (e *exporter) of(module int) sourceExports {
	if exports, ok := e.read[module]; ok {
		return exports
	}
	exports := sourceExports{names: map[string]binding{}}
	e.read[module] = exports
	name := e.p.paths[module]
	if strings.Contains(name, ":") {
		return exports
	}
	file := filepath.Join(e.p.options.Dir, filepath.FromSlash(name))
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{file}, Bundle: true, Format: api.FormatESModule, Charset: api.CharsetUTF8, TreeShaking: api.TreeShakingFalse,
		JSX: api.JSXAutomatic, Loader: e.loaders, LogLevel: api.LogLevelSilent, Outdir: filepath.Join(e.p.options.Dir, linkDir),
		Plugins: []api.Plugin{{Name: "imports", Setup: importNothing}},
	})
	if len(result.OutputFiles) != 1 {
		return exports
	}
	imports := map[string]binding{}
	scanned := cut.Scan(result.OutputFiles[0].Contents, func(string) bool { return true })
	for _, s := range scanned.Statements {
		if s.Form != cut.FormImport && s.Form != cut.FormExport {
			continue
		}
		c, err := parseClause(string(scanned.Source[s.Start:s.End]), s.Form)
		switch {
		case err != nil:
		case c.star:
			exports.stars = append(exports.stars, c.path)
		case s.Form == cut.FormImport:
			for _, n := range c.names {
				imports[n.local] = binding{c.path, unquote(n.name)}
			}
		default:
			for _, n := range c.names {
				exports.names[unquote(n.name)] = binding{c.path, unquote(n.local)}
			}
		}
	}
	for name, b := range exports.names {
		if imported, ok := imports[b.name]; ok && b.from == "" {
			exports.names[name] = imported
		}
	}
	e.read[module] = exports
	return exports
}

// importNothing leaves every import of an entry point as it is.
func importNothing(b api.PluginBuild) {
	b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		return api.OnResolveResult{Path: a.Path, External: a.Kind != api.ResolveEntryPoint}, nil
	})
}

// unquote reads an exported name, which may be a string.
func unquote(name string) string {
	if text, err := strconv.Unquote(name); err == nil {
		return text
	}
	return name
}
