package link

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// Browsers have no process. What nothing defines of process.env is undefined
// here, and a program that asks for typeof process learns the truth.

// nothing is what a variable of process.env gives that nobody defines.
const nothing = "(void 0)"

// fillProcessEnv replaces process.env in the linker's scripts, by texts of the
// same length. It returns the names that are read of it.
func fillProcessEnv(files map[string][]byte, env settings.ProcessEnv) []string {
	names := map[string]bool{}
	if env.Name == "" {
		return nil
	}
	for file, text := range files {
		if !strings.HasSuffix(file, ".js") {
			continue
		}
		for at := 0; ; {
			next := bytes.Index(text[at:], []byte(env.Name))
			if next < 0 {
				break
			}
			start := at + next
			at = start + len(env.Name)
			by := env.Object
			name, end := memberAt(text, at)
			if name != "" && onlyRead(text, start, end) {
				names[name] = true
				by, at = nothing, end
			} else if name == "" && assigned(text[at:]) {
				by = "process.env" // as it was: a pattern cannot take the place of an object
			}
			copy(text[start:at], by+strings.Repeat(" ", at-start-len(by)))
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// memberAt reads .name or ?.name at a place; "" where neither stands there.
func memberAt(text []byte, at int) (name string, end int) {
	rest := bytes.TrimPrefix(text[at:], []byte("?"))
	if len(rest) == 0 || rest[0] != '.' {
		return "", at
	}
	length := 1
	for length < len(rest) && isName(rest[length]) {
		length++
	}
	return string(rest[1:length]), len(text) - len(rest) + length
}

// onlyRead tells whether the value of an expression is taken, and neither the
// place changed that it names nor a method called.
func onlyRead(text []byte, start, end int) bool {
	before, after := bytes.TrimRight(text[:start], " \n"), bytes.TrimLeft(text[end:], " \n")
	for _, change := range []string{"delete", "++", "--"} {
		if bytes.HasSuffix(before, []byte(change)) || bytes.HasPrefix(after, []byte(change)) {
			return false
		}
	}
	return !assigned(after) && !bytes.HasPrefix(after, []byte("(")) && !bytes.HasPrefix(after, []byte("`"))
}

// assigned tells whether an assignment operator stands at the start of a text.
func assigned(text []byte) bool {
	text = bytes.TrimLeft(text, " \n")
	operator := text[:len(text)-len(bytes.TrimLeft(text, "=+-*/%&|^<>?!"))]
	switch string(operator) {
	case "=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "**=", "<<=", ">>=", ">>>=", "&&=", "||=", "??=":
		return true
	}
	return false
}

// undefinedNames notes which variables of process.env the project's own modules
// read that nobody defines; packages cope with browsers.
func undefinedNames(names []string, modules []Module) []asset.Message {
	var first asset.Message
	read := map[string]bool{}
	for _, source := range ownSources(modules, len(names) > 0) {
		place := len(source.text)
		for _, name := range names {
			eachWord(source.text, "process.env."+name, func(_ reader, start int) bool {
				read["process.env."+name], place = true, min(place, start)
				return true
			})
		}
		if first.File == "" && place < len(source.text) {
			first = placeIn(source.module.Path, source.text, place)
		}
	}
	list := slices.Sorted(maps.Keys(read))
	switch len(list) {
	case 0:
		return nil
	case 1:
		first.Text = list[0] + " is undefined here: nothing sets it"
	default:
		last := len(list) - 1
		first.Text = fmt.Sprintf("%s and %s are undefined here: nothing sets them", strings.Join(list[:last], ", "), list[last])
	}
	first.Note = `set it in .env or the environment under a name with the prefix that "envPrefix" states, or write its value in "define"`
	return []asset.Message{first}
}

// ownSource is the text of a module of the project itself.
type ownSource struct {
	module Module
	text   string
}

// ownSources reads the modules of the project itself, if wanted.
func ownSources(modules []Module, wanted bool) []ownSource {
	var sources []ownSource
	for _, m := range modules {
		if !wanted || m.File == "" || m.Package != "" {
			continue
		}
		if data, err := os.ReadFile(m.File); err == nil && bytes.Contains(data, []byte("process.env.")) {
			sources = append(sources, ownSource{m, string(data)})
		}
	}
	slices.SortFunc(sources, func(a, b ownSource) int { return cmp.Compare(a.module.Name, b.module.Name) })
	return sources
}

// placeIn is a message about a place in a text.
func placeIn(file, text string, at int) asset.Message {
	start := 1 + strings.LastIndexByte(text[:at], '\n')
	line, _, _ := strings.Cut(text[start:], "\n")
	return asset.Message{File: file, Line: 1 + strings.Count(text[:at], "\n"), Column: at - start + 1, Source: line}
}
