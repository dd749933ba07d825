package pipeline

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/page"
)

// Files that only strings name, as in image.src = "img/" + name + ".png" or
// fetch("levels.json"), and what pages name in ways that no rule reads. They are
// published under their own names, since the program asks for these: a file that
// is named whole, and images, sound, fonts and models whose names begin as a
// string does, or end as well. Others that begin so, such as data, might be
// meant for no one. Only what scripts and pages that are published say counts.

// maxMentioned is how many files a string may stand for: a directory with more
// is nothing that somebody forgot to import.
const maxMentioned = 1000

// anyName stands for what a program adds to a string.
const anyName = "*"

// mentioned finds such files.
type mentioned struct {
	site   *site
	public page.Public
	files  map[string]asset.File // by path in the output
	by     map[string]string     // who names them first
	order  []string
	pages  []namedPage // whole pages, which are published only where they are entries
	near   page.Near
	wrong  asset.Messages
}

// newMentioned knows the names that lead to files of the project.
func (s *site) newMentioned() *mentioned {
	m := &mentioned{site: s, public: s.publicFiles(), files: map[string]asset.File{}, by: map[string]string{}, near: page.Near{}}
	for _, p := range s.pages {
		maps.Copy(m.near, p.Near(m.public, s.cfg.Base))
	}
	return m
}

// addMentioned publishes the files that scripts and pages of the build name. It is
// a stage of its own, which reads the disk: only once pages are rendered is it
// known what is left in them that names a file by no hashed name.
func (s *site) addMentioned(build asset.Build) asset.Build {
	m := s.newMentioned()
	taken := map[string]bool{}
	for _, f := range build.Files {
		taken[f.Path] = true
	}
	for _, f := range s.public {
		taken[f.Path] = true
	}
	for _, f := range build.Files {
		said := sync.OnceValue(func() []page.Mention { return page.Mentions(f.Kind, f.Data, m.near) }) // whatever the number of pages
		for _, p := range s.pages {
			if f.Kind != asset.KindJS && f.Path != p.Path {
				continue
			}
			m.read(f.Name, said(), func(url string) (string, string, bool) { return p.Asked(m.public, s.cfg.Base, url) })
		}
	}
	m.wellKnown()
	var added []asset.File
	for _, name := range m.order {
		if !taken[name] {
			added = append(added, m.files[name])
		}
	}
	if len(added) > 0 {
		build.Notes = append(build.Notes, m.note(added))
	}
	build.Warnings = append(build.Warnings, m.wrong...)
	return build.With(added...)
}

// note tells of the files.
func (m *mentioned) note(added []asset.File) asset.Message {
	var names []string
	for _, f := range added {
		names = append(names, f.Path+m.by[f.Path])
	}
	if n := len(names); n > 3 {
		names = append(names[:3], strconv.Itoa(n-3)+" more")
	}
	return asset.Message{Text: "published under their own names, since only strings name them: " + strings.Join(names, ", "),
		Note: "import them, which gives them hashed names, or move them to " + firstOf(m.site.cfg.PublicDir, "public") + "/, which says the same"}
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// read looks for files that a text names. Where tells which file a URL names, and
// where browsers will ask for it.
func (m *mentioned) read(by string, list []page.Mention, where func(url string) (file, output string, ok bool)) {
	for _, said := range list {
		url := said.Path
		if said.Prefix {
			url += anyName
		}
		file, output, ok := where(url)
		switch {
		case !ok || !m.ours(file):
		case said.Prefix:
			m.begin(by, said, strings.TrimSuffix(file, anyName), strings.TrimSuffix(output, anyName))
		case said.Script:
			m.script(by, file, output)
		case isPublishable(file):
			m.add(by, file, output)
		}
	}
}

// ours tells whether a path may be that of a file that is meant to be published.
func (m *mentioned) ours(file string) bool {
	for part := range strings.SplitSeq(file, "/") {
		if strings.HasPrefix(part, ".") || part == "node_modules" {
			return false
		}
	}
	outdir := filepath.ToSlash(m.site.cfg.Name(m.site.cfg.Outdir))
	return file != outdir && !strings.HasPrefix(file, outdir+"/")
}

// add publishes a file, and reads what it names itself.
func (m *mentioned) add(by, file, output string) {
	if _, known := m.files[output]; known {
		return
	}
	info, err := os.Stat(m.site.file(file))
	if err != nil || !info.Mode().IsRegular() {
		return
	}
	data, err := m.site.readFile(file)
	if err != nil {
		return
	}
	if asset.KindOf(file) == asset.KindHTML && wholePage(data) {
		if !slices.ContainsFunc(m.pages, func(n namedPage) bool { return n.source == file }) {
			m.pages = append(m.pages, namedPage{file, output, by})
		}
		return
	}
	m.order = append(m.order, output)
	m.by[output] = " (" + by + ")"
	m.files[output] = asset.File{Path: output, Name: output, Kind: asset.KindOf(file), Data: data, Source: file, Public: true}
	if slices.Contains([]string{".css", ".gltf", ".mtl", ".fnt", ".js", ".mjs"}, path.Ext(file)) {
		m.read(output, page.Mentions(asset.KindOf(file), data, nil), func(url string) (string, string, bool) {
			return path.Join(path.Dir(file), url), path.Join(path.Dir(output), url), !strings.HasPrefix(url, "/") && !strings.HasPrefix(path.Join(path.Dir(output), url), "../")
		})
	}
}

// wholePage tells whether HTML is a page and not a piece of one, which scripts load.
func wholePage(data []byte) bool {
	start := strings.ToLower(string(data[:min(len(data), 1000)]))
	return strings.Contains(start, "<html") || strings.Contains(start, "<!doctype")
}

// script publishes a classic script that is started by its name. A module would
// have to be bundled.
func (m *mentioned) script(by, file, output string) {
	data, err := m.site.readFile(file)
	switch {
	case err != nil:
	case bundler.IsModule(file, data):
		m.wrong = append(m.wrong, asset.Message{File: file, Cause: "started", Text: "it is a module that " + by + " starts by its name, and is not published",
			Note: "write new URL(" + strconv.Quote("./"+path.Base(file)) + ", import.meta.url) in place of the name"})
	default:
		m.add(by, file, output)
	}
}

// begin publishes the files whose paths begin as a string does.
func (m *mentioned) begin(by string, said page.Mention, file, output string) {
	dir, start := path.Split(file)
	into, _ := path.Split(output)
	var names []string
	root := os.DirFS(m.site.file(path.Clean(dir)))
	if !said.Added && holdsSources(root, ".") {
		return
	}
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (!m.ours(path.Join(dir, name)) || holdsSources(root, name)):
			return fs.SkipDir
		case d.IsDir() || !strings.HasPrefix(name, start) || !m.ours(path.Join(dir, name)):
			return nil
		case said.Suffix == "" && isShown(name), said.Suffix != "" && strings.HasSuffix(name, said.Suffix) && isPublishable(name):
			names = append(names, name)
		}
		return nil
	})
	if err != nil || len(names) == 0 {
		return
	}
	if len(names) > maxMentioned {
		m.wrong = append(m.wrong, asset.Message{Text: by + " names files by their beginning, " + strconv.Quote(said.Path) + ", of which there are " + strconv.Itoa(len(names)) + "; none is published", Cause: "many",
			Note: "move " + path.Clean(dir) + " to " + firstOf(m.site.cfg.PublicDir, "public") + "/ to publish it"})
		return
	}
	for _, name := range names {
		m.add(by, path.Join(dir, name), path.Join(into, name))
	}
}

// holdsSources tells whether a directory holds scripts or style sheets: it is one
// of sources.
func holdsSources(dir fs.FS, name string) bool {
	list, _ := fs.ReadDir(dir, name) // what cannot be read holds none
	return slices.ContainsFunc(list, func(e fs.DirEntry) bool {
		return slices.Contains([]string{".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".vue", ".svelte", ".css", ".scss", ".sass", ".less"}, path.Ext(e.Name()))
	})
}

// isShown tells by its name whether a file is one that pages show or play.
func isShown(name string) bool {
	switch asset.KindOf(name) {
	case asset.KindImage, asset.KindFont, asset.KindMedia, asset.KindWASM:
		return true
	}
	return slices.Contains(strings.Fields(".glb .gltf .obj .mtl .fbx .stl .ply .dae .hdr .exr .ktx2 .basis .drc .bin .vtt .pdf .cur .jfif .glsl .vert .frag .wgsl"), strings.ToLower(path.Ext(name)))
}

// isPublishable tells by its name whether a file may be published where a string
// names it whole: no source, and nothing that configures a tool.
func isPublishable(name string) bool {
	base := strings.ToLower(path.Base(name))
	switch ext := path.Ext(base); {
	case isShown(name):
		return true
	case strings.Contains(base, "config.") || strings.HasPrefix(base, "package") || strings.HasPrefix(base, "tsconfig") || strings.Contains(base, "secret") || strings.Contains(base, "credential"):
		return false
	case slices.Contains(strings.Fields("composer.json paintbox.json firebase.json vercel.json angular.json nx.json lerna.json turbo.json biome.json deno.json now.json app.json readme.txt readme.md license.txt"), base):
		return false
	default:
		return slices.Contains(strings.Fields(".json .geojson .topojson .csv .tsv .xml .txt .md .yaml .yml .atlas .fnt .plist .tmx .srt .zip .css .html .htm .webmanifest .ics .docx .xlsx .pptx"), ext)
	}
}

// wellKnown publishes what stands beside the page and is asked for by its name.
func (m *mentioned) wellKnown() {
	for _, p := range m.site.pages {
		if p.Path != "index.html" {
			continue
		}
		for _, name := range strings.Fields("favicon.ico robots.txt sitemap.xml humans.txt ads.txt CNAME _redirects _headers") {
			if file, output, ok := p.Asked(m.public, m.site.cfg.Base, name); ok && output == name {
				m.add("beside "+p.Source, file, output)
			}
		}
	}
}
