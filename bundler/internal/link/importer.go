package link

import (
	"path/filepath"
	"strings"
)

// isImporter tells whether a script is an ES module by its import statements
// alone, which the linker takes for CommonJS: where its package says so, or where
// it mentions this, exports or module. Of most scripts that is told without their
// tokens.
func (p *plugin) isImporter(s *source) bool {
	ext := filepath.Ext(s.file)
	if ext == ".cjs" || ext == ".cts" || !mayImport(s.text) || surelyExports(s.text) {
		return false
	}
	asks := strings.Contains(s.text, "module") || strings.Contains(s.text, "exports") || strings.Contains(s.text, "this")
	if !asks && p.packages.of(filepath.Dir(s.file)).Type != "commonjs" {
		return false
	}
	found := s.tokens().format()
	return found.imports && !found.exports && !found.equals
}

// mayImport is quick, and right where it says no: no import statement stands in a
// text.
func mayImport(text string) bool {
	for at := 0; ; {
		next := strings.Index(text[at:], "import")
		if next < 0 {
			return false
		}
		start := at + next
		at = start + len("import")
		if start > 0 && (isName(text[start-1]) || text[start-1] == '.') {
			continue
		}
		rest := strings.TrimLeft(text[at:], " \t\r\n\f")
		if rest == "" {
			return false
		}
		if c := rest[0]; strings.IndexByte("\"'{*/", c) >= 0 || len(rest) < len(text)-at && (isName(c) || c >= 0x80 || c == '\\') {
			return true
		}
	}
}

// surelyExports is quick, and right where it says yes: an export statement stands
// in a text, at the start of a line, and neither in a comment nor in a template.
// That is told by the first one, of which only what is before it counts, or by
// the last one.
func surelyExports(text string) bool {
	const word = "\nexport"
	if strings.HasPrefix(text, word[1:]) && exportsAt(text[len(word)-1:]) {
		return true
	}
	before, rest, found := strings.Cut(text, word)
	switch {
	case !found:
		return false
	case exportsAt(rest) && !continued(before) && !strings.Contains(before, "`") && strings.LastIndex(before, "*/") >= strings.LastIndex(before, "/*"):
		return true
	}
	last := strings.LastIndex(text, word)
	after := text[last+len(word):]
	return exportsAt(after) && !continued(text[:last]) && !strings.Contains(after, "`") && !strings.Contains(after, "*/")
}

// exportsAt tells whether what follows the word is that of a statement.
func exportsAt(rest string) bool {
	return rest != "" && strings.IndexByte(" {*", rest[0]) >= 0
}

// continued tells whether a string goes on in the next line.
func continued(line string) bool { return strings.HasSuffix(strings.TrimSuffix(line, "\r"), "\\") }

func isName(c byte) bool {
	return c == '_' || c == '$' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
