package dotenv

import "strings"

// maxReferences bounds how many references one value may lead through: values
// that name each other would grow for ever.
const maxReferences = 1000

// expandAll replaces the references in values, to those of whatever line and to
// the environment of the process, which wins. A value that the process sets is
// the process's. Of values that name each other in a circle, the one that is asked
// for again is empty.
func expandAll(all variables, process map[string]string) map[string]string {
	done := map[string]string{} // as references see them
	open := map[string]bool{}
	var lookup func(name string) string
	lookup = func(name string) string {
		if value, ok := process[name]; ok {
			return value
		}
		if _, ok := done[name]; !ok && !open[name] {
			open[name] = true
			done[name] = strings.ReplaceAll(expand(all.values[name], lookup), `\$`, "$")
		}
		return done[name]
	}
	values := map[string]string{}
	for _, name := range all.names {
		values[name] = process[name]
		if values[name] == "" {
			delete(done, name)
			open[name] = true
			values[name] = strings.ReplaceAll(expand(all.values[name], lookup), `\$`, "$")
			done[name] = values[name]
		}
	}
	return values
}

// expand replaces $NAME, ${NAME}, ${NAME:-default}, ${NAME-default} and
// ${NAME:+instead}. What is put in is read again, so that a default may hold a
// reference. \$ is no reference.
func expand(value string, lookup func(string) string) string {
	seen := map[string]bool{}
	for range maxReferences {
		start, end, name, operator, word := findReference(value)
		if start < 0 {
			break
		}
		seen[value] = true
		found := lookup(name)
		switch {
		case strings.HasSuffix(operator, "+") && found == "":
			word = ""
		case strings.HasSuffix(operator, "+"):
		case found != "" && !seen[found]:
			word = found
		}
		value = value[:start] + word + value[end:]
	}
	return value
}

// findReference finds the first reference that holds no other. Start is -1 where
// there is none.
func findReference(value string) (start, end int, name, operator, word string) {
	for i := 0; i < len(value); i++ {
		if value[i] != '$' || i > 0 && value[i-1] == '\\' {
			continue
		}
		rest := value[i+1:]
		if inner, ok := strings.CutPrefix(rest, "{"); ok {
			if length := strings.IndexAny(inner, "{}"); length > 0 && inner[length] == '}' {
				name, operator, word = cutOperator(inner[:length])
				return i, i + len("${}") + length, name, operator, word
			}
			continue
		}
		length := 0
		for length < len(rest) && isName(rest[length], length == 0) {
			length++
		}
		if length > 0 {
			return i, i + 1 + length, rest[:length], "", ""
		}
	}
	return -1, 0, "", "", ""
}

// cutOperator parts NAME:-word.
func cutOperator(expression string) (name, operator, word string) {
	i := strings.IndexAny(expression, "+-")
	if i < 0 {
		return expression, "", ""
	}
	name, operator = expression[:i], expression[i:i+1]
	if before, colon := strings.CutSuffix(name, ":"); colon {
		name, operator = before, ":"+operator
	}
	return name, operator, expression[i+1:]
}

func isName(c byte, first bool) bool {
	return c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || !first && '0' <= c && c <= '9'
}
