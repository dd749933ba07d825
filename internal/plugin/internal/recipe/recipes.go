// Package recipe is the table of what is done with files of a kind without any
// configuration, where the project has the packages for it: style sheets of
// preprocessors, components of frameworks, and the like.
//
// A recipe holds for a project because of what that depends on, and for a file
// because of its name and text.
//
//   - Takes: a project as it is on disk (Project).
//   - Gives: the rows of the table that hold there (Applying): which files each
//     takes, the script in host/recipes that makes its plugin, and the command that
//     installs what is missing.
//   - Changes: nothing, and runs nothing.
package recipe

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/internal/plugin/internal/filter"
	"github.com/paintbox-build/paintbox/internal/toolchain"
)

// recipe is what is done with files of a kind without any configuration, where
// the project has the packages for it.
type recipe struct {
	name    string
	files   string                // a pattern of the ids that it takes
	code    string                // a pattern that their text matches; "" for any
	when    func(p *Project) bool // nil: always
	needs   [][]string            // packages; of each list one is enough
	script  string                // makes the plugin
	pure    bool                  // it says what its results depend on, where it knows all of that
	covered []string              // plugins that do the same
	imports string                // a pattern of specifiers that lead to such files; "" where the linker knows them
	suffix  string                // what the ids of these end with; "" for what the specifier has
	file    func(p *Project) bool // without its packages, the project's tool takes such files as they are
	config  func(p *Project) string
}

// What ids of style sheets look like, whatever language they are in.
const (
	vue2Files  = `\.vue(?:\?vue&type=(?:style|script)|$)|\x00vue/normalize|^[^?]*\.jsx$`
	styleFiles = `\.(?:css|scss|sass|less|styl|stylus|pcss|postcss)(?:\?|$)|[?&]lang\.(?:module\.)?(?:css|scss|sass|less|styl|stylus|pcss|postcss)\b`
)

// recipes is the table, in the order in which they change a file.
func recipes() []recipe {
	return []recipe{
		{name: "sass", files: `\.(?:scss|sass)(?:\?|$)|[?&]lang\.(?:module\.)?(?:scss|sass)\b`, needs: [][]string{{"sass-embedded", "sass"}}, script: "sass.mjs", pure: true},
		{name: "less", files: `\.less(?:\?|$)|[?&]lang\.(?:module\.)?less\b`, needs: [][]string{{"less"}}, script: "less.mjs", file: (*Project).takesFiles},
		{name: "stylus", files: `\.styl(?:us)?(?:\?|$)|[?&]lang\.(?:module\.)?styl(?:us)?\b`, needs: [][]string{{"stylus"}}, script: "stylus.mjs", file: (*Project).takesFiles},
		{name: "tailwindcss", files: styleFiles, code: `@(?:import\s+["']tailwindcss|tailwind|apply|theme|utility|variant|custom-variant|plugin|source|config|reference)\b|theme\(`,
			when: func(p *Project) bool { return p.depends("@tailwindcss/vite") && !p.postcss("@tailwindcss/postcss") }, needs: [][]string{{"@tailwindcss/vite"}},
			script: "tailwind.mjs", covered: []string{"@tailwindcss/vite:generate:build", "@tailwindcss/vite:scan"}},
		{name: "postcss", files: styleFiles, when: func(p *Project) bool { return p.postcssConfig() != "" }, needs: [][]string{{"postcss"}}, script: "postcss.mjs", config: (*Project).postcssConfig},
		{name: "vue 2", files: vue2Files, when: func(p *Project) bool { return p.vue2() && p.vue27() }, script: "vue2.mjs", covered: []string{"vite:vue2"}},
		{name: "vue 2 (until 2.6)", files: vue2Files, when: func(p *Project) bool { return p.vue2() && !p.vue27() }, needs: [][]string{{"vue-template-compiler"}, {"@vue/component-compiler-utils"}}, script: "vue2.mjs",
			covered: []string{"vite:vue2", "vite-plugin-vue2"}},
		{name: "vue", files: `\.vue(?:\?vue&type=(?:style|script)|$)|\x00vue/export`, when: func(p *Project) bool { return !p.vue2() }, needs: [][]string{{"vue"}}, script: "vue.mjs", covered: []string{"vite:vue", "unplugin-vue"}},
		{name: "svelte", files: `\.svelte(?:\.[jt]s)?(?:\?svelte&type=style|$)`, needs: [][]string{{"svelte"}}, script: "svelte.mjs", covered: []string{"vite-plugin-svelte", "vite-plugin-svelte:compile"}},
		{name: "solid", files: `^[^?]*\.(?:[jt]sx|js)$`, code: `<[A-Za-z>]`, when: (*Project).solid, needs: [][]string{{"babel-preset-solid"}}, script: "solid.mjs", covered: []string{"solid"}},
		{name: "svgr", files: `\.svg\?(?:react|component)\b`, when: (*Project).react, script: "svgr.mjs", covered: []string{"vite-plugin-svgr"}, imports: `\.svg\?(?:react|component)$`},
		{name: "svgr (Create React App)", files: `\.svg\?svgr$`, when: (*Project).reactScripts, needs: [][]string{{"react"}}, script: "svgr.mjs", imports: `\.svg$`, suffix: "?svgr"},
		{name: "babel", files: `^[^?]*\.[cm]?[jt]sx?$`, when: (*Project).babelPlugins, needs: [][]string{{"@babel/core"}}, script: "babel.mjs", covered: []string{"vite:react-babel"}},
		{name: "babel macros", files: `^[^?]*\.[cm]?[jt]sx?$`, code: `["'][^"'\n]*[./]macro(?:\.c?js)?["']`, when: (*Project).macros,
			needs: [][]string{{"@babel/core"}, {"babel-plugin-macros"}}, script: "macros.mjs", covered: []string{"vite:react-babel", "vite:react-swc", "vite-plugin-babel-macros"}},
		{name: "vanilla-extract", files: `\.css\.[jt]sx?$`, when: func(p *Project) bool { return p.depends("@vanilla-extract/css") },
			needs:  [][]string{{"@vanilla-extract/esbuild-plugin", "@vanilla-extract/integration"}},
			script: "vanilla.mjs", covered: []string{"vite-plugin-vanilla-extract", "vanilla-extract"}},
		{name: "mdx", files: `\.mdx$`, needs: [][]string{{"@mdx-js/mdx", "@mdx-js/rollup"}}, script: "mdx.mjs", covered: []string{"@mdx-js/rollup", "@mdx-js/esbuild"}},
	}
}

// Row is a recipe as it stands in a project.
type Row struct {
	Name    string
	Script  string   // makes its plugin; one of host/recipes
	Pure    bool     // it says what its results depend on, where it knows all of that
	Needs   []string // the package.json of each package that it runs
	Covered []string // plugins that do the same
	Config  string   // the file of the project that it reads; "" for none
	Install string   // the command that adds what is missing; "" where nothing is
	File    bool     // where something is, the project's tool publishes the file as it is

	files, code, imports *regexp.Regexp
	suffix               string
}

// String is all that the row says.
func (r *Row) String() string {
	return fmt.Sprintf("%q %q %q %q %q %t %v %v %v %q", r.Name, r.Script, r.Covered, r.Config, r.Install, r.File, r.files, r.code, r.imports, r.suffix)
}

// Applying are the rows whose conditions hold.
func Applying(p *Project) []Row {
	var rows []Row
	for _, r := range recipes() {
		if r.when != nil && !r.when(p) {
			continue
		}
		made := Row{Name: r.name, Script: r.script, Pure: r.pure, Covered: r.covered, files: regexp.MustCompile(r.files), suffix: r.suffix}
		if r.code != "" {
			made.code = regexp.MustCompile(r.code)
		}
		if r.imports != "" {
			made.imports = regexp.MustCompile(r.imports)
		}
		if r.config != nil {
			made.Config = r.config(p)
		}
		var missing []string
		for _, choice := range r.needs {
			i := slices.IndexFunc(choice, p.Installed)
			if i < 0 {
				missing = append(missing, choice[0])
				continue
			}
			made.Needs = append(made.Needs, p.manifest(choice[i]))
		}
		if missing != nil {
			made.Install = toolchain.Install(p.dir, true, missing...)
			made.File = r.file != nil && r.file(p)
		}
		rows = append(rows, made)
	}
	return rows
}

// Takes tells whether a recipe has to do with a module of the project.
func (r *Row) Takes(s filter.Subject) bool {
	return s.Namespace == "" && r.files.MatchString(end(s.ID)) && (r.code == nil || s.Text == nil || r.code.Match(s.Text)) && !r.foreign(s.ID)
}

// end is the part of an id that decides which recipes take it: the name of a file,
// or all of an id that says more than that. Every module is asked about, of every
// recipe.
func end(id string) string {
	if strings.ContainsAny(id, "?&\x00") {
		return id
	}
	return id[strings.LastIndexByte(id, '/')+1:]
}

// Certain tells whether a recipe has to do with a module whose text is known.
func (r *Row) Certain(s filter.Subject) bool {
	return r.Takes(s) && (r.code == nil || s.Text != nil)
}

// Redirects splits a specifier that leads to what the recipe makes into the one
// that the linker resolves, and what is to be added to that file's name.
func (r *Row) Redirects(specifier string) (plain, suffix string, ok bool) {
	if r.imports == nil || !r.imports.MatchString(specifier) {
		return "", "", false
	}
	plain, suffix, _ = strings.Cut(specifier, "?")
	return plain, cmp.Or(r.suffix, "?"+suffix), true
}

// foreign tells that a file of a package is none of the recipe's business: what
// packages publish as CSS or JavaScript is finished.
func (r *Row) foreign(id string) bool {
	return strings.Contains(id, "/node_modules/") && slices.Contains([]string{"postcss", "solid", "babel", "babel macros"}, r.Name)
}
