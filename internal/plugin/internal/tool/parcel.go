package tool

import (
	"encoding/json"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/tailscale/hujson"

	"github.com/paintbox-build/paintbox/internal/glob"
)

// Data is what a configuration says that is data, and no program: Parcel's keys
// of package.json.
type Data struct {
	Settings  map[string]any // by the keys of Paintbox's own configuration
	Used      []string       // its keys
	Component bool           // the default export of an SVG image is a component
	Plugins   []string       // that do not run
}

// parcel is the part of package.json that Parcel reads.
type parcel struct {
	Source          any                        `json:"source"`
	Targets         map[string]json.RawMessage `json:"targets"`
	Alias           map[string]any             `json:"alias"`
	StaticFiles     json.RawMessage            `json:"staticFiles"`
	Dependencies    map[string]string          `json:"dependencies"`
	DevDependencies map[string]string          `json:"devDependencies"`
}

type parcelTarget struct {
	Source    any    `json:"source"`
	DistDir   string `json:"distDir"`
	PublicURL string `json:"publicUrl"`
	Context   string `json:"context"`
}

// Parcel reads what a project of Parcel says. It reports false for others.
func Parcel(dir string) (Data, bool) {
	var p parcel
	data, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil || json.Unmarshal(data, &p) != nil || p.Dependencies["parcel"]+p.DevDependencies["parcel"]+p.Dependencies["parcel-bundler"]+p.DevDependencies["parcel-bundler"] == "" {
		return Data{}, false
	}
	d := Data{Settings: map[string]any{}}
	p.target(dir, &d)
	if i := slices.IndexFunc(commands(dir), func(c command) bool { return c.name == "parcel" }); i >= 0 {
		d.command(dir, commands(dir)[i])
	}
	p.aliases(dir, &d)
	p.static(dir, &d)
	d.parcelrc(dir)
	slices.Sort(d.Used)
	return d, true
}

func (d *Data) set(used, key string, value any) {
	d.Settings[key] = value
	if !slices.Contains(d.Used, used) {
		d.Used = append(d.Used, used)
	}
}

// target reads the target for browsers: the one that is called default, or the first.
func (p *parcel) target(dir string, d *Data) {
	d.entries(dir, "source", p.Source)
	for _, name := range append([]string{"default"}, slices.Sorted(maps.Keys(p.Targets))...) {
		var t parcelTarget
		if p.Targets[name] == nil || json.Unmarshal(p.Targets[name], &t) != nil || slices.Contains([]string{"main", "module", "types"}, name) || strings.Contains(t.Context, "node") || strings.Contains(t.Context, "electron-main") {
			continue
		}
		if t.DistDir != "" {
			d.set("targets", "outdir", path.Clean(t.DistDir))
		}
		if t.PublicURL != "" {
			d.base("targets", t.PublicURL)
		}
		d.entries(dir, "targets", t.Source)
		return
	}
}

func (d *Data) base(used, url string) {
	if url == "." || url == "./" {
		url = "./"
	}
	d.set(used, "base", url)
}

// entries takes paths and patterns of files that are there.
func (d *Data) entries(dir, used string, value any) {
	var list []string
	add := func(v any) {
		name, ok := v.(string)
		if !ok {
			return
		}
		found, _ := glob.Files(os.DirFS(dir), name) // what cannot be read is no entry
		list = append(list, found...)
	}
	if many, ok := value.([]any); ok {
		for _, v := range many {
			add(v)
		}
	}
	add(value)
	if len(list) > 0 {
		d.set(used, "entries", list)
	}
}

// command reads what the script for the build tells Parcel.
func (d *Data) command(dir string, c command) {
	var files []any
	for i, word := range c.rest {
		if word != "build" && !strings.HasPrefix(word, "-") && (i == 0 || !strings.HasPrefix(c.rest[i-1], "-") || strings.HasPrefix(c.rest[i-1], "--no-")) {
			files = append(files, word)
		}
	}
	d.entries(dir, "the script", files)
	for _, flag := range []string{"--dist-dir", "-d", "--out-dir"} {
		if value := c.flag(flag); value != "" {
			d.set("the script", "outdir", path.Clean(filepath.ToSlash(value)))
		}
	}
	if value := c.flag("--public-url"); value != "" {
		d.base("the script", value)
	}
}

// aliases reads those of names, and of directories ("@/*": "./src/$1").
func (p *parcel) aliases(dir string, d *Data) {
	alias := map[string]string{}
	for name, value := range p.Alias {
		to, ok := value.(string)
		if !ok {
			continue
		}
		name, to = strings.TrimSuffix(name, "/*"), strings.TrimSuffix(to, "/$1")
		if strings.HasPrefix(to, "./") || strings.HasPrefix(to, "/") {
			to = filepath.Join(dir, filepath.FromSlash(to))
		}
		if !strings.Contains(name, "*") && !strings.HasPrefix(name, ".") {
			alias[name] = to
		}
	}
	if len(alias) > 0 {
		d.set("alias", "alias", alias)
	}
	if p.Dependencies["parcel"]+p.DevDependencies["parcel"] != "" { // the second and later know ~ as the project
		if alias["~"] == "" {
			alias["~"] = dir
		}
		d.Settings["alias"] = alias
	}
}

// static is the directory that the reporter for static files copies.
func (p *parcel) static(dir string, d *Data) {
	if p.Dependencies["parcel-reporter-static-files-copy"]+p.DevDependencies["parcel-reporter-static-files-copy"] == "" {
		return
	}
	var given struct {
		StaticPath string `json:"staticPath"`
	}
	name := "static"
	if json.Unmarshal(p.StaticFiles, &given) == nil && given.StaticPath != "" {
		name = given.StaticPath
	}
	if info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name))); err == nil && info.IsDir() {
		d.set("staticFiles", "publicDir", path.Clean(name))
	}
}

var parcelPlugin = regexp.MustCompile(`^(?:@[\w-]+/)?parcel-(?:transformer|resolver|optimizer|reporter|namer|packager|compressor|runtime|bundler|validator)-|^@(?:parcel)/`)

// parcelrc notes plugins that are Parcel's only.
func (d *Data) parcelrc(dir string) {
	data, err := os.ReadFile(filepath.Join(dir, ".parcelrc"))
	if err != nil {
		return
	}
	if data, err = hujson.Standardize(data); err != nil {
		return
	}
	var file map[string]any
	if json.Unmarshal(data, &file) != nil {
		return
	}
	var visit func(v any)
	visit = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, inner := range v {
				visit(inner)
			}
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(v)) {
				visit(v[key])
			}
		case string:
			d.parcelPlugin(v)
		}
	}
	for _, key := range []string{"resolvers", "transformers"} {
		visit(file[key])
	}
}

func (d *Data) parcelPlugin(name string) {
	switch {
	case name == "@parcel/transformer-svg-react":
		d.Component = true
		d.Used = append(d.Used, "svg-react")
	case strings.HasPrefix(name, "@parcel/"), name == "...", slices.Contains(d.Plugins, name), !parcelPlugin.MatchString(name):
	default:
		d.Plugins = append(d.Plugins, name)
	}
}
