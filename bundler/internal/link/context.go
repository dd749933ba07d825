package link

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/internal/edit"
	"github.com/paintbox-build/paintbox/internal/jsregexp"
	"github.com/paintbox-build/paintbox/internal/lex"
)

// webpack's require.context is replaced as import.meta.glob is: by a function
// that knows the files of a directory which an expression matches, and how each is
// required or imported.

const contextWord, metaContext = "require.context", "webpackContext"

// contextObject is the function, with what it needs: files by key, each with
// what loads it and what its identifier is.
const contextObject = `((files) => { const find = (key) => { if (Object.prototype.hasOwnProperty.call(files, key)) return files[key]; const error = new Error("Cannot find module '" + key + "'"); error.code = "MODULE_NOT_FOUND"; throw error; }; ` +
	`const context = %s; context.keys = () => Object.keys(files); context.resolve = (key) => find(key)[1]; context.id = %s; return context; })({%s})`

// contextModes are what the function does for each mode.
func contextModes() map[string]string {
	lazy := "(key) => new Promise((resolve) => resolve(find(key)[0]()))"
	return map[string]string{
		"sync": "(key) => find(key)[0]()", "lazy": lazy, "lazy-once": lazy,
		"eager": `(key) => new Promise((resolve) => resolve(find(key)[0]())).then((m) => m && m.__esModule ? m : Object.assign({}, m, { default: m }))`,
	}
}

// contextCall is a call of require.context, read from a source.
type contextCall struct {
	start, end int
	dir, mode  string
	deep       bool
	pattern    *regexp.Regexp // nil for every file
	but        *regexp.Regexp // what a negative lookahead leaves out; nil for nothing
	source     string         // of the pattern
}

// expandContexts replaces the calls in a source. Where the project's tool does
// not have them, those of its own sources are errors: what packages ask for, they
// ask for where it is there.
func (p *plugin) expandContexts(g *globbed, s *source) {
	if !strings.Contains(s.text, contextWord) && !strings.Contains(s.text, metaContext) {
		return
	}
	t := s.tokens()
	for i := range t.list {
		next, meta := i+3, false
		if name, behind := t.metaProperty(i); name == "webpackContext" {
			next, meta = behind, true
		} else if !t.is(i, "require") || t.property(i) || t.kind(i+1) != lex.Dot || !t.is(i+2, "context") {
			continue
		}
		r := reader{t, t.skipTypes(next)}
		if !r.punctuation(lex.ParenOpen) {
			continue
		}
		call := contextCall{start: t.start(i), mode: "sync", deep: true}
		read := call.read
		if meta {
			read = call.readMeta
		}
		failed := read(&r)
		if !p.settings.Env.Context {
			if strings.Contains(filepath.ToSlash(s.file), "/node_modules/") {
				continue
			}
			failed = &globError{call.start, "require.context is webpack's, and webpack does not build this project", `write import.meta.glob("./directory/**/*.js", { eager: true }), an object with the modules by path`}
		}
		if failed == nil {
			failed = p.expandContext(g, s, &call)
		}
		p.noteGlob(g, s, call.start, failed)
	}
}

// read reads the arguments.
func (c *contextCall) read(r *reader) *globError {
	for n := 0; !r.punctuation(lex.ParenClose); n++ {
		failed := c.take(r, n)
		if failed == nil && !r.separator(lex.ParenClose) {
			failed = notLiteral(r.offset())
		}
		if failed != nil {
			return failed
		}
	}
	if c.end = r.end(r.at - 1); c.dir == "" {
		return &globError{c.start, "require.context takes a directory", `write require.context("./directory", true, /\.js$/)`}
	}
	return nil
}

func notLiteral(at int) *globError {
	return &globError{at, "require.context takes literals only: a directory, true or false, an expression and a mode", "write the values themselves: files are found while the program is built"}
}

// take reads the nth argument.
func (c *contextCall) take(r *reader, n int) *globError {
	at := r.offset()
	if n == 2 && r.kind(r.at) == lex.RegExp {
		c.source = string(r.text(r.at))
		end := strings.LastIndexByte(c.source, '/')
		if !c.expression(c.source[1:end], c.source[end+1:]) {
			return &globError{at, "require.context: the expression " + c.source + " is not understood", "write it without references, the flags u, v and y, and lookaheads and lookbehinds other than a negative one at its start, as in /^(?!.*test).*$/"}
		}
		r.at++
		return nil
	}
	v, ok := r.value(0)
	switch {
	case !ok:
		return notLiteral(r.offset())
	case n == 0 && v.kind == literalString && v.text != "":
		c.dir = v.text
	case n == 1 && v.kind == literalBoolean:
		c.deep = v.text == "true"
	case n == 3 && v.kind == literalString && contextModes()[v.text] != "":
		c.mode = v.text
	case n == 3:
		return &globError{at, "require.context: the mode " + js.Quote(v.text) + " is not understood", `write "sync", "lazy", "lazy-once" or "eager"`}
	default:
		return notLiteral(r.offset())
	}
	return nil
}

// expression reads the pattern. A negative lookahead after a start that is one text
// only, ^ or ^\.\/, is another expression that must not match.
func (c *contextCall) expression(source, flags string) (ok bool) {
	for _, start := range []string{`^\.\/`, `^\./`, `^./`, `^`} {
		rest, found := strings.CutPrefix(source, start+"(?!")
		if !found {
			continue
		}
		end := closing(rest)
		if end < 0 || alternatives(rest[end:]) {
			return false
		}
		if c.but, ok = jsregexp.Translate(start+"(?:"+rest[:end]+")", flags); !ok {
			return false
		}
		source = start + rest[end+1:]
		break
	}
	c.pattern, ok = jsregexp.Translate(source, flags)
	return ok
}

// closing is the place of the parenthesis that ends a group; -1 without one.
func closing(source string) int {
	depth := 0
	for at := 0; at < len(source); at++ {
		switch source[at] {
		case '\\':
			at++
		case '[': // a class may hold parentheses
			if end := strings.IndexByte(source[at:], ']'); end > 0 {
				at += end
			}
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				return at
			}
		}
	}
	return -1
}

// alternatives tells whether what follows a group has alternatives outside of
// groups, so that the group holds for one of them only.
func alternatives(source string) bool {
	for at := 1; at < len(source); at++ {
		switch source[at] {
		case '\\':
			at++
		case '(':
			end := closing(source[at+1:])
			if end < 0 {
				return true
			}
			at += end + 1
		case '|':
			return true
		}
	}
	return false
}

// takes tells whether a file of a name is meant.
func (c *contextCall) takes(key string) bool {
	return (c.pattern == nil || c.pattern.MatchString(key)) && (c.but == nil || !c.but.MatchString(key))
}

// expandContext adds the edit for a call.
func (p *plugin) expandContext(g *globbed, s *source, call *contextCall) *globError {
	dir, ok := p.contextDir(filepath.Dir(s.file), call.dir)
	if !ok {
		return &globError{call.start, "require.context: there is no directory " + js.Quote(call.dir), `correct it: relative to this file with "./", or by an alias or package`}
	}
	keys := p.contextKeys(dir, call)
	p.mu.Lock()
	p.globDirs[dir] = true
	p.reads.dir(dir)
	p.mu.Unlock()
	if len(keys) == 0 {
		m := p.placeOf(s.file, s.text, call.start)
		m.Text, m.Note = "require.context matches no file", "check the directory "+js.Quote(call.dir)+" and the expression "+call.source
		g.warnings = append(g.warnings, m)
	}
	load := "require"
	if strings.HasPrefix(call.mode, "lazy") {
		load = "import"
	}
	var files strings.Builder
	for _, key := range keys {
		found := filepath.Join(dir, filepath.FromSlash(key.file))
		fmt.Fprintf(&files, "%s: [() => %s(%s), %s], ", js.Quote(key.key), load, js.Quote(relativeTo(filepath.Dir(s.file), found)), js.Quote(relativeTo(p.settings.Dir, found)))
	}
	id := relativeTo(p.settings.Dir, dir) + " " + call.mode + strings.Repeat(" recursive", map[bool]int{true: 1}[call.deep]) + strings.TrimSuffix(" "+call.source, " ")
	lines := strings.Repeat("\n", strings.Count(s.text[call.start:call.end], "\n"))
	g.edits = append(g.edits, edit.New(call.start, call.end, fmt.Sprintf(contextObject, contextModes()[call.mode], js.Quote(id), files.String())+lines))
	return nil
}

// contextDir finds the directory: relative, by an alias, or a package's.
func (p *plugin) contextDir(dir, name string) (string, bool) {
	var found []string
	switch {
	case name == "." || name == ".." || strings.HasPrefix(name, "./") || strings.HasPrefix(name, "../"):
		found = []string{filepath.Join(dir, filepath.FromSlash(name))}
	default:
		if base, rest, ok := p.aliased(dir, strings.TrimSuffix(name, "/")+"/"); ok {
			found = append(found, filepath.Join(base, filepath.FromSlash(rest)))
		}
		for _, modules := range p.settings.Modules {
			found = append(found, filepath.Join(modules, filepath.FromSlash(name)))
		}
		if base := p.baseURL(dir); base != "" {
			found = append(found, filepath.Join(base, filepath.FromSlash(name)))
		}
		for at := dir; ; at = filepath.Dir(at) {
			found = append(found, filepath.Join(at, "node_modules", filepath.FromSlash(name)))
			if filepath.Dir(at) == at {
				break
			}
		}
	}
	for _, f := range found {
		if info, err := os.Stat(f); err == nil && info.IsDir() {
			return f, true
		}
	}
	return "", false
}

// contextKey is a name that the function takes, and the file that it means.
type contextKey struct{ key, file string }

// contextKeys lists the keys in their order. As in webpack, a file has one
// without its extension as well, where that is one that imports may leave out, and
// the expression decides which of them there are.
func (p *plugin) contextKeys(dir string, call *contextCall) []contextKey {
	extensions := p.settings.Extensions
	if extensions == nil {
		extensions = []string{".js", ".jsx", ".ts", ".tsx", ".mjs", ".json"}
	}
	w := contextWalk{deep: call.deep, outdir: p.settings.Outdir}
	w.walk(dir, "", nil)
	var keys []contextKey
	for _, name := range w.files {
		for _, key := range []string{name, strings.TrimSuffix(name, path.Ext(name))} {
			if key = "./" + key; key != "./"+name && !slices.Contains(extensions, path.Ext(name)) || !call.takes(key) {
				continue
			}
			if !slices.ContainsFunc(keys, func(k contextKey) bool { return k.key == key }) {
				keys = append(keys, contextKey{key, name})
			}
			if path.Ext(name) == "" {
				break
			}
		}
	}
	slices.SortFunc(keys, func(a, b contextKey) int { return strings.Compare(a.key, b.key) })
	return keys
}

// contextWalk lists the files of a directory, as webpack does: none whose name,
// or that of a directory that holds it, starts with a dot.
type contextWalk struct {
	deep    bool
	shallow bool // packages that are installed in it are left out
	outdir  string
	files   []string // relative, with slashes
}

func (w *contextWalk) walk(dir, rel string, above []os.FileInfo) {
	info, err := os.Stat(dir)
	if err != nil || dir == w.outdir || slices.ContainsFunc(above, func(a os.FileInfo) bool { return os.SameFile(a, info) }) {
		return
	}
	entries, _ := os.ReadDir(dir) // what cannot be read holds none
	above = append(slices.Clip(above), info)
	for _, e := range entries {
		name, full := path.Join(rel, e.Name()), filepath.Join(dir, e.Name())
		target, err := os.Stat(full)
		switch {
		case err != nil || strings.HasPrefix(e.Name(), "."):
		case target.IsDir() && (!w.deep || w.shallow && e.Name() == "node_modules"):
		case target.IsDir():
			w.walk(full, name, above)
		case target.Mode().IsRegular():
			w.files = append(w.files, name)
		}
	}
}
