package starter

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
)

// source is a row of the table of places that hold budgets.
type source struct {
	tool  string
	unit  string
	key   func(packageJSON) []byte // the tool's key of package.json, nil for none
	files []string                 // its configuration files
	take  func(*taker, json.RawMessage) error
}

// sources is the table.
func sources() []source {
	return []source{
		{"size-limit", "kB = 1000", func(p packageJSON) []byte { return p.SizeLimit },
			[]string{".size-limit.json", ".size-limit", ".size-limit.js", ".size-limit.cjs", ".size-limit.mjs", ".size-limit.ts"}, sizeLimit},
		{"bundlesize", "kB = 1024", func(p packageJSON) []byte { return p.Bundlesize }, []string{"bundlesize.config.json"}, bundlesize},
		{"bundlewatch", "kB = 1024", func(p packageJSON) []byte { return p.Bundlewatch },
			[]string{"bundlewatch.config.json", "bundlewatch.config.js", ".bundlewatch.config.json", ".bundlewatch.config.js"}, bundlewatch},
		{"Angular", "kB = 1000", nil, []string{"angular.json"}, angular},
		{"Lighthouse", "sizes in KiB", nil, []string{"budget.json", "budgets.json", "lighthouse-budget.json"}, lighthouse},
		{"webpack", "sizes in bytes", nil, []string{"webpack.config.js", "webpack.config.cjs", "webpack.config.mjs", "webpack.prod.js", "webpack.config.prod.js"}, webpack},
	}
}

// taker takes budgets over from one source.
type taker struct {
	*finder
	Source
}

// take reads a source's budgets, wherever the project has them.
func (f *finder) take(s source) {
	if s.key != nil {
		if text := s.key(f.pkg); text != nil {
			f.takeFrom(s, "package.json", text, nil)
		}
	}
	for _, name := range s.files {
		if !f.exists(name) {
			continue
		}
		text, err := f.config(name)
		f.takeFrom(s, name, text, err)
		return
	}
}

func (f *finder) takeFrom(s source, file string, text []byte, err error) {
	t := &taker{f, Source{Name: s.tool + " in " + file, Unit: s.unit}}
	if s.key == nil {
		t.Name = file
	}
	if err == nil {
		err = s.take(t, text)
	}
	if err != nil {
		t.note("%s could not be read (%s): copy its budgets by hand", file, firstLine(err))
	}
	if len(t.Budgets)+len(t.Notes) > 0 {
		f.project.Sources = append(f.project.Sources, t.Source)
	}
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// note says what is not taken over.
func (t *taker) note(format string, args ...any) {
	if text := fmt.Sprintf(format, args...); !slices.Contains(t.Notes, text) {
		t.Notes = append(t.Notes, text)
	}
}

// add takes a budget over if it is one: it must make sense beside those that are
// there already.
func (t *taker) add(r budgets.Rule, note string) {
	if err := budgets.Validate(append(t.accepted, r)); err != nil {
		text := firstLine(err)
		if first, ok := errors.AsType[*asset.SettingError](err); ok {
			text = first.Text
		}
		t.note("%s: %s", line(r), text)
		return
	}
	t.accepted = append(t.accepted, r)
	t.Budgets = append(t.Budgets, Budget{r, note})
}

// group makes a budget of the files of some globs together, and file one of each
// by itself.
func (t *taker) group(name string, globs []string, measure budgets.Measure, limit asset.Size) {
	files, note, ok := t.files(globs)
	if !ok {
		return
	}
	if files == "**" {
		t.add(budgets.Rule{Type: "total", Measure: measure, Max: &limit}, note)
		return
	}
	if name == "" {
		name = files
	}
	t.add(budgets.Rule{Type: "group", Name: name, Files: files, Measure: measure, Max: &limit}, note)
}

func (t *taker) file(glob string, measure budgets.Measure, limit asset.Size) {
	if files, note, ok := t.files([]string{glob}); ok {
		t.add(budgets.Rule{Type: "file", Name: files, Measure: measure, Max: &limit}, note)
	}
}

// extended is what shells and Node's globs have and ours do not: +(a|b).
var extended = regexp.MustCompile(`[?*+@]\([^()]*\)`)

// files joins globs and makes them relative to the output directory. What cannot
// be said is noted.
func (t *taker) files(globs []string) (pattern, note string, ok bool) {
	var parts []string
	for _, glob := range globs {
		if strings.HasPrefix(glob, "!") || strings.Contains(glob, "!(") {
			t.note("%s: files cannot be left out of a glob (list those that count)", glob)
			return "", "", false
		}
		wider := extended.ReplaceAllString(glob, "*")
		if wider != glob {
			note = "was " + glob
		}
		in, inside := t.inOutdir(wider)
		if !inside {
			t.note("%s: is no file of the build in %s", glob, t.project.Outdir)
			return "", "", false
		}
		if in != "**" && path.Ext(in) == "" && !strings.ContainsAny(in, "*?[{") {
			in += "/**" // a directory
		}
		parts = append(parts, in)
	}
	switch len(parts) {
	case 0:
		return "", "", false
	case 1:
		return parts[0], note, true
	}
	return "{" + strings.Join(parts, ",") + "}", note, true
}

// measured is a size with a unit, as tools write it.
var measured = regexp.MustCompile(`(?i)^\s*([0-9]*\.?[0-9]+)\s*(b|kb|mb|gb|kib|mib|gib|)\s*$`)

// size reads a size of a tool whose kB has that many bytes. KiB always is 1024.
func size(text string, kilo asset.Size) (asset.Size, error) {
	m := measured.FindStringSubmatch(text)
	if m == nil {
		return 0, fmt.Errorf("%q is no size", text)
	}
	n, err := strconv.ParseFloat(m[1], 64)
	unit := strings.ToLower(m[2])
	if len(unit) == 3 {
		kilo = 1024
	}
	factor := asset.Size(1)
	for range strings.Index("bkmg", unit[:min(len(unit), 1)]) {
		factor *= kilo
	}
	return asset.Size(n*float64(factor) + 0.5), err
}
