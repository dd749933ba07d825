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
)

// resolveStyle resolves the packages that style sheets import by the condition
// "style" of their exports, or by their field "style", which esbuild does not
// know.
func (p *plugin) resolveStyle(b api.PluginBuild, a api.OnResolveArgs) (api.OnResolveResult, error) {
	if a.Kind != api.ResolveCSSImportRule || p.archives.IsFile(filepath.Join(a.ResolveDir, filepath.FromSlash(a.Path))) {
		return api.OnResolveResult{}, nil
	}
	name := importedPackage(a.Path)
	if _, replaced := p.settings.Alias[name]; replaced || slices.Contains(p.settings.External, a.Path) {
		return api.OnResolveResult{}, nil
	}
	for dir := a.ResolveDir; ; dir = filepath.Dir(dir) {
		home := filepath.Join(dir, "node_modules", filepath.FromSlash(name))
		if data, err := os.ReadFile(filepath.Join(home, "package.json")); err == nil {
			if file := p.styleOf(data, strings.TrimPrefix(a.Path, name)); file != "" && p.archives.IsFile(filepath.Join(home, filepath.FromSlash(file))) {
				return api.OnResolveResult{Path: filepath.Join(home, filepath.FromSlash(file))}, nil
			}
			return p.resolveStyleAsScript(b, a), nil
		}
		if filepath.Dir(dir) == dir {
			return api.OnResolveResult{}, nil
		}
	}
}

// resolveStyleAsScript gives style sheets what a package gives to scripts: many
// state the conditions "import" and "require" alone, for sheets too.
func (p *plugin) resolveStyleAsScript(b api.PluginBuild, a api.OnResolveArgs) api.OnResolveResult {
	if asking(a.PluginData, forStyle) {
		return api.OnResolveResult{}
	}
	options := api.ResolveOptions{ResolveDir: a.ResolveDir, Importer: a.Importer, Namespace: a.Namespace, Kind: a.Kind, PluginData: question{forStyle, a.PluginData}}
	if len(b.Resolve(a.Path, options).Errors) == 0 {
		return api.OnResolveResult{}
	}
	options.Kind = api.ResolveJSImportStatement
	found := b.Resolve(a.Path, options)
	if len(found.Errors) > 0 || found.Namespace != "file" || !IsSheet(found.Path) {
		return api.OnResolveResult{}
	}
	return api.OnResolveResult{Path: found.Path}
}

// styleOf is the file that a package gives to style sheets; "" where it says
// nothing of them. Below is what follows the package's name in the import.
func (p *plugin) styleOf(manifest []byte, below string) string {
	tree, err := hujson.Parse(manifest) // which keeps the order of conditions
	if err != nil {
		return ""
	}
	if exports := tree.Find("/exports"); exports != nil {
		if strings.Contains(string(manifest), `"style"`) {
			return p.exported(*exports, "."+below)
		}
		return ""
	}
	var fields struct{ Style string }
	if below == "" && json.Unmarshal(manifest, &fields) == nil {
		return fields.Style
	}
	return ""
}

// exported follows exports (Node's packages documentation, "Conditional exports"
// and "Subpath patterns").
func (p *plugin) exported(target hujson.Value, subpath string) string {
	switch t := target.Value.(type) {
	case hujson.Literal:
		if subpath == "." && t.Kind() == '"' {
			return t.String()
		}
	case *hujson.Array:
		for _, option := range t.Elements {
			if file := p.exported(option, subpath); file != "" {
				return file
			}
		}
	case *hujson.Object:
		for _, m := range t.Members {
			key := m.Name.Value.(hujson.Literal).String()
			if !strings.HasPrefix(key, ".") {
				if known := key == "style" || key == "default" || key == "browser" || slices.Contains(p.settings.Conditions, key); known {
					if file := p.exported(m.Value, subpath); file != "" {
						return file
					}
				}
				continue
			}
			before, after, pattern := strings.Cut(key, "*")
			switch {
			case key == subpath:
				return p.exported(m.Value, ".")
			case pattern && strings.HasPrefix(subpath, before) && strings.HasSuffix(subpath, after) && len(subpath) > len(before)+len(after):
				star := subpath[len(before) : len(subpath)-len(after)]
				return path.Clean(strings.ReplaceAll(p.exported(m.Value, "."), "*", star))
			}
		}
	}
	return ""
}
