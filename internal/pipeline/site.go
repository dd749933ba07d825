package pipeline

import (
	"context"
	"io/fs"
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
// that pages refer to. All of it is read before anything is linked: rendering
// does not know the disk.
type site struct {
	cfg     *config.Config
	pages   []*page.Page
	names   map[string]string // of the pages, by source
	entries []bundler.Entry
	files   map[string]*sourceFile // by path in the project: what pages name, as it was when they were read
	copies  map[string]asset.File  // by path in the project: files that are copied, under their hashed names
	public  []asset.File           // files that keep their names
	failed  asset.Messages
}

// sourceFile is a file that pages name. That it cannot be read matters only
// where no other stage has made a file of it.
type sourceFile struct {
	data   []byte
	err    error
	images map[string]page.Reference // of a web app manifest: the files that it names, by URL
}

// read finds out what the entries of the configuration lead to. The error
// lists every file that is not there.
func (r *runner) read(ctx context.Context) (*site, error) {
	s := &site{cfg: r.cfg, names: map[string]string{}, files: map[string]*sourceFile{}, copies: map[string]asset.File{}}
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
	if s.pages, err = page.Load(r.pages(ctx, sources), sources, r.cfg.PublicDir); err != nil {
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

// pages is the project with its pages as plugins want them.
func (r *runner) pages(ctx context.Context, names []string) fs.FS {
	dir := os.DirFS(r.cfg.Dir)
	if r.plugins == nil {
		return dir
	}
	return r.plugins.FS(ctx, dir, names)
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
		if ref.Kind != page.ModuleScript && ref.Kind != page.InlineModule && ref.Kind != page.ModulePreload {
			s.keep(ref)
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

// keep reads a file that a page names, and those that a web app manifest names.
func (s *site) keep(ref page.Reference) {
	f := s.files[ref.Path]
	if f == nil {
		f = &sourceFile{}
		s.files[ref.Path] = f
		f.data, f.err = os.ReadFile(s.file(ref.Path))
	}
	if ref.Kind != page.Manifest || f.images != nil {
		return
	}
	f.images = map[string]page.Reference{}
	for _, url := range page.ManifestImages(f.data) {
		name, _, ok := page.Locate(path.Dir(ref.Path), url)
		if !ok {
			continue
		}
		image := page.Reference{Kind: page.Asset}
		image.Path, image.Published = s.publicFiles().Find(name)
		if info, err := os.Stat(s.file(image.Path)); err != nil || info.IsDir() {
			continue
		}
		f.images[url] = image
		if image.Published == "" {
			s.keep(image)
		}
	}
}
