package link

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
	"github.com/paintbox-build/paintbox/internal/edit"
	"github.com/paintbox-build/paintbox/internal/lex"
)

// Imports of which only parts are known while the program is built, as in
// import(`./pages/${name}.js`), are replaced as webpack does it: by a function
// that knows the files which may be meant, under each name that may mean them.

const (
	notFound     = `Object.assign(new Error("Cannot find module '" + key + "'"), { code: "MODULE_NOT_FOUND" })`
	chosenImport = `((files, key) => Object.prototype.hasOwnProperty.call(files, key) ? files[key]() : Promise.reject(` + notFound + `))({%s}, `
	chosenCall   = `((files, key) => { if (Object.prototype.hasOwnProperty.call(files, key)) return files[key](); throw ` + notFound + `; })({%s}, `
)

// chosen is a call of import() or require() with an argument that is no literal.
type chosen struct {
	request
	call, close int    // the first token and the last one
	way         string // import or require
	own         bool   // it is in a source of the project
	include     *fileFilter
}

// fileFilter is what the comments of a call say of the files.
type fileFilter struct{ only, not *contextCall }

// mayChoose is quick, and right where it says no: a source has no such call.
func mayChoose(text string) bool {
	for _, word := range []string{"import", "require"} {
		for rest := text; ; {
			at := strings.Index(rest, word)
			if at < 0 {
				break
			}
			rest = rest[at+len(word):]
			if argument, called := strings.CutPrefix(strings.TrimLeft(rest, " \t\r\n"), "("); called && !startsLiteral(argument) {
				return true
			}
		}
	}
	return false
}

// startsLiteral tells whether a string is all of an argument.
func startsLiteral(text string) bool {
	text = strings.TrimLeft(text, " \t\r\n")
	if text == "" || text[0] != '"' && text[0] != '\'' {
		return false
	}
	end := strings.IndexByte(text[1:], text[0])
	behind := strings.TrimLeft(text[end+2:], " \t\r\n")
	return end >= 0 && (strings.HasPrefix(behind, ")") || strings.HasPrefix(behind, ","))
}

// expandChosen replaces the calls in a source. Parameters that are called require
// count for nothing at certain tokens.
func (p *plugin) expandChosen(g *globbed, s *source, renamed map[int]bool) {
	if !mayChoose(s.text) {
		return
	}
	t := s.tokens()
	for i := range t.list {
		c := chosen{call: i, way: "import", own: p.isOwn(s)}
		if c.way = string(t.text(i)); t.kind(i) != lex.Import && c.way != "require" || t.property(i) || t.kind(i+1) != lex.ParenOpen || t.kind(i-1) == lex.Function || t.kind(i-1) == lex.New {
			continue
		}
		c.close = t.ends[i+1]
		end := t.argumentEnd(i + 2)
		if _, literal := t.value(i + 2); end < 0 || end == i+2 || literal && end == i+3 || c.close < 0 || t.kind(c.close+1) == lex.BraceOpen || c.way == "require" && (t.shadowed(i, renamed) || p.settings.Env.Context && t.kind(i+2) == lex.BracketOpen) || p.leftAlone(s, &c) {
			continue
		}
		var ok bool
		if c.request, ok = t.request(i+2, end); !ok {
			c.request = request{first: i + 2, end: end, parts: []string{"", ""}}
		}
		if w := p.expandOne(g, s, &c); w != nil && c.own {
			m := p.placeOf(s.file, s.text, t.start(i))
			m.Text, m.Note = w.text, w.note
			g.warnings = append(g.warnings, m)
		}
	}
}

// isOwn tells whether a source is one that who builds the project can change.
func (p *plugin) isOwn(s *source) bool {
	return !inPackage(filepath.ToSlash(s.file)) && s.file != filepath.Join(p.settings.Dir, "virtual")
}

// leftAlone tells whether a comment in a call says that it is the browser's; and
// reads those that say which files are meant.
func (p *plugin) leftAlone(s *source, c *chosen) bool {
	t := s.tokens()
	for _, comment := range t.comments {
		if int(comment.Start) < t.start(c.call) || int(comment.End) > t.end(c.close) {
			continue
		}
		text := string(t.program[comment.Start:comment.End])
		if strings.Contains(text, "@vite-ignore") || strings.Contains(strings.ReplaceAll(text, " ", ""), "webpackIgnore:true") {
			return true
		}
		for _, word := range []string{"webpackInclude", "webpackExclude"} {
			_, rest, found := strings.Cut(text, word+":")
			token := lex.NewReader([]byte(strings.TrimSpace(rest)), true).Next()
			expression := strings.TrimSpace(rest)[token.Start:token.End]
			end := strings.LastIndexByte(expression, '/')
			if f := (&contextCall{source: expression}); found && token.Kind == lex.RegExp && f.expression(expression[1:end], expression[end+1:]) {
				if c.include == nil {
					c.include = &fileFilter{}
				}
				*map[string]**contextCall{"webpackInclude": &c.include.only, "webpackExclude": &c.include.not}[word] = f
			}
		}
	}
	return false
}

// meant tells whether the comments leave a file.
func (f *fileFilter) meant(file string) bool {
	return f == nil || (f.only == nil || f.only.takes(file)) && (f.not == nil || !f.not.takes(file))
}

// expandOne adds the edits for a call, or tells what is wrong with it.
func (p *plugin) expandOne(g *globbed, s *source, c *chosen) *globError {
	at := s.tokens().start(c.call)
	start := c.parts[0]
	slash := strings.LastIndexByte(start, '/')
	switch {
	case isAddress(start):
		return nil
	case slash < 0 || start == "/":
		return p.undirected(s, c)
	case isRooted(start) && p.isPublicDir(start[1:slash]):
		return nil
	}
	loaders := start[:strings.LastIndexByte(start, '!')+1]
	name := strings.TrimPrefix(start[:slash+1], loaders)
	dir, ok := p.chosenDir(s.file, name)
	if !ok {
		if strings.HasPrefix(name, ".") { // which browsers would look for beside a chunk
			p.writeChosen(g, s, c, "")
		}
		return &globError{at, c.way + "(): there is no directory " + js.Quote(name), `correct it: relative to this file with "./", or by an alias or package; where the browser is to resolve it, write /* @vite-ignore */ in the call`}
	}
	search := choice{plugin: p, from: s.file, dir: dir, parts: slices.Clone(c.parts), filter: c.include}
	search.parts[0] = start[slash+1:]
	said := js.Quote(strings.Join(c.parts, "*"))
	if !search.cutQuery() {
		p.writeChosen(g, s, c, "")
		return &globError{at, c.way + "(): the query of " + said + " is not understood", "write it as the end of the whole, as in `./pages/${name}.js?raw`"}
	}
	files := search.find()
	p.mu.Lock()
	p.globDirs[dir] = true
	p.reads.dir(dir)
	p.mu.Unlock()
	var list strings.Builder
	for _, key := range files {
		specifier := loaders + relativeTo(filepath.Dir(s.file), filepath.Join(dir, filepath.FromSlash(key.file))) + search.query
		fmt.Fprintf(&list, "%s: () => %s(%s), ", js.Quote(start[:slash+1]+key.key+search.query), c.way, js.Quote(specifier))
	}
	p.writeChosen(g, s, c, list.String())
	switch {
	case len(files) == 0 && search.unread == 0:
		return &globError{at, c.way + "() of " + said + " matches no file", "check the directory and the extension; where the browser is to resolve it, write /* @vite-ignore */ in the call"}
	case search.unread > 0 && !inPackage(filepath.ToSlash(dir)):
		return &globError{at, c.way + "() of " + said + " leaves out what nothing reads: " + search.counted(), "write the extension that is meant, or state in \"loader\" how to read it"}
	}
	return nil
}

// writeChosen adds the edits that put a table of files in the place of a call. Its
// argument stays.
func (p *plugin) writeChosen(g *globbed, s *source, c *chosen, files string) {
	t := s.tokens()
	table := map[string]string{"import": chosenImport, "require": chosenCall}[c.way]
	at, open, closing := t.start(c.call), t.end(c.call+1), t.end(c.end-1)
	g.edits = append(g.edits, edit.New(at, open, fmt.Sprintf(table, files)+newlines(s.text[at:open])),
		edit.New(closing, t.end(c.close), newlines(s.text[closing:t.end(c.close)])+")"))
	p.noteGlob(g, s, at, nil)
}

// newlines are those of a text that goes.
func newlines(text string) string { return strings.Repeat("\n", strings.Count(text, "\n")) }

// isAddress tells whether what a request starts with is the start of a URL, which
// is the browser's.
func isAddress(start string) bool {
	scheme, _, found := strings.Cut(start, ":")
	return strings.HasPrefix(start, "//") || found && slices.Contains([]string{"http", "https", "data", "blob", "file"}, scheme)
}

// undirected says what to do about a call of which no directory is known.
func (p *plugin) undirected(s *source, c *chosen) *globError {
	t := s.tokens()
	choice, open := false, false
	for i := c.first; i < c.end; i++ {
		if t.meta(i) == "url" || t.is(i, "location") {
			return nil // an address
		}
		choice = choice || t.kind(i) == lex.Question
		starts := t.kind(i) == lex.TemplateOpen && t.text(i)[0] == '`' || t.kind(i) == lex.String && t.kind(i+1) == lex.Sign
		open = open || starts && t.text(i)[1] != '.'
	}
	if choice && !open && t.kind(c.end-1) == lex.String {
		return nil // the linker reads the names and patterns that it chooses among
	}
	if c.way == "require" {
		return &globError{t.start(c.call), "require() of what only the running program knows: nothing is bundled for it, and browsers have no require()", "begin the name with a directory, as in require(\"./pages/\" + name)"}
	}
	return &globError{t.start(c.call), "import() of what only the running program knows: nothing is bundled for it", "begin the name with a directory, as in import(`./pages/${name}.js`); where it is a URL, write /* @vite-ignore */ in the call"}
}

// isPublicDir tells whether there is a public directory of that name.
func (p *plugin) isPublicDir(name string) bool {
	if p.settings.Public == "" {
		return false
	}
	info, err := os.Stat(p.publicFile(name))
	return err == nil && info.IsDir()
}

// chosenDir finds the directory that a request starts with.
func (p *plugin) chosenDir(file, name string) (string, bool) {
	if isRooted(name) {
		info, err := os.Stat(p.settings.File(name[1:]))
		return p.settings.File(name[1:]), err == nil && info.IsDir()
	}
	if inPackage(filepath.ToSlash(file)) && !strings.HasPrefix(name, ".") && !p.settings.Env.Context {
		return "", false
	}
	return p.contextDir(filepath.Dir(file), name)
}

// choice looks for the files that a request may mean.
type choice struct {
	*plugin
	from   string   // the importer
	dir    string   // the directory that the request starts with
	parts  []string // the request from there on
	query  string   // its end that is no part of the name
	filter *fileFilter
	unread int    // files that nothing reads
	first  string // the first of them
}

// cutQuery parts the query from the request; false where it stands elsewhere than
// at the end.
func (c *choice) cutQuery() bool {
	last := len(c.parts) - 1
	for i, part := range c.parts {
		if i < last && strings.Contains(part, "?") {
			return false
		}
	}
	if at := strings.IndexByte(c.parts[last], '?'); at >= 0 {
		c.parts[last], c.query = c.parts[last][:at], c.parts[last][at:]
	}
	return true
}

// find lists the names that the request may be, each with the file that it means:
// its own name, that without an extension which imports may leave out, and that of
// a directory whose index it is, in the order in which imports look for them.
func (c *choice) find() []contextKey {
	w := contextWalk{deep: true, outdir: c.settings.Outdir, shallow: true}
	w.walk(c.dir, "", nil)
	known := map[string]string{}
	add := func(key, file string) {
		if _, there := known[key]; !there && takes(c.parts, key) {
			known[key] = file
		}
	}
	w.files = slices.DeleteFunc(w.files, func(name string) bool {
		return filepath.Join(c.dir, filepath.FromSlash(name)) == c.from || strings.HasSuffix(name, ".d.ts") || !c.filter.meant("./"+name)
	})
	for _, name := range w.files {
		if c.readable(name) {
			add(name, name)
		}
	}
	for _, ext := range tried(c.settings.Extensions) {
		for _, name := range w.files {
			if stem, cut := strings.CutSuffix(name, ext); cut {
				add(stem, name)
			}
		}
	}
	for _, ext := range tried(c.settings.Extensions) {
		for _, name := range w.files {
			if dir, base := path.Split(name); dir != "" && base == "index"+ext {
				add(strings.TrimSuffix(dir, "/"), name)
				add(dir, name)
			}
		}
	}
	for _, name := range w.files {
		if dir, base := path.Split(name); dir != "" && base == "package.json" {
			add(strings.TrimSuffix(dir, "/"), dir)
		}
	}
	keys := make([]contextKey, 0, len(known))
	for key, file := range known {
		keys = append(keys, contextKey{key, file})
	}
	slices.SortFunc(keys, func(a, b contextKey) int { return strings.Compare(a.key, b.key) })
	return keys
}

// readable tells whether anything reads a file whose extension the request does not
// state.
func (c *choice) readable(name string) bool {
	ext := path.Ext(name)
	if tail := c.parts[len(c.parts)-1]; c.query != "" || strings.Contains(tail, ".") || !takes(c.parts, name) {
		return true
	}
	loader := c.settings.Loaders[ext]
	if isScript(name) || ext == ".json" || IsSheet(name) || loader != api.LoaderNone || slices.Contains(c.settings.Extensions, ext) ||
		c.settings.Plugins != nil && c.settings.Plugins.Wants(settings.ModuleID{ID: filepath.ToSlash(filepath.Join(c.dir, filepath.FromSlash(name)))}) {
		return true
	}
	if c.unread++; c.first == "" {
		c.first = name
	}
	return false
}

// counted names the files that nothing reads.
func (c *choice) counted() string {
	if c.unread == 1 {
		return c.first
	}
	return fmt.Sprintf("%s and %d more", c.first, c.unread-1)
}
