package link

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/internal/edit"
	"github.com/paintbox-build/paintbox/internal/lex"
)

// Names that only webpack gives to modules, in projects that it builds: what can
// be is replaced, and what cannot is said with its place.

const publicPath, resourceQuery, nonceName = "__webpack_public_path__", "__resourceQuery", "__webpack_nonce__"

// webpackNames are the others. Nothing stands for them.
func webpackNames() []string {
	return []string{"__webpack_require__", "__webpack_modules__", "__webpack_chunk_load__", "__webpack_chunkname__", "__webpack_hash__", "__webpack_base_uri__", "__webpack_runtime_id__",
		"__webpack_get_script_filename__", "__webpack_share_scopes__", "__webpack_init_sharing__", "__webpack_is_included__", "__webpack_exports_info__", "__webpack_layer__", "__non_webpack_require__"}
}

// mayNameWebpack is quick, and right where it says no.
func (p *plugin) mayNameWebpack(s *source) bool {
	return p.settings.Env.Context && (strings.Contains(s.text, "webpack") || strings.Contains(s.text, resourceQuery) || mayAMD(s.text) || strings.Contains(s.text, "require") && p.isOwn(s))
}

// expandNames replaces the names in a source.
func (p *plugin) expandNames(g *globbed, s *source, renamed map[int]bool) {
	if !p.mayNameWebpack(s) {
		return
	}
	t := s.tokens()
	asked, ambient := t.asked(), t.ambient()
	for i := range t.list {
		if !t.kind(i).Word() || t.property(i) || t.key(i) || t.kind(i-1) == lex.Typeof && !t.is(i, publicPath) && !t.is(i, resourceQuery) {
			continue
		}
		switch name := string(t.text(i)); {
		case name == "require":
			p.requireAsValue(g, s, i, renamed)
		case name == publicPath || name == nonceName:
			if !ambient[i] && !t.shadowed(i, ambient) {
				p.expandPublicPath(g, s, i, name)
			}
		case name == resourceQuery && !t.shadowed(i, ambient):
			g.edits = append(g.edits, edit.New(t.start(i), t.end(i), `""`))
		case strings.HasPrefix(name, "__") && !asked[name] && slices.Contains(webpackNames(), name) && !t.shadowed(i, ambient):
			p.warnOf(g, s, i, name+" is webpack's own, and nothing stands for it here: reading it throws", "do without it, or ask typeof "+name+" before")
		}
	}
}

// ambient are the names in declarations of TypeScript's that declare nothing.
func (s *tokens) ambient() map[int]bool {
	found := map[int]bool{}
	for i := range s.list {
		if s.is(i, "declare") {
			found[i+2] = true
		}
	}
	return found
}

// asked are the names that a program asks for by typeof.
func (s *tokens) asked() map[string]bool {
	names := map[string]bool{}
	for i := range s.list {
		if s.kind(i) == lex.Typeof {
			names[string(s.text(i+1))] = true
		}
	}
	return names
}

// expandPublicPath makes the public path that of the build where it is read. What a
// program sets goes to a property of the global object, which nothing reads.
func (p *plugin) expandPublicPath(g *globbed, s *source, i int, name string) {
	t := s.tokens()
	set := slices.ContainsFunc(t.indices(name), func(at int) bool { return t.kind(at+1) == lex.Assign || t.kind(at+1) == lex.Change })
	if assigned := t.kind(i+1) == lex.Assign || t.kind(i+1) == lex.Change; assigned && name == publicPath {
		p.warnOf(g, s, i, "setting "+publicPath+" moves nothing: chunks are loaded from where the entry is, and files from \"base\"", `write "base": "./" where all files move together, or the URL that they have as "base"`)
	} else if assigned {
		p.warnOf(g, s, i, "setting "+nonceName+" gives no element a nonce", "state the nonce in the page: what is loaded later takes it from there")
	}
	text := js.Quote(p.publicURL(""))
	switch {
	case set || name == nonceName:
		text = "globalThis." + name
	case p.settings.RelativeBase():
		text = "new URL(" + text + ", import.meta.url).href"
	}
	g.edits = append(g.edits, edit.New(t.start(i), t.end(i), text))
}

// requireAsValue judges require where it is not called, and replaces require.resolve().
func (p *plugin) requireAsValue(g *globbed, s *source, i int, renamed map[int]bool) {
	t := s.tokens()
	if renamed[i] || t.shadowed(i, renamed) {
		return
	}
	if t.kind(i+1) == lex.Dot && (t.is(i+2, "resolve") || t.is(i+2, "resolveWeak")) && t.kind(i+3) == lex.ParenOpen {
		name, literal := t.value(i + 4)
		if !literal || t.kind(i+5) != lex.ParenClose {
			p.warnOf(g, s, i, "require."+string(t.text(i+2))+"() of what only the running program knows throws here", "write the name of the module")
			return
		}
		if id, ok := p.moduleID(s, name); ok {
			g.edits = append(g.edits, edit.New(t.start(i), t.end(i+5), js.Quote(id)))
			p.warnOf(g, s, i, "require."+string(t.text(i+2))+"() gives the name of a module, by which nothing here finds it", "write require(), import(), or ?url for the URL of the file")
		}
		return
	}
	if t.wanted(i, i+1) && t.kind(i+1) != lex.Dot {
		p.warnOf(g, s, i, "require is handed on as a value: what is required by it is not bundled, and throws", "call require() itself with the name of the module")
	}
}

// moduleID is what webpack's modules are called where it is not told to number them.
func (p *plugin) moduleID(s *source, name string) (string, bool) {
	found := p.build.Resolve(name, api.ResolveOptions{ResolveDir: filepath.Dir(s.file), Importer: s.file, Namespace: "file", Kind: api.ResolveJSRequireCall})
	if len(found.Errors) > 0 || found.Path == "" {
		return "", false
	}
	if !filepath.IsAbs(found.Path) {
		return path.Clean(found.Path), true
	}
	return relativeTo(p.settings.Dir, found.Path), true
}

// readMeta reads the arguments of import.meta.webpackContext.
func (c *contextCall) readMeta(r *reader) *globError {
	directory, ok := r.value(0)
	if !ok || directory.kind != literalString || directory.text == "" {
		return notLiteral(r.offset())
	}
	c.dir = directory.text
	if r.punctuation(lex.Comma) && !r.punctuation(lex.BraceOpen) && r.kind(r.at) != lex.ParenClose {
		return notLiteral(r.offset())
	}
	for r.kind(r.at) != lex.ParenClose {
		if r.punctuation(lex.BraceClose) || r.punctuation(lex.Comma) {
			continue
		}
		key := string(r.text(r.at))
		n, known := map[string]int{"recursive": 1, "regExp": 2, "mode": 3}[key]
		if !known || r.kind(r.at+1) != lex.Colon {
			return &globError{r.offset(), "import.meta.webpackContext: " + key + " is not understood", "the options are recursive, regExp and mode, with literals"}
		}
		r.at += 2
		if failed := c.take(r, n); failed != nil {
			return failed
		}
	}
	c.end = r.end(r.at)
	return nil
}
