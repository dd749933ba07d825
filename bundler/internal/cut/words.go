package cut

import "bytes"

// Words that are looked for in a statement's whole text. One in a comment or
// string counts as well: it makes the answer more careful than it had to be.

// hasThis tells whether the word this stands in a text.
func hasThis(text []byte) bool {
	return eachWord(text, "this", func(rest []byte) bool { return len(rest) == 0 || !isWordByte(rest[0]) })
}

// mayHaveAccessor tells whether get or set stands in a text, and the name of a
// property after it.
func mayHaveAccessor(text []byte) bool {
	named := func(rest []byte) bool {
		return len(rest) > 1 && rest[0] == ' ' && (isWordByte(rest[1]) || bytes.IndexByte([]byte(`$#"'[`), rest[1]) >= 0)
	}
	return eachWord(text, "get", named) || eachWord(text, "set", named)
}

// eachWord calls visit with what follows each place where a word begins, until
// it returns true, and tells whether it did.
func eachWord(text []byte, word string, visit func(rest []byte) bool) bool {
	for at := 0; ; {
		next := bytes.Index(text[at:], []byte(word))
		if next < 0 {
			return false
		}
		start := at + next
		at = start + len(word)
		if (start == 0 || !isWordByte(text[start-1])) && visit(text[at:]) {
			return true
		}
	}
}

func isWordByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
