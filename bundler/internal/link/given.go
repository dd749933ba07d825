package link

import (
	"bytes"
	"path"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// Names that only Node.js gives to modules, in projects of tools that give them
// to modules for browsers as well: each module that uses one imports it from the
// package that stands for it. While the program is linked, another name stands
// for each, so that process.env stays what the build defines it as. Only linking
// shows who uses them, so the program is linked again then.

// givenModule is the module of Node.js that holds what a name stands for; "" for
// those of a module's own place.
func givenModule(name string) string {
	return map[string]string{"Buffer": "buffer", "process": "process", "setImmediate": "timers", "clearImmediate": "timers"}[name]
}

// hasGiven tells whether what stands for a name is there.
func (p *plugin) hasGiven(name string) bool {
	module := givenModule(name)
	if module == "" {
		return true
	}
	_, ok := p.standIn(p.build, module, p.toolDirs(), api.ResolveOptions{Kind: api.ResolveJSImportStatement, PluginData: question{forPolyfill, nil}})
	return ok
}

// isGiven tells whether a script is given names, or has to wait for others.
func (p *plugin) isGiven(a api.OnLoadArgs) bool {
	if len(p.required.Given) == 0 && len(p.required.Waits) == 0 {
		return false
	}
	name := p.plugged.name(a)
	return len(p.required.Given[name]) > 0 || len(p.required.Waits[name]) > 0
}

// withGiven adds to a script the imports of the names that it is given, and of what
// it waits for.
func (p *plugin) withGiven(a api.OnLoadArgs, text string) string {
	if !p.isGiven(a) {
		return text
	}
	for _, name := range p.required.Given[p.plugged.name(a)] {
		imported := settings.FreePrefix + name // a default
		if name != "process" && givenModule(name) != "" {
			imported = "{ " + name + " as " + imported + " }"
		}
		text += "\nimport " + imported + " from " + js.Quote(Given.prefix()+name) + ";"
	}
	imports := "\nimport {} from "
	if l := p.settings.LoaderOf(a.Path); l == api.LoaderTS || l == api.LoaderTSX {
		imports = "\nimport " // where a list of names that nobody uses is one of types
	}
	for _, specifier := range p.required.Waits[p.plugged.name(a)] {
		text += imports + js.Quote(specifier) + ";"
	}
	return text + "\n"
}

// resolveGiven finds the package that holds a name, or makes a module of the
// place of the importer.
func (p *plugin) resolveGiven(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	name := strings.TrimPrefix(a.Path, Given.prefix())
	module := givenModule(name)
	if module == "" {
		place := p.plugged.name(api.OnLoadArgs{Path: a.Importer, Namespace: "file"})
		if name == "__dirname" {
			place = path.Dir(place)
		}
		return api.OnResolveResult{Path: place, Namespace: string(Given), SideEffects: api.SideEffectsFalse}, nil
	}
	options := api.ResolveOptions{Importer: a.Importer, Kind: a.Kind, PluginData: question{forPolyfill, a.PluginData}}
	found, ok := p.standIn(b, module, p.toolDirs(), options)
	if !ok {
		return failure("nothing stands for "+name, ""), nil
	}
	p.fill(name, polyfill(module))
	return found, nil
}

// loadGiven makes the module of a place, as Parcel has it: seen from the project.
func loadGiven(_ *plugin, a api.OnLoadArgs) (api.OnLoadResult, error) {
	text := "export default " + js.Quote(a.Path) + ";\n"
	return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
}

// freeAgain puts back the names that nothing was given for, in texts of the same
// length.
//
// That of a property goes only where no module was given it: those that use it are.
func (p *plugin) freeAgain(files map[string][]byte) {
	for file, text := range files {
		for _, name := range p.settings.Free() {
			if p.gave[name] {
				continue
			}
			if linked := settings.StandIn(name); strings.HasSuffix(file, ".js") && bytes.Contains(text, []byte(linked)) {
				putBack(text, linked, name)
			}
		}
	}
}

// putBack writes a name where a longer one stands in a text that is no part of
// another.
func putBack(text []byte, linked, name string) {
	for at := 0; ; {
		next := bytes.Index(text[at:], []byte(linked))
		if next < 0 {
			return
		}
		start, end := at+next, at+next+len(linked)
		if end == len(text) || !isName(text[end]) && text[end] < 0x80 {
			copy(text[start:end], name+strings.Repeat(" ", len(linked)-len(name)))
		}
		at = end
	}
}

// toolDirs are the directories from which the project's tool finds what it
// brings, and that of the project last.
func (p *plugin) toolDirs() []string {
	var dirs []string
	for at := p.settings.Dir; ; at = filepath.Dir(at) {
		for _, tool := range []string{"node-libs-browser", "webpack", "parcel-bundler", "parcel"} { // beside which package managers put it
			if real, err := filepath.EvalSymlinks(filepath.Join(at, "node_modules", tool)); err == nil {
				dirs = append(dirs, real)
			}
		}
		if filepath.Dir(at) == at {
			return append(dirs, p.settings.Dir)
		}
	}
}
