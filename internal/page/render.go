package page

import (
	"fmt"
	"slices"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/minify"
)

// Output says what pages are rendered into.
type Output struct {
	Base  string       // public path of the output directory, see URL
	Roots []asset.Root // of the build; a page's root has Page = its source path
	// Resolve returns the path in the output of the file that a reference
	// names. It is asked for every kind except modules and their preloads.
	Resolve func(source string, ref Reference) (file string, ok bool)
	// Unminified leaves the pages as they are, except for the edits.
	Unminified bool
}

// Render makes the output's HTML files. Each has the path of its source.
//
// A page's root holds all its module scripts, so the first of them becomes a
// script that loads the root, and the others go. (The first one without async,
// if there is any: the root must not run before the document is parsed when
// one of its modules relied on that. Order among modules does not change.) The
// root's other scripts are preloaded, and its styles linked after the page's
// own.
//
// The error lists every reference that Resolve does not know. Warnings name
// pages that could not be minified; these are published as they are.
func Render(pages []*Page, out Output) ([]asset.File, []asset.Message, error) {
	var files []asset.File
	var warnings []asset.Message
	var failed asset.Messages
	for _, p := range pages {
		r := renderer{page: p, out: out, edits: Edits{URL: map[int]string{}, Drop: map[int]bool{}}}
		failed = append(failed, r.files()...)
		failed = append(failed, r.modules()...)
		data, err := p.Render(r.edits)
		if err != nil {
			return nil, nil, err
		}
		if !out.Unminified {
			data, warnings = minified(p.Source, data, warnings)
		}
		files = append(files, asset.File{
			Path: p.Source, Name: p.Source, Kind: asset.KindHTML, Data: data, Source: p.Source, Entry: true,
			Imports: r.scripts, CSS: r.styles, Assets: r.assets,
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

	scripts, styles, assets []string // files of the output that the page names
	nonce                   string   // of its module script: what is added for that needs it, too
}

func (r *renderer) url(file string) string {
	return URL(r.out.Base, r.page.Dir(), file)
}

// modules puts the page's root in the place of its module scripts.
func (r *renderer) modules() []asset.Message {
	refs := r.page.refs
	isModule := func(ref Reference) bool { return ref.Kind == ModuleScript || ref.Kind == InlineModule }
	main := slices.IndexFunc(refs, func(ref Reference) bool { return isModule(ref) && !ref.Async })
	if main < 0 {
		main = slices.IndexFunc(refs, isModule)
	}
	root := slices.IndexFunc(r.out.Roots, func(root asset.Root) bool { return root.Page == r.page.Source })
	if main >= 0 && root < 0 {
		return []asset.Message{{
			Text: "the build has no program for the page's module scripts", File: r.page.Source, Line: refs[main].Line,
			Note: "this is a defect of Paintbox; please report it",
		}}
	}
	for i, ref := range refs {
		if i != main && isModule(ref) || ref.Kind == ModulePreload {
			r.edits.Drop[i] = true
		}
	}
	if root >= 0 {
		r.start(main, r.out.Roots[root])
	}
	return nil
}

// start makes the page load a root; main is the script that does it, -1 if the
// page has only styles.
func (r *renderer) start(main int, root asset.Root) {
	if main >= 0 {
		r.nonce = r.page.elements[r.page.refs[main].element].value("nonce")
		r.edits.URL[main] = r.url(root.File)
		r.scripts = append([]string{root.File}, r.scripts...)
		for _, file := range root.Scripts {
			if file != root.File {
				r.head(Attr{"rel", "modulepreload"}, Attr{"crossorigin", ""}, Attr{"href", r.url(file)})
			}
		}
	}
	for _, file := range root.Styles {
		if slices.Contains(r.styles, file) {
			continue
		}
		r.head(Attr{"rel", "stylesheet"}, Attr{"href", r.url(file)})
		r.styles = append(r.styles, file)
	}
}

func (r *renderer) head(attrs ...Attr) {
	if r.nonce != "" {
		attrs = append(attrs, Attr{"nonce", r.nonce})
	}
	r.edits.Head = append(r.edits.Head, Tag{"link", attrs})
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
			failed = append(failed, asset.Message{
				Text: fmt.Sprintf("cannot find %q, which is %s in the project", ref.URL, ref.Path), File: r.page.Source, Line: ref.Line,
				Note: "correct the URL, or give its element the attribute " + ignore + " if the server has the file",
			})
			continue
		}
		r.edits.URL[i] = r.url(file)
		switch ref.Kind {
		case ClassicScript:
			r.scripts = append(r.scripts, file)
		case Stylesheet:
			r.styles = append(r.styles, file)
		case Asset, Manifest:
			r.assets = append(r.assets, file)
		}
	}
	r.styles, r.assets = unique(r.styles), unique(r.assets)
	return failed
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
