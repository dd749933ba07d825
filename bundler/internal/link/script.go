package link

import (
	_ "embed"
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
)

//go:embed script_vite.mjs
var viteStub string

//go:embed script_esbuild.mjs
var esbuildStub string

// places are what a script reads of its own place, and the names that stand for
// them while it is bundled.
func places(file string) map[string]string {
	address := url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(filepath.ToSlash(file), "/")}
	return map[string]string{"import.meta.url": address.String(), "import.meta.filename": file, "import.meta.dirname": filepath.Dir(file), "__filename": file, "__dirname": filepath.Dir(file)}
}

func placeName(place string) string {
	return "paintbox_" + strings.ReplaceAll(strings.Trim(place, "_"), ".", "_")
}

// ForNode makes one module for Node of a script with the files that it imports.
// Where the tool is "vite", Vite is there, and all files are in the script's directory.
func ForNode(file, tool string) ([]byte, error) {
	archives := &Archives{}
	defer archives.Close()
	define := map[string]string{}
	for place := range places(file) {
		define[place] = placeName(place)
	}
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{file}, Bundle: true, Write: false, Outfile: filepath.Join(filepath.Dir(file), "config.mjs"), Format: api.FormatESModule, Platform: api.PlatformNode,
		Target: api.ESNext, Packages: api.PackagesExternal, Define: define, LogLevel: api.LogLevelSilent, AbsWorkingDir: filepath.Dir(file), MainFields: []string{"module", "main"},
		Banner:  map[string]string{"js": "import { createRequire as paintbox_createRequire } from 'node:module'; const require = paintbox_createRequire(" + quoted(file) + ");"},
		Plugins: []api.Plugin{{Name: "script", Setup: func(build api.PluginBuild) { script(build, newPackages(archives), filepath.Dir(file), tool) }}},
	})
	if len(result.Errors) > 0 {
		return nil, asset.Messages(Messages(result.Errors))
	}
	return result.OutputFiles[0].Contents, nil
}

// script gives each file its place, and stands in for vite where it is not there, and
// for esbuild where that is to be taken down.
func script(build api.PluginBuild, pkgs *packages, dir, tool string) {
	vite := tool == "vite"
	if tool == "esbuild" {
		build.OnResolve(api.OnResolveOptions{Filter: `^esbuild(-wasm)?$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: "esbuild", Namespace: "vite"}, nil
		})
	}
	build.OnResolve(api.OnResolveOptions{Filter: `^(vite|vitest/config)$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
		if vite {
			return api.OnResolveResult{}, nil // a package as others
		}
		return api.OnResolveResult{Path: "vite", Namespace: "vite"}, nil
	})
	build.OnResolve(api.OnResolveOptions{Filter: `^@(rsbuild|rspack)/core$`}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		if installed(a.ResolveDir, "config.mjs", a.Path) {
			return api.OnResolveResult{Path: a.Path, External: true}, nil
		}
		return api.OnResolveResult{Path: "vite", Namespace: "vite"}, nil
	})
	required(build, pkgs)
	build.OnLoad(api.OnLoadOptions{Filter: `.`, Namespace: "vite"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		if a.Path == "esbuild" {
			return api.OnLoadResult{Contents: &esbuildStub, Loader: api.LoaderJS}, nil
		}
		return api.OnLoadResult{Contents: &viteStub, Loader: api.LoaderJS}, nil
	})
	build.OnLoad(api.OnLoadOptions{Filter: `\.[cm]?[jt]s$`, Namespace: "file"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		if rel, err := filepath.Rel(dir, a.Path); vite && (err != nil || !filepath.IsLocal(rel)) {
			return api.OnLoadResult{}, errors.New("it is outside of " + dir)
		}
		text, err := os.ReadFile(a.Path)
		if err != nil {
			return api.OnLoadResult{}, err
		}
		var b strings.Builder
		for place, value := range places(a.Path) {
			if code := string(text); strings.Contains(code, place) {
				b.WriteString("const " + placeName(place) + "=" + quoted(value) + ";")
			}
		}
		contents := b.String() + string(text)
		loader := api.LoaderJS
		if strings.HasSuffix(a.Path, "ts") {
			loader = api.LoaderTS
		}
		return api.OnLoadResult{Contents: &contents, Loader: loader, ResolveDir: filepath.Dir(a.Path)}, nil
	})
}

func quoted(text string) string {
	data, _ := json.Marshal(text) //nolint:errchkjson // of a string it does not fail
	return string(data)
}
