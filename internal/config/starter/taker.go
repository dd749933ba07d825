package starter

import (
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

// taker takes budgets over from one source.
type taker struct {
	*finder
	Source
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

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// The codings that other tools measure in, as they call them, too.
const (
	gzip   budgets.Measure = "gzip"
	brotli budgets.Measure = "brotli"
)
