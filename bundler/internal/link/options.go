package link

import (
	"fmt"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// linkOptions are what esbuild is asked for.
func linkOptions(s *settings.Settings, entries []settings.Entry) api.BuildOptions {
	points := make([]api.EntryPoint, len(entries))
	for i, e := range entries {
		points[i] = api.EntryPoint{InputPath: starless(entryPath(s, e)), OutputPath: fmt.Sprintf("entry-%d", i)}
	}
	o := api.BuildOptions{
		EntryPointsAdvanced: points,
		AbsWorkingDir:       s.Dir,
		Outdir:              filepath.Join(s.Dir, linkDir),
		ChunkNames:          "chunk-[hash]",
		AssetNames:          "[name]-[hash]",
		Bundle:              true,
		Splitting:           true,
		Format:              api.FormatESModule,
		Platform:            api.PlatformBrowser,
		Metafile:            true,
		Sourcemap:           s.SourceMap(),
		MinifySyntax:        true,
		TreeShaking:         api.TreeShakingTrue,
		LegalComments:       api.LegalCommentsNone,
		Charset:             api.CharsetUTF8,
		Target:              s.Target.Version,
		Engines:             s.Target.Engines,
		Supported:           s.Target.Supported(),
		Define:              s.Define,
		Alias:               s.Alias,
		External:            s.External,
		Conditions:          s.Conditions,
		MainFields:          s.MainFields,
		ResolveExtensions:   tried(s.Extensions),
		Loader:              s.Loaders,
		LogLevel:            api.LogLevelSilent,
	}
	s.JSX.Build(s.Dir, &o)
	return o
}

// entryPath is the path by which the linker knows an entry.
func entryPath(s *settings.Settings, e settings.Entry) string {
	switch {
	case len(e.Scripts) == 1 && e.Scripts[0].Path != "":
		return s.File(e.Scripts[0].Path)
	case len(e.Scripts) > 0:
		return Page.prefix() + e.Module()
	}
	return s.File(e.Source)
}

// tried are the extensions that imports may leave out: the linker's, and, where nothing
// else is there, those by which a file is an ES module.
func tried(stated []string) []string {
	if stated != nil {
		return stated
	}
	return []string{".tsx", ".ts", ".jsx", ".js", ".css", ".json", ".mjs", ".mts"}
}
