package link

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// Compile makes JavaScript of TypeScript or JSX, and the map to it, as the
// linker would: the tsconfig.json nearest to the file says how, or that imports
// which nothing uses stay.
func Compile(file, loader string, text []byte, jsx settings.JSX, verbatim bool) (code, sourceMap []byte, err error) {
	from, ok := settings.LoaderNamed(loader)
	if !ok {
		return nil, nil, errors.New("unknown loader " + loader)
	}
	options := api.TransformOptions{Loader: from, Sourcefile: file, Sourcemap: api.SourceMapExternal, Target: api.ESNext,
		Charset: api.CharsetUTF8, LogLevel: api.LogLevelSilent, TsconfigRaw: nearestConfig(filepath.Dir(file))}
	if verbatim {
		options.TsconfigRaw = `{"compilerOptions":{"verbatimModuleSyntax":true}}`
	}
	jsx.Transform(filepath.Dir(file), &options)
	s := newSource(file, string(text), from)
	result := api.Transform(s.text+s.classicJSX()+statedJSX(jsx, s, nearestJSX), options)
	if len(result.Errors) > 0 {
		return nil, nil, asset.Messages(Messages(result.Errors))
	}
	return result.Code, result.Map, nil
}

func nearestConfig(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if text, err := os.ReadFile(filepath.Join(at, "tsconfig.json")); err == nil {
			return string(text)
		}
		if filepath.Dir(at) == at {
			return ""
		}
	}
}
