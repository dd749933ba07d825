package config

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/browserslist"
	"github.com/paintbox-build/paintbox/internal/glob"
	"github.com/paintbox-build/paintbox/internal/notice"
	"github.com/paintbox-build/paintbox/internal/pathname"
	"github.com/paintbox-build/paintbox/swgen"
)

// validator checks what types cannot say, and completes the values whose final
// form depends on others. It runs once, after the file and the flags.
type validator struct {
	*Config
	existing bool              // Request.Existing
	makes    func(string) bool // Request.Makes
	process  map[string]string // Request.Environment
	errs     asset.Messages

	unsettled bool // which page is the entry cannot be told, and that was said
}

// fail reports an error at the place where a key was set.
func (v *validator) fail(key, note, format string, args ...any) {
	v.errs = append(v.errs, v.nearestOrigin(key).message(key, fmt.Sprintf(format, args...), note))
}

// entryExtensions are the files that can be an entry.
func entryExtensions() []string {
	return []string{".html", ".htm", ".ejs", ".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts", ".css"}
}

func (v *validator) entries() {
	if len(v.Entries) == 0 {
		v.fail("entries", `name at least one file, such as "index.html"`, "entries is empty")
	}
	sources, names := map[string]bool{}, map[string]string{}
	for i, e := range v.Entries {
		e.Source = path.Clean(filepath.ToSlash(e.Source))
		if !v.entry(entryKey(i), e.Source) {
			continue
		}
		if sources[e.Source] {
			v.fail(entryKey(i), "remove one of them", "entry %q is listed twice", e.Source)
			continue
		}
		sources[e.Source] = true
		if e.Name == "" {
			e.Name = v.entryName(e.Source)
		}
		if other, taken := names[e.Name]; taken {
			v.fail(entryKey(i), "give one of them another name", "entries %q and %q have the same name %q", other, e.Source, e.Name)
		}
		names[e.Name] = e.Source
		v.Entries[i] = e
	}
}

// entry checks one entry's path.
func (v *validator) entry(key, source string) bool {
	if v.Mount != "" || v.makes != nil && v.makes(source) {
		return true // the page is made
	}
	switch st, err := os.Stat(filepath.Join(v.Dir, filepath.FromSlash(source))); {
	case !pathname.Local(source) || source == ".":
		v.fail(key, "entries are paths inside the project's directory, which --cwd sets", "entry %q is outside the project", source)
	case errors.Is(err, fs.ErrNotExist) && v.Found && v.pageless():
	case errors.Is(err, fs.ErrNotExist):
		note := `create it, or correct "entries" in paintbox.json`
		switch src := v.origins[key].src; {
		case src.flag:
			note = "check the path, which is relative to the project's directory"
		case src.text == nil:
			note = `create it, or name the entries: "entries" in paintbox.json, or "paintbox build FILE"`
			if script := v.aScript(); script != "" {
				note = `create it with <script type="module" src="/` + script + `"></script>, or build the script alone: "paintbox build ` + script + `"`
			}
		}
		v.fail(key, note, "entry %q does not exist", source)
	case err != nil:
		v.fail(key, "", "entry %q: %v", source, pathname.Reason(err))
	case st.IsDir():
		v.fail(key, "name a file in it, such as "+strconv.Quote(path.Join(source, "index.html")), "entry %q is a directory", source)
	case !slices.Contains(entryExtensions(), strings.ToLower(path.Ext(source))):
		v.fail(key, "entries end in "+strings.Join(entryExtensions(), ", "), "entry %q is of an unknown type", source)
	default:
		return true
	}
	return false
}

// entryName is the path without its extension, or with it where another entry
// differs in nothing else.
func (v *validator) entryName(source string) string {
	name := strings.TrimSuffix(source, path.Ext(source))
	for _, e := range v.Entries {
		other := path.Clean(filepath.ToSlash(e.Source))
		if other != source && strings.TrimSuffix(other, path.Ext(other)) == name {
			return source
		}
	}
	return name
}

func (v *validator) base() {
	what := "base"
	if _, stated := v.origins["base"]; !stated {
		public := v.publicURL()
		if public != "" {
			what = "PUBLIC_URL"
		}
		v.Base = cmp.Or(public, v.Package.Base(), v.Base)
	}
	const note = `write a path such as "/app/", a URL such as "https://cdn.example.com/app/", or "./"`
	if v.Base == "" {
		v.fail("base", note, "base is empty")
		return
	}
	if path.Clean(v.Base) == "." {
		v.Base = "./"
		return
	}
	u, err := url.Parse(v.Base)
	web := err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
	if err != nil || u.RawQuery != "" || u.Fragment != "" || !web && (u.Scheme != "" || !strings.HasPrefix(v.Base, "/")) {
		v.fail("base", note, "%s: bad value %q", what, v.Base)
		return
	}
	if clean := path.Clean(u.Path); u.Path != "" && clean != u.Path && clean+"/" != u.Path {
		v.fail("base", "write the path as browsers ask for it, without \"..\" and empty parts: "+strconv.Quote(strings.TrimSuffix(clean, "/")+"/"), "%s: bad value %q", what, v.Base)
		return
	}
	if !strings.HasSuffix(v.Base, "/") {
		v.Base += "/"
	}
}

// serviceWorker turns the default off where a worker has nothing to do: it
// serves pages.
func (v *validator) serviceWorker() {
	if _, stated := v.origins["serviceWorker"]; stated {
		v.workerOptions()
		return
	}
	page := slices.ContainsFunc(v.Entries, func(e Entry) bool { return IsPage(e.Source) || v.makes != nil && v.makes(e.Source) })
	if !page {
		v.ServiceWorker = nil
	}
}

// workerOptions reports what is wrong before anything is built.
func (v *validator) workerOptions() {
	if v.ServiceWorker == nil {
		return
	}
	if wrong, ok := errors.AsType[*asset.SettingError](swgen.Validate(*v.ServiceWorker, v.Base)); ok {
		v.fail(wrong.Key, wrong.Note, "%s: %s", wrong.Key, wrong.Text)
	}
}

// target takes over what the project states for other tools where it states no
// target, and checks the words that the linker knows.
func (v *validator) target() {
	if _, stated := v.origins["target"]; !stated && !v.existing {
		target, notes := browserslist.Target(v.Dir, browserslist.Read(v.Dir, v.Package.Browserslist))
		v.Target, v.Notes = cmp.Or(target, v.Target), append(v.Notes, notes...)
	}
	for t := range strings.SplitSeq(v.Target, ",") {
		if t = strings.TrimSpace(t); !bundler.KnowsTarget(t) {
			v.fail("target", bundler.TargetAdvice(), "target: bad value %q", t)
		}
	}
}

// names checks the maps and lists that the linker gets.
func (v *validator) names() {
	global := regexp.MustCompile(`^[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*)*$`)
	for _, name := range slices.Sorted(maps.Keys(v.Define)) {
		value := v.Define[name]
		if !global.MatchString(name) {
			v.fail("define."+name, `write a global's name such as "process.env.API"`, "define: bad name %q", name)
		}
		if !global.MatchString(value) && !json.Valid([]byte(value)) {
			v.fail("define."+name, `write JSON or a name; a string needs quotes of its own: "\"text\""`, "define.%s: bad value %q", name, value)
		}
	}
	for _, from := range slices.Sorted(maps.Keys(v.Alias)) {
		if from == "" || strings.HasPrefix(from, ".") || strings.HasPrefix(from, "/") {
			v.fail("alias."+from, `write a package's name such as "lodash"`, "alias: bad name %q", from)
		}
		if v.Alias[from] == "" {
			v.fail("alias."+from, "write a package's name or a path", "alias.%s is empty", from)
		}
	}
	for _, ext := range slices.Sorted(maps.Keys(v.Loader)) {
		if !strings.HasPrefix(ext, ".") || strings.ContainsAny(ext, "/\\*") || len(ext) < 2 {
			v.fail("loader."+ext, `write an extension such as ".svg"`, "loader: bad extension %q", ext)
		}
	}
	for i, name := range v.External {
		if name == "" {
			v.fail("external["+strconv.Itoa(i)+"]", "write an import such as \"react\"", "external: empty name")
		}
	}
}

func (v *validator) chunks() {
	c := v.Chunks
	v.positive("chunks.maxSize", c.MaxSize, "leave it out for the default")
	v.positive("chunks.minSize", c.MinSize, `write "1B" to turn merging off`)
	fileName := regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)
	lines := map[string]int{}
	for i, g := range c.Groups {
		key := "chunks.groups[" + strconv.Itoa(i) + "]"
		if !fileName.MatchString(g.Name) {
			v.fail(key+".name", "files are called after it: write letters, digits, - and _", "%s: bad name %q", key, g.Name)
			continue
		}
		if first, taken := lines[strings.ToLower(g.Name)]; taken {
			v.fail(key+".name", "rename one of them", "there are two groups named %q, the first on line %d", g.Name, first)
		} else {
			lines[strings.ToLower(g.Name)] = v.origins[key+".name"].message("", "", "").Line
		}
		if len(g.Packages) == 0 && len(g.Files) == 0 {
			v.fail(key, `give it "packages": ["react"] or "files": ["src/excel/**"]`, "group %q has neither packages nor files", g.Name)
		}
		v.positive(key+".maxSize", g.MaxSize, "leave it out for chunks.maxSize")
		v.globs(key+".packages", g.Packages)
		v.globs(key+".files", g.Files)
	}
}

func (v *validator) licenses() {
	if v.Licenses != nil {
		v.errs = append(v.errs, v.Locate(notice.Validate(*v.Licenses))...)
	}
}

// cache asks the cache itself.
func (v *validator) cache() {
	if v.Cache != nil {
		v.errs = append(v.errs, v.Locate(v.Cache.Check())...)
		v.positive("cache.memory", v.Cache.Memory, "leave it out for the default")
		v.positive("cache.disk", v.Cache.Disk, "leave it out for the default")
	}
}

// budgets asks the budgets themselves.
func (v *validator) budgets() {
	v.errs = append(v.errs, v.Locate(budgets.Validate(v.Budgets))...)
}

// positive refuses a size that was written as 0, which would mean the default.
func (v *validator) positive(key string, n asset.Size, note string) {
	if _, written := v.origins[key]; written && n == 0 {
		v.fail(key, note, "%s must be more than 0", key)
	}
}

func (v *validator) globs(key string, globs []string) {
	for i, g := range globs {
		if !glob.Valid(g) {
			v.fail(key+"["+strconv.Itoa(i)+"]", `write a glob such as "@mui/*" or "src/excel/**"`, "%s: bad glob %q", key, g)
		}
	}
}
