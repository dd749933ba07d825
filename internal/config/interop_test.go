package config

import (
	"path/filepath"
	"testing"
)

// An old Vite that builds the project decides what default imports give, and the
// build says so; one that is there for another tool does not.
func TestInterop(t *testing.T) {
	const old, uses = `{"name": "vite", "version": "6.4.1"}`, `{"name": "app", "devDependencies": {"vite": "^6"}}`
	for name, test := range map[string]struct {
		files map[string]string
		want  string
		said  bool
	}{
		"old":                  {map[string]string{"app/package.json": uses, "app/node_modules/vite/package.json": old}, "bundler", true},
		"old, hoisted":         {map[string]string{"app/package.json": uses, "node_modules/vite/package.json": old}, "bundler", true},
		"old, of a workspace":  {map[string]string{"app/package.json": `{}`, "package.json": uses, "node_modules/vite/package.json": old}, "bundler", true},
		"old, by its file":     {map[string]string{"app/vite.config.mts": "", "node_modules/vite/package.json": old}, "bundler", true},
		"old, but stated":      {map[string]string{"app/package.json": uses, "app/node_modules/vite/package.json": old, "app/paintbox.json": `{"interop": "node"}`}, "node", false},
		"of a tool for tests":  {map[string]string{"app/package.json": `{"devDependencies": {"vitest": "3"}}`, "app/node_modules/vite/package.json": old}, "node", false},
		"new":                  {map[string]string{"app/package.json": uses, "app/node_modules/vite/package.json": `{"name": "vite", "version": "8.0.0"}`}, "node", false},
		"another by that name": {map[string]string{"app/package.json": uses, "app/node_modules/vite/package.json": `{"name": "rolldown-vite", "version": "7.2.0"}`}, "node", false},
		"not installed":        {map[string]string{"app/package.json": uses}, "node", false},
		"not JSON":             {map[string]string{"app/package.json": `{`, "app/node_modules/vite/package.json": `{`}, "node", false},
	} {
		test.files["app/index.html"] = ""
		cfg, err := Load(Request{Dir: filepath.Join(project(t, test.files), "app")})
		if name == "not JSON" {
			continue // an error, and no more
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if said := len(cfg.Chosen) == 1; cfg.Interop != test.want || said != test.said {
			t.Errorf("%s: %q, said: %v", name, cfg.Interop, said)
		}
	}
}
