package page

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/minify"
)

// Output says what pages are rendered into.
type Output struct {
	Base  string       // public path of the output directory, see URL
	Roots []asset.Root // of the build; a page's root has Page = its source path
	// Resolve returns the path in the output of the file that a reference
	// names, "" where the URL stays as it is. It is asked for every kind except
	// modules and their preloads.
	Resolve func(source string, ref Reference) (file string, ok bool)
	// Styles returns the style sheets that a script brings along. It may be nil where no
	// page has frames within it.
	Styles func(script string) []string
	// Routes returns the JSON that scripts of a root read from the element with
	// the id "paintbox-routes", "" where they do not. It may be nil.
	Routes func(root asset.Root) string
	// Imports returns the files that scripts of a root call by other names: paths
	// in the output, by the path that the scripts know. It may be nil.
	Imports func(root asset.Root) map[string]string
	// Unminified leaves the pages as they are, except for the edits.
	Unminified bool
}

// Render makes the output's HTML files. Each has the path of its source.
//
// A page's root starts a script for each of its programs, which are its module
// scripts. A page without any that has a root all the same, because the build gave
// it one, gets a script at the end of its head. The root's other scripts are
// preloaded, and its styles linked after the page's own; then comes what Routes
// returns for it. A file's Imports and CSS are the scripts and style sheets that its
// elements load, in the order of the page.
//
// The error lists every reference that Resolve does not know. Warnings name
// constants that nobody knows, and pages that could not be minified; these are
// published as they are.
func Render(pages []*Page, out Output) ([]asset.File, []asset.Message, error) {
	var files []asset.File
	var warnings []asset.Message
	var failed asset.Messages
	for _, p := range pages {
		r := renderer{page: p, out: out, edits: newEdits(), scripts: map[int]string{}}
		root := out.root(p)
		failed = append(failed, r.files()...)
		failed = append(failed, r.modules(root)...)
		failed = append(failed, r.frames(root)...)
		data, err := p.Render(r.edits)
		if err != nil {
			return nil, nil, err
		}
		data = r.fill(data)
		warnings = append(warnings, p.warnings...)
		if !out.Unminified {
			data, warnings = minified(p.Source, data, warnings)
		}
		files = append(files, asset.File{
			Path: p.Path, Name: p.Path, Kind: asset.KindHTML, Data: data, Source: p.Source, Entry: true,
			Imports: r.imports(), CSS: unique(slices.Concat(r.styles, r.preloaded)), Assets: r.assets,
		})
	}
	if failed != nil {
		return nil, nil, failed
	}
	return files, warnings, nil
}

func minified(source string, data []byte, warnings []asset.Message) ([]byte, []asset.Message) {
	short, err := minify.HTML(data)
	if err != nil {
		return data, append(warnings, asset.Message{Text: err.Error(), File: source, Note: "the page is published as it is; nothing is wrong with it"})
	}
	return short, warnings
}

// renderer collects the edits of one page.
type renderer struct {
	page  *Page
	out   Output
	edits Edits

	framed    []string       // files that frames load as scripts
	scripts   map[int]string // files of the output that the page's references load as scripts
	styles    []string       // those that it applies as style sheets
	preloaded []string       // those that it may apply later
	assets    []string       // others that it names
	nonce     string         // of its module script: what is added for that needs it, too
}

func (r *renderer) url(file string) string {
	return URL(r.out.Base, r.page.Dir(), file)
}

// fill writes the base where the page names it by a placeholder.
func (r *renderer) fill(data []byte) []byte {
	base := strings.TrimSuffix(r.url(""), "/")
	for _, name := range placeholders() {
		data = bytes.ReplaceAll(data, []byte(name+"/"), []byte(base+"/"))
	}
	data = bytes.ReplaceAll(data, []byte("%PUBLIC_URL%"), []byte(base))
	return bytes.ReplaceAll(data, []byte("%BASE_URL%"), []byte(base+"/"))
}

// modules puts what the page's root starts in the places of its module scripts.
func (r *renderer) modules(root *asset.Root) []asset.Message {
	var starts []string
	started := false
	if root != nil {
		starts = root.Starts
		if starts == nil {
			starts = []string{root.File}
		}
		defer func() {
			if started {
				r.load(root, starts)
			}
		}()
	}
	for i, ref := range r.page.refs {
		switch {
		case ref.Kind == ModulePreload:
			r.edits.Drop[i] = true
		case isModule(ref) && ref.Program >= len(starts):
			return []asset.Message{{
				Text: "the build has no program for the page's module scripts", File: r.page.Source, Line: ref.At.Line,
				Note: "this is a defect of Paintbox; please report it",
			}}
		case isModule(ref):
			started = true
			e := &r.page.elements[ref.element]
			r.nonce = cmp.Or(r.nonce, e.value("nonce"))
			r.edits.URL[i] = r.url(starts[ref.Program])
			if e.loads() {
				r.scripts[i] = starts[ref.Program]
			} else {
				r.assets = append(r.assets, starts[ref.Program])
			}
		}
	}
	if len(starts) > 0 && r.page.programs == 0 && !r.page.framed {
		started = true
		r.edits.Head = append(r.edits.Head, Tag{Name: "script", Attrs: []Attr{{"type", "module"}, {"src", r.url(starts[0])}}})
		r.scripts[len(r.page.refs)] = starts[0]
	}
	return nil
}

// imports lists the scripts that the page loads, in its order.
func (r *renderer) imports() []string {
	var list []string
	for _, i := range slices.Sorted(maps.Keys(r.scripts)) {
		list = append(list, r.scripts[i])
	}
	return unique(append(list, r.framed...))
}

// root is that of a page, nil where nothing starts on it.
func (out *Output) root(p *Page) *asset.Root {
	for i := range out.Roots {
		if out.Roots[i].Page == p.Path {
			return &out.Roots[i]
		}
	}
	return nil
}

// load preloads a root's scripts and links its styles. Modules are fetched with CORS
// and without cookies of other sites whether an element says so or not, and hosts that make
// early hints of links take only those without other attributes.
func (r *renderer) load(root *asset.Root, starts []string) {
	for _, file := range root.Scripts {
		if file != root.File && !slices.Contains(root.Starts, file) {
			r.head("link", "", Attr{"rel", "modulepreload"}, Attr{"href", r.url(file)})
		}
	}
	for _, file := range r.stylesOf(root, starts) {
		if slices.Contains(r.styles, file) {
			continue
		}
		r.head("link", "", Attr{"rel", "stylesheet"}, Attr{"href", r.url(file)})
		r.styles = append(r.styles, file)
	}
	if r.out.Imports != nil {
		r.edits.Nonce, r.edits.Imports = r.nonce, map[string]string{}
		for name, file := range r.out.Imports(*root) {
			r.edits.Imports[r.url(name)] = r.url(file)
		}
	}
	if r.out.Routes != nil {
		if table := r.out.Routes(*root); table != "" {
			r.head("script", table, Attr{"type", "application/json"}, Attr{"id", "paintbox-routes"})
		}
	}
}

func (r *renderer) head(name, text string, attrs ...Attr) {
	if r.nonce != "" {
		attrs = append(attrs, Attr{"nonce", r.nonce})
	}
	r.edits.Head = append(r.edits.Head, Tag{name, attrs, text})
}

// files gives the other references their files' URLs.
func (r *renderer) files() []asset.Message {
	var failed []asset.Message
	modules := map[string]bool{}
	for _, ref := range r.page.refs {
		if ref.Kind == ModuleScript {
			modules[ref.Path] = true
		}
	}
	for i, ref := range r.page.refs {
		switch ref.Kind {
		case ModuleScript, InlineModule, ModulePreload:
			continue
		case PreloadScript:
			if modules[ref.Path] { // the root's own preloads do that
				r.edits.Drop[i] = true
				continue
			}
		}
		file, ok := r.out.Resolve(r.page.Source, ref)
		if !ok {
			failed = append(failed, ref.At.Message(r.page.Source, fmt.Sprintf("cannot find %q, which is %s in the project", ref.URL, ref.Path),
				"correct the URL, or give its element the attribute "+ignore+" if the server has the file"))
			continue
		}
		if file == "" {
			continue
		}
		r.edits.URL[i] = r.url(file)
		r.names(i, file)
	}
	r.styles, r.assets = unique(r.styles), unique(r.assets)
	return failed
}

// names notes what the page does with the file that a reference names: what a
// browser with modules loads at once, and the rest.
func (r *renderer) names(i int, file string) {
	ref := r.page.refs[i]
	e := &r.page.elements[ref.element]
	switch kind := ref.Kind; {
	case !e.loads():
		r.assets = append(r.assets, file)
	case kind == ClassicScript, kind == PreloadScript:
		r.scripts[i] = file
	case kind == Stylesheet:
		r.styles = append(r.styles, file)
	case kind == PreloadStyle:
		r.preloaded = append(r.preloaded, file)
	default:
		r.assets = append(r.assets, file)
	}
}

// loads tells whether browsers with modules and scripts load at once what the
// element names: a style sheet under whatever media, but none that is disabled.
func (e *element) loads() bool {
	rel := strings.Fields(strings.ToLower(e.value("rel")))
	disabled := e.name == "link" && e.get("disabled") != nil && slices.Contains(rel, "stylesheet")
	return !e.inert && !disabled && e.get("nomodule") == nil && !slices.Contains(rel, "prefetch")
}

// unique keeps the first of equal paths.
func unique(paths []string) []string {
	var kept []string
	for _, p := range paths {
		if !slices.Contains(kept, p) {
			kept = append(kept, p)
		}
	}
	return kept
}
