package cut

import (
	"slices"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// OfPlatform tells the global names that programs provide where browsers lack
// them, or change.
func OfPlatform(name string) bool {
	switch name {
	case "process", "location", "localStorage", "sessionStorage", "indexedDB", "customElements", "fetch", "WebSocket", "EventSource", "Worker", "IntersectionObserver",
		"MutationObserver", "ResizeObserver", "matchMedia", "requestAnimationFrame", "requestIdleCallback", "queueMicrotask", "setImmediate", "structuredClone":
		return true
	}
	return false
}

// provided notes the names of the platform that the file may give a value: each
// that stands anywhere but where it can only be read. A string may be the name of
// a property that is set.
func (s *scanner) provided(t lex.Token) {
	text := s.text(t)
	if t.Kind == lex.String {
		text = text[1 : len(text)-1]
	}
	if OfPlatform(string(text)) && !s.onlyReads(t) && !slices.Contains(s.file.Provided, string(text)) {
		s.file.Provided = append(s.file.Provided, string(text))
	}
}

// onlyReads tells whether the current token, a name or a string, can only read
// what it names, or names a member of a class.
func (s *scanner) onlyReads(t lex.Token) bool {
	f := s.top()
	pattern := f.kind == frameObject || f.kind == frameBracket && !f.access
	switch next := s.ahead; {
	case f.expectsKey() && !f.method:
		return f.kind == frameClass
	case t.Kind == lex.String, s.assigns(next), next.Kind == lex.In, s.is(next, "of"):
		return false
	case pattern && (next.Kind == lex.Comma || next.Kind == lex.BraceClose || next.Kind == lex.BracketClose):
		return false
	case s.goesOn():
		return true
	}
	at := len(s.toks) - 1
	for at > 1 && s.toks[at-1].Kind == lex.Dot && s.toks[at-2].Kind.Word() {
		at -= 2
	}
	if at == 0 {
		return true
	}
	before := s.toks[at-1].Kind
	return before != lex.Dot && before != lex.Optional && before != lex.Delete && before != lex.Update
}
