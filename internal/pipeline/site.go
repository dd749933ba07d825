package pipeline

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/page"
)

// site is what the entries are: pages, scripts and style sheets, and the files
// that pages refer to.
type site struct {
	cfg     *config.Config
	pages   []*page.Page
	names   map[string]string // of the pages, by source
	entries []bundler.Entry
	copies  map[string]asset.File // by path in the project: files that are copied, under their hashed names
	public  []asset.File          // files that keep their names
	failed  asset.Messages
}

// read finds out what the entries of the configuration lead to. The error
// lists every file that is not there.
func (r *runner) read() (*site, error) {
	s := &site{cfg: r.cfg, names: map[string]string{}, copies: map[string]asset.File{}}
	var sources []string
	for _, e := range r.cfg.Entries {
		if ext := path.Ext(e.Source); ext == ".html" || ext == ".htm" {
			sources = append(sources, e.Source)
			s.names[e.Source] = path.Base(e.Name)
			continue
		}
		s.entries = append(s.entries, bundler.Entry{Name: path.Base(e.Name), Source: e.Source})
	}
	var err error
	if s.pages, err = page.Load(os.DirFS(r.cfg.Dir), sources, r.cfg.PublicDir); err != nil {
		return nil, err
	}
	if s.public, err = s.readPublic(); err != nil {
		return nil, err
	}
	for _, p := range s.pages {
		s.addPage(p, s.names[p.Source])
	}
	s.needPages()
	if s.failed != nil {
		return nil, s.failed
	}
	return s, nil
}

// addPage makes an entry of each of the page's programs, and one of each of its
// style sheets.
func (s *site) addPage(p *page.Page, name string) {
	var programs []bundler.Entry
	module := func(ref page.Reference, m bundler.Script) {
		for len(programs) <= ref.Program {
			programs = append(programs, bundler.Entry{Name: name, Source: p.Source, Page: p.Path, Part: len(programs)})
		}
		programs[ref.Program].Scripts = append(programs[ref.Program].Scripts, m)
	}
	for _, ref := range p.References() {
		if ref.Published != "" || ref.Kind != page.InlineModule && ref.Kind != page.ModulePreload && !s.exists(p.Source, ref) {
			continue
		}
		switch ref.Kind {
		case page.ModuleScript:
			module(ref, bundler.Script{Path: ref.Path})
		case page.InlineModule:
			module(ref, bundler.Script{Inline: string(ref.Inline)})
		case page.Stylesheet:
			if !slices.ContainsFunc(s.entries, func(e bundler.Entry) bool { return e.Source == ref.Path }) {
				s.entries = append(s.entries, bundler.Entry{Name: strings.TrimSuffix(path.Base(ref.Path), path.Ext(ref.Path)), Source: ref.Path})
			}
		}
	}
	if main := s.implied(p); main != "" && programs == nil {
		module(page.Reference{}, bundler.Script{Path: main})
	}
	s.entries = append(s.entries, programs...)
}

// exists notes an error if a page refers to a file that is not there.
func (s *site) exists(source string, ref page.Reference) bool {
	info, err := os.Stat(s.file(ref.Path))
	if err == nil && !info.IsDir() {
		return true
	}
	s.failed = append(s.failed, asset.Message{
		File: source, Line: ref.Line, Text: "the file " + ref.Path + " does not exist",
		Note: "correct the path, or add the attribute data-paintbox-ignore to leave the element as it is",
	})
	return false
}

func (s *site) file(name string) string { return filepath.Join(s.cfg.Dir, filepath.FromSlash(name)) }

// render adds the pages, and the files that they refer to, to a build.
func (s *site) render(build asset.Build) (asset.Build, error) {
	out := page.Output{
		Base: build.Base, Roots: build.Roots,
		Resolve: func(source string, ref page.Reference) (string, bool) { return s.resolve(&build, source, ref) },
		Routes:  func(root asset.Root) string { return routeTable(&build, root) },
	}
	if s.cfg.Chunks.ImportMap {
		out.Imports = func(root asset.Root) map[string]string { return importMap(&build, root) }
	}
	pages, warnings, err := page.Render(s.pages, out)
	if s.failed != nil {
		return build, s.failed
	}
	if err != nil {
		return build, err
	}
	for _, f := range s.copies {
		pages = append(pages, f)
	}
	build.Roots = s.loading(build.Roots, pages[:len(s.pages)])
	build = build.With(pages...)
	build.Warnings = append(build.Warnings, warnings...)
	return build, nil
}

// resolve tells where the file that a page refers to is published.
func (s *site) resolve(build *asset.Build, source string, ref page.Reference) (string, bool) {
	file, err := s.published(build, ref)
	if err != nil {
		s.failed = append(s.failed, asset.Message{File: source, Line: ref.Line, Text: err.Error()})
	}
	return file, err == nil
}

// published returns the path in the output of a file that a page or a web app
// manifest names, and publishes it if nothing has done so.
func (s *site) published(build *asset.Build, ref page.Reference) (string, error) {
	if ref.Published != "" {
		return ref.Published, nil
	}
	for _, f := range build.Files {
		if f.Source == ref.Path && (ref.Kind != page.ClassicScript || f.Kind != asset.KindJS) {
			return f.Path, nil
		}
	}
	f, err := s.copied(build, ref)
	return f.Path, err
}

// copied returns the published form of a file that is not bundled.
func (s *site) copied(build *asset.Build, ref page.Reference) (asset.File, error) {
	if f, ok := s.copies[ref.Path]; ok {
		return f, nil
	}
	data, err := os.ReadFile(s.file(ref.Path))
	if err != nil {
		return asset.File{}, err
	}
	f := asset.File{Source: ref.Path, Kind: asset.KindOf(ref.Path), Immutable: true}
	switch ref.Kind {
	case page.ClassicScript, page.PreloadScript:
		data, err = bundler.MinifyScript(data)
	case page.Manifest:
		dir := path.Dir(ref.Path)
		data, err = page.RewriteManifest(data, func(url string) (string, bool) {
			icon, ok := s.icon(build, dir, url)
			if ok && !slices.Contains(f.Assets, icon) {
				f.Assets = append(f.Assets, icon)
			}
			return page.URL(build.Base, dir, icon), ok
		})
	}
	if err != nil {
		return asset.File{}, err
	}
	base := path.Base(ref.Path)
	f.Data = data
	f.Name = bundler.AssetsDir + "/" + base
	f.Path = bundler.AssetsDir + "/" + asset.HashedName(base, data)
	if ref.Kind == page.Manifest { // its start_url and scope are relative to its own URL
		f.Name, f.Path, f.Immutable = ref.Path, ref.Path, false
	}
	s.copies[ref.Path] = f
	return f, nil
}

// icon publishes a file that a web app manifest refers to.
func (s *site) icon(build *asset.Build, dir, url string) (string, bool) {
	name, _, ok := page.Locate(dir, url)
	if !ok {
		return "", false
	}
	ref := page.Reference{Kind: page.Asset}
	ref.Path, ref.Published = s.publicFiles().Find(name)
	if info, err := os.Stat(s.file(ref.Path)); err != nil || info.IsDir() {
		return "", false
	}
	file, err := s.published(build, ref)
	return file, err == nil
}
