package link

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/tailscale/hujson"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// Decorators of JavaScript are those of the language for the linker, which calls
// them with other arguments than Babel's old ones and TypeScript's experimental
// ones are called with. A project that says in tsconfig.json or jsconfig.json that
// its decorators are experimental, or whose tool knows no others, means these
// also in JavaScript: the linker is given calls in their place.

// undecorated gives a script without old decorators, as JavaScript with JSX. One
// that is not understood stays, and the linker reports what is wrong.
func undecorated(text string, mapped bool) string {
	options := api.TransformOptions{
		Loader: api.LoaderTSX, JSX: api.JSXPreserve, Target: api.ESNext, Charset: api.CharsetUTF8, LogLevel: api.LogLevelSilent,
		TsconfigRaw: `{"compilerOptions":{"experimentalDecorators":true,"useDefineForClassFields":false,"verbatimModuleSyntax":true}}`,
	}
	if mapped {
		options.Sourcemap = api.SourceMapInline
	}
	result := api.Transform(text, options)
	if len(result.Errors) > 0 {
		return text
	}
	return string(result.Code)
}

// hasOldDecorators tells whether a script of the project's has them.
func (p *plugin) hasOldDecorators(s *source) bool {
	script := s.loader == api.LoaderJS || s.loader == api.LoaderJSX
	if !script || !strings.Contains(s.text, "@") || inPackage(filepath.ToSlash(s.file)) || !p.settings.OldDecorators && !experimental(filepath.Dir(s.file)) {
		return false
	}
	return slices.ContainsFunc(s.tokens().list, func(t lex.Token) bool { return t.Kind == lex.Invalid && s.text[t.Start:t.End] == "@" })
}

// experimental tells whether the files of a directory have experimental
// decorators, by the nearest tsconfig.json or jsconfig.json.
func experimental(dir string) bool {
	for at := dir; ; at = filepath.Dir(at) {
		found := false
		for _, name := range []string{"tsconfig.json", "jsconfig.json"} {
			says, there := decorators(filepath.Join(at, name), 0)
			if says {
				return true
			}
			found = found || there
		}
		if found || filepath.Dir(at) == at {
			return false
		}
	}
}

// decorators reads whether decorators are experimental from a tsconfig.json and
// what it extends, and whether the file is there.
func decorators(file string, depth int) (says, there bool) {
	var c struct {
		Extends         any
		CompilerOptions struct{ ExperimentalDecorators *bool }
	}
	data, err := os.ReadFile(file)
	if err != nil || depth > maxExtends {
		return false, false
	}
	if data, err = hujson.Standardize(data); err != nil || json.Unmarshal(data, &c) != nil {
		return false, true // the linker reports what is wrong
	}
	if given := c.CompilerOptions.ExperimentalDecorators; given != nil {
		return *given, true
	}
	for _, from := range extended(c.Extends) {
		if path.Ext(from) != ".json" {
			from += ".json"
		}
		if says, _ = decorators(filepath.Join(filepath.Dir(file), filepath.FromSlash(from)), depth+1); says {
			return true, true
		}
	}
	return false, true
}
