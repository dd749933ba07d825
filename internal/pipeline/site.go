package pipeline

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/css"
	"github.com/paintbox-build/paintbox/internal/page"
	"github.com/paintbox-build/paintbox/internal/plugin"
)

// site is what the entries are: pages, scripts and style sheets, and the files
// that pages refer to. All of it is read before anything is linked: rendering
// does not know the disk.
type site struct {
	cfg     *config.Config
	root    string                           // the directory whose pages are published without it; "" for the usual one
	made    func(source string) *plugin.Page // the page of another tool; nil where the entry is a file
	pages   []*page.Page
	names   map[string]string // of the pages, by source
	outputs map[string]string // of pages that do not keep their paths, by source
	entries []bundler.Entry
	files   map[string]*sourceFile // by path in the project: what pages name, as it was when they were read
	copies  map[string]asset.File  // by path in the project: files that are copied, under their hashed names
	public  []asset.File           // files that keep their names
	seen    *seen                  // what is read

	variables map[string]string // those of the environment that pages may see

	failed   asset.Messages
	warnings []asset.Message
	notes    []asset.Message
}

// sourceFile is a file that pages name. That it cannot be read matters only
// where no other stage has made a file of it.
type sourceFile struct {
	data   []byte
	err    error
	images map[string]page.Reference // of a web app manifest: the files that it names, by URL
}

// read finds out what the entries of the configuration lead to, and what they
// may know of where they are built. What is wrong with pages and .env files is
// noted, not returned, so that the linker can say what is wrong with the rest.
func (r *runner) read(ctx context.Context) (*site, error) {
	err := r.environment()
	failed, ok := errors.AsType[asset.Messages](err)
	if err != nil && !ok {
		return nil, err
	}
	s := &site{cfg: r.cfg, failed: failed, root: r.opts.Foreign.Root(), made: r.opts.Foreign.Page, names: map[string]string{}, outputs: map[string]string{}, files: map[string]*sourceFile{}, copies: map[string]asset.File{}, seen: &r.seen, variables: r.env.Values}
	var sources []string
	for _, e := range r.cfg.Entries {
		if config.IsPage(e.Source) || s.made(e.Source) != nil {
			sources = append(sources, e.Source)
			s.names[e.Source], s.outputs[e.Source] = path.Base(e.Name), e.Output
			continue
		}
		s.entries = append(s.entries, bundler.Entry{Name: path.Base(e.Name), Source: e.Source})
	}
	sources = append(sources, s.addNamed(r.named)...)
	err = s.load(func(names []string) fs.FS { return r.pages(ctx, names) }, sources, r.constants())
	if err != nil {
		return nil, err
	}
	if s.public, err = s.readPublic(); err != nil {
		return nil, err
	}
	for _, p := range s.pages {
		s.addPage(p, s.names[p.Source])
	}
	s.needPages()
	s.needScripts()
	r.mapped.alias, r.mapped.external = s.imports()
	if s.failed != nil && len(s.entries) == 0 {
		return nil, s.failed
	}
	return s, nil
}

// with adds what is wrong with pages to what is wrong with what they lead to.
func (s *site) with(err error) error {
	wrong, ok := errors.AsType[asset.Messages](err)
	if s.failed == nil || err != nil && !ok {
		return err
	}
	return slices.Concat(s.failed, wrong)
}

// needPages notes an error for each script that is an entry without a page if
// chunks are named in import maps, which only pages have.
func (s *site) needPages() {
	for _, e := range s.entries {
		if s.cfg.Chunks.ImportMap && e.Page == "" && !bundler.IsSheet(e.Source) {
			s.failed = append(s.failed, asset.Message{
				File: e.Source, Text: "the script is an entry without a page, and chunks.importMap puts the names of its files into one",
				Note: `set "importMap" to false, or make the HTML page that starts the script the entry`,
			})
		}
	}
}

// addPage makes an entry of each of the page's programs, and one of each of its
// style sheets.
func (s *site) addPage(p *page.Page, name string) {
	var programs []bundler.Entry
	module := func(ref page.Reference, m bundler.Script) {
		for len(programs) <= ref.Program {
			programs = append(programs, bundler.Entry{Name: name, Source: p.Source, Page: p.Path, Place: p.Place, From: p.From(len(programs)), Part: len(programs)})
		}
		programs[ref.Program].Scripts = append(programs[ref.Program].Scripts, m)
	}
	for _, ref := range p.References() {
		if ref.Kind == page.ModuleScript {
			ref.Path = s.script(ref.Path)
		}
		if ref.Published != "" || ref.Kind != page.InlineModule && ref.Kind != page.ModulePreload && !s.exists(p.Source, ref) {
			continue
		}
		if ref.Kind != page.ModuleScript && ref.Kind != page.InlineModule && ref.Kind != page.ModulePreload {
			s.keep(ref)
		}
		if ref.Kind == page.ClassicScript && s.classic(p, ref) {
			ref.Kind = page.ModuleScript // so that what is wrong with it is said as well
		}
		switch ref.Kind {
		case page.ModuleScript:
			module(ref, bundler.Script{Path: ref.Path})
		case page.InlineModule:
			module(ref, bundler.Script{Inline: string(ref.Inline), Line: ref.At.Line, Column: ref.At.Column, LineText: ref.At.Source})
		case page.Stylesheet:
			if !slices.ContainsFunc(s.entries, func(e bundler.Entry) bool { return e.Source == ref.Path }) {
				s.entries = append(s.entries, bundler.Entry{Name: strings.TrimSuffix(path.Base(ref.Path), path.Ext(ref.Path)), Source: ref.Path})
			}
		}
	}
	s.styles(p)
	made := s.made(p.Source)
	if made != nil {
		for _, script := range madeScripts(made) {
			module(page.Reference{Program: max(len(programs)-1, 0)}, script)
		}
	}
	if programs == nil && made == nil {
		if main := s.implied(p); main != "" {
			module(page.Reference{}, bundler.Script{Path: main})
		}
	}
	programs = slices.DeleteFunc(programs, func(e bundler.Entry) bool { return len(e.Scripts) == 0 }) // whose script is missing, which is said
	s.entries = append(s.entries, programs...)
}

// implied is the script that a page starts although it does not name it: the
// pages of Create React App and Vue CLI, which stand in the public directory,
// templates of webpack's, and the page that is made. It is "" for other pages and where there is
// none.
func (s *site) implied(p *page.Page) string {
	main := s.cfg.Main()
	own := func(ref page.Reference) bool { return ref.Kind == page.ClassicScript || ref.Kind == page.ModuleScript }
	switch {
	case main == "", s.cfg.Mount != "", p.Source != p.Path && p.Place == p.Path:
		return main
	case p.Path != "index.html", slices.ContainsFunc(p.References(), own), !p.Template && !s.cfg.Draws(main):
		return ""
	}
	return main
}

// classic notes an error for a classic script that no browser would run as one, and
// tells whether it is such a one.
func (s *site) classic(p *page.Page, ref page.Reference) bool {
	wrong := bundler.IsModule(ref.Path, s.files[ref.Path].data)
	if wrong {
		m := ref.At.Message(p.Source, ref.Path+" is a module, and its <script> says that it is none", `write <script type="module" src=`+strconv.Quote(ref.URL)+">")
		m.Cause = "classic"
		s.failed = append(s.failed, m)
	}
	return wrong
}

// styles notes what no browser knows in the style sheets that stand in a page: an
// error, where a tool is known that does.
func (s *site) styles(p *page.Page) {
	for _, style := range p.Styles() {
		for _, f := range css.Unknown(style.Text) {
			before := style.Text[:f.Offset]
			m := asset.Message{File: p.Source, Line: style.Line + strings.Count(before, "\n"), Column: f.Offset - strings.LastIndexByte(before, '\n'),
				Text: css.Problem(f), Note: css.Advice(f.Tool), Cause: css.Advice(f.Tool)}
			if m.Line == style.Line {
				m.Column += style.Column - 1
			}
			if f.Rule {
				s.warnings = append(s.warnings, m)
			} else {
				s.failed = append(s.failed, m)
			}
		}
	}
}

// script is the file that a path of a module script leads to, which may leave out
// what imports may: the extension, or index in a directory.
func (s *site) script(name string) string {
	isFile := func(name string) bool {
		info, err := os.Stat(s.file(name))
		return err == nil && info.Mode().IsRegular()
	}
	if isFile(name) {
		return name
	}
	for _, base := range []string{name, name + "/index"} {
		for _, ext := range []string{".tsx", ".ts", ".jsx", ".js", ".mjs", ".mts"} {
			if isFile(base + ext) {
				return base + ext
			}
		}
	}
	return name
}

// exists notes it if a page refers to a file that is not there: an error where
// that is a script, without which nothing runs, else a warning.
func (s *site) exists(source string, ref page.Reference) bool {
	info, err := os.Stat(s.file(ref.Path))
	if err == nil && !info.IsDir() {
		return true
	}
	m := ref.At.Message(source, "the file "+ref.Path+" does not exist", "")
	m.Cause = "missing"
	if ref.Kind == page.ModuleScript || ref.Kind == page.ClassicScript && !filledIn(ref) || s.cfg.Missing == "error" {
		m.Note = "correct the path, or add the attribute data-paintbox-ignore to leave the element as it is"
		if ref.Kind != page.ModuleScript && (ref.Kind != page.ClassicScript || filledIn(ref)) {
			m.Note += `; "missing": "warn" makes it a warning`
		}
		s.failed = append(s.failed, m)
		return false
	}
	m.Note = "its URL stays as it is: correct it, or add the attribute data-paintbox-ignore if the server has the file"
	s.warnings = append(s.warnings, m)
	return false
}

// filledIn tells whether a server fills in a URL ({{ host }}/api.js).
func filledIn(ref page.Reference) bool { return strings.ContainsAny(ref.URL, "{}<>") }

func (s *site) file(name string) string { return filepath.Join(s.cfg.Dir, filepath.FromSlash(name)) }

// readFile reads a file of the project, on which the build depends from then on.
func (s *site) readFile(name string) ([]byte, error) {
	s.seen.add(s.file(name))
	return os.ReadFile(s.file(name))
}

// keep reads a file that a page names, and those that a web app manifest names.
func (s *site) keep(ref page.Reference) {
	f := s.files[ref.Path]
	if f == nil {
		f = &sourceFile{}
		s.files[ref.Path] = f
		f.data, f.err = s.readFile(ref.Path)
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
