package pipeline_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// buildUnsplit builds the sample with esbuild alone, each entry in one file:
// what native evaluation would show.
func buildUnsplit(t *testing.T, outdir string) {
	t.Helper()
	dir, err := filepath.Abs(sampleDir)
	if err != nil {
		t.Fatal(err)
	}
	result := api.Build(api.BuildOptions{
		EntryPoints:   []string{"src/main.tsx", "src/styles/boot.css", "src/workers/finishes.worker.ts"},
		AbsWorkingDir: dir,
		Outdir:        outdir,
		EntryNames:    "[name]",
		AssetNames:    "[name]-[hash]",
		PublicPath:    "/",
		Bundle:        true,
		Write:         true,
		Format:        api.FormatESModule,
		Target:        api.ES2022,
		JSX:           api.JSXAutomatic,
		MinifySyntax:  true,
		Define: map[string]string{
			"process.env.NODE_ENV": `"production"`, "import.meta.env.MODE": `"production"`, "import.meta.env.BASE_URL": `"/"`,
			"import.meta.env.PROD": "true", "import.meta.env.DEV": "false", "import.meta.env.SSR": "false",
		},
		Loader:   map[string]api.Loader{".svg": api.LoaderFile, ".png": api.LoaderFile, ".woff": api.LoaderFile, ".woff2": api.LoaderFile},
		LogLevel: api.LogLevelSilent,
		Plugins:  []api.Plugin{{Name: "asset-urls", Setup: assetURLs}},
	})
	for _, m := range result.Errors {
		t.Fatalf("unsplit build: %s (%+v)", m.Text, m.Location)
	}
	writeUnsplitPage(t, dir, outdir)
}

// assetURLs is what esbuild lacks: new URL('./x', import.meta.url) becomes the
// URL of the worker's entry, or an import of the file.
func assetURLs(build api.PluginBuild) {
	pattern := regexp.MustCompile(`new URL\('([^']+)', import\.meta\.url\)`)
	build.OnLoad(api.OnLoadOptions{Filter: `[\\/]src[\\/].*\.tsx?$`}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		source, err := os.ReadFile(a.Path)
		if err != nil {
			return api.OnLoadResult{}, err
		}
		imports := ""
		text := pattern.ReplaceAllStringFunc(string(source), func(expression string) string {
			file := pattern.FindStringSubmatch(expression)[1]
			if name, ok := strings.CutSuffix(filepath.Base(file), ".ts"); ok {
				return `new URL("/` + name + `.js", import.meta.url)`
			}
			imports += `import assetURL from '` + file + `';`
			return `new URL(assetURL, import.meta.url)`
		})
		text = imports + text
		loader := api.LoaderTS
		if strings.HasSuffix(a.Path, "x") {
			loader = api.LoaderTSX
		}
		return api.OnLoadResult{Contents: &text, Loader: loader}, nil
	})
}

// writeUnsplitPage writes the page and the files that it names.
func writeUnsplitPage(t *testing.T, dir, outdir string) {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(dir, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	script := `<script type="module" src="./src/main.tsx">`
	if !strings.Contains(string(page), script) {
		t.Fatalf("index.html has no %s", script)
	}
	text := strings.NewReplacer(
		script, `<link rel="stylesheet" href="/main.css"><script type="module" src="/main.js">`,
		`"./src/styles/boot.css"`, `"/boot.css"`,
		`"./`, `"/`,
	).Replace(string(page))
	if err := os.WriteFile(filepath.Join(outdir, "index.html"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(outdir, "icons"), os.DirFS(filepath.Join(dir, "icons"))); err != nil {
		t.Fatal(err)
	}
	manifest, err := os.ReadFile(filepath.Join(dir, "manifest.webmanifest"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(outdir, "manifest.webmanifest"), manifest, 0o644); err != nil {
		t.Fatal(err)
	}
}
