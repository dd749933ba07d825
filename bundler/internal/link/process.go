package link

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

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
		s := readTokens(text, api.LoaderJS)
		for i, t := range s.list {
			if t.Kind != lex.Ident || string(s.text(i)) != env.Name {
				continue
			}
			by, end := env.Object, t.End
			name := s.member(i)
			if name != "" && s.onlyRead(i, i+2) {
				names[name] = true
				by, end = nothing, s.list[i+2].End
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
func undefinedNames(names []string, out *Output) []asset.Message {
	var first asset.Message
	read := map[string]bool{}
	for _, source := range ownSources(out, len(names) > 0) {
		place := len(source.program)
		for _, name := range names {
			if at := source.reads(name); at >= 0 {
				read["process.env."+name], place = true, min(place, at)
			}
		}
		if first.File == "" && place < len(source.program) {
			first = placeIn(source.module.Path, string(source.program), place)
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

// ownSource is a module of the project itself, split into tokens.
type ownSource struct {
	module *Module
	*tokens
}

// ownSources gives the modules of the project itself that read of process.env, if
// wanted.
func ownSources(out *Output, wanted bool) []ownSource {
	var sources []ownSource
	for i := range out.Modules {
		m := &out.Modules[i]
		if !wanted || m.File == "" || m.Package != "" {
			continue
		}
		if text, ok := out.texts[m.Name]; ok && strings.Contains(text.Text, "process") {
			sources = append(sources, ownSource{m, readTokens([]byte(text.Text), text.loader)})
		}
	}
	slices.SortFunc(sources, func(a, b ownSource) int { return cmp.Compare(a.module.Name, b.module.Name) })
	return sources
}

// reads finds where a source reads a variable of process.env; -1 where it does not.
func (s *ownSource) reads(name string) int {
	for i := range s.list {
		if s.is(i, "process") && !s.property(i) && s.member(i) == "env" && s.member(i+2) == name {
			return s.start(i)
		}
	}
	return -1
}

// placeIn is a message about a place in a text.
func placeIn(file, text string, at int) asset.Message {
	start := 1 + strings.LastIndexByte(text[:at], '\n')
	line, _, _ := strings.Cut(text[start:], "\n")
	return asset.Message{File: file, Line: 1 + strings.Count(text[:at], "\n"), Column: at - start + 1, Source: strings.TrimSuffix(line, "\r")}
}
