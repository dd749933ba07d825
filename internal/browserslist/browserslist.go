// Package browserslist makes a build's target of the browsers that a project
// names for other tools: by "browserslist" in package.json, or in the file
// .browserslistrc or browserslist.
//
// The language is that of the npm package browserslist, as far as it names
// browsers by version, usage and age, or extends lists of packages. Usage and age are those of caniuse-lite,
// where the project has it installed; nothing is downloaded, no Node is started,
// and the clock is not asked: "today" is the day of the newest release in the
// data. What is not understood fails nothing: it is left out, with a note.
package browserslist

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// Fallback is the target where queries need data that is not there.
const Fallback = "es2020"

// List is what a project states.
type List struct {
	File    string // where it stands
	Queries []string
}

// Read finds the list of a project; manifest is the key of its package.json, nil
// for none. Of several environments it takes that for production, else the
// defaults. A List without queries is none.
func Read(dir string, manifest json.RawMessage) List {
	if manifest != nil {
		return List{"package.json", fromJSON(manifest)}
	}
	for _, name := range []string{".browserslistrc", "browserslist"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err == nil {
			return List{name, fromText(text)}
		}
		if !errors.Is(err, fs.ErrNotExist) && name == ".browserslistrc" {
			break
		}
	}
	return List{}
}

// environments are the names of what is read, in order.
func environments() []string { return []string{"production", "defaults"} }

// fromJSON reads a query, a list of them, or those by environment.
func fromJSON(text json.RawMessage) []string {
	var one string
	var list []string
	var environment map[string]json.RawMessage
	switch {
	case json.Unmarshal(text, &one) == nil:
		return []string{one}
	case json.Unmarshal(text, &list) == nil:
		return list
	case json.Unmarshal(text, &environment) == nil:
		for _, name := range environments() {
			if inner, ok := environment[name]; ok {
				return fromJSON(inner)
			}
		}
	}
	return nil
}

// fromText reads a file: a query on each line, # before comments, [names] before
// the lines of environments.
func fromText(text []byte) []string {
	sections := map[string][]string{}
	current := []string{"defaults"}
	for line := range strings.SplitSeq(string(bytes.TrimPrefix(text, []byte("\uFEFF"))), "\n") {
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		if inner, ok := strings.CutPrefix(line, "["); ok {
			current = strings.Fields(strings.TrimSuffix(inner, "]"))
			continue
		}
		if line != "" {
			for _, name := range current {
				sections[name] = append(sections[name], line)
			}
		}
	}
	for _, name := range environments() {
		if sections[name] != nil {
			return sections[name]
		}
	}
	return nil
}

// Target makes a target of a list: browsers with their oldest versions, as in
// "chrome87,safari14"; "" where the list says nothing. Dir is the project's
// directory. Notes say what was left out.
func Target(dir string, list List) (target string, notes []asset.Message) {
	if len(list.Queries) == 0 {
		return "", nil
	}
	note := func(text, advice string) {
		notes = append(notes, asset.Message{File: list.File, Text: text, Note: advice})
	}
	browsers, err := readData(dir)
	if err != nil {
		note(fmt.Sprintf("browserslist: cannot read caniuse-lite: %v", err), "queries about usage and age are left out; state \"target\"")
	}
	chosen := selector{dir: dir, browsers: browsers}
	set := chosen.all(list.Queries)
	oldest := engines(set)
	none := len(oldest) == 0 && len(set) == 0
	chosen.report(none, note)
	if none && notes != nil {
		return Fallback, notes
	}
	if len(oldest) == 0 && tooOld(set) {
		oldest = floors() // all that load what is written, since those that are named do not
	}
	var words []string
	for _, name := range slices.Sorted(maps.Keys(oldest)) {
		v := oldest[name]
		if floor := floors()[name]; compare(v, floor) < 0 {
			v = floor
		}
		words = append(words, name+v)
	}
	if words == nil {
		note("browserslist: no browser of the list is known here: the target is "+Fallback, "name browsers such as \"chrome >= 100\", or state \"target\"")
		return Fallback, notes
	}
	return strings.Join(words, ","), notes
}

// report says which queries were left out, and why. None says that nothing is left.
func (s *selector) report(none bool, note func(text, advice string)) {
	left := ", and left out"
	if none {
		left = ": the target is " + Fallback
	}
	for _, of := range []struct {
		queries      []string
		text, advice string
	}{
		{s.needs, " needs the package caniuse-lite, which is not installed", "install it, or state \"target\""},
		{s.absent, " is not installed", "npm install --save-dev " + strings.Join(s.absent, " ") + ", or state \"target\""},
		{s.programs, " is a program, which is not run", "write the list into the project, or state \"target\""},
		{s.unknown, " is not understood here", "name browsers such as \"chrome >= 100\", or state \"target\""},
	} {
		if of.queries != nil {
			note("browserslist: "+quoted(of.queries)+of.text+left, of.advice)
		}
	}
	if s.regions != nil {
		note("browserslist: for "+quoted(s.regions)+" the usage of the world counts", "name browsers such as \"chrome >= 100\", or state \"target\", where that matters")
	}
}

// tooOld tells whether a set holds browsers that are older than modules, or have none.
func tooOld(set versions) bool {
	for _, name := range []string{"ie", "ie_mob", "bb", "android", "op_mini", "op_mob", "kaios", "baidu", "and_uc", "and_qq"} {
		if len(set[name]) > 0 {
			return true
		}
	}
	return false
}

func quoted(queries []string) string {
	text := make([]string, len(queries))
	for i, q := range queries {
		text[i] = fmt.Sprintf("%q", q)
	}
	return strings.Join(text, ", ")
}

// floors are the oldest browsers that load what a build writes: modules with
// import() and import.meta. An older target would lengthen the output for
// browsers that do not run it.
func floors() map[string]string {
	return map[string]string{"chrome": "64", "edge": "79", "firefox": "67", "ios": "12", "opera": "51", "safari": "11.1"}
}

// engines are the oldest versions of a set by the linker's names. Browsers that
// are built on another one with versions of their own are left out.
func engines(set versions) map[string]string {
	names := map[string]string{"chrome": "chrome", "and_chr": "chrome", "edge": "edge", "firefox": "firefox", "and_ff": "firefox",
		"ios_saf": "ios", "opera": "opera", "op_mob": "opera", "safari": "safari"}
	oldest := map[string]string{}
	for browser, list := range set {
		name, known := names[browser]
		if browser == "android" {
			name, known = "chrome", true
		}
		for v := range list {
			if !known || v == "" || v[0] < '0' || v[0] > '9' || browser == "android" && compare(v, "37") < 0 {
				continue // op_mini's "all", a preview, or the browser of Android before Chrome's
			}
			v, _, _ = strings.Cut(v, "-")
			if have, ok := oldest[name]; !ok || compare(v, have) < 0 {
				oldest[name] = v
			}
		}
	}
	return oldest
}
