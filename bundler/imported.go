package bundler

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
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
	taken     = regexp.MustCompile(`(?:const|let|var) \{([^{}\[\]()]*)\} = await $`)
	held      = regexp.MustCompile(`(?:const|let|var) ([\w$\x{80}-\x{10FFFF}]+) = await $`)
	givenTo   = regexp.MustCompile(`^\)\.then\((?:async )?\(?([\w$\x{80}-\x{10FFFF}]+)\)? =>`)
	givenFrom = regexp.MustCompile(`^\)\.then\((?:async )?\(\{([^{}\[\]()]*)\}\) =>`)
	member    = regexp.MustCompile(`^\)\)\.([\w$\x{80}-\x{10FFFF}]+)`)
	together  = regexp.MustCompile(`(?:const|let|var) \[([^\[\]()]*)\] = await Promise\.all\(\[((?:import\("[^"]*"\), )*)$`)
	allEnded  = regexp.MustCompile(`^\)(?:, import\("[^"]*"\))*\]\)\s*(?:[;,]|$)`)
	ended     = regexp.MustCompile(`^\)\s*(?:[;,]|$)`)
	plainName = regexp.MustCompile(`^[\w$\x{80}-\x{10FFFF}]+$`)
)

// limitRoutes removes the exports of routes that no import() wants. What has a
// method then is a promise to its importers, which is seen without a name. It
// tells whether there was any.
func (p *Program) limitRoutes() bool {
	wanted := make([]map[string]bool, len(p.roots)) // nil: every name
	for i := range p.roots {
		if r := &p.roots[i]; r.entry < 0 && !r.worker && r.cjs < 0 {
			wanted[i] = map[string]bool{"then": true}
		}
	}
	for i := range p.files {
		f := &p.files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			for _, imp := range s.Dynamic {
				to, ok := p.dynamicRoot(f, s, imp)
				if !ok || wanted[to] == nil {
					continue
				}
				names, ok := f.wantedNames(s, imp)
				if !ok {
					wanted[to] = nil
				}
				for _, name := range names {
					wanted[to][name] = true
				}
			}
		}
	}
	limited := false
	for i, names := range wanted {
		if r := &p.roots[i]; names != nil {
			all := len(r.exports)
			r.exports = slices.DeleteFunc(r.exports, func(e export) bool { return !names[unquote(e.name)] })
			limited = limited || len(r.exports) < all
		}
	}
	return limited
}

// wantedNames lists the names that an import() wants of its module; ok is false
// where it may be any.
func (f *source) wantedNames(s *cut.Statement, imp cut.Import) (names []string, ok bool) {
	if s.Eval {
		return nil, false
	}
	before, after := append([]byte(s.Prefix+" "), f.Source[s.Start:imp.Start]...), f.Source[imp.End:s.End]
	if m := givenFrom.FindSubmatch(after); m != nil {
		return patternNames(string(m[1]))
	}
	if m := givenTo.FindSubmatchIndex(after); m != nil {
		return memberNames(after[m[3]:], string(after[m[2]:m[3]]))
	}
	if m := member.FindSubmatch(after); m != nil && bytes.HasSuffix(before, []byte("(await ")) {
		return []string{string(m[1])}, true
	}
	if m := together.FindSubmatch(before); m != nil && allEnded.Match(after) {
		targets := splitPattern(string(m[1]))
		if k := bytes.Count(m[2], []byte("import(")); k < len(targets) {
			return f.targetNames(s, before, after, targets[k])
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
		return f.targetNames(s, before, after, string(m[1]))
	}
	return nil, false
}

// targetNames lists the names that a declaration takes of its value: those of a
// pattern, or those that the statement reads of the variable.
func (f *source) targetNames(s *cut.Statement, before, after []byte, target string) (names []string, ok bool) {
	if pattern, ok := strings.CutPrefix(target, "{"); ok {
		return patternNames(strings.TrimSuffix(pattern, "}"))
	}
	if !plainName.MatchString(target) || f.declares(s, target) {
		return nil, target == ""
	}
	declared := lastWord(before, target)
	first, ok := memberNames(before[:declared], target)
	if !ok {
		return nil, false
	}
	rest, ok := memberNames(append(bytes.Clone(before[declared+len(target):]), after...), target)
	return append(first, rest...), ok
}

// lastWord is where a name stands last in a text that has it.
func lastWord(text []byte, name string) int {
	for end := len(text); ; {
		at := bytes.LastIndex(text[:end], []byte(name))
		if at <= 0 || !isWordByte(text[at-1]) && (at+len(name) == len(text) || !isWordByte(text[at+len(name)])) {
			return max(at, 0)
		}
		end = at + len(name) - 1
	}
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
func (f *source) declares(s *cut.Statement, name string) bool {
	return slices.ContainsFunc(s.Refs, func(r cut.Ref) bool { return r.Flags&cut.RefDeclared != 0 && f.Names[r.Name] == name })
}

// patternNames lists the properties that an object pattern without patterns in
// it takes.
func patternNames(pattern string) (names []string, ok bool) {
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
		names = append(names, name)
	}
	return names, true
}

// memberNames lists the properties that text reads of a variable; ok is false
// where it uses the variable otherwise. Text that only looks like the variable
// counts as well.
func memberNames(text []byte, variable string) (names []string, ok bool) {
	for {
		at := bytes.Index(text, []byte(variable))
		if at < 0 {
			return names, true
		}
		rest := text[at+len(variable):]
		inWord := at > 0 && (isWordByte(text[at-1]) || text[at-1] == '.' && !bytes.HasSuffix(text[:at], []byte("...")))
		text = rest
		if inWord || len(rest) > 0 && isWordByte(rest[0]) {
			continue
		}
		end := 1
		for end < len(rest) && isWordByte(rest[end]) {
			end++
		}
		if len(rest) < 2 || rest[0] != '.' || end == 1 {
			return nil, false
		}
		names = append(names, string(rest[1:end]))
		text = rest[end:]
	}
}

// isWordByte tells the bytes of names, with every byte that is not ASCII.
func isWordByte(c byte) bool {
	return c == '_' || c == '$' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= 0x80
}
