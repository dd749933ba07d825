package glob_test

import (
	"encoding/json"
	"errors"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/chunker"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/glob"
	"github.com/paintbox-build/paintbox/internal/report"
	"github.com/paintbox-build/paintbox/swgen"
)

// users are the places that match names with patterns of a user.
func users() map[string]func(pattern, name string) bool {
	built := func(name string) asset.Build {
		return asset.Build{Base: "/"}.With(asset.File{Path: name, Name: name, Kind: asset.KindOf(name), Data: []byte("x")})
	}
	matches := func(g chunker.Group, m chunker.Module) bool {
		g.Name = "g"
		return chunker.Unmatched(&chunker.Graph{Modules: []chunker.Module{m}}, chunker.Options{Groups: []chunker.Group{g}}) == nil
	}
	passes := func(r budgets.Rule, name string) bool {
		r.Max = new(asset.MB)
		_, err := budgets.Check(built(name), []budgets.Rule{r}, nil)
		return err == nil
	}
	return map[string]func(pattern, name string) bool{
		"chunks.groups.files": func(pattern, name string) bool {
			return matches(chunker.Group{Files: []string{pattern}}, chunker.Module{Path: name})
		},
		"chunks.groups.packages": func(pattern, name string) bool {
			return matches(chunker.Group{Packages: []string{pattern}}, chunker.Module{Path: "index.js", Package: name})
		},
		"budgets.files": func(pattern, name string) bool {
			return passes(budgets.Rule{Type: "group", Name: "g", Files: pattern}, name)
		},
		"serviceWorker.precache": func(pattern, name string) bool {
			result, err := swgen.Generate(built(name), swgen.Options{Precache: []string{pattern}})
			return err == nil && slices.Contains(result.Precache, name)
		},
		"serviceWorker.navigationExclude": func(pattern, name string) bool {
			result, err := swgen.Generate(built("index.html"), swgen.Options{NavigationExclude: []string{"/" + pattern}})
			if err != nil {
				return false
			}
			worker := result.Files[slices.IndexFunc(result.Files, func(f asset.File) bool { return f.Path == "sw.js" })]
			source := regexp.MustCompile(`excluded = /(\^.*\))/`).FindSubmatch(worker.Data)
			return source != nil && regexp.MustCompile(string(source[1])+"$").MatchString("/"+name) // the worker asks for beginnings
		},
		"--why": func(pattern, name string) bool {
			b := asset.Build{Placements: []asset.Placement{{Module: name}}}
			return report.FindModules(&b, pattern) != nil
		},
	}
}

// TestUsers: a pattern that the configuration accepts means the same wherever
// it may stand.
func TestUsers(t *testing.T) {
	names := []string{"src/excel/a.js", "src/sheet/x/y.js", "src/other/[id].js", "src/a.js", "main.js", "lib/src/excel/a.js"}
	for _, pattern := range []string{
		"src/{excel,sheet}/**", "src/**", "**/src/excel/**", "src/*/*.js", "src/?.js", "{main,src/a}.js", "src/[a-c].js", "src/[^b].js",
		"src/other/[id].js", "./src/**", "**/*.js", "src/**/*.js", `src/other/\[id\].js`, "src/{excel/{a,b},sheet/x/*}.js",
	} {
		if err := load(t, pattern); err != nil {
			t.Fatalf("%s: %v", pattern, err)
		}
		for _, name := range names {
			want := glob.Match(pattern, name)
			for user, match := range users() {
				if got := match(pattern, name); got != want {
					t.Errorf("%s: %s matches %s: %v, want %v", user, pattern, name, got, want)
				}
			}
		}
	}
}

// TestInvalid: what is no pattern is refused by the configuration, with its
// place, wherever it stands.
func TestInvalid(t *testing.T) {
	for _, pattern := range []string{"src/[a", "src/{a,b", "src/a}", `src\`} {
		quoted := strconv.Quote(pattern)
		for key, text := range map[string]string{
			"chunks.groups[0].files[0]":       "{\"chunks\": {\"groups\": [\n{\"name\": \"g\", \"files\": [" + quoted + "]}]}}",
			"chunks.groups[0].packages[0]":    "{\"chunks\": {\"groups\": [\n{\"name\": \"g\", \"packages\": [" + quoted + "]}]}}",
			"budgets[0].files":                "{\"budgets\": [\n{\"type\": \"group\", \"name\": \"g\", \"files\": " + quoted + ", \"max\": 1}]}",
			"budgets[0].name":                 "{\"budgets\": [\n{\"type\": \"file\", \"name\": " + quoted + ", \"max\": 1}]}",
			"serviceWorker.precache":          "{\"serviceWorker\": {\n\"precache\": [" + quoted + "]}}",
			"serviceWorker.navigationExclude": "{\"serviceWorker\": {\n\"navigationExclude\": [" + strconv.Quote("/"+pattern) + "]}}",
		} {
			err := loadText(t, text)
			wrong, ok := errors.AsType[asset.Messages](err)
			if !ok || len(wrong) != 1 || wrong[0].File != "paintbox.json" || wrong[0].Line != 2 || wrong[0].Key != key {
				t.Errorf("%s: %s: %v", key, pattern, err)
			}
		}
	}
}

func load(t *testing.T, pattern string) error {
	text, err := json.Marshal(map[string]any{
		"chunks":        map[string]any{"groups": []any{map[string]any{"name": "g", "files": []string{pattern}, "packages": []string{pattern}}}},
		"budgets":       []any{map[string]any{"type": "group", "name": "g", "files": pattern, "max": "1MB"}, map[string]any{"type": "file", "name": pattern, "max": "1MB"}},
		"serviceWorker": map[string]any{"precache": []string{pattern}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return loadText(t, string(text))
}

func loadText(t *testing.T, text string) error {
	dir := t.TempDir()
	for name, content := range map[string]string{"paintbox.json": text, "index.html": "<!doctype html>"} {
		if err := os.WriteFile(filepath.Join(dir, path.Base(name)), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	_, err := config.Load(config.Request{Dir: dir})
	return err
}
