// Package glob is the one language of patterns in which a configuration and its
// flags name files and packages, so that a pattern that one place accepts means
// the same in every other.
//
// A pattern is matched against a slash-separated path, as a whole. In it * and ?
// stand for any and for one character of a segment, [a-z] and [^a-z] for one of
// a class, ** as a segment for any number of segments, {a,b} for either, and \
// takes the meaning from the character after it. A "./" or "/" at the beginning
// says nothing. A path also matches itself, so that "src/routes/[id].tsx" can be
// written as it is.
package glob

import (
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Valid reports whether a pattern is one. Whoever takes patterns asks once, and
// makes an error of the configuration of those that are none.
func Valid(pattern string) bool {
	return relative(pattern) != "" && doublestar.ValidatePattern(pattern)
}

// Match reports whether a path matches a pattern. What is not Valid matches
// nothing, but itself.
func Match(pattern, name string) bool {
	pattern = relative(pattern)
	if pattern == name {
		return true
	}
	if !strings.ContainsAny(pattern, `*?[{\`) {
		return false
	}
	ok, err := doublestar.Match(pattern, name)
	return ok && err == nil
}

func relative(pattern string) string {
	return strings.TrimPrefix(strings.TrimPrefix(pattern, "./"), "/")
}
