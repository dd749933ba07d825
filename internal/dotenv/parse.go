package dotenv

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/paintbox-build/paintbox/asset"
)

// The language is that of the npm package dotenv 17, as its tests and its
// behaviour show: NAME=value, "export" before it, a colon with white space
// behind in place of the sign; values in one of three quotes may have several
// lines; elsewhere a # starts a comment. What npm's passes over is passed over
// with a warning. Two differences are wanted: name, sign and the start of the
// value stand on one line, and a quote that is never closed is an error.
var (
	assignment = regexp.MustCompile(`^\s*(?:export\s+)?([\w.-]+)(?:[ \t]*=|:[ \t]+)[ \t]*`)
	quoted     = regexp.MustCompile("^(\"(?:\\\\\"|[^\"])*\"|'(?:\\\\'|[^'])*'|`(?:\\\\`|[^`])*`)[ \t]*(?:#[^\\n]*)?(?:\\n|\\z)")
)

func isQuote(c byte) bool { return c == '"' || c == '\'' || c == '`' }

// parse reads the text of a file. The file's name is for messages.
func parse(file, text string) (read variables, warnings, failed asset.Messages) {
	text = strings.TrimPrefix(text, "\uFEFF")
	if strings.IndexByte(text, 0) >= 0 || !utf8.ValidString(text) {
		return read, nil, asset.Messages{{File: file, Text: "is no text in UTF-8", Note: "save it as UTF-8: lines such as NAME=value"}}
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	for rest := text; rest != ""; {
		line, after, _ := strings.Cut(rest, "\n")
		at := asset.Message{File: file, Line: 1 + strings.Count(text[:len(text)-len(rest)], "\n"), Source: hidden(line)}
		m := assignment.FindStringSubmatch(line)
		switch trimmed := strings.TrimSpace(line); {
		case trimmed == "" || strings.HasPrefix(trimmed, "#"):
		case m == nil:
			at.Text, at.Note = "this line sets no variable, and is passed over", "write NAME=value, or # before a comment"
			warnings = append(warnings, at)
		default:
			value, length, closed := readValue(rest[len(m[0]):])
			if !closed {
				at.Text = "the quote that opens the value of " + m[1] + " is never closed"
				at.Note = "close it at the end of the value, or put the value into other quotes"
				failed = append(failed, at)
			}
			read.set(m[1], value)
			after = rest[len(m[0])+length:]
		}
		rest = after
	}
	return read, warnings, failed
}

// readValue reads a value at the start of text, and tells how many bytes it and
// the rest of its last line have.
func readValue(text string) (value string, length int, closed bool) {
	if text == "" {
		return "", 0, true
	}
	if m := quoted.FindStringSubmatch(text); m != nil {
		return unquote(m[1]), len(m[0]), true
	}
	line, _, more := strings.Cut(text, "\n")
	length = len(line)
	if more {
		length++
	}
	value, _, _ = strings.Cut(line, "#")
	value = strings.TrimSpace(value)
	closed = value == "" || !isQuote(value[0]) || strings.Count(value, value[:1]) > 1
	return unquote(value), length, closed
}

// unquote takes the quotes off a value that has them at both ends. Behind a
// double quote, \n and \r are line breaks.
func unquote(value string) string {
	inner := value
	if len(value) > 1 && isQuote(value[0]) && value[len(value)-1] == value[0] {
		inner = value[1 : len(value)-1]
	}
	if strings.HasPrefix(value, `"`) {
		inner = strings.NewReplacer(`\n`, "\n", `\r`, "\r").Replace(inner)
	}
	return inner
}

// hidden is a line as messages may show it: without what may be a secret.
func hidden(line string) string {
	if name, _, ok := strings.Cut(line, "="); ok {
		return name + "=…"
	}
	return ""
}
