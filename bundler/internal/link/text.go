package link

import "strings"

// What is looked for in sources before the linker parses them. They may be
// JavaScript, TypeScript or JSX, so no more is read than the words themselves;
// text in a comment or string that looks like code counts as well, and does no
// harm where these are used.

// reader moves over a text. Each method tells whether it got on; where it did
// not, the place is undefined.
type reader struct {
	text string
	at   int
}

// literal moves over a certain text.
func (r *reader) literal(text string) bool {
	if !strings.HasPrefix(r.text[r.at:], text) {
		return false
	}
	r.at += len(text)
	return true
}

// space moves over white space, of which there may be none.
func (r *reader) space() bool {
	for r.at < len(r.text) && strings.IndexByte(" \t\n\r\f", r.text[r.at]) >= 0 {
		r.at++
	}
	return true
}

// gap moves over white space, at least one character.
func (r *reader) gap() bool {
	before := r.at
	return r.space() && r.at > before
}

// blank moves over white space and comments, of which there may be none.
func (r *reader) blank() bool {
	for r.space() {
		var end string
		switch {
		case r.literal("//"):
			end = "\n"
		case r.literal("/*"):
			end = "*/"
		default:
			return true
		}
		_, rest, _ := strings.Cut(r.text[r.at:], end)
		r.at = len(r.text) - len(rest)
	}
	return true
}

// peek tells whether a character is next.
func (r *reader) peek(c byte) bool { return r.at < len(r.text) && r.text[r.at] == c }

// maybe moves over a character if it is there, with white space before it.
func (r *reader) maybe(c string) bool {
	before := r.at
	if !r.space() || !r.literal(c) {
		r.at = before
	}
	return true
}

// name moves over an identifier.
func (r *reader) name() bool {
	before := r.at
	for r.at < len(r.text) && isName(r.text[r.at]) {
		r.at++
	}
	return r.at > before
}

// quoted moves over a string without escapes, or a template without
// substitutions, and tells what is in it.
func (r *reader) quoted() (string, bool) {
	if r.at >= len(r.text) || strings.IndexByte("\"'`", r.text[r.at]) < 0 {
		return "", false
	}
	mark := r.text[r.at : r.at+1]
	length := strings.Index(r.text[r.at+1:], mark)
	if length <= 0 {
		return "", false
	}
	content := r.text[r.at+1 : r.at+1+length]
	if strings.Contains(content, "\n") || mark == "`" && strings.Contains(content, "$") {
		return "", false
	}
	r.at += length + 2
	return content, true
}

// str moves over a string, in which an escape stands for the character itself, or
// a template without substitutions, and tells what is in it.
func (r *reader) str() (string, bool) {
	if r.at >= len(r.text) || strings.IndexByte("\"'`", r.text[r.at]) < 0 {
		return "", false
	}
	mark := r.text[r.at]
	var content strings.Builder
	for at := r.at + 1; at < len(r.text); at++ {
		switch c := r.text[at]; {
		case c == mark:
			r.at = at + 1
			return content.String(), true
		case c == '\\' && at+1 < len(r.text) && !isName(r.text[at+1]):
			at++
			content.WriteByte(r.text[at])
		case c == '\\', c == '\n', mark == '`' && strings.HasPrefix(r.text[at:], "${"):
			return "", false
		default:
			content.WriteByte(c)
		}
	}
	return "", false
}

// generics moves over TypeScript's type arguments, of which there may be none.
func (r *reader) generics() bool {
	if !r.peek('<') {
		return true
	}
	for depth := 0; r.at < len(r.text); r.blank() {
		switch c := r.text[r.at]; {
		case c == '<':
			depth++
		case c == '>' && r.text[r.at-1] != '=': // an arrow
			if depth--; depth == 0 {
				r.at++
				return r.blank()
			}
		case c == '"' || c == '\'' || c == '`':
			if _, ok := r.str(); !ok {
				return false
			}
			continue
		}
		r.at++
	}
	return false
}

// ends tells whether no name goes on here.
func (r *reader) ends() bool { return r.at >= len(r.text) || !isName(r.text[r.at]) }

func isName(c byte) bool {
	return c == '_' || c == '$' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// eachWord calls visit with a reader behind each place where a word stands by
// itself, until it returns true, and tells whether it did.
func eachWord(text, word string, visit func(r reader, start int) bool) bool {
	for at := 0; ; {
		next := strings.Index(text[at:], word)
		if next < 0 {
			return false
		}
		start := at + next
		at = start + len(word)
		r := reader{text, at}
		if (start == 0 || !isName(text[start-1])) && r.ends() && visit(r, start) {
			return true
		}
	}
}

// startsLine tells whether nothing but white space stands before a place in its
// line.
func startsLine(text string, at int) bool {
	line := text[1+strings.LastIndexByte(text[:at], '\n') : at]
	return strings.TrimLeft(line, " \t\r\f") == ""
}

// hasImport tells whether an import statement starts a line.
func hasImport(text string) bool {
	return eachWord(text, "import", func(r reader, start int) bool {
		if !startsLine(text, start) || !r.space() || r.at >= len(text) {
			return false
		}
		if strings.IndexByte(`"'{*`, text[r.at]) >= 0 {
			return true
		}
		if !r.name() || !r.space() {
			return false
		}
		from := r
		return r.literal(",") || from.literal("from") && from.ends()
	})
}

// mayExport tells whether a module that imports may export as well, or is
// TypeScript's import x = require().
func mayExport(text string) bool {
	found := func(reader, int) bool { return true }
	return eachWord(text, "export", found) || eachWord(text, "import", func(r reader, start int) bool {
		return startsLine(text, start) && r.gap() && r.name() && r.space() && r.literal("=")
	})
}

// isModule tells whether an import or export starts a line.
func isModule(text string) bool {
	starts := func(_ reader, start int) bool { return startsLine(text, start) }
	return eachWord(text, "import", starts) || eachWord(text, "export", starts)
}

// isCommonJS tells whether text seems to be that of a CommonJS module.
func isCommonJS(text string) bool {
	return eachWord(text, "module", func(r reader, _ int) bool { return r.literal(".exports") && r.ends() }) ||
		eachWord(text, "exports", func(r reader, _ int) bool {
			return r.space() && r.at < len(text) && strings.IndexByte(".[=", text[r.at]) >= 0
		}) ||
		eachWord(text, "require", func(r reader, _ int) bool { return r.space() && r.literal("(") })
}

// urlCall is new URL("target", import.meta.url), perhaps as the argument of a
// new worker.
type urlCall struct {
	start, end int
	worker     string // the text before it, up to the arguments: new Worker(
	target     string
	rest       string // the end of the worker's arguments
}

// findURLs finds the calls in a source.
func findURLs(text string) []urlCall {
	if !strings.Contains(text, "import.meta.url") {
		return nil
	}
	var calls []urlCall
	for at := 0; ; {
		next := strings.Index(text[at:], "new")
		if next < 0 {
			return calls
		}
		start := at + next
		at = start + len("new")
		if call, ok := readURL(text, start); ok {
			calls = append(calls, call)
			at = call.end
		}
	}
}

func readURL(text string, start int) (urlCall, bool) {
	call := urlCall{start: start}
	r := reader{text, start}
	if worker := r; worker.literal("new") && worker.gap() && (worker.literal("SharedWorker") || worker.literal("Worker")) && worker.space() && worker.literal("(") && worker.space() {
		call.worker = text[start:worker.at]
		r = worker
	}
	if !r.literal("new") || !r.gap() || !r.literal("URL") || !r.space() || !r.literal("(") || !r.space() {
		return call, false
	}
	var ok bool
	if call.target, ok = r.quoted(); !ok {
		return call, false
	}
	if !r.space() || !r.literal(",") || !r.space() || !r.literal("import.meta.url") || !r.maybe(",") || !r.space() || !r.literal(")") {
		return call, false
	}
	call.end = r.at
	if end := r; end.maybe(",") && end.space() && end.literal(")") {
		call.end = end.at
	} else if object := r; object.space() && object.literal(",") && object.space() && object.literal("{") {
		if length := strings.IndexAny(text[object.at:], "{}"); length >= 0 && text[object.at+length] == '}' {
			call.end = object.at + length + 1
		}
	}
	call.rest = text[r.at:call.end]
	return call, true
}

// cutSuffix parts a URL before its query or fragment.
func cutSuffix(ref string) (rest, suffix string) {
	if i := strings.IndexAny(ref, "?#"); i >= 0 {
		return ref[:i], ref[i:]
	}
	return ref, ""
}

// regexp moves over a regular expression, and tells what it says.
func (r *reader) regexp() (source, flags string, ok bool) {
	if !r.peek('/') {
		return "", "", false
	}
	class := false
	for at := r.at + 1; at < len(r.text) && r.text[at] != '\n'; at++ {
		switch c := r.text[at]; {
		case c == '\\':
			at++
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			source, r.at = r.text[r.at+1:at], at+1
			before := r.at
			r.name()
			return source, r.text[before:r.at], true
		}
	}
	return "", "", false
}
