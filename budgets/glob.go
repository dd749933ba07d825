package budgets

import (
	"path"
	"strings"
)

// match reports whether a slash-separated name matches a pattern. In a pattern
// * ? and [...] stand for parts of one path segment, ** as a segment for any
// number of segments, and {a,b} for either. A name also matches itself, so that
// "src/routes/[id].tsx" can be written as it is. A malformed pattern matches
// nothing else; validPattern tells beforehand.
func match(pattern, name string) bool {
	if pattern == name {
		return true
	}
	for _, p := range alternatives(pattern) {
		if matchSegments(strings.Split(p, "/"), strings.Split(name, "/")) {
			return true
		}
	}
	return false
}

// validPattern reports whether match understands the pattern.
func validPattern(pattern string) bool {
	if strings.Count(pattern, "{") != strings.Count(pattern, "}") {
		return false
	}
	for _, p := range alternatives(pattern) {
		if _, err := path.Match(p, ""); err != nil {
			return false
		}
	}
	return true
}

func matchSegments(pattern, name []string) bool {
	for len(pattern) > 0 {
		if pattern[0] == "**" {
			for i := range len(name) + 1 {
				if matchSegments(pattern[1:], name[i:]) {
					return true
				}
			}
			return false
		}
		if len(name) == 0 {
			return false
		}
		if ok, err := path.Match(pattern[0], name[0]); !ok || err != nil {
			return false
		}
		pattern, name = pattern[1:], name[1:]
	}
	return len(name) == 0
}

// alternatives expands the braces of a pattern: "a/{b,c{d,e}}" gives a/b, a/cd
// and a/ce.
func alternatives(pattern string) []string {
	open := strings.IndexByte(pattern, '{')
	if open < 0 {
		return []string{pattern}
	}
	var parts []string
	depth, start := 0, open+1
	for i := open; i < len(pattern); i++ {
		switch pattern[i] {
		case '{':
			depth++
		case ',':
			if depth == 1 {
				parts = append(parts, pattern[start:i])
				start = i + 1
			}
		case '}':
			depth--
			if depth > 0 {
				continue
			}
			parts = append(parts, pattern[start:i])
			var all []string
			for _, part := range parts {
				all = append(all, alternatives(pattern[:open]+part+pattern[i+1:])...)
			}
			return all
		}
	}
	return []string{pattern}
}
