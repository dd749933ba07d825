package plugin

import (
	"regexp"
	"slices"
	"strings"
)

// recipe is what is done with files of a kind without any configuration, where
// the project has the packages for it.
type recipe struct {
	name    string
	files   string                // a pattern of the ids that it takes
	code    string                // a pattern that their text matches; "" for any
	when    func(p *project) bool // nil: always
	needs   [][]string            // packages; of each list one is enough
	script  string                // makes the plugin
	covered []string              // plugins that do the same
	imports string                // a pattern of specifiers that lead to such files; "" where the linker knows them
	suffix  string                // what the ids of these end with; "" for what the specifier has
	config  func(p *project) string
}

// What ids of style sheets look like, whatever language they are in.
const (
	styleFiles = `\.(?:css|scss|sass|less|styl|stylus|pcss|postcss)(?:\?|$)|[?&]lang\.(?:module\.)?(?:css|scss|sass|less|styl|stylus|pcss|postcss)\b`
)

// recipes is the table, in the order in which they change a file.
func recipes() []recipe {
	return []recipe{
		{name: "sass", files: `\.(?:scss|sass)(?:\?|$)|[?&]lang\.(?:module\.)?(?:scss|sass)\b`, needs: [][]string{{"sass-embedded", "sass"}}, script: "sass.mjs"},
		{name: "less", files: `\.less(?:\?|$)|[?&]lang\.(?:module\.)?less\b`, needs: [][]string{{"less"}}, script: "less.mjs"},
		{name: "stylus", files: `\.styl(?:us)?(?:\?|$)|[?&]lang\.(?:module\.)?styl(?:us)?\b`, needs: [][]string{{"stylus"}}, script: "stylus.mjs"},
		{name: "tailwindcss", files: styleFiles, code: `@(?:import\s+["']tailwindcss|tailwind|apply|theme|utility|variant|custom-variant|plugin|source|config|reference)\b|theme\(`,
			when: func(p *project) bool { return p.depends("@tailwindcss/vite") && !p.postcss("@tailwindcss/postcss") }, needs: [][]string{{"@tailwindcss/vite"}},
			script: "tailwind.mjs", covered: []string{"@tailwindcss/vite:generate:build", "@tailwindcss/vite:scan"}},
		{name: "postcss", files: styleFiles, when: func(p *project) bool { return p.postcssConfig() != "" }, needs: [][]string{{"postcss"}}, script: "postcss.mjs", config: (*project).postcssConfig},
		{name: "vue", files: `\.vue(?:\?vue&type=style|$)|\x00vue/export`, needs: [][]string{{"vue"}}, script: "vue.mjs", covered: []string{"vite:vue", "unplugin-vue"}},
		{name: "svelte", files: `\.svelte(?:\.[jt]s)?(?:\?svelte&type=style|$)`, needs: [][]string{{"svelte"}}, script: "svelte.mjs", covered: []string{"vite-plugin-svelte", "vite-plugin-svelte:compile"}},
		{name: "solid", files: `^[^?]*\.[jt]sx$`, when: (*project).solid, needs: [][]string{{"babel-preset-solid", "vite-plugin-solid"}}, script: "solid.mjs", covered: []string{"solid"}},
		{name: "svgr", files: `\.svg\?(?:react|component)\b`, when: (*project).react, script: "svgr.mjs", covered: []string{"vite-plugin-svgr"}, imports: `\.svg\?(?:react|component)$`},
		{name: "svgr (Create React App)", files: `\.svg\?svgr$`, when: (*project).reactScripts, needs: [][]string{{"react"}}, script: "svgr.mjs", imports: `\.svg$`, suffix: "?svgr"},
		{name: "babel", files: `^[^?]*\.[cm]?[jt]sx?$`, when: (*project).babelPlugins, needs: [][]string{{"@babel/core"}}, script: "babel.mjs", covered: []string{"vite:react-babel"}},
		{name: "vanilla-extract", files: `\.css\.[jt]sx?$`, when: func(p *project) bool { return p.depends("@vanilla-extract/css") }, needs: [][]string{{"@vanilla-extract/esbuild-plugin"}},
			script: "vanilla.mjs", covered: []string{"vite-plugin-vanilla-extract", "vanilla-extract"}},
		{name: "mdx", files: `\.mdx$`, needs: [][]string{{"@mdx-js/mdx", "@mdx-js/rollup"}}, script: "mdx.mjs", covered: []string{"@mdx-js/rollup", "@mdx-js/esbuild"}},
	}
}

// row is a recipe as it stands in a project.
type row struct {
	recipe
	files, code, imports *regexp.Regexp
	install              string // the command that adds what is missing; "" where nothing is
}

// applying are the rows whose conditions hold.
func applying(p *project) []row {
	var rows []row
	for _, r := range recipes() {
		if r.when != nil && !r.when(p) {
			continue
		}
		made := row{recipe: r, files: regexp.MustCompile(r.files)}
		if r.code != "" {
			made.code = regexp.MustCompile(r.code)
		}
		if r.imports != "" {
			made.imports = regexp.MustCompile(r.imports)
		}
		var missing []string
		for _, choice := range r.needs {
			if !slices.ContainsFunc(choice, p.installed) {
				missing = append(missing, choice[0])
			}
		}
		if missing != nil {
			made.install = "npm install --save-dev " + strings.Join(missing, " ")
		}
		rows = append(rows, made)
	}
	return rows
}

// takes tells whether a recipe has to do with a module of the project.
func (r *row) takes(s subject) bool {
	return s.namespace == "" && r.files.MatchString(s.id) && (r.code == nil || s.text == nil || r.code.Match(s.text)) && !r.foreign(s.id)
}

// foreign tells that a file of a package is none of the recipe's business: what
// packages publish as CSS or JavaScript is finished.
func (r *row) foreign(id string) bool {
	return strings.Contains(id, "/node_modules/") && slices.Contains([]string{"postcss", "solid", "babel"}, r.name)
}
