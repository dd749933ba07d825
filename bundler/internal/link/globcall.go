package link

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/internal/lex"
)

// What a call of import.meta.glob says. Its arguments are literals, as in Vite:
// the files are found while the program is built.

// globCall is a call of import.meta.glob, read from a source.
type globCall struct {
	start, end int // of the expression
	patterns   []globLiteral
	eager      bool
	name       string // of the export that is wanted; "" for the namespace object
	query      string // with its question mark; "" for none
	base       string // of relative patterns and of all keys; "" for the importer's directory
	exhaustive bool   // files in node_modules and hidden ones count
	anyCase    bool   // so do those that differ from a pattern in case
}

// globLiteral is a literal in the arguments of a call.
type globLiteral struct {
	at     int // where it starts
	kind   literalKind
	text   string        // of a string; of a number or word, as it is written
	values []globLiteral // of an array or object
	keys   []globLiteral // of an object
}

type literalKind uint8

const (
	literalString literalKind = iota
	literalNumber
	literalBoolean
	literalArray
	literalObject
)

// globError is what is wrong with a call, and what to write instead.
type globError struct {
	at         int
	text, note string
}

const (
	literalNote = "write the value itself: files are found while the program is built, so that strings, numbers, true, false, arrays and objects of these can be read"
	globNote    = `write import.meta.glob("./pages/*.js") in each place: the call is replaced by what it gives while the program is built, and browsers have no such function`
	optionsNote = "the options are eager, import, query, base, exhaustive and caseSensitive"
)

// readGlob reads the call that import.meta at a token starts. Ok is false where it
// calls nothing; an error there says that the function is wanted for itself.
func readGlob(s *tokens, first int) (call globCall, failed *globError, ok bool) {
	call = globCall{start: s.start(first)}
	name, next := s.metaProperty(first)
	switch name {
	case "glob":
	case "globEagerDefault":
		call.eager, call.name = true, "default"
	case "globEager":
		call.eager = true
	default:
		return call, nil, false
	}
	r := reader{s, s.skipTypes(next)}
	if r.kind(r.at) == lex.Optional && r.kind(r.at+1) == lex.ParenOpen {
		r.at++
	}
	if !r.punctuation(lex.ParenOpen) {
		if s.wanted(first, next) {
			failed = &globError{call.start, "import.meta.glob is called where it stands, and is no value", globNote}
		}
		return call, failed, false
	}
	var arguments []globLiteral
	for !r.punctuation(lex.ParenClose) {
		value, read := r.value(0)
		if !read || !r.separator(lex.ParenClose) {
			return call, &globError{r.offset(), "import.meta.glob takes literals only", literalNote}, true
		}
		arguments = append(arguments, value)
	}
	call.end = s.end(r.at - 1)
	return call, call.take(arguments), true
}

// takesGlob tells whether import.meta at a token is taken apart by a pattern that
// has the function: const { glob } = import.meta.
func (s *tokens) takesGlob(first int) bool {
	if !s.match(first, lex.Import, lex.Dot) || !s.is(first+2, "meta") || s.property(first) || !s.match(first-2, lex.BraceClose, lex.Assign) {
		return false
	}
	for i := first - 3; i >= 0 && s.ends[i] != first-2; i-- {
		if w := s.within[i]; s.is(i, "glob") && w >= 0 && s.ends[w] == first-2 {
			return true
		}
	}
	return false
}

// take reads the arguments of the call.
func (c *globCall) take(arguments []globLiteral) *globError {
	if len(arguments) == 0 || len(arguments) > 2 {
		return &globError{c.start, "import.meta.glob takes a pattern or an array of patterns, and options", `write import.meta.glob("./pages/*.js")`}
	}
	c.patterns = []globLiteral{arguments[0]}
	if arguments[0].kind == literalArray {
		c.patterns = arguments[0].values
	}
	for _, p := range c.patterns {
		if p.kind != literalString || p.text == "" || p.text == "!" {
			return &globError{p.at, "import.meta.glob: a pattern is a string", `write "./pages/*.js"`}
		}
	}
	if len(arguments) == 1 {
		return nil
	}
	if arguments[1].kind != literalObject {
		return &globError{arguments[1].at, "import.meta.glob: options are an object", optionsNote}
	}
	for i, key := range arguments[1].keys {
		if err := c.option(key, arguments[1].values[i]); err != nil {
			return err
		}
	}
	return nil
}

// option reads one of the options.
func (c *globCall) option(key, v globLiteral) *globError {
	wrong := func(note string) *globError {
		return &globError{v.at, "import.meta.glob: bad value for " + js.Quote(key.text), note}
	}
	switch key.text {
	case "eager", "exhaustive", "caseSensitive":
		if v.kind != literalBoolean {
			return wrong("write true or false")
		}
		c.eager = c.eager || key.text == "eager" && v.text == "true"
		c.exhaustive = c.exhaustive || key.text == "exhaustive" && v.text == "true"
		c.anyCase = c.anyCase || key.text == "caseSensitive" && v.text == "false"
		return nil
	case "query":
		if v.kind == literalObject {
			query, ok := v.query()
			if !ok {
				return wrong("its values are strings, numbers, true and false")
			}
			c.query = query
			return nil
		}
	case "import", "as", "base":
	default:
		return &globError{key.at, "import.meta.glob: unknown option " + js.Quote(key.text), optionsNote}
	}
	if v.kind != literalString {
		return wrong("write a string")
	}
	switch key.text {
	case "import":
		if v.text != "*" {
			c.name = v.text
		}
	case "query":
		if c.query = "?" + strings.TrimPrefix(v.text, "?"); c.query == "?" {
			c.query = ""
		}
	case "as": // of Vite until 5
		if c.query = "?" + v.text; v.text == "raw" || v.text == "url" {
			c.name = "default"
		}
	case "base":
		if c.base = v.text; !strings.HasPrefix(v.text, "./") && !strings.HasPrefix(v.text, "../") && !strings.HasPrefix(v.text, "/") {
			return wrong(`it starts with "./", "../" or "/"`)
		}
	}
	return nil
}

// query is what an object says as the query of a URL.
func (v globLiteral) query() (string, bool) {
	var list []string
	for i, key := range v.keys {
		if v.values[i].kind > literalBoolean {
			return "", false
		}
		list = append(list, url.QueryEscape(key.text)+"="+url.QueryEscape(v.values[i].text))
	}
	if len(list) == 0 {
		return "", true
	}
	return "?" + strings.Join(list, "&"), true
}

// maxNesting is how deep arrays and objects may stand in each other. None that
// says anything is deeper than three.
const maxNesting = 8

// reader moves over the tokens of literals. Where a method tells that it got no
// further, the place is what is not understood.
type reader struct {
	*tokens
	at int
}

func (r *reader) offset() int { return r.start(r.at) }

// punctuation moves over a token of a kind.
func (r *reader) punctuation(k lex.Kind) bool {
	if r.kind(r.at) != k {
		return false
	}
	r.at++
	return true
}

// separator moves over a comma, or up to the bracket that ends a list.
func (r *reader) separator(end lex.Kind) bool {
	return r.punctuation(lex.Comma) || r.kind(r.at) == end
}

// value reads a literal.
func (r *reader) value(depth int) (globLiteral, bool) {
	v := globLiteral{at: r.offset()}
	ok := depth <= maxNesting
	switch k := r.kind(r.at); {
	case !ok:
	case k == lex.BracketOpen:
		v.kind = literalArray
		for r.at++; ok && !r.punctuation(lex.BracketClose); {
			var item globLiteral
			if item, ok = r.value(depth + 1); ok {
				v.values = append(v.values, item)
				ok = r.separator(lex.BracketClose)
			}
		}
	case k == lex.BraceOpen:
		v.kind = literalObject
		for r.at++; ok && !r.punctuation(lex.BraceClose); {
			ok = r.member(&v, depth)
		}
	case k == lex.String || k == lex.Template:
		if v.text, ok = r.tokens.value(r.at); ok {
			r.at++
		}
	default:
		ok = r.word(&v)
	}
	if ok && r.is(r.at, "as") && r.kind(r.at+1) == lex.Const { // TypeScript's
		r.at += 2
	}
	return v, ok
}

// member reads a key and its value.
func (r *reader) member(object *globLiteral, depth int) bool {
	key := globLiteral{at: r.offset()}
	value, isString := r.tokens.value(r.at)
	switch {
	case isString:
		key.text = value
	case r.kind(r.at).Word() || r.kind(r.at) == lex.Number:
		key.text = string(r.text(r.at))
	default:
		return false
	}
	if r.at++; !r.punctuation(lex.Colon) {
		return false
	}
	v, ok := r.value(depth + 1)
	if !ok {
		return false
	}
	object.keys, object.values = append(object.keys, key), append(object.values, v)
	return r.separator(lex.BraceClose)
}

// word reads a number, true or false.
func (r *reader) word(v *globLiteral) bool {
	sign, number := "", r.at
	if k := r.kind(r.at); k == lex.Not || k == lex.Sign {
		sign = string(r.text(r.at))
		number++
	}
	text := string(r.text(number))
	switch {
	case sign == "" && (text == "true" || text == "false"):
		v.kind, v.text = literalBoolean, text
	case sign == "!" && (text == "0" || text == "1"):
		v.kind, v.text = literalBoolean, strconv.FormatBool(text == "0")
	case r.kind(number) == lex.Number && (sign == "" || sign == "-") && strings.Trim(text, ".0123456789") == "":
		v.kind, v.text = literalNumber, sign+text
	default:
		return false
	}
	r.at = number + 1
	return true
}
