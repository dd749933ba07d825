package starter

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// tool is a row of the table of tools that build frontends.
type tool struct {
	name     string
	packages []string // any of them in package.json tells the tool
	files    []string // or any of these
	outdir   string   // its default
	settings []string // how its configuration states another, see lex.Find
	builds   bool     // Paintbox can build such a project itself
	frame    bool     // a framework, whose configuration is more than that of a bundler
}

// tools is the table, those first that build on others.
func tools() []tool {
	return []tool{
		{name: "Next", packages: []string{"next"}, files: []string{"next.config.js", "next.config.mjs", "next.config.ts"}, outdir: ".next", frame: true},
		{name: "Nuxt", packages: []string{"nuxt"}, outdir: ".output/public", frame: true},
		{name: "SvelteKit", packages: []string{"@sveltejs/kit"}, outdir: "build", frame: true},
		{name: "Astro", packages: []string{"astro"}, outdir: "dist", frame: true},
		{name: "Gatsby", packages: []string{"gatsby"}, outdir: "public", frame: true},
		{name: "React Router", packages: []string{"@react-router/dev", "@remix-run/dev"}, outdir: "build/client", frame: true},
		{name: "Angular", packages: []string{"@angular/cli"}, files: []string{"angular.json"}, outdir: "dist", frame: true},
		{name: "Create React App", packages: []string{"react-scripts"}, outdir: "build", builds: true},
		{name: "Vite", packages: []string{"vite"}, files: []string{"vite.config.js", "vite.config.ts", "vite.config.mjs", "vite.config.mts", "vite.config.cjs", "vite.config.cts"}, outdir: "dist", settings: []string{"outDir: $string"}, builds: true},
		{name: "Parcel", packages: []string{"parcel"}, outdir: "dist", builds: true},
		{name: "Rsbuild", packages: []string{"@rsbuild/core"}, outdir: "dist", builds: true},
		{name: "Vue CLI", packages: []string{"@vue/cli-service"}, outdir: "dist", builds: true},
		{name: "Rspack", packages: []string{"@rspack/core"}, files: []string{"rspack.config.js", "rspack.config.mjs"}, outdir: "dist"},
		{name: "webpack", packages: []string{"webpack"}, files: []string{"webpack.config.js", "webpack.config.cjs", "webpack.config.mjs"}, outdir: "dist", settings: webpackOutdir()},
	}
}

// webpackOutdir is path: path.resolve(__dirname, "dist") and the like.
func webpackOutdir() []string {
	var list []string
	for _, join := range []string{"resolve", "join", "path.resolve", "path.join"} {
		for _, dir := range []string{"__dirname", "import.meta.dirname"} {
			list = append(list, "path: "+join+"("+dir+", $string)")
		}
	}
	return list
}

// tool finds out what builds the project, and from which entries.
func (f *finder) tool() error {
	p := f.project
	p.Outdir, f.assumed = "dist", true
	for _, t := range tools() {
		config := slices.IndexFunc(t.files, f.exists)
		if config < 0 && !f.has(t.packages...) {
			continue
		}
		p.Tool, p.Outdir = t.name, t.outdir
		if config >= 0 && t.settings != nil {
			text, err := f.read(t.files[config])
			if err != nil {
				return err
			}
			if found, ok := lex.Find(text, t.settings...); ok && found.Values[0] != "" {
				p.Outdir, f.assumed = path.Clean(found.Values[0]), false
			}
		}
		if !t.frame {
			if err := f.taken(); err != nil {
				return err
			}
		}
		switch {
		case t.name == "Angular":
			f.angularOutdir()
		case t.name == "Next" && config >= 0:
			f.nextOutdir(t.files[config])
		}
		if t.builds || p.Taken != nil {
			f.entries()
		}
		if p.Entries == nil && p.Taken == nil {
			p.Hints = append(p.Hints, t.name+" builds this project. \"paintbox check\" judges what it wrote.")
		}
		return nil
	}
	if err := f.taken(); err != nil {
		return err
	}
	f.entries()
	if p.Entries == nil && p.Taken == nil {
		for _, dir := range []string{"dist", "build", "out", "public", "www"} {
			if f.exists(dir + "/index.html") {
				p.Outdir, f.assumed = dir, false
				p.Hints = append(p.Hints, "\"paintbox check\" judges what is in "+dir+".")
				break
			}
		}
	}
	return nil
}

// taken reads the configuration of the tool that builds the project, where a
// build would.
func (f *finder) taken() error {
	p := f.project
	if f.options.Taken == nil {
		return nil
	}
	var err error
	if p.Taken, err = f.options.Taken(); err != nil || p.Taken == nil {
		return err
	}
	p.Tool = cmp.Or(p.Tool, p.Taken.Tool)
	if outdir, ok := p.Taken.Settings["outdir"].(string); ok {
		p.Outdir, f.assumed = outdir, false
	}
	return nil
}

// entries finds what Paintbox would build from. Qwik needs its own compiler.
func (f *finder) entries() {
	p := f.project
	if f.has("@builder.io/qwik") && p.Tool != "" {
		return
	}
	if p.Taken != nil && p.Taken.entries() != nil {
		p.Entries = p.Taken.entries()
		return
	}
	if p.Tool == "Create React App" {
		if f.exists("public/index.html") { // which a build completes by src/index
			p.Entries = []string{"public/index.html"}
		}
		return
	}
	for _, page := range []string{"index.html", "src/index.html", "public/index.html"} {
		text, err := f.read(page)
		if err == nil && text != nil && (page == "index.html" || strings.Contains(string(text), "<script")) {
			p.Entries = []string{page}
			return
		}
	}
	for _, name := range []string{"src/main", "src/index", "main", "index"} {
		for _, ext := range []string{".tsx", ".ts", ".jsx", ".js", ".mjs", ".mts", ".cts"} {
			if f.exists(name + ext) {
				p.Entries = []string{name + ext}
				return
			}
		}
	}
}

func (f *finder) nextOutdir(config string) {
	text, err := f.read(config)
	if err != nil {
		return
	}
	if _, exported := lex.Find(text, `output: "export"`); exported {
		f.project.Outdir, f.assumed = "out", false
	}
}
