package link

import (
	"path/filepath"
	"strings"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// isImporter tells whether a script is an ES module by its import statements
// alone, which the linker takes for CommonJS: where its package says so, or where
// it mentions this, exports or module. Only where that may be are its tokens read.
func (p *plugin) isImporter(s *source) bool {
	if p.starts[s.file] && s.startsAsModule() {
		return true
	}
	ext := filepath.Ext(s.file)
	if s.common || ext == ".cjs" || ext == ".cts" || !mayImport(s.text) {
		return false
	}
	asks := strings.Contains(s.text, "module") || strings.Contains(s.text, "exports") || strings.Contains(s.text, "this") || strings.Contains(s.text, `\u`)
	if !asks && p.packages.of(filepath.Dir(s.file)).Type != "commonjs" {
		return false
	}
	if s.split != nil {
		found := s.split.format()
		return found.imports && !found.exports && !found.equals
	}
	return !endsWithExport(s.text) && onlyImports(scriptReader(s.program, s.loader))
}

// endsWithExport is quick, and right where it says yes: an export statement is the
// last of a script, as in most that a bundler wrote. What is in it could close no
// comment and no template that it stood in, and no bracket; no more could the
// comments behind it.
func endsWithExport(text string) bool {
	text = strings.TrimRight(text, " \t\r\n")
	for at := strings.LastIndexByte(text, '\n'); at >= 0 && strings.HasPrefix(text[at:], "\n//") && !strings.Contains(text[at:], "`") && !strings.Contains(text[at:], "*/"); at = strings.LastIndexByte(text, '\n') {
		text = strings.TrimRight(text[:at], " \t\r\n")
	}
	at := strings.LastIndex(text, "\nexport ")
	if at < 0 {
		return false
	}
	inside := strings.TrimPrefix(strings.TrimSuffix(strings.TrimLeft(text[at+len("\nexport "):], " "), ";"), "{")
	inside = strings.TrimSuffix(inside, "}")
	return !strings.ContainsFunc(inside, func(c rune) bool { return c > 0x7f || !isName(byte(c)) && !strings.ContainsRune(", \t\r\n", c) })
}

// startsAsModule tells whether a script that a page starts as a module has nothing in
// it that says what it is: neither statements of modules nor names of CommonJS.
func (s *source) startsAsModule() bool {
	t := s.tokens()
	f := t.format()
	return !f.imports && !f.exports && !t.mentions("module", "exports", "require")
}

// mayImport is quick, and right where it says no: no import statement stands in a
// text. It looks at the bytes around the word alone.
func mayImport(text string) bool {
	const word = "import"
	for at := 0; ; {
		next := strings.Index(text[at:], word)
		if next < 0 {
			return false
		}
		start := at + next
		at = start + len(word)
		if start > 0 && (isName(text[start-1]) || text[start-1] == '.') || at < len(text) && (isName(text[at]) || text[at] == '(' || text[at] == '.') {
			continue
		}
		return true
	}
}

// onlyImports tells whether import statements stand at the top level of a script,
// and no other that makes a module of it. It reads no further than to the first
// of those.
func onlyImports(r *lex.Reader) bool {
	imports := false
	var before, last lex.Kind // of the tokens before
	for {
		t := r.Next()
		switch {
		case t.Kind == lex.Comment:
			continue
		case last == lex.Import:
			imports = imports || t.Kind != lex.ParenOpen && t.Kind != lex.Dot && t.Kind != lex.End
		case before == lex.Import && last == lex.Ident && t.Kind == lex.Assign:
			return false // TypeScript's import x = require()
		}
		kind := t.Kind
		if kind == lex.End {
			return imports
		}
		if last == lex.Dot || last == lex.Optional || r.Inside() >= 0 && kind == lex.Import {
			kind = lex.Ident
		} else if kind == lex.Export && r.Inside() < 0 {
			return false
		}
		before, last = last, kind
	}
}

func isName(c byte) bool {
	return c == '_' || c == '$' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
