package link

import (
	"maps"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// resolveJSX leads JSX, which is React's where a project does not say whose, to
// Preact where that is installed and React is not.
func (p *plugin) resolveJSX(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	if asking(a.PluginData, forJSX) || p.packages.imported(a.ResolveDir, a.Path).dir != "" {
		return api.OnResolveResult{}, nil // React is installed; asking the linker takes long
	}
	for _, runtime := range []string{a.Path, "preact/jsx-runtime"} {
		found := b.Resolve(runtime, api.ResolveOptions{ResolveDir: a.ResolveDir, Importer: a.Importer, Kind: a.Kind, PluginData: question{forJSX, a.PluginData}})
		switch {
		case len(found.Errors) > 0:
		case runtime == a.Path:
			return api.OnResolveResult{}, nil // as the linker does it
		default:
			effects := api.SideEffectsTrue
			if !found.SideEffects {
				effects = api.SideEffectsFalse
			}
			return api.OnResolveResult{Path: found.Path, Namespace: found.Namespace, Suffix: found.Suffix, External: found.External, SideEffects: effects}, nil
		}
	}
	return api.OnResolveResult{}, nil
}

// classicJSX is what makes JSX of a script calls of the function that a comment of
// it names, as in "@jsx h"; "" where no comment does, or others say that a runtime
// does it. The linker takes such a comment only where its JSX is classic.
func (s *source) classicJSX() string {
	said := s.saidOfJSX()
	if said["@jsx"] == "" || said["@jsxRuntime"] != "" || said["@jsxImportSource"] != "" {
		return ""
	}
	return "\n/* @jsxRuntime classic */"
}

// pragmas are the comments about JSX of a script, written again, where others were
// left out; "" for none.
func (s *source) pragmas() string {
	said := s.saidOfJSX()
	var text strings.Builder
	for _, name := range slices.Sorted(maps.Keys(said)) {
		text.WriteString("\n/* " + name + " " + said[name] + " */")
	}
	if text.Len() > 0 {
		text.WriteString(s.classicJSX())
	}
	return text.String()
}

// saidOfJSX is what comments of a script say of JSX, by lines that say nothing else,
// as Babel has it: the last word counts.
func (s *source) saidOfJSX() map[string]string {
	said := map[string]string{}
	if s.loader != api.LoaderJSX && s.loader != api.LoaderTSX || !strings.Contains(s.text, "@jsx") {
		return said
	}
	for _, c := range s.tokens().comments {
		for line := range strings.SplitSeq(strings.TrimSuffix(strings.TrimLeft(s.text[c.Start:c.End], "/*"), "*/"), "\n") {
			maps.Copy(said, pragmasOf(strings.Fields(strings.TrimLeft(line, " \t*"))))
		}
	}
	return said
}

// pragmasOf are the words of a line as names and values; nil where any is neither.
func pragmasOf(words []string) map[string]string {
	said := map[string]string{}
	for ; len(words) > 1 && slices.Contains([]string{"@jsx", "@jsxFrag", "@jsxRuntime", "@jsxImportSource"}, words[0]); words = words[2:] {
		said[words[0]] = words[1]
	}
	if len(words) > 0 {
		return nil
	}
	return said
}
