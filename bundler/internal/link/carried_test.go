package link

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
)

// What the plugin finds goes through esbuild as it is, and nothing else is taken
// for it, however its text begins.
func TestCarried(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.js")
	if err := os.WriteFile(file, []byte("import './b'"), 0o644); err != nil {
		t.Fatal(err)
	}
	own := asset.Message{Text: "a finding", Note: "a remedy", Cause: "a cause", Key: "a.key"}
	for _, text := range []string{"the file a does not exist", "no browser knows a, and nothing made CSS of it"} {
		if got := explain(".", &texts{}, Messages([]api.Message{{Text: text, Notes: []api.Note{{Text: "a note"}}}}))[0]; got.Cause != "" {
			t.Errorf("%s: taken for our own, of cause %q", text, got.Cause)
		}
	}
	result := api.Build(api.BuildOptions{EntryPoints: []string{file}, Bundle: true, Plugins: []api.Plugin{{Name: "p", Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: "b$"}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Errors: []api.Message{carried(own, nil)}}, nil
		})
	}}}})
	got := Messages(result.Errors)
	if len(got) != 1 || got[0].Line != 1 || got[0].Text != own.Text || got[0].Note != own.Note || got[0].Cause != own.Cause || got[0].Key != own.Key {
		t.Errorf("%+v", got)
	}
}
