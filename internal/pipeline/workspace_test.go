package pipeline_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/pipeline"
)

// workspaceDir holds two applications and the packages that they share.
const workspaceDir = "../../testdata/apps/workspace"

// The applications of a workspace build to the same bytes wherever it is, know
// its packages, and show what one file made by esbuild shows.
func TestWorkspace(t *testing.T) {
	here, deeper := filepath.Join(t.TempDir(), "acme"), filepath.Join(t.TempDir(), "some", "where", "else")
	links := map[string][]string{
		"apps/shop": {"catalog", "format", "ui"}, "apps/desk": {"catalog", "ui"},
		"packages/ui": {"catalog"}, "packages/catalog": {"ui"},
	}
	for _, dir := range []string{here, deeper} {
		linkTree(t, workspaceDir, dir)
		linkPackages(t, dir, links)
	}
	for app, packages := range map[string][]string{
		"shop": {"@acme/catalog", "@acme/format", "@acme/tokens", "@acme/ui"},
		"desk": {"@acme/catalog", "@acme/tokens", "@acme/ui"},
	} {
		t.Run(app, func(t *testing.T) {
			result := buildWorkspace(t, filepath.Join(here, "apps", app))
			other := buildWorkspace(t, filepath.Join(deeper, "apps", app))
			if diff := cmp.Diff(digests(tree(t, result.Outdir)), digests(tree(t, other.Outdir))); diff != "" {
				t.Errorf("the bytes depend on where the workspace is:\n%s", diff)
			}
			if diff := cmp.Diff(packages, packagesOf(result)); diff != "" {
				t.Errorf("packages of the build:\n%s", diff)
			}
			dist := filepath.Join(t.TempDir(), "reference")
			buildReference(t, filepath.Join(here, "apps", app), dist)
			if diff := cmp.Diff(visitWorkspace(t, app, dist), visitWorkspace(t, app, result.Outdir)); diff != "" {
				t.Errorf("it shows something else than esbuild's file:\n%s", diff)
			}
		})
	}
}

// linkPackages makes the links that pnpm makes.
func linkPackages(t *testing.T, dir string, links map[string][]string) {
	t.Helper()
	for from, names := range links {
		scope := filepath.Join(dir, filepath.FromSlash(from), "node_modules", "@acme")
		if err := os.MkdirAll(scope, 0o755); err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if err := os.Symlink(filepath.Join("..", "..", "..", "..", "packages", name), filepath.Join(scope, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func buildWorkspace(t *testing.T, dir string) *pipeline.Result {
	t.Helper()
	result, err := buildApplication(dir, filepath.Join(dir, "dist"), config.Setting{Key: "sourcemap", Value: "hidden"})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range result.Build.Warnings {
		t.Errorf("warning: %s (%s)", m.Text, m.File)
	}
	return result
}

// packagesOf lists the packages of which a build holds something.
func packagesOf(result *pipeline.Result) []string {
	var names []string
	for _, p := range result.Build.Placements {
		if p.Package != "" && (len(names) == 0 || names[len(names)-1] != p.Package) {
			names = append(names, p.Package)
		}
	}
	return names
}

// buildReference builds an application with esbuild alone, as one file.
func buildReference(t *testing.T, dir, outdir string) {
	t.Helper()
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{"src/main.ts"}, AbsWorkingDir: dir, Outdir: outdir, Bundle: true, Write: true, PublicPath: "/",
		Format: api.FormatESModule, Loader: map[string]api.Loader{".svg": api.LoaderFile}, LogLevel: api.LogLevelSilent,
	})
	for _, m := range result.Errors {
		t.Fatalf("reference: %s (%+v)", m.Text, m.Location)
	}
	page, err := os.ReadFile(filepath.Join(dir, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(page), "src/main.ts", "/main.js", 1)
	text = strings.Replace(text, "<title>", `<link rel="stylesheet" href="/main.css"><title>`, 1)
	if err := os.WriteFile(filepath.Join(outdir, "index.html"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// visitWorkspace returns what an application shows on its views, and in which
// colors.
func visitWorkspace(t *testing.T, app, dist string) []string {
	t.Helper()
	const colors = `[...document.querySelectorAll('#root *')].map((e) => [e.tagName, getComputedStyle(e).color, getComputedStyle(e).borderLeft].join(' ')).join('\n')`
	origin, _ := serve(t, dist)
	v := newVisitor(t, origin)
	views := []string{v.open("/", map[string]string{"shop": "Acme", "desk": "Acme, desk"}[app]), eval[string](v, "%s", colors)}
	if app == "shop" {
		eval[bool](v, `document.querySelector('button').click(), true`)
		views = append(views, v.shown("Cart"), eval[string](v, "%s", colors))
	}
	if errors, requests := v.failed(); len(errors)+len(requests) > 0 {
		t.Errorf("errors: %q, failed requests: %q", errors, requests)
	}
	return views
}
