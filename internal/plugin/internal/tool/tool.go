// Package tool finds the configuration of the tool that builds a project until
// now: it looks at what the scripts of package.json run, and at the names of
// files.
//
//   - Takes: the directory of a project.
//   - Gives: the configuration (Find), and what a project of Parcel says that is data
//     (Parcel).
//   - Changes: nothing, and runs nothing.
package tool

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// Config is the configuration of a tool.
type Config struct {
	Tool string            // a row of the table
	File string            // relative to the project, with slashes
	Env  map[string]string // what the project's script sets for it
	Args map[string]string // what the script gives it by --env

	Flags []string // of a command that has its configuration in them; then File is package.json
}

// Name is how people write the tool's name.
func (c Config) Name() string {
	names := map[string]string{"vite": "Vite", "rsbuild": "Rsbuild", "craco": "craco", "rewired": "react-app-rewired", "vuecli": "Vue CLI", "rspack": "Rspack", "rollup": "Rollup", "esbuild": "esbuild"}
	if name, ok := names[c.Tool]; ok {
		return name
	}
	return c.Tool
}

// row is a tool whose configuration is a program.
type row struct {
	name     string
	commands []string // that run it
	files    []string // in the order in which it, or people, prefer them; .* stands for the extensions of scripts
}

func table() []row {
	return []row{
		{"vite", []string{"vite"}, []string{"vite.config.*"}},
		{"rsbuild", []string{"rsbuild"}, []string{"rsbuild.config.*"}},
		{"craco", []string{"craco"}, []string{"craco.config.*", ".cracorc.js"}},
		{"rewired", []string{"react-app-rewired"}, []string{"config-overrides.*", "config-overrides/index.js"}},
		{"vuecli", []string{"vue-cli-service"}, []string{"vue.config.*"}},
		{"rspack", []string{"rspack"}, []string{"rspack.config.*"}},
		{"webpack", []string{"webpack", "webpack-cli"}, webpackFiles()},
		{"rollup", []string{"rollup"}, []string{"rollup.config.*"}},
	}
}

// webpackFiles are the places that projects have it in; what is for production
// goes first.
func webpackFiles() []string {
	var list []string
	for _, dir := range []string{"", "config/", "webpack/", "build/", "build-utils/", ".webpack/", "scripts/"} {
		for _, name := range []string{"webpack.config.prod.*", "webpack.config.production.*", "webpack.prod.config.*", "webpack.production.config.*", "webpack.prod.conf.*", "webpack.prod.*", "webpack.production.*", "webpack.config.babel.*", "webpack.config.*", "webpackfile.*"} {
			list = append(list, dir+name)
		}
	}
	return list
}

// Find finds the configuration in a directory. What the project's script for the
// build runs goes before names of files.
func Find(dir string) (Config, bool) {
	ran := commands(dir)
	for _, c := range ran {
		for _, r := range table() {
			if !slices.Contains(r.commands, c.name) {
				continue
			}
			if file := c.config(dir, r); file != "" {
				return Config{Tool: r.name, File: file, Env: c.env, Args: c.args()}, true
			}
		}
	}
	for _, c := range ran {
		if made, ok := c.flags(); ok {
			return made, true
		}
	}
	for _, r := range table() {
		if r.name == "rollup" && !slices.ContainsFunc(ran, func(c command) bool { return c.name == "rollup" }) {
			continue // libraries have it, and pages that something else builds
		}
		if file := first(dir, r.files); file != "" {
			return Config{Tool: r.name, File: file}, true
		}
	}
	for _, c := range ran {
		if made, ok := c.script(dir); ok {
			return made, true
		}
	}
	return Config{}, false
}

// config is the file that a command reads, or would.
func (c command) config(dir string, r row) string {
	for _, flag := range []string{"--config", "-c"} {
		if name := c.flag(flag); name != "" {
			name = path.Clean(filepath.ToSlash(name))
			if file := first(dir, []string{name, name + ".*"}); file != "" {
				return file
			}
		}
	}
	if r.name == "webpack" { // it prefers the plain name, whatever is beside it
		if file := first(dir, []string{"webpack.config.*", "webpackfile.*"}); file != "" {
			return file
		}
	}
	return first(dir, r.files)
}

// first is the first of these files that is there; "" for none.
func first(dir string, names []string) string {
	for _, name := range names {
		candidates := []string{name}
		if base, any := strings.CutSuffix(name, ".*"); any {
			candidates = candidates[:0]
			for _, ext := range []string{"js", "mjs", "ts", "cjs", "mts", "cts"} { // Vite's order
				candidates = append(candidates, base+"."+ext)
			}
		}
		for _, c := range candidates {
			if info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(c))); err == nil && info.Mode().IsRegular() {
				return c
			}
		}
	}
	return ""
}

// Module tells whether a file has to be made one module before Node loads it:
// it is TypeScript, or has import statements where Node expects none.
func (c Config) Module(dir string) bool {
	ext := path.Ext(c.File)
	if ext == ".ts" || ext == ".mts" || ext == ".cts" {
		return true
	}
	if ext != ".js" || packageType(dir) == "module" {
		return false
	}
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(c.File)))
	return err == nil && hasStatements(text)
}

// hasStatements tells whether a program has import or export statements.
func hasStatements(text []byte) bool {
	r := lex.NewReader(text, false)
	before := lex.Semicolon
	for t := r.Next(); t.Kind != lex.End; {
		outside := r.Inside() < 0 && before != lex.Dot && before != lex.Optional
		next := r.Next()
		if outside && (t.Kind == lex.Import || t.Kind == lex.Export) {
			switch k := next.Kind; {
			case k.Word(), k == lex.BraceOpen, k == lex.Star, k == lex.String && t.Kind == lex.Import:
				return true
			}
		}
		before, t = t.Kind, next
	}
	return false
}

func packageType(dir string) string {
	var manifest struct {
		Type string `json:"type"`
	}
	data, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil || json.Unmarshal(data, &manifest) != nil {
		return ""
	}
	return manifest.Type
}
