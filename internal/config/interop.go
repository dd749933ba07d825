package config

import (
	"path/filepath"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/toolchain"
)

// lastBundlerVite is the last major version of Vite that gives the default export
// to whoever imports the default of a CommonJS module with __esModule, whatever
// the importer is. Later ones do as Node.js does.
const lastBundlerVite = 7

// interop completes the setting where it is not stated: applications were written
// for what the tool that built them until now does.
func (v *validator) interop() {
	if _, stated := v.origins["interop"]; stated || v.existing {
		return
	}
	version, ok := v.vite()
	if !ok {
		return
	}
	v.Interop = "bundler"
	v.Chosen = append(v.Chosen, asset.Message{
		Text: "interop is \"bundler\", since Vite " + version + " is installed: default imports of CommonJS modules give what they export by default",
		Key:  "interop", Note: `write "interop": "bundler" to keep it so, or "node" for what Vite 8 and Node.js do`,
	})
}

// viteConfigs are the names of configurations for Vite.
func viteConfigs() []string {
	return []string{"vite.config.js", "vite.config.ts", "vite.config.mjs", "vite.config.mts", "vite.config.cjs", "vite.config.cts"}
}

// vite finds the version of Vite that builds the project, where that is an old
// one: it is installed for the project or a workspace that the project is in,
// and not only for another tool, such as one that runs tests.
func (v *validator) vite() (version string, ok bool) {
	used := false
	for _, name := range viteConfigs() {
		used = used || v.isFile(name)
	}
	for dir := v.Dir; ; dir = filepath.Dir(dir) {
		used = used || toolchain.Read(dir).Has("vite")
		installed := toolchain.Read(filepath.Join(dir, "node_modules", "vite"))
		if installed.Version != "" {
			major, _, _ := strings.Cut(installed.Version, ".")
			n, err := strconv.Atoi(major)
			return installed.Version, used && installed.Name == "vite" && err == nil && n <= lastBundlerVite
		}
		if filepath.Dir(dir) == dir {
			return "", false
		}
	}
}
