package config

import (
	"encoding/json"
	"path"
	"regexp"
	"strings"

	"github.com/paintbox-build/paintbox/internal/pathname"
)

// findPage looks for the page of a project whose configuration names no entries,
// where the tools have it that made the project: at the top, in the public
// directory (Create React App, Vue CLI), in src (Parcel, templates of webpack), or
// where package.json's "source" names it (Parcel). A project without a page
// but with a script that draws into #root or #app gets one that is made.
func (v *validator) findPage() {
	if _, stated := v.origins["entries"]; stated || v.isFile("index.html") {
		return
	}
	candidates := []string{"src/index.html"}
	if v.PublicDir != "" {
		candidates = append([]string{path.Join(v.PublicDir, "index.html")}, candidates...)
	}
	for _, name := range append(candidates, v.packageSource()...) {
		if v.isFile(name) {
			v.Entries = Entries{{Source: path.Clean(name)}}
			return
		}
	}
	if main := v.Main(); main != "" {
		v.Mount = mount(v.read(main))
	}
}

// packageSource lists the pages that package.json names for Parcel.
func (v *validator) packageSource() []string {
	var manifest struct{ Source any }
	if json.Unmarshal(v.read("package.json"), &manifest) != nil {
		return nil
	}
	source, _ := manifest.Source.(string)
	if path.Ext(source) != ".html" || !pathname.Local(source) {
		return nil
	}
	return []string{source}
}

// Main is the script that starts an application whose page names none, as
// the tools find it: src/index or src/main; "" where there is none.
func (c *Config) Main() string {
	names := []string{"src/index", "src/main"}
	if c.isFile("vue.config.js") || strings.Contains(string(c.read("package.json")), `"@vue/cli-service"`) {
		names = []string{"src/main", "src/index"}
	}
	for _, name := range names {
		for _, ext := range []string{".tsx", ".ts", ".jsx", ".js", ".mts", ".mjs"} {
			if c.isFile(name + ext) {
				return name + ext
			}
		}
	}
	return ""
}

// drawsPattern finds what scripts of pages do and no others: they draw.
var drawsPattern = regexp.MustCompile(`\bdocument\s*[.[]|\b(?:createApp|createRoot|hydrateRoot|render|mount|\$mount)\s*\(|\bnew\s+Vue\b`)

// Draws tells whether a script of the project seems to be one that a page runs.
func (c *Config) Draws(script string) bool { return drawsPattern.Match(c.read(script)) }

// mountPattern finds the element that a script draws into.
var mountPattern = regexp.MustCompile("\\bgetElementById\\(\\s*[\"'`](root|app)[\"'`]|[\"'`]#(root|app)[\"'`]")

// mount tells the id of the element that a script draws into, "" for none.
func mount(script []byte) string {
	found := mountPattern.FindSubmatch(script)
	if found == nil {
		return ""
	}
	return string(found[1]) + string(found[2])
}

// Title is what pages are called that do not say so: the package's name.
func (c *Config) Title() string {
	var manifest struct{ Name string }
	if json.Unmarshal(c.read("package.json"), &manifest) != nil || manifest.Name == "" {
		return "App"
	}
	return manifest.Name
}
