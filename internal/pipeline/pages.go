package pipeline

import (
	"context"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/page"
)

// load reads the pages with those that they link to, or makes the one that the
// project lacks. From opens the project with its pages as plugins want them.
func (s *site) load(from func(names []string) fs.FS, sources []string, constants page.Constants) error {
	if s.cfg.Mount != "" {
		return s.makePage()
	}
	var linked []string
	for known := slices.Clone(sources); len(sources) > 0; known = append(known, sources...) {
		pages, wrong, err := s.loadPages(from(sources), sources, constants)
		if err != nil {
			return err
		}
		s.failed = append(s.failed, wrong...)
		s.pages = append(s.pages, pages...)
		sources = s.linked(pages, known)
		linked = append(linked, sources...)
	}
	if linked != nil {
		s.notes = append(s.notes, asset.Message{Text: "built as well, since pages link to it: " + strings.Join(linked, ", "), Key: "entries",
			Note: `name the pages in "entries" to choose them`})
	}
	return nil
}

// linked lists the pages of the project that pages lead to and that are not known.
// Where the entries were named, they are not built, which is worth a warning.
func (s *site) linked(pages []*page.Page, known []string) []string {
	var more []string
	for _, p := range pages {
		for _, link := range p.Links() {
			if slices.Contains(known, link.Path) || slices.Contains(more, link.Path) {
				continue
			}
			if s.follows() {
				more = append(more, link.Path)
				s.outputs[link.Path] = p.Beside(link.Path)
				s.names[link.Path] = strings.TrimSuffix(path.Base(link.Path), path.Ext(link.Path))
				continue
			}
			known = append(known, link.Path)
			m := link.At.Message(p.Source, "the link to "+strconv.Quote(link.URL)+" leads nowhere: "+link.Path+" is no entry", `add it to "entries"`)
			m.Cause = "link"
			s.warnings = append(s.warnings, m)
		}
	}
	return more
}

// addNamed makes entries of the pages that programs were found to name.
func (s *site) addNamed(named []namedPage) (sources []string) {
	var names []string
	for _, n := range named {
		sources = append(sources, n.source)
		names = append(names, n.source+" ("+n.by+")")
		s.names[n.source] = strings.TrimSuffix(path.Base(n.source), path.Ext(n.source))
		if n.output != n.source {
			s.outputs[n.source] = n.output
		}
	}
	if names != nil {
		s.notes = append(s.notes, asset.Message{Text: "built as well, since scripts name it: " + strings.Join(names, ", "), Key: "entries",
			Note: `name the pages in "entries" to choose them`})
	}
	return sources
}

// follows tells whether pages that others lead to are built: nobody named the
// entries, or the project's tool follows links.
func (s *site) follows() bool { return s.cfg.Found || s.cfg.Package.Parcel() }

// imports are what the import maps of pages say: files of the project become
// aliases, and public files and what another server has are left to the browser,
// unless the package is installed. The configuration's own words go before.
func (s *site) imports() (alias map[string]string, external []string) {
	alias = map[string]string{}
	for _, p := range s.pages {
		files, urls := p.Imports()
		for name, file := range files {
			_, published := s.publicFiles().Find(file)
			switch _, err := os.Stat(s.file(file)); {
			case slices.Contains(s.cfg.External, name):
			case published != "" || err != nil:
				urls[name] = file
			default:
				alias[strings.TrimSuffix(name, "/")] = "./" + file
			}
		}
		for _, name := range slices.Sorted(maps.Keys(urls)) {
			if _, err := os.Stat(filepath.Join(s.cfg.Dir, "node_modules", filepath.FromSlash(name))); err != nil {
				if strings.HasSuffix(name, "/") {
					name += "*"
				}
				external = append(external, name)
			}
		}
	}
	return alias, external
}

// makePage makes the page that the project lacks.
func (s *site) makePage() error {
	p, err := page.Parse("index.html", page.Make(s.cfg.Title(), s.cfg.Mount), s.publicFiles())
	s.pages = []*page.Page{p}
	s.warnings = append(s.warnings, asset.Message{
		Text: "the project has no page: index.html is made, with <div id=" + strconv.Quote(s.cfg.Mount) + "> for " + s.cfg.Main(),
		Note: "write an index.html of your own to change it",
	})
	return err
}

// values are what templates may name: the constants of the configuration, and what
// sources read of import.meta.env and process.env, also by itself, as vite-plugin-html
// and Vue CLI have it.
func (s *site) values(constants page.Constants) map[string]any {
	values := map[string]any{}
	for name, text := range constants.Values {
		var v any = text
		if text == "true" || text == "false" {
			if _, variable := s.variables[name]; !variable {
				v = text == "true"
			}
		}
		values[name], values["import.meta.env."+name], values["process.env."+name] = v, v, v
	}
	for name, text := range s.cfg.Define {
		var v any
		if json.Unmarshal([]byte(text), &v) == nil {
			values[name] = v
		}
	}
	return values
}

// pages is the project with its pages as plugins want them.
func (r *runner) pages(ctx context.Context, names []string) fs.FS {
	dir := r.withMade(seenFS{os.DirFS(r.cfg.Dir), func(name string) { r.seen.add(filepath.Join(r.cfg.Dir, filepath.FromSlash(name))) }}, names)
	if r.plugins == nil {
		return dir
	}
	return r.plugins.FS(ctx, dir, names)
}

// needScripts warns of a page that starts nothing, where the project has a script
// that looks like the start of an application and that no entry is.
func (s *site) needScripts() {
	main := s.cfg.Main()
	started := slices.ContainsFunc(s.entries, func(e bundler.Entry) bool { return len(e.Scripts) > 0 || !bundler.IsSheet(e.Source) })
	if main == "" || started {
		return
	}
	for _, p := range s.pages {
		if p.Path == "index.html" && !slices.ContainsFunc(p.References(), func(ref page.Reference) bool { return ref.Kind == page.ClassicScript }) {
			s.warnings = append(s.warnings, asset.Message{File: p.Source, Text: "the page starts no script, and nothing else starts " + main + ", so that nothing of it is built",
				Note: `write <script type="module" src="/` + main + `"></script> into the page, or name the script in "entries"`})
		}
	}
}
