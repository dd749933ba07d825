package inspect

import (
	"path"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/lex"
)

// imports are the specifiers in a script, as written.
type imports struct {
	static, dynamic []string
	lazy            map[string][]string // files that load beside a dynamic import, by its specifier; relative to the site
}

// scan finds the imports of a script of any tool. What it cannot make sense of it
// passes over.
func scan(code []byte) imports {
	s := scanner{code: code, tokens: lex.NewReader(code, false), imports: imports{lazy: map[string][]string{}}}
	for t := s.next(); t.Kind != lex.End; {
		t = s.read(t)
	}
	s.preload()
	return s.imports
}

// scanner reads one script.
type scanner struct {
	imports
	code     []byte
	tokens   *lex.Reader
	before   lex.Kind // of the token before the one that was read last
	last     lex.Kind
	calls    []call
	preloads []string // what Vite's numbers stand for
}

// call is a dynamic import.
type call struct {
	spec  string
	at    int32
	files []int // indexes into preloads
}

func (s *scanner) next() lex.Token {
	t := s.tokens.Next()
	s.before, s.last = s.last, t.Kind
	return t
}

func (s *scanner) text(t lex.Token) string { return string(s.code[t.Start:t.End]) }

// read makes sense of a token, and returns the next that it has not.
func (s *scanner) read(t lex.Token) lex.Token {
	member := s.before == lex.Dot || s.before == lex.Optional
	switch {
	case t.Kind == lex.Import && !member:
		return s.imported(t.Start)
	case t.Kind == lex.Export && !member:
		return s.from(s.next(), false)
	case t.Kind == lex.Ident && s.text(t) == "m":
		return s.list()
	case t.Kind == lex.Ident && s.text(t) == "__vite__mapDeps":
		return s.numbers(s.tokens.Inside())
	}
	return s.next()
}

// imported reads what follows the word import.
func (s *scanner) imported(at int32) lex.Token {
	t := s.next()
	if t.Kind != lex.ParenOpen {
		return s.from(t, true)
	}
	t = s.next()
	spec, ok := lex.Value(s.code[t.Start:t.End])
	if !ok || spec == "" {
		return t
	}
	s.dynamic = append(s.dynamic, spec)
	s.calls = append(s.calls, call{spec: spec, at: at})
	return s.next()
}

// from reads the names of an import or export statement, and the module that
// they are from, if that comes. bare tells that the module may come at once.
func (s *scanner) from(t lex.Token, bare bool) lex.Token {
	for named := bare; ; t = s.next() {
		switch {
		case t.Kind == lex.String && named:
			if spec, _ := lex.Value(s.code[t.Start:t.End]); spec != "" {
				s.static = append(s.static, spec)
			}
			return s.next()
		case t.Kind == lex.Comma, t.Kind == lex.Star, t.Kind == lex.BraceOpen, t.Kind == lex.BraceClose, t.Kind == lex.String:
		case !t.Kind.Word(), t.Kind == lex.Import, t.Kind == lex.Export:
			return t
		}
		named = t.Kind == lex.Ident && s.text(t) == "from"
	}
}

// list reads the list of files that Vite writes once for a script: m.f=["a.js"].
func (s *scanner) list() lex.Token {
	for _, want := range []string{".", "f", "=", "["} {
		if t := s.next(); s.text(t) != want {
			return t
		}
	}
	first := s.preloads == nil
	t := s.next()
	for ; t.Kind != lex.BracketClose && t.Kind != lex.End; t = s.next() {
		if p, ok := lex.Value(s.code[t.Start:t.End]); ok && first {
			s.preloads = append(s.preloads, p)
		}
	}
	return t
}

// numbers reads which files of the list load beside a dynamic import:
// preload(()=>import("./a.js"),__vite__mapDeps([0,1])). They stand in one call, which
// is the bracket that is open.
func (s *scanner) numbers(inside int32) lex.Token {
	for _, want := range []string{"(", "["} {
		if t := s.next(); s.text(t) != want {
			return t
		}
	}
	var files []int
	t := s.next()
	for ; t.Kind == lex.Number || t.Kind == lex.Comma; t = s.next() {
		if n, err := strconv.Atoi(s.text(t)); err == nil {
			files = append(files, n)
		}
	}
	for i := range s.calls {
		if c := &s.calls[i]; c.files == nil && inside >= 0 && c.at > inside {
			c.files = files
		}
	}
	return t
}

// preload turns the numbers into files.
func (s *scanner) preload() {
	for _, c := range s.calls {
		for _, n := range c.files {
			if n < len(s.preloads) {
				s.lazy[c.spec] = append(s.lazy[c.spec], s.preloads[n])
			}
		}
	}
}

// link tells every script what it imports, by the records where these list it
// and else by the script itself.
func (s *site) link() {
	s.manifest.complete(&s.build)
	for i := range s.build.Files {
		f := &s.build.Files[i]
		if f.Kind != asset.KindJS || f.Imports != nil { // which records have told
			continue
		}
		dir, found := path.Dir(f.Path), scan(f.Data)
		for _, spec := range found.static {
			f.Imports = s.append(f.Imports, asset.KindJS, dir, spec)
		}
		for _, spec := range found.dynamic {
			f.Dynamic = s.append(f.Dynamic, asset.KindJS, dir, spec)
			target := s.locate(dir, spec)
			for _, p := range found.lazy[spec] {
				if target != nil {
					target.CSS = s.append(target.CSS, asset.KindCSS, dir, "/"+strings.TrimLeft(p, "./"))
				}
			}
		}
	}
}

// append adds the file that a specifier means. Only URLs can mean one.
func (s *site) append(list []string, kind asset.Kind, dir, spec string) []string {
	if !strings.HasPrefix(spec, ".") && !strings.HasPrefix(spec, "/") && !strings.Contains(spec, "://") {
		return list
	}
	if f := s.locate(dir, spec); f != nil && f.Kind == kind {
		return appendNew(list, f.Path)
	}
	return list
}
