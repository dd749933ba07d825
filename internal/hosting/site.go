package hosting

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/mediatype"
)

// Options say what a site is to be told beside what its build shows.
type Options struct {
	Outdir  string   // the build's directory, as seen from the project: "dist"
	Policy  string   // of scripts: "enforce", "report" or "off"
	Scripts []string // more sources of scripts: "https://www.example.com"
	HSTS    bool     // browsers are to use https only, for a year
	Verify  bool     // browsers are to run no script of which the page does not say what it is
}

// Site is what hosts have to know of a build.
type Site struct {
	Outdir    string
	Base      string          // the path at which it is published; begins and ends with "/"
	Immutable []Rule          // whose files never change
	Shell     string          // the page that answers for routes of the application; "" where there is none
	Encodings []coding.Coding // of the compressed forms that stand beside files, the smallest first
	Headers   []Header        // of all answers, but for those that tell how long one may be kept

	names []string // of all files
	pages map[string][]byte
	evals []string // scripts that make code of strings
}

// Rule is a set of files: one, or all below a directory.
type Rule struct {
	Path string // relative to the build: "assets/", "main-4KPQ2XWA.js"
}

// IsDirectory tells whether the rule is for all files below a directory.
func (r Rule) IsDirectory() bool { return strings.HasSuffix(r.Path, "/") }

// Header is a header of an answer.
type Header struct{ Name, Value string }

// How long answers may be kept.
const (
	forever = "public, max-age=31536000, immutable"
	asked   = "no-cache"
)

// NewSite reads from a build what hosts have to know.
func NewSite(b asset.Build, o Options) *Site {
	s := &Site{Outdir: cmp.Or(o.Outdir, "dist"), Base: base(b.Base), Immutable: immutable(b.Files), pages: map[string][]byte{}}
	for _, f := range b.Files {
		s.names = append(s.names, f.Path)
		if f.Kind == asset.KindHTML {
			s.pages[f.Path] = f.Data
		}
		if f.Path == "index.html" {
			s.Shell = f.Path
		}
	}
	for _, c := range slices.Backward(coding.Table()) {
		if slices.ContainsFunc(b.Files, func(f asset.File) bool { return f.Encodings[c.Name] != nil }) {
			s.Encodings = append(s.Encodings, c)
		}
	}
	if o.Policy != "off" {
		s.evals = evaluating(b.Files, o.Scripts)
	}
	s.Headers = headers(b.Files, s.pages, o)
	return s
}

// base is the path of a public path, which may be a URL.
func base(public string) string {
	if _, rest, ok := strings.Cut(public, "://"); ok {
		_, public, _ = strings.Cut(rest, "/")
	}
	at := strings.TrimSuffix(path.Join("/", public), "/") + "/"
	return at
}

// immutable finds the files that never change: directories that hold no others, and
// single files.
func immutable(files []asset.File) []Rule {
	mixed := map[string]bool{".": true}
	for _, f := range files {
		if !f.Immutable {
			for dir := path.Dir(f.Path); dir != "."; dir = path.Dir(dir) {
				mixed[dir] = true
			}
		}
	}
	var rules []Rule
	for _, f := range files {
		if !f.Immutable {
			continue
		}
		rule := Rule{f.Path}
		for dir := path.Dir(f.Path); !mixed[dir]; dir = path.Dir(dir) {
			rule.Path = dir + "/"
		}
		if !slices.Contains(rules, rule) {
			rules = append(rules, rule)
		}
	}
	slices.SortFunc(rules, func(a, b Rule) int { return strings.Compare(a.Path, b.Path) })
	return rules
}

// extensions lists those of files, which are no routes: an address that ends in one
// names a file that is gone.
func extensions() []string {
	var list []string
	for _, t := range mediatype.Table() {
		list = append(list, t.Extensions...)
	}
	for _, c := range coding.Table() {
		list = append(list, strings.TrimPrefix(c.Suffix, "."))
	}
	return list
}
