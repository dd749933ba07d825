package browserslist

import (
	"bytes"
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/internal/lex"
	"github.com/paintbox-build/paintbox/internal/pathname"
)

// browser is what is known of one browser.
type browser struct {
	versions []string           // the released ones, oldest first
	usage    map[string]float64 // percent of the world, by version
	released map[string]int64   // seconds since 1970
}

// agents is the shape of caniuse-lite's data/agents.js: packed as JavaScript,
// with short names for browsers, and in releases before 2026 for versions.
type agents map[string]struct {
	A json.RawMessage `json:"A"` // usage, by version or in the order of versions
	C []any           `json:"C"` // versions: "5 6 7", and numbers of gaps; or short names, "" for gaps
	F json.RawMessage `json:"F"` // times of release by version; or days since the release before
}

// readData reads caniuse-lite of a project, as Node.js would find it, or where
// pnpm keeps it. It is nil where there is none.
func readData(dir string) (map[string]browser, error) {
	for at := dir; ; at = filepath.Dir(at) {
		modules := filepath.Join(at, "node_modules")
		stored, _ := os.ReadDir(filepath.Join(modules, ".pnpm")) // most projects have none
		var found []string
		for _, e := range stored {
			if strings.HasPrefix(e.Name(), "caniuse-lite@") {
				found = append(found, filepath.Join(modules, ".pnpm", e.Name(), "node_modules", "caniuse-lite"))
			}
		}
		for _, home := range append([]string{filepath.Join(modules, "caniuse-lite")}, newestFirst(found)...) {
			if _, err := os.Stat(filepath.Join(home, "data", "agents.js")); err == nil {
				return unpack(filepath.Join(home, "data"))
			}
		}
		if filepath.Dir(at) == at {
			return nil, nil
		}
	}
}

func unpack(dir string) (map[string]browser, error) {
	var packed agents
	var names, short map[string]string
	for file, into := range map[string]any{"agents.js": &packed, "browsers.js": &names, "browserVersions.js": &short} {
		data, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			return nil, pathname.Reason(err)
		}
		if err := json.Unmarshal(asJSON(data), into); err != nil {
			return nil, err
		}
	}
	all := map[string]browser{}
	for key, agent := range packed {
		b := browser{usage: map[string]float64{}, released: map[string]int64{}}
		for _, item := range agent.C {
			text, _ := item.(string)
			if long, ok := short[text]; ok && !strings.Contains(text, " ") && json.Valid(agent.F) && agent.F[0] == '{' {
				text = long
			}
			b.versions = append(b.versions, strings.Fields(text)...)
		}
		b.read(agent.A, agent.F, short)
		all[names[key]] = b
	}
	return all, nil
}

// read fills in usage and times, and leaves out what is not released yet.
func (b *browser) read(usage, times json.RawMessage, short map[string]string) {
	var inOrder []float64
	var named map[string]float64
	var days []*int64
	var seconds map[string]*int64
	long := func(v string) string { return cmp.Or(short[v], v) }
	if json.Unmarshal(usage, &inOrder) == nil {
		for i, share := range inOrder[:min(len(inOrder), len(b.versions))] {
			b.usage[b.versions[i]] = share
		}
	} else if json.Unmarshal(usage, &named) == nil {
		for v, share := range named {
			b.usage[long(v)] = share
		}
	}
	if json.Unmarshal(times, &days) == nil {
		var day int64
		for i, more := range days[:min(len(days), len(b.versions))] {
			if more != nil {
				day += *more
				b.released[b.versions[i]] = day * 86400
			}
		}
	} else if json.Unmarshal(times, &seconds) == nil {
		for v, at := range seconds {
			if at != nil {
				b.released[long(v)] = *at
			}
		}
	}
	b.versions = slices.DeleteFunc(b.versions, func(v string) bool { return b.released[v] == 0 && v != "all" })
}

// asJSON turns an object of JavaScript that holds no functions into JSON.
func asJSON(text []byte) []byte {
	if assigned, ok := lex.Find(text, "module.exports ="); ok {
		text = text[assigned.End:]
	}
	var out bytes.Buffer
	r := lex.NewReader(text, false)
	for t, next := r.Next(), r.Next(); t.Kind != lex.End; t, next = next, r.Next() {
		token := text[t.Start:t.End]
		value, isString := lex.Value(token)
		switch {
		case isString:
			out.Write(asString(value))
		case next.Kind == lex.Colon && (t.Kind.Word() || t.Kind == lex.Number):
			out.Write(asString(string(token)))
		case t.Kind == lex.Number && token[0] == '.':
			out.WriteString("0" + string(token))
		case t.Kind == lex.Semicolon:
		default:
			out.Write(token)
		}
	}
	return out.Bytes()
}

func asString(text string) []byte {
	data, _ := json.Marshal(text) // a string always encodes
	return data
}

// compare orders versions by their numbers: 9 before 10, 15.2-15.3 as 15.2.
func compare(a, b string) int {
	x, y := numbers(a), numbers(b)
	for i := range max(len(x), len(y)) {
		var m, n int
		if i < len(x) {
			m = x[i]
		}
		if i < len(y) {
			n = y[i]
		}
		if m != n {
			return cmp.Compare(m, n)
		}
	}
	return 0
}

func numbers(v string) []int {
	v, _, _ = strings.Cut(v, "-")
	var list []int
	for part := range strings.SplitSeq(v, ".") {
		n, err := strconv.Atoi(part)
		if err != nil {
			break
		}
		list = append(list, n)
	}
	return list
}

// newestFirst orders directories of pnpm by the versions in their names.
func newestFirst(dirs []string) []string {
	slices.Sort(dirs)
	slices.Reverse(dirs)
	return dirs
}
