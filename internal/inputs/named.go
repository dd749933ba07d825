package inputs

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tailscale/hujson"
)

// Files that name other files, by which resolvers go on.

// names takes down what a file names.
func (o *Observer) names(file string) {
	if o.before == nil {
		return
	}
	base := filepath.Base(file)
	configuration := strings.HasPrefix(base, "tsconfig") || strings.HasPrefix(base, "jsconfig")
	if base != "package.json" && !configuration && !o.Maps {
		return
	}
	data, err := os.ReadFile(file)
	switch {
	case err != nil:
		o.fail(err.Error(), file)
	case base == "package.json":
		o.manifest(filepath.Dir(file), data)
	case configuration:
		o.configuration(file, data, 0)
	default:
		o.mapOf(file, data)
	}
}

// manifest takes down what a package.json leads to by its fields.
func (o *Observer) manifest(dir string, data []byte) {
	var fields struct{ Main, Module, Style, Svelte, Browser, Exports, Imports, License any }
	if json.Unmarshal(bytes.TrimPrefix(data, []byte("\uFEFF")), &fields) != nil {
		return
	}
	for _, text := range words(nil, []any{fields.Main, fields.Module, fields.Style, fields.Svelte, fields.Browser, fields.Exports, fields.Imports}) {
		text, _, _ = strings.Cut(text, "*")
		o.place(filepath.Join(dir, filepath.FromSlash(text)))
		if !strings.HasPrefix(text, ".") {
			name, below := packageOf(text)
			o.use(name, below)
		}
	}
	if text, ok := fields.License.(string); ok {
		if _, file, ok := strings.Cut(strings.ToUpper(text), " IN "); ok {
			o.file(filepath.Join(dir, filepath.FromSlash(text[len(text)-len(file):])))
		}
	}
}

// words are the texts in a value.
func words(list []string, value any) []string {
	switch v := value.(type) {
	case string:
		list = append(list, v)
	case []any:
		for _, inner := range v {
			list = words(list, inner)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			list = words(list, v[key])
		}
	}
	return list
}

// configuration takes down what a tsconfig.json leads to: others that it extends,
// and where it sends imports of packages.
func (o *Observer) configuration(file string, data []byte, depth int) {
	const maxDepth = 16 // in case it is a circle
	var c struct {
		Extends         any
		CompilerOptions struct {
			BaseURL *string             `json:"baseUrl"`
			Paths   map[string][]string `json:"paths"`
		}
	}
	plain, err := hujson.Standardize(data)
	if err != nil || json.Unmarshal(plain, &c) != nil || depth > maxDepth {
		return
	}
	dir := filepath.Dir(file)
	for _, from := range words(nil, c.Extends) {
		o.extended(dir, from)
	}
	m := mapping{base: dir, paths: c.CompilerOptions.Paths}
	if c.CompilerOptions.BaseURL != nil {
		m.base, m.all = filepath.Join(dir, filepath.FromSlash(*c.CompilerOptions.BaseURL)), true
	}
	if m.all || len(m.paths) > 0 {
		o.mappings = append(o.mappings, m)
	}
}

// mapping is where a tsconfig.json sends imports that name no path.
type mapping struct {
	base  string
	all   bool                // every such import is looked for in base first
	paths map[string][]string // patterns, with what is looked for in base then
}

// mapped takes down where a mapping sends an import.
func (o *Observer) mapped(m mapping, specifier string) {
	if m.all {
		o.place(filepath.Join(m.base, filepath.FromSlash(specifier)))
	}
	for pattern, targets := range m.paths {
		before, after, star := strings.Cut(pattern, "*")
		if specifier != pattern && !(star && len(specifier) >= len(before)+len(after) && strings.HasPrefix(specifier, before) && strings.HasSuffix(specifier, after)) {
			continue
		}
		for _, target := range targets {
			if star {
				target = strings.Replace(target, "*", specifier[len(before):len(specifier)-len(after)], 1)
			}
			if target = filepath.FromSlash(target); !filepath.IsAbs(target) {
				target = filepath.Join(m.base, target)
			}
			o.place(target)
		}
	}
}

// extended takes down a configuration that another one extends.
func (o *Observer) extended(dir, from string) {
	var places []string
	switch {
	case filepath.IsAbs(filepath.FromSlash(from)):
		places = append(places, filepath.FromSlash(from))
	case strings.HasPrefix(from, "."):
		places = append(places, filepath.Join(dir, filepath.FromSlash(from)))
	default:
		o.use(packageOf(from))
		for at := dir; ; at = filepath.Dir(at) {
			places = append(places, filepath.Join(at, modulesName, filepath.FromSlash(from)))
			if filepath.Dir(at) == at {
				break
			}
		}
	}
	for _, place := range places {
		o.place(place)
		for _, file := range []string{place, place + ".json", filepath.Join(place, "tsconfig.json")} {
			info, err := os.Stat(file)
			if err != nil || !info.Mode().IsRegular() {
				continue
			}
			o.file(file)
			if base := filepath.Base(file); !strings.HasPrefix(base, "tsconfig") && !strings.HasPrefix(base, "jsconfig") {
				if data, err := os.ReadFile(file); err == nil {
					o.configuration(file, data, 1)
				}
			}
		}
	}
}

// mapOf takes down the source map that a source names.
func (o *Observer) mapOf(file string, data []byte) {
	const comment = "sourceMappingURL="
	at := bytes.LastIndex(data, []byte(comment))
	if at < 0 {
		return
	}
	url := strings.Fields(string(data[at+len(comment):min(len(data), at+len(comment)+4096)]) + " ")
	if len(url) == 0 || strings.HasPrefix(url[0], "data:") {
		return
	}
	name := path.Clean(strings.TrimPrefix(url[0], "file://"))
	if !path.IsAbs(name) {
		name = filepath.Join(filepath.Dir(file), filepath.FromSlash(name))
	}
	o.file(name)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
