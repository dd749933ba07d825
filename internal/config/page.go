package config

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/glob"
	"github.com/paintbox-build/paintbox/internal/lex"
	"github.com/paintbox-build/paintbox/internal/pathname"
)

// findPage looks for the page of a project whose configuration names no entries,
// where the tools have it that made the project: at the top, in the public
// directory (Create React App, Vue CLI), in src (Parcel, templates of webpack), or
// where package.json's "source" names it (Parcel); else it is a template under
// another name. A project without a page but with a script that draws into #root
// or #app gets one that is made.
func (v *validator) findPage() {
	_, stated := v.origins["entries"]
	if stated && !(v.foreign["entries"] && v.Package.Parcel()) {
		return
	}
	if found := v.parcelPages(); found != nil {
		v.Found, v.Entries = true, found
		return
	}
	if stated {
		return
	}
	v.Found = true
	candidates := []string{"index.html", "src/index.html"}
	if v.PublicDir != "" {
		candidates = []string{"index.html", path.Join(v.PublicDir, "index.html"), "src/index.html"}
	}
	for _, name := range candidates {
		if v.isFile(name) {
			v.Entries = Entries{{Source: path.Clean(name)}}
			return
		}
	}
	if main := v.Main(); main != "" {
		v.Mount = mount(v.read(main))
		switch found := v.findTemplate(main); {
		case found:
			v.Mount = ""
		case v.Mount == "" && v.Package.Has("@rsbuild/core"):
			v.Mount = "root" // as in its own template
		}
	}
}

// parcelCall finds the pages that a script of package.json gives to Parcel.
var parcelCall = regexp.MustCompile(`(?:^|[\s;&|/])parcel(?:\s+(?:build|serve|watch))?((?:\s+["']?[\w./*@-]+\.html?["']?)+)`)

// parcelPages lists the pages that package.json gives to Parcel, by "source" or
// in its scripts.
func (v *validator) parcelPages() Entries {
	var manifest struct {
		Source  any
		Scripts map[string]string
	}
	if json.Unmarshal(v.read("package.json"), &manifest) != nil {
		return nil
	}
	var patterns []string
	switch source := manifest.Source.(type) {
	case string:
		patterns = []string{source}
	case []any:
		for _, one := range source {
			patterns = append(patterns, fmt.Sprint(one))
		}
	}
	if len(patterns) == 0 && v.Package.Parcel() {
		for _, name := range slices.Sorted(maps.Keys(manifest.Scripts)) {
			for _, call := range parcelCall.FindAllStringSubmatch(manifest.Scripts[name], -1) {
				for pattern := range strings.FieldsSeq(call[1]) {
					patterns = append(patterns, strings.Trim(pattern, `"'`))
				}
			}
		}
	}
	var sources []string
	for _, pattern := range patterns {
		for _, name := range v.matching(path.Clean(pattern)) {
			if !slices.Contains(sources, name) {
				sources = append(sources, name)
			}
		}
	}
	return below(sources)
}

// matching lists the pages of the project that a pattern for files of one
// directory names.
func (v *validator) matching(pattern string) []string {
	if !pathname.Local(pattern) {
		return nil
	}
	dir, base := path.Split(pattern)
	list, _ := os.ReadDir(v.inside(path.Clean(dir))) // what is not there holds none
	var names []string
	for _, entry := range list {
		if name := dir + entry.Name(); IsPage(name) && v.isFile(name) && glob.Match(base, entry.Name()) {
			names = append(names, name)
		}
	}
	return names
}

// below makes entries of pages, published below the directory that all of them
// are in.
func below(sources []string) Entries {
	if len(sources) == 0 {
		return nil
	}
	common := path.Dir(sources[0])
	for _, name := range sources {
		for common != "." && !strings.HasPrefix(name, common+"/") {
			common = path.Dir(common)
		}
	}
	var entries Entries
	for _, name := range sources {
		entries = append(entries, Entry{Source: name, Output: strings.TrimPrefix(name, common+"/")})
	}
	return entries
}

// findTemplate looks for a page under another name than index.html, in the
// places and languages of templates. It is true where there is one, or several of
// which none can be chosen, or one that cannot be rendered, which is an error.
func (v *validator) findTemplate(main string) bool {
	var pages, others []string
	for _, name := range v.templates() {
		if !v.fits(name) {
			continue
		}
		if IsPage(name) {
			pages = append(pages, name)
		} else {
			others = append(others, name)
		}
	}
	switch {
	case len(pages) == 1:
		v.Entries = Entries{{Source: pages[0], Output: "index.html"}}
		v.Chosen = append(v.Chosen, asset.Message{Text: "the page is " + pages[0] + ", the template with the element that " + main + " draws into", Key: "entries",
			Note: `name it in "entries" to say so`})
	case len(pages) > 1:
		v.unsettled = true
		v.fail("entries", `name the right one in "entries"`, "there is no index.html, and each of %s may be the page", strings.Join(pages, ", "))
	case len(others) > 0:
		v.unsettled = true
		v.fail("entries", "write an index.html that holds what it makes: only HTML and EJS are rendered", "the page %s is a template in a language that is not rendered", others[0])
	default:
		return false
	}
	return true
}

// templates lists what may be the template of the page, by the directories and
// endings that tools' templates have.
func (v *validator) templates() []string {
	var names []string
	for _, dir := range []string{".", "src", "public", "app", "client", "static", "assets", "views", "templates", "src/public", "src/views", "src/templates", "src/assets", "src/html"} {
		list, _ := os.ReadDir(v.inside(dir)) // what is not there holds none
		for _, entry := range list {
			if name := path.Join(dir, entry.Name()); entry.Type().IsRegular() && isTemplate(name) && !strings.HasPrefix(entry.Name(), ".") {
				names = append(names, name)
			}
		}
	}
	return names
}

// isTemplate tells by its name whether a file may be a page or a template of one.
func isTemplate(name string) bool {
	ext := path.Ext(name)
	return IsPage(name) || slices.Contains([]string{".hbs", ".handlebars", ".mustache", ".pug", ".jade", ".njk", ".liquid", ".php", ".erb", ".twig"}, ext)
}

// IsPage tells by its name whether an entry is a page: HTML, or EJS that makes HTML.
func IsPage(name string) bool {
	return slices.Contains([]string{".html", ".htm", ".ejs"}, strings.ToLower(path.Ext(name)))
}

// fits tells whether a template makes the page of the project's script: it holds
// the element that this draws into, or, where that is not known, is a whole page
// with a page's name.
func (v *validator) fits(name string) bool {
	text := v.read(name)
	if v.Mount != "" {
		id := regexp.QuoteMeta(v.Mount)
		return regexp.MustCompile(`\bid\s*=\s*["']?`+id+`["'\s>]|(?m)^\s*(?:\w+)?#`+id+`\b`).Match(text) && (wholePage.Match(text) || !IsPage(name))
	}
	stem, _, _ := strings.Cut(path.Base(name), ".")
	return wholePage.Match(text) && slices.Contains([]string{"index", "template", "main", "app"}, stem)
}

// wholePage finds what a page has and a piece of one has not.
var wholePage = regexp.MustCompile(`(?i)<!doctype html|<html[\s>]|<body[\s>]`)

// Main is the script that starts an application whose page names none, as
// the tools find it: src/index or src/main; "" where there is none.
func (c *Config) Main() string {
	names := []string{"src/index", "src/main"}
	if c.isFile("vue.config.js") || strings.Contains(string(c.read("package.json")), `"@vue/cli-service"`) {
		names = []string{"src/main", "src/index"}
	}
	return c.firstScript(names)
}

// aScript is one that may start the application of a project without a page, where
// no tool would find it; "" where there is none.
func (c *Config) aScript() string {
	var manifest struct{ Module, Main string }
	if err := json.Unmarshal(c.read("package.json"), &manifest); err == nil {
		for _, name := range []string{manifest.Module, manifest.Main} {
			if name = path.Clean(name); pathname.Local(name) && c.isFile(name) {
				return name
			}
		}
	}
	return cmp.Or(c.Main(), c.firstScript([]string{"lib/main", "lib/index", "app/main", "app/index", "main", "index", "app"}))
}

// firstScript is the first of some files that is there; their names lack the
// extension.
func (c *Config) firstScript(names []string) string {
	for _, name := range names {
		for _, ext := range []string{".tsx", ".ts", ".jsx", ".js", ".mts", ".mjs"} {
			if c.isFile(name + ext) {
				return name + ext
			}
		}
	}
	return ""
}

// Draws tells whether a script of the project seems to be one that a page runs:
// it does what no others do, it draws.
func (c *Config) Draws(script string) bool {
	_, draws := lex.Find(c.read(script), "document.", "document[", "new Vue",
		"createApp(", "createRoot(", "hydrateRoot(", "render(", "mount(", "$mount(")
	return draws
}

// mount tells the id of the element that a script draws into, "" for none.
func mount(script []byte) string {
	ids := []string{"root", "app"}
	var phrases []string
	for _, id := range ids {
		phrases = append(phrases, `getElementById("`+id+`"`, `"#`+id+`"`)
	}
	found, ok := lex.Find(script, phrases...)
	if !ok {
		return ""
	}
	return ids[found.Phrase/2]
}

// Title is what pages are called that do not say so: the package's name.
func (c *Config) Title() string { return cmp.Or(c.Package.Name, "App") }
