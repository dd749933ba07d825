package shake

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// What an import() gives is often taken apart on the spot, as in
//
//	const { utils } = await import("xlsx");
//	import("./chart.js").then((m) => m.draw());
//
// Where every import() of a module says in this way which names it wants, the
// route needs to export only those. The expressions are recognized by their
// text, as the linker prints it; any other keeps all names.

var (
	taken      = regexp.MustCompile(`(?:const|let|var) \{([^{}\[\]()]*)\} = await $`)
	held       = regexp.MustCompile(`(?:const|let|var) ([\w$\x{80}-\x{10FFFF}]+) = await $`)
	givenTo    = regexp.MustCompile(`^\)\.then\((?:async )?\(?([\w$\x{80}-\x{10FFFF}]+)\)? =>`)
	givenFrom  = regexp.MustCompile(`^\)\.then\((?:async )?\(\{([^{}\[\]()]*)\}\) =>`)
	member     = regexp.MustCompile(`^\)\)\.([\w$\x{80}-\x{10FFFF}]+)`)
	grouped    = regexp.MustCompile(`(?:^|[=([{,;:!&|?+\-*/%<>~^]|[=([{,;:!&|?+\-*/%<>~^>] |\n\s*|\b(?:return|typeof|void|throw|yield|await|case|in|of|delete) )\(await $`)
	together   = regexp.MustCompile(`(?:const|let|var) \[([^\[\]()]*)\] = await Promise\.all\(\[((?:import\("[^"]*"\), )*)$`)
	allEnded   = regexp.MustCompile(`^\)(?:, import\("[^"]*"\))*\]\)\s*(?:[;,]|$)`)
	declared   = regexp.MustCompile(`(?:const |let |var |\(|, |\[)$`)
	declaredAs = regexp.MustCompile(`^(?: = await import\("|\) =>|[^;()]*\] = await Promise\.all\(\[import\(| = \([\w$\x{80}-\x{10FFFF}]+\(\), [\w$\x{80}-\x{10FFFF}]+\()`)
	thisWord   = regexp.MustCompile(`\bthis\b`)
	ended      = regexp.MustCompile(`^\)\s*(?:[;,]|$)`)
	plainName  = regexp.MustCompile(`^[\w$\x{80}-\x{10FFFF}]+$`)
)

// nameSet is a set of names, with whether each is called as a method, which sees
// the module as this. It may be shared, and is not changed then.
type nameSet map[string]bool

// calls tells whether text goes on with a call.
func calls(text []byte) bool {
	return bytes.HasPrefix(text, []byte("(")) || bytes.HasPrefix(text, []byte("`")) || bytes.HasPrefix(text, []byte("?.("))
}

// importReader reads what import() expressions want. It remembers what
// statements read of their variables, since a statement may have many import()
// of one form.
type importReader map[variable]members

type variable struct {
	statement *cut.Statement
	name      string
}

// members are the properties that are read of a variable; ok is false where it
// is used otherwise.
type members struct {
	names nameSet
	ok    bool
}

// patternSpace is how far before an import() the declaration of what it gives
// may begin.
const patternSpace = 2000

// wantedNames lists the names that an import() wants of its module; ok is false
// where it may be any.
func (r importReader) wantedNames(f *program.File, s *cut.Statement, imp cut.Import) (names nameSet, ok bool) {
	if s.Eval {
		return nil, false
	}
	before, after := f.Source[max(s.Start, imp.Start-patternSpace):imp.Start], f.Source[imp.End:s.End]
	if s.Prefix != "" {
		before = append([]byte(s.Prefix+" "), before...)
	}
	if m := givenFrom.FindSubmatch(after); m != nil {
		return patternNames(string(m[1]))
	}
	if m := givenTo.FindSubmatch(after); m != nil {
		return r.memberNames(f, s, string(m[1]))
	}
	if m := member.FindSubmatchIndex(after); m != nil && grouped.Match(before) {
		return nameSet{string(after[m[2]:m[3]]): calls(after[m[3]:])}, true
	}
	if m := together.FindSubmatch(before); m != nil && allEnded.Match(after) && !bytes.ContainsAny(m[1], "\"'`/") {
		targets := splitPattern(string(m[1]))
		if k := bytes.Count(m[2], []byte("import(")); k < len(targets) {
			return r.targetNames(f, s, targets[k])
		}
		return nil, true
	}
	if !ended.Match(after) {
		return nil, false
	}
	if m := taken.FindSubmatch(before); m != nil {
		return patternNames(string(m[1]))
	}
	if m := held.FindSubmatch(before); m != nil {
		return r.targetNames(f, s, string(m[1]))
	}
	return nil, false
}

// targetNames lists the names that a declaration takes of its value: those of a
// pattern, or those that the statement reads of the variable.
func (r importReader) targetNames(f *program.File, s *cut.Statement, target string) (names nameSet, ok bool) {
	if pattern, ok := strings.CutPrefix(target, "{"); ok {
		return patternNames(strings.TrimSuffix(pattern, "}"))
	}
	if !plainName.MatchString(target) || declares(f, s, target) {
		return nil, target == ""
	}
	return r.memberNames(f, s, target)
}

// memberNames lists the names that a statement reads of its variables of a name.
func (r importReader) memberNames(f *program.File, s *cut.Statement, name string) (names nameSet, ok bool) {
	key := variable{s, name}
	m, known := r[key]
	if !known {
		m.names, m.ok = memberNames(f.Source[s.Start:s.End], name)
		r[key] = m
	}
	return m.names, m.ok
}

// splitPattern lists the elements of an array pattern.
func splitPattern(pattern string) []string {
	var list []string
	depth, start := 0, 0
	for i, c := range pattern + "," {
		switch {
		case c == '{':
			depth++
		case c == '}':
			depth--
		case c == ',' && depth == 0:
			list = append(list, strings.TrimSpace(pattern[start:i]))
			start = i + 1
		}
	}
	return list
}

// declares tells whether a statement declares a name at the top level of its
// module, where other statements see it.
func declares(f *program.File, s *cut.Statement, name string) bool {
	return slices.ContainsFunc(s.Refs, func(r cut.Ref) bool { return r.Flags&cut.RefDeclared != 0 && f.Names[r.Name] == name })
}

// patternNames lists the properties that an object pattern without patterns in
// it takes.
func patternNames(pattern string) (names nameSet, ok bool) {
	names = nameSet{}
	if strings.ContainsAny(pattern, "\"'`/") {
		return nil, false // a comma or colon in it may be part of a value
	}
	for property := range strings.SplitSeq(pattern, ",") {
		name, _, _ := strings.Cut(property, ":")
		name, _, _ = strings.Cut(name, "=")
		name = strings.TrimSpace(name)
		if name == "" && strings.TrimSpace(property) == "" {
			continue
		}
		if !plainName.MatchString(name) {
			return nil, false // the rest of the properties, or a name in quotes
		}
		names[name] = false
	}
	return names, true
}

// memberNames lists the properties that text reads of a variable; ok is false
// where it uses the variable otherwise. Text that only looks like the variable
// counts as well, but for where the variable, or another of its name, is
// declared.
func memberNames(text []byte, variable string) (names nameSet, ok bool) {
	names = nameSet{}
	for at := 0; ; {
		next := bytes.Index(text[at:], []byte(variable))
		if next < 0 {
			return names, true
		}
		start := at + next
		at = start + len(variable)
		before, rest := text[:start], text[at:]
		inWord := start > 0 && (isWordByte(text[start-1]) || text[start-1] == '.' && !bytes.HasSuffix(before, []byte("..."))) || len(rest) > 0 && isWordByte(rest[0])
		if inWord || declared.Match(before[max(0, start-len("const ")):]) && declaredAs.Match(rest) {
			continue
		}
		name, end := memberAt(rest)
		if end == 0 {
			return nil, false
		}
		names[name] = names[name] || calls(rest[end:])
		at += end
	}
}

// memberAt reads the property that text after a variable names, as in .name, and
// tells where it ends: 0 where there is none.
func memberAt(text []byte) (name string, end int) {
	if len(text) < 2 || text[0] != '.' || !isWordByte(text[1]) {
		return "", 0
	}
	for end = 1; end < len(text) && isWordByte(text[end]); {
		end++
	}
	return string(text[1:end]), end
}

// isWordByte tells the bytes of names, with every byte that is not ASCII.
func isWordByte(c byte) bool {
	return c == '_' || c == '$' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= 0x80
}

var (
	requiredTaken    = regexp.MustCompile(`(?:^|, )\{([^{}\[\]()]*)\} = \($`)
	requiredHeld     = regexp.MustCompile(`(?:^|, )([\w$\x{80}-\x{10FFFF}]+) = \($`)
	declarationStart = regexp.MustCompile(`^\s*(?:const|let|var) `)
	requiredMember   = regexp.MustCompile(`^\)\)\.([\w$\x{80}-\x{10FFFF}]+)`)
	requiredEnd      = regexp.MustCompile(`^\)\)(?:[;,]|$)`)
	identifier       = regexp.MustCompile(`^[A-Za-z_$\x{80}-\x{10FFFF}][\w$\x{80}-\x{10FFFF}]*$`)
)

// requiredNames lists the names that a require() wants, of which the third name
// in its expression is a reference; ok is false where it may be any. Where a
// variable of the top level holds what it gives, holder is its symbol, else -1.
func (r importReader) requiredNames(f *program.File, s *cut.Statement, ref int) (names nameSet, holder int32, ok bool) {
	start, object := int(s.Refs[ref-2].Pos), s.Refs[ref]
	before := f.Source[s.Start:start]
	after := f.Source[int(object.Pos)+len(f.Names[object.Name]) : s.End]
	if s.Eval || !bytes.HasSuffix(before, []byte("(")) {
		return nil, -1, false
	}
	if m := requiredMember.FindSubmatchIndex(after); m != nil {
		return nameSet{string(after[m[2]:m[3]]): calls(after[m[3]:])}, -1, true
	}
	line, ok := declarators(s.Prefix, before)
	if !ok || !requiredEnd.Match(after) {
		return nil, -1, false
	}
	if m := requiredTaken.FindSubmatch(line); m != nil {
		names, ok = patternNames(string(m[1]))
		return names, -1, ok
	}
	if m := requiredHeld.FindSubmatch(line); m != nil {
		if sym := symbolIn(f, s, string(m[1])); sym >= 0 {
			return nil, sym, true
		}
		names, ok = r.memberNames(f, s, string(m[1]))
		return names, -1, ok
	}
	return nil, -1, false
}

// declarators is what follows the word const, let or var that the last line of a
// statement's text starts with. Ok is false where it starts otherwise, or
// brackets other than the last one are open.
func declarators(prefix string, text []byte) (rest []byte, ok bool) {
	newline := bytes.LastIndexByte(text, '\n')
	line := text[newline+1:]
	if newline < 0 && prefix != "" {
		line = append([]byte(prefix+" "), bytes.TrimLeft(line, " ")...)
	}
	start := declarationStart.FindIndex(line)
	if start == nil {
		return nil, false
	}
	rest = line[start[1]:]
	open := 0
	for _, c := range rest[:len(rest)-1] {
		switch c {
		case '(', '[', '{':
			open++
		case ')', ']', '}':
			open--
		}
	}
	return rest, open == 0
}

// symbolIn is the symbol of a name in a statement, -1 for one that only the
// statement knows.
func symbolIn(f *program.File, s *cut.Statement, name string) int32 {
	for _, r := range s.Refs {
		if sym := f.Symbols[r.Name]; sym >= 0 && f.Names[r.Name] == name {
			return sym
		}
	}
	return -1
}
