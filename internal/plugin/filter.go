package plugin

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// hookDescription is a hook of a plugin, as the host tells of it.
type hookDescription struct {
	Plugin string               `json:"plugin"`
	Name   string               `json:"name"`
	Own    bool                 `json:"own"`
	Filter *filterDescription   `json:"filter"`
	Any    []patternDescription `json:"any"` // of esbuild's shape: one of these passes
}

type filterDescription struct {
	ID   *listDescription `json:"id"`
	Code *listDescription `json:"code"`
}

type listDescription struct {
	Include []patternDescription `json:"include"`
	Exclude []patternDescription `json:"exclude"`
}

type patternDescription struct {
	Source    string  `json:"source"`
	Flags     string  `json:"flags"`
	Text      string  `json:"text"`
	Namespace *string `json:"namespace"`
}

// filter decides whether a hook may have to do with a module. It passes what it
// cannot decide: the host has the last word.
type filter struct {
	id, code list
	any      []pattern
	either   bool // any counts
}

type list struct {
	include, exclude []pattern
	stated           bool // include counts
}

// pattern is an expression, or a text that must occur. One that Go has no
// expression for is open: it may match.
type pattern struct {
	re        *regexp.Regexp
	text      string
	open      bool
	namespace *string
}

func newFilter(d hookDescription) filter {
	f := filter{either: d.Any != nil, any: patterns(d.Any)}
	if d.Filter != nil {
		f.id, f.code = newList(d.Filter.ID), newList(d.Filter.Code)
	}
	return f
}

func newList(d *listDescription) list {
	if d == nil {
		return list{}
	}
	return list{include: patterns(d.Include), exclude: patterns(d.Exclude), stated: d.Include != nil}
}

func patterns(from []patternDescription) []pattern {
	list := make([]pattern, len(from))
	for i, d := range from {
		list[i] = pattern{text: d.Text, namespace: d.Namespace}
		if d.Source != "" {
			expression, ok := translate(d.Source, d.Flags)
			list[i].open = !ok
			if ok {
				list[i].re = expression
			}
		}
	}
	return list
}

// passes decides by a module's id, and by its text where that is known.
func (f filter) passes(s subject) bool {
	if f.either {
		return slices.ContainsFunc(f.any, func(p pattern) bool {
			return (p.namespace == nil || *p.namespace == s.namespace || *p.namespace == "file" && s.namespace == "") && p.matches(s.name())
		})
	}
	return f.id.passes(s.id) && (s.text == nil || f.code.passes(string(s.text)))
}

func (l list) passes(text string) bool {
	for _, p := range l.exclude {
		if !p.open && p.matches(text) {
			return false
		}
	}
	return !l.stated || slices.ContainsFunc(l.include, func(p pattern) bool { return p.matches(text) })
}

func (p pattern) matches(text string) bool {
	switch {
	case p.open:
		return true
	case p.re != nil:
		return p.re.MatchString(text)
	}
	return strings.Contains(text, p.text)
}

// subject is what a filter decides about: a module, or an import by its
// specifier and its importer's namespace.
type subject struct {
	id, namespace string
	text          []byte // nil where it is not known
	specifier     bool
}

// name is the id as esbuild's plugins see it: of a file without its query.
func (s subject) name() string {
	if s.namespace != "" || s.specifier {
		return s.id
	}
	name, _, _ := strings.Cut(s.id, "?")
	return name
}

// translate makes a Go expression of JavaScript's, where there is one that
// matches the same texts.
func translate(source, flags string) (*regexp.Regexp, bool) {
	var mode string
	for _, flag := range flags {
		switch flag {
		case 'i', 'm', 's':
			mode += string(flag)
		case 'g', 'd': // say nothing about whether it matches
		default:
			return nil, false // u and v change what a character is, y where it starts
		}
	}
	out, ok := translateBody(source, strings.Contains(mode, "s"))
	if !ok {
		return nil, false
	}
	if mode != "" {
		out = "(?" + mode + ")" + out
	}
	re, err := regexp.Compile(out)
	return re, err == nil
}

// What classes hold in JavaScript.
const (
	jsSpace   = `\t\n\v\f\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}`
	jsAnyChar = `[^\n\r\x{2028}\x{2029}]`
)

func translateBody(source string, dotAll bool) (string, bool) {
	var out strings.Builder
	class := false
	for at := 0; at < len(source); {
		c, width := utf8.DecodeRuneInString(source[at:])
		rest := source[at+width:]
		switch {
		case c == '\\':
			text, used, ok := escape(rest, class)
			if !ok {
				return "", false
			}
			out.WriteString(text)
			width += used
		case c == '[' && class:
			out.WriteString(`\[`)
		case c == '[' && strings.HasPrefix(rest, "^]"):
			out.WriteString(`[\s\S]`)
			width += 2
		case c == '[' && strings.HasPrefix(rest, "]"):
			return "", false // matches nothing
		case c == '[':
			class = true
			out.WriteRune(c)
		case c == ']':
			class = false
			out.WriteRune(c)
		case c == '.' && !class && !dotAll:
			out.WriteString(jsAnyChar)
		default:
			out.WriteRune(c)
		}
		at += width
	}
	return out.String(), true
}

// escape translates what follows a backslash, and tells how many bytes of it it
// was.
func escape(rest string, class bool) (string, int, bool) {
	if rest == "" {
		return "", 0, false
	}
	c, width := utf8.DecodeRuneInString(rest)
	switch {
	case c == 's' && class:
		return jsSpace, 1, true
	case c == 's':
		return "[" + jsSpace + "]", 1, true
	case c == 'S' && !class:
		return "[^" + jsSpace + "]", 1, true
	case c == '0' && (len(rest) == 1 || rest[1] < '0' || rest[1] > '9'):
		return `\x00`, 1, true
	case c == 'x' && len(rest) >= 3:
		return `\x{` + rest[1:3] + `}`, 3, true
	case c == 'u' && len(rest) >= 5 && rest[1] != '{':
		return `\x{` + rest[1:5] + `}`, 5, true
	case strings.ContainsRune("dDwWnrtvf", c), strings.ContainsRune("bB", c) && !class:
		return `\` + string(c), 1, true
	case c >= '1' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
		return "", 0, false // references, \k, \p, \c
	case c < utf8.RuneSelf:
		return `\` + string(c), width, true
	}
	return string(c), width, true
}
