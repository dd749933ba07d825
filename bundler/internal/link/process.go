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
	"github.com/paintbox-build/paintbox/internal/lex"
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
		if !strings.HasSuffix(file, ".js") || !bytes.Contains(text, []byte(env.Name)) {
			continue
		}
		s := newTargets(text)
		for i, t := range s.tokens {
			if t.Kind != lex.Ident || string(s.text(i)) != env.Name {
				continue
			}
			by, end := env.Object, t.End
			name := s.member(i)
			if name != "" && s.onlyRead(i, i+2) {
				names[name] = true
				by, end = nothing, s.tokens[i+2].End
			} else if name == "" && s.isTarget(i, i) {
				by = "process.env" // as it was: a pattern cannot take the place of an object
			}
			copy(text[t.Start:end], by+strings.Repeat(" ", int(end-t.Start)-len(by)))
		}
	}
	return slices.Sorted(maps.Keys(names))
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
