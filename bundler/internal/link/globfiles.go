package link

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/internal/glob"
	"github.com/paintbox-build/paintbox/internal/pathname"
)

// globSearch looks for the files of one call.
type globSearch struct {
	*globCall
	importer string // absolute, as all paths here
	dir      string // the importer's
	root     string // the project
	outdir   string // what a build replaces, "" for none
	patterns []globPattern
	not      []globPattern
	keysFrom string // the directory that keys are relative to
	rooted   bool   // keys begin with a slash
	outside  string // where a path leads out of the project; "" where none does
}

// globPattern is a pattern for files below a directory.
type globPattern struct {
	base    string   // "" for any
	pattern string   // relative to base
	not     []string // of those, what it leaves out
}

// searchOf finds out where the patterns of a call look.
func (p *plugin) searchOf(file string, call *globCall) (*globSearch, *globError) {
	s := &globSearch{globCall: call, importer: file, dir: filepath.Dir(file), root: p.settings.Dir, outdir: p.settings.Outdir}
	from := s.dir
	switch {
	case strings.HasPrefix(call.base, "/"):
		from = filepath.Join(s.root, filepath.FromSlash(call.base))
	case call.base != "":
		from = filepath.Join(s.dir, filepath.FromSlash(call.base))
	}
	s.keysFrom = from
	for _, literal := range call.patterns {
		text, negative := strings.CutPrefix(literal.text, "!")
		compiled, ok := s.compile(p, from, text)
		if !ok {
			return nil, &globError{literal.at, "import.meta.glob: a pattern starts with \"./\", \"../\" or \"/\", or with an alias", unrooted(text)}
		}
		pattern, fault := compiled.expand()
		if fault != "" {
			return nil, &globError{literal.at, "import.meta.glob: bad pattern", fault}
		}
		if negative {
			s.not = append(s.not, pattern)
			continue
		}
		s.rooted = s.rooted || !strings.HasPrefix(text, ".")
		s.patterns = append(s.patterns, pattern)
		if own := pathname.Within(s.root, file) && !pathname.Within(s.root, pattern.base); own && (text[0] == '.' || text[0] == '/') {
			s.outside = path.Clean(relativeTo(s.root, pattern.base))
		}
	}
	if s.rooted = s.rooted && call.base == ""; s.rooted {
		s.keysFrom = s.root
	}
	return s, nil
}

// unrooted says what to write in place of a pattern that starts nowhere.
func unrooted(text string) string {
	if first, _, _ := strings.Cut(text, "/"); strings.ContainsAny(first[:1], "@~#$%") {
		return "nothing says what " + js.Quote(first) + " stands for: name its directory in \"alias\": { " + js.Quote(first) + ": \"./src\" }, or in \"paths\" of tsconfig.json"
	}
	return `write "./` + text + `" for files beside this one, or "/` + text + `" for files of the project`
}

// compile finds the directory that a pattern starts at.
func (s *globSearch) compile(p *plugin, from, text string) (globPattern, bool) {
	switch {
	case strings.HasPrefix(text, "./") || strings.HasPrefix(text, "../"):
		return below(from, text), true
	case strings.HasPrefix(text, "/"):
		return below(s.root, text), true
	case strings.HasPrefix(text, "**") && s.base != "":
		return below(from, text), true
	case strings.HasPrefix(text, "**"):
		return below(s.root, text), true
	}
	if dir, rest, ok := p.aliased(s.dir, text); ok {
		return below(dir, rest), true
	}
	return globPattern{}, false
}

// below parts a pattern where its first wildcard is.
func below(dir, text string) globPattern {
	parts := strings.Split(text, "/")
	for len(parts) > 1 && !strings.ContainsAny(parts[0], `*?[{\(`) {
		dir = filepath.Join(dir, parts[0])
		parts = parts[1:]
	}
	return globPattern{base: dir, pattern: strings.Join(parts, "/")}
}

// expand replaces the alternatives that only Vite's patterns have: @(a|b), ?(a|b)
// and !(a|b), once. Fault says what to write where there is no such pattern.
func (g globPattern) expand() (expanded globPattern, fault string) {
	for {
		at := strings.IndexByte(g.pattern, '(')
		if at <= 0 || strings.IndexByte("@?!+*", g.pattern[at-1]) < 0 {
			break
		}
		length := strings.IndexByte(g.pattern[at:], ')')
		if length < 0 || strings.IndexByte(g.pattern[at+1:at+length], '(') >= 0 {
			return g, "close each parenthesis, and put none into another"
		}
		before, choice, after := g.pattern[:at-1], strings.ReplaceAll(g.pattern[at+1:at+length], "|", ","), g.pattern[at+length+1:]
		switch g.pattern[at-1] {
		case '@':
			g.pattern = before + "{" + choice + "}" + after
		case '?':
			g.pattern = before + "{" + choice + ",}" + after
		case '!':
			if g.not != nil {
				return g, `write !(…) once, or a second pattern that starts with "!"`
			}
			g.not = []string{before + "{" + choice + "}" + after}
			g.pattern = before + "*" + after
		default:
			return g, "write * or {a,b}: repetitions are not understood"
		}
	}
	for _, pattern := range append([]string{g.pattern}, g.not...) {
		if !glob.Valid(pattern) {
			return g, `write a pattern such as "./pages/**/*.js" or "./{a,b}.js"`
		}
	}
	return g, ""
}

// run lists the files that match, sorted by their paths.
func (s *globSearch) run() []string {
	found := map[string]bool{}
	for _, p := range s.patterns {
		w := globWalk{globSearch: s, pattern: p, found: found}
		w.walk(p.base, "", nil)
	}
	var files []string
	for file := range found {
		if !s.excluded(file) && !s.isImporter(file) {
			files = append(files, file)
		}
	}
	slices.SortFunc(files, func(a, b string) int { return strings.Compare(filepath.ToSlash(a), filepath.ToSlash(b)) })
	return files
}

func (s *globSearch) excluded(file string) bool {
	return slices.ContainsFunc(s.not, func(p globPattern) bool {
		rel, err := filepath.Rel(p.base, file)
		return err == nil && s.matches(p, filepath.ToSlash(rel))
	})
}

// isImporter tells whether a file is the importer itself, by whatever way.
func (s *globSearch) isImporter(file string) bool {
	if file == s.importer || filepath.Base(file) != filepath.Base(s.importer) {
		return file == s.importer
	}
	a, errA := os.Stat(file)
	b, errB := os.Stat(s.importer)
	return errA == nil && errB == nil && os.SameFile(a, b)
}

// matches tells whether a path below the base of a pattern matches it.
func (s *globSearch) matches(p globPattern, rel string) bool {
	return s.match(p.pattern, rel) && !slices.ContainsFunc(p.not, func(not string) bool { return s.match(not, rel) })
}

func (s *globSearch) match(pattern, name string) bool {
	if s.anyCase {
		pattern, name = strings.ToLower(pattern), strings.ToLower(name)
	}
	return glob.Match(pattern, name)
}

// names tells how the importer imports a file, and what its key is.
func (s *globSearch) names(file string) (from, key string) {
	from = relativeTo(s.dir, file)
	key = relativeTo(s.keysFrom, file)
	if s.rooted {
		key = strings.TrimPrefix(key, ".")
		if strings.HasPrefix(key, "./") { // outside of the project
			key = "." + key
		}
	}
	return from, key
}

// relativeTo is a path as imports have it.
func relativeTo(dir, file string) string {
	rel := pathname.From(dir, file)
	if !strings.HasPrefix(rel, "../") && !filepath.IsAbs(rel) {
		rel = "./" + rel
	}
	return rel
}

// advice adds to a warning where the patterns look, if that is outside of the
// project.
func (s *globSearch) advice(dir string) string {
	for _, p := range s.patterns {
		if rel := relativeTo(dir, p.base); strings.HasPrefix(rel, "../") {
			return ", which looks outside of the project, in " + path.Clean(rel)
		}
	}
	return ""
}

// globWalk walks over the files below the base of a pattern.
type globWalk struct {
	*globSearch
	pattern globPattern
	found   map[string]bool
}

// walk visits a directory. Above lists the directories that it is in as the file
// system knows them, from the last that a link led to: a link to one of them
// would never end.
func (w *globWalk) walk(dir, rel string, above []os.FileInfo) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	info, err := os.Stat(dir)
	if err != nil || slices.ContainsFunc(above, func(a os.FileInfo) bool { return os.SameFile(a, info) }) {
		return
	}
	above = append(slices.Clip(above), info)
	for _, e := range entries {
		name := path.Join(rel, e.Name())
		full := filepath.Join(dir, e.Name())
		if !w.visible(e.Name()) {
			continue
		}
		kind := e.Type()
		if kind&os.ModeSymlink != 0 {
			target, err := os.Stat(full)
			if err != nil {
				continue
			}
			kind = target.Mode().Type()
		}
		switch {
		case kind.IsDir() && full != w.outdir && w.deeper(name):
			w.walk(full, name, above)
		case kind.IsRegular() && w.matches(w.pattern, name):
			w.found[full] = true
		}
	}
}

// visible tells whether the pattern may mean files of that name, or below a
// directory of that name: hidden ones only where it says so.
func (w *globWalk) visible(name string) bool {
	switch {
	case name == ".git":
		return false
	case w.exhaustive:
		return true
	case name == "node_modules":
		return slices.Contains(strings.Split(w.pattern.pattern, "/"), name)
	case !strings.HasPrefix(name, "."):
		return true
	}
	return slices.ContainsFunc(strings.Split(w.pattern.pattern, "/"), func(part string) bool {
		return strings.HasPrefix(part, ".") && w.match(part, name)
	})
}

// deeper tells whether files below a directory may match.
func (w *globWalk) deeper(name string) bool {
	pattern := w.pattern.pattern
	return strings.ContainsAny(pattern, "{") || strings.Contains(pattern, "**") || strings.Count(name, "/") < strings.Count(pattern, "/")
}
