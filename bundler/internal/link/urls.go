package link

import (
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// What a source says of files by new URL("file", import.meta.url), and what it
// starts of them.

// urlCall is new URL("target", import.meta.url).
type urlCall struct {
	first, last int // tokens
	literal     int // the token of the target
	target      string
	starts      starter
	format      scriptFormat // of what it starts
}

// starter is what a program starts that a URL names.
type starter uint8

const (
	startsNothing starter = iota
	startsWorkers
	startsWorklet // which is a module always
	startsService // a service worker
)

// scriptFormat is how a worker is started.
type scriptFormat uint8

const (
	formatUnknown scriptFormat = iota // only the running program knows
	formatModule
	formatClassic
)

// mayHaveURLs is quick, and right where it says no.
func mayHaveURLs(text string) bool {
	return strings.Contains(text, "import.meta") && strings.Contains(text, "URL")
}

// urls finds the calls in a source.
func (s *tokens) urls() []urlCall {
	var calls []urlCall
	for i := range s.list {
		if s.kind(i) != lex.New || s.property(i) || !s.is(i+1, "URL") || s.kind(i+2) != lex.ParenOpen {
			continue
		}
		target, ok := s.value(i + 3)
		if !ok || s.kind(i+4) != lex.Comma || s.meta(i+5) != "url" {
			continue
		}
		last := i + 10
		if s.kind(last) == lex.Comma {
			last++
		}
		if s.kind(last) != lex.ParenClose {
			continue
		}
		call := urlCall{first: i, last: last, literal: i + 3, target: target}
		s.findStarter(&call)
		calls = append(calls, call)
	}
	return calls
}

// findStarter tells whether a URL is the first argument of what starts a script,
// by itself or as a string.
func (s *tokens) findStarter(call *urlCall) {
	from, to := s.asArgument(call.first, call.last)
	open := from - 1
	if s.kind(open) != lex.ParenOpen || s.kind(to+1) != lex.Comma && s.kind(to+1) != lex.ParenClose {
		return
	}
	callee := open - 1
	switch {
	case s.isWorker(callee) && s.constructs(callee), s.kind(callee) == lex.Super && s.extendsWorker(callee), s.kind(callee) == lex.Ident && s.constructs(callee) && s.namesWorker(callee):
		call.starts = startsWorkers
	case s.is(callee, "addModule") && s.property(callee):
		call.starts, call.format = startsWorklet, formatModule
		return
	case s.is(callee, "register") && s.property(callee) && s.is(callee-2, "serviceWorker"):
		call.starts = startsService
	default:
		return
	}
	call.format = s.formatOf(to + 1)
}

// asArgument widens an expression to what makes a string of it.
func (s *tokens) asArgument(from, to int) (int, int) {
	for {
		switch {
		case s.kind(to+1) == lex.Dot && (s.is(to+2, "href") || s.is(to+2, "toString") && s.match(to+3, lex.ParenOpen, lex.ParenClose)):
			if to += 2; s.is(to, "toString") {
				to += 2
			}
		case s.kind(from-1) == lex.ParenOpen && s.kind(to+1) == lex.ParenClose && s.is(from-2, "String") && !s.property(from-2):
			from, to = from-2, to+1
		case s.kind(from-1) == lex.ParenOpen && s.kind(to+1) == lex.ParenClose && !endsOperand(s.kind(from-2)) && s.kind(from-2) != lex.Super:
			from, to = from-1, to+1
		default:
			return from, to
		}
	}
}

// isWorker tells whether a word names what starts workers.
func (s *tokens) isWorker(i int) bool { return s.is(i, "Worker") || s.is(i, "SharedWorker") }

// head is the first token of a name with the objects that it is a property of.
func (s *tokens) head(i int) int {
	for s.property(i) && s.kind(i-2).Word() {
		i -= 2
	}
	return i
}

// constructs tells whether the call of a name is one of new.
func (s *tokens) constructs(name int) bool { return s.kind(s.head(name)-1) == lex.New }

// extendsWorker tells whether the class that a token stands in extends Worker.
func (s *tokens) extendsWorker(i int) bool {
	for ; i >= 0; i-- {
		if s.kind(i) == lex.Extends {
			end := i + 1
			for s.kind(end+1) == lex.Dot {
				end += 2
			}
			return s.isWorker(end)
		}
	}
	return false
}

// namesWorker tells whether a name is declared as another one of Worker.
func (s *tokens) namesWorker(name int) bool {
	for i := range s.list {
		if !s.declares(i, name) {
			continue
		}
		end := i + 2
		for s.kind(end+1) == lex.Dot {
			end += 2
		}
		return s.isWorker(end) && s.kind(end+1) != lex.ParenOpen
	}
	return false
}

// declares tells whether a token is the name in const name = …, or in another
// declaration.
func (s *tokens) declares(i, name int) bool {
	return s.kind(i+1) == lex.Assign && (s.kind(i-1) == lex.Const || s.kind(i-1) == lex.Var || s.kind(i-1) == lex.Comma || s.is(i-1, "let")) && s.is(i, string(s.text(name)))
}

// formatOf reads the options of a worker, from what follows its URL.
func (s *tokens) formatOf(i int) scriptFormat {
	if s.kind(i) != lex.Comma || s.kind(i+1) == lex.ParenClose {
		return formatClassic
	}
	return s.formatIn(i+1, true)
}

// formatIn reads options that start at a token: an object that is written out, a
// string, which is a name, or a variable that holds one of these.
func (s *tokens) formatIn(i int, named bool) scriptFormat {
	_, isName := s.value(i)
	switch {
	case s.kind(i) == lex.BraceOpen:
		return s.formatOfObject(i)
	case isName, s.kind(i) == lex.TemplateOpen, s.is(i, "undefined"):
		return formatClassic
	case named && s.kind(i) == lex.Ident && (s.kind(i+1) == lex.ParenClose || s.kind(i+1) == lex.Comma):
		for at := range s.list {
			if s.declares(at, i) && s.kind(at-1) == lex.Const {
				return s.formatIn(at+2, false)
			}
		}
	}
	return formatUnknown
}

// formatOfObject reads the property type of an object.
func (s *tokens) formatOfObject(open int) scriptFormat {
	format := formatClassic
	if behind := s.kind(s.ends[open] + 1); s.ends[open] < 0 || behind == lex.Choice || behind == lex.Question || behind == lex.Dot || behind == lex.BracketOpen {
		return formatUnknown
	}
	for i := open + 1; i < s.ends[open]; i++ {
		if s.within[i] != open {
			continue
		}
		key := string(s.text(i))
		if value, ok := s.value(i); ok {
			key = value
		}
		starts := s.kind(i-1) == lex.BraceOpen || s.kind(i-1) == lex.Comma
		switch {
		case s.kind(i) == lex.Spread, starts && s.kind(i) == lex.BracketOpen:
			format = formatUnknown
		case !starts || key != "type":
		case s.kind(i+1) != lex.Colon:
			return formatUnknown
		default:
			value, ok := s.value(i + 2)
			if end := s.kind(i + 3); !ok || end != lex.Comma && end != lex.BraceClose {
				return formatUnknown
			}
			format = map[bool]scriptFormat{true: formatModule, false: formatClassic}[value == "module"]
		}
	}
	return format
}

// statements are what a script says of its format.
type statements struct {
	imports, exports bool // statements at its top level
	equals           bool // TypeScript's import x = require()
}

// format reads them.
func (s *tokens) format() statements {
	var found statements
	for i := range s.list {
		if s.within[i] >= 0 || s.property(i) {
			continue
		}
		switch s.kind(i) {
		case lex.Import:
			next := s.kind(i + 1)
			found.imports = found.imports || next != lex.ParenOpen && next != lex.Dot && next != lex.End
			found.equals = found.equals || next == lex.Ident && s.kind(i+2) == lex.Assign
		case lex.Export:
			found.exports = true
		}
	}
	return found
}

// mentions tells whether a name of some stands in code: not as a property.
func (s *tokens) mentions(names ...string) bool {
	for i := range s.list {
		if s.kind(i).Word() && !s.property(i) && !s.key(i) && slices.Contains(names, string(s.text(i))) {
			return true
		}
	}
	return false
}

// cutSuffix parts a URL before its query or fragment.
func cutSuffix(ref string) (rest, suffix string) {
	if i := strings.IndexAny(ref, "?#"); i >= 0 {
		return ref[:i], ref[i:]
	}
	return ref, ""
}
