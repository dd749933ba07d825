package link

import (
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/tailscale/hujson"

	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// For the linker, tsconfig.json goes before the settings of JSX, and comments of
// the file go before both. What the configuration of a project's tool states goes
// between these two, as with that tool: a script whose tsconfig.json says otherwise
// gets it as comments.

// statedJSX are the comments about JSX that a script gets; "" for none.
func (p *plugin) statedJSX(s *source) string {
	return statedJSX(p.settings.JSX, s, p.configuredJSX)
}

// configuredJSX is what tsconfig.json says to the files of a directory.
func (p *plugin) configuredJSX(dir string) settings.StatedJSX {
	known, ok := p.jsx.Load(dir)
	if !ok {
		known, _ = p.jsx.LoadOrStore(dir, nearestJSX(dir))
	}
	return known.(settings.StatedJSX) //nolint:forcetypeassert // nothing else is stored
}

func statedJSX(jsx settings.JSX, s *source, configured func(dir string) settings.StatedJSX) string {
	stated := jsx.Stated
	if stated == (settings.StatedJSX{}) || s.loader != api.LoaderJSX && s.loader != api.LoaderTSX || inPackage(filepath.ToSlash(s.file)) {
		return ""
	}
	file := configured(filepath.Dir(s.file))
	if file == (settings.StatedJSX{}) {
		return "" // the linker takes the settings
	}
	said := s.saidOfJSX()
	if s.classicJSX() != "" {
		said["@jsxRuntime"] = settings.ClassicJSX
	}
	var text strings.Builder
	add := func(name, stated, configured string) {
		if stated != "" && configured != "" && stated != configured && said[name] == "" {
			text.WriteString("\n/* " + name + " " + stated + " */")
		}
	}
	add("@jsxRuntime", stated.Way, file.Way)
	if cmp.Or(said["@jsxRuntime"], stated.Way, file.Way) == settings.AutomaticJSX {
		add("@jsxImportSource", stated.Import, file.Import)
	} else {
		add("@jsx", stated.Factory, file.Factory)
		add("@jsxFrag", stated.Fragment, file.Fragment)
	}
	return text.String()
}

// nearestJSX is what the nearest tsconfig.json of a directory says of JSX.
func nearestJSX(dir string) settings.StatedJSX {
	said, _ := jsxIn(configFile(dir), 0)
	return said
}

// jsxIn reads what a tsconfig.json and what it extends say of JSX, and whether the
// file is there.
func jsxIn(file string, depth int) (said settings.StatedJSX, there bool) {
	var c struct {
		Extends         any
		CompilerOptions struct{ JSX, JSXFactory, JSXFragmentFactory, JSXImportSource string }
	}
	data, err := os.ReadFile(file)
	if err != nil || depth > maxExtends {
		return said, false
	}
	if data, err = hujson.Standardize(data); err != nil || json.Unmarshal(data, &c) != nil {
		return said, true // the linker reports what is wrong
	}
	o := c.CompilerOptions
	ways := map[string]string{"react": settings.ClassicJSX, "react-jsx": settings.AutomaticJSX, "react-jsxdev": settings.AutomaticJSX}
	said = settings.StatedJSX{Way: ways[strings.ToLower(o.JSX)], Factory: o.JSXFactory, Fragment: o.JSXFragmentFactory, Import: o.JSXImportSource}
	for _, from := range extended(c.Extends) {
		for _, name := range []string{from, from + ".json"} {
			if base, there := jsxIn(filepath.Join(filepath.Dir(file), filepath.FromSlash(name)), depth+1); there {
				said = said.Or(base)
				break
			}
		}
	}
	return said, true
}
