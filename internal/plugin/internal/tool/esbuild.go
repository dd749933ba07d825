package tool

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// flags is what a command says that runs esbuild for browsers.
func (c command) flags() (Config, bool) {
	bundles := slices.ContainsFunc(c.rest, func(word string) bool { return word == "--bundle" || word == "--bundle=true" })
	return Config{Tool: "esbuild", File: "package.json", Env: c.env, Flags: c.rest}, c.name == "esbuild" && bundles && c.flag("--platform") != "node"
}

// script is the script that a command has Node run, where that names esbuild.
func (c command) script(dir string) (Config, bool) {
	if !slices.Contains([]string{"node", "tsx", "ts-node"}, c.name) {
		return Config{}, false
	}
	at := slices.IndexFunc(c.rest, func(word string) bool { return !strings.HasPrefix(word, "-") })
	if at < 0 {
		return Config{}, false
	}
	name := path.Clean(filepath.ToSlash(c.rest[at]))
	file := first(dir, []string{name, name + ".*"})
	if file == "" || !filepath.IsLocal(filepath.FromSlash(file)) {
		return Config{}, false
	}
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file)))
	return Config{Tool: "esbuild", File: file, Env: c.env}, err == nil && namesEsbuild(text)
}

// namesEsbuild tells whether a script imports esbuild.
func namesEsbuild(text []byte) bool {
	_, found := lex.Find(text, `from "esbuild"`, `require("esbuild")`, `import("esbuild")`)
	return found
}
