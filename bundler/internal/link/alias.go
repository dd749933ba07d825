package link

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/tailscale/hujson"
)

// Patterns may start with an alias: the linker resolves files, and a pattern is
// none. What follows reads the simple aliases, of the configuration and of
// tsconfig.json: those that a directory stands for.

// aliased finds the directory that stands for the start of a pattern, and the
// rest of it.
func (p *plugin) aliased(dir, text string) (base, rest string, ok bool) {
	best, target := "", ""
	for _, table := range []map[string]string{p.settings.Alias, p.settings.AliasDirs} { // of one name the first counts
		for name, to := range table {
			if strings.HasPrefix(text, strings.TrimSuffix(name, "/")+"/") && len(name) > len(best) && (strings.HasPrefix(to, ".") || filepath.IsAbs(to)) {
				best, target = name, to
			}
		}
	}
	if best != "" {
		to := filepath.FromSlash(target)
		if !filepath.IsAbs(to) {
			to = p.settings.File(to)
		}
		return to, strings.TrimPrefix(strings.TrimPrefix(text, best), "/"), true
	}
	if file := configFile(dir); file != "" {
		return aliasedByPaths(file, text, 0)
	}
	return "", "", false
}

// configFile is the tsconfig.json, or jsconfig.json, of a directory or the nearest
// above it; "" for none.
func configFile(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		for _, name := range []string{"tsconfig.json", "jsconfig.json"} {
			if _, err := os.Stat(filepath.Join(at, name)); err == nil {
				return filepath.Join(at, name)
			}
		}
		if filepath.Dir(at) == at {
			return ""
		}
	}
}

// tsconfig is what is read of a tsconfig.json.
type tsconfig struct {
	Extends         any
	CompilerOptions struct {
		BaseURL string              `json:"baseUrl"`
		Paths   map[string][]string `json:"paths"`
	}
}

// readConfig reads a tsconfig.json that so many others lead to by "extends"; false for
// one that cannot be read, as the linker reports.
func readConfig(file string, depth int) (c tsconfig, ok bool) {
	data, err := os.ReadFile(file)
	if err == nil {
		data, err = hujson.Standardize(data)
	}
	return c, err == nil && json.Unmarshal(data, &c) == nil && depth <= maxExtends
}

// maxExtends is how long a chain of tsconfig.json may be, in case it is a circle.
const maxExtends = 8

// aliasedByPaths looks for the pattern in the paths of a tsconfig.json, or of the
// file that it extends.
func aliasedByPaths(file, text string, depth int) (base, rest string, ok bool) {
	c, ok := readConfig(file, depth)
	if !ok {
		return "", "", false
	}
	dir := filepath.Join(filepath.Dir(file), filepath.FromSlash(c.CompilerOptions.BaseURL))
	best := ""
	for name, to := range c.CompilerOptions.Paths {
		prefix, all := strings.CutSuffix(name, "*")
		if all && len(to) > 0 && strings.HasSuffix(to[0], "*") && strings.HasPrefix(text, prefix) && len(name) > len(best) {
			best = name
		}
	}
	if best != "" {
		to := filepath.FromSlash(strings.TrimSuffix(c.CompilerOptions.Paths[best][0], "*"))
		if !filepath.IsAbs(to) {
			to = filepath.Join(dir, to)
		}
		return to, strings.TrimPrefix(text, strings.TrimSuffix(best, "*")), true
	}
	if c.CompilerOptions.Paths == nil {
		for _, from := range extended(c.Extends) {
			if path.Ext(from) != ".json" {
				from += ".json"
			}
			if base, rest, ok = aliasedByPaths(filepath.Join(filepath.Dir(file), filepath.FromSlash(from)), text, depth+1); ok {
				return base, rest, true
			}
		}
	}
	return "", "", false
}

// extended lists the files that a tsconfig.json extends, the strongest first. Of
// packages, which seldom have paths, it knows nothing.
func extended(value any) []string {
	var list []string
	add := func(v any) {
		if name, ok := v.(string); ok && strings.HasPrefix(name, ".") {
			list = append([]string{name}, list...)
		}
	}
	if many, ok := value.([]any); ok {
		for _, v := range many {
			add(v)
		}
	}
	add(value)
	return list
}

// baseURL is the directory that a tsconfig.json, or what it extends, states for
// imports of no package; "" where there is none.
func (p *plugin) baseURL(dir string) string {
	if file := configFile(dir); file != "" {
		return statedBase(file, 0)
	}
	return ""
}

func statedBase(file string, depth int) string {
	c, ok := readConfig(file, depth)
	if !ok {
		return ""
	}
	if c.CompilerOptions.BaseURL != "" {
		return filepath.Join(filepath.Dir(file), filepath.FromSlash(c.CompilerOptions.BaseURL))
	}
	for _, from := range extended(c.Extends) {
		if path.Ext(from) != ".json" {
			from += ".json"
		}
		if base := statedBase(filepath.Join(filepath.Dir(file), filepath.FromSlash(from)), depth+1); base != "" {
			return base
		}
	}
	return ""
}
