package starter

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/toolchain"
)

// angularJSON is the workspace configuration, as far as builds need it.
type angularJSON struct {
	Projects map[string]struct {
		Architect map[string]angularTarget `json:"architect"`
		Targets   map[string]angularTarget `json:"targets"`
	} `json:"projects"`
}

type angularTarget struct {
	Options struct {
		Budgets []angularBudget `json:"budgets"`
	} `json:"options"`
	Configurations map[string]struct {
		Budgets []angularBudget `json:"budgets"`
	} `json:"configurations"`
}

type angularBudget struct {
	Type           string `json:"type"`
	Name           string `json:"name"`
	Baseline       string `json:"baseline"`
	MaximumWarning string `json:"maximumWarning"`
	MaximumError   string `json:"maximumError"`
	MinimumWarning string `json:"minimumWarning"`
	MinimumError   string `json:"minimumError"`
	Warning        string `json:"warning"`
	Error          string `json:"error"`
}

// build is the build of the first project that has one, or an empty one.
func (a *angularJSON) build() angularTarget {
	for _, name := range slices.Sorted(maps.Keys(a.Projects)) {
		p := a.Projects[name]
		for _, targets := range []map[string]angularTarget{p.Architect, p.Targets} {
			if b, ok := targets["build"]; ok {
				return b
			}
		}
	}
	return angularTarget{}
}

// angularOutdir is the directory with the files for browsers: the builder
// "application" puts them into browser/.
func (f *finder) angularOutdir() {
	data, err := f.config("angular.json")
	if err != nil {
		return // the budgets in it will say so
	}
	if dir, ok := toolchain.AngularOutdir(data); ok {
		f.project.Outdir, f.assumed = dir, false
	}
}

// angular takes over the budgets of the production build: raw bytes, kB = 1000.
func angular(t *taker, text json.RawMessage) error {
	var workspace angularJSON
	if err := json.Unmarshal(text, &workspace); err != nil {
		return err
	}
	build := workspace.build()
	list := append(build.Options.Budgets, build.Configurations["production"].Budgets...)
	for _, b := range list {
		t.angular(b)
	}
	return nil
}

func (t *taker) angular(b angularBudget) {
	what := b.Type
	if b.Name != "" {
		what += " " + b.Name
	}
	rule, known := map[string]budgets.Rule{
		"initial": {Type: "entry"}, "bundle": {Type: "chunk", Name: b.Name}, "all": {Type: "total"},
		"allScript": {Type: "type", Name: "js"}, "anyScript": {Type: "chunk"}, "any": {Type: "file"},
	}[b.Type]
	if !known {
		t.note("%s: has no equivalent", what)
		return
	}
	if b.MinimumError+b.MinimumWarning+b.Error+b.Warning != "" {
		t.note("%s: a smallest size has no equivalent", what)
	}
	failing, warning := cmp.Or(b.MaximumError, b.Error), cmp.Or(b.MaximumWarning, b.Warning)
	limit, err := b.limit(failing)
	warn, warnErr := b.limit(warning)
	switch {
	case failing == "" && warning == "":
		return
	case failing == "":
		t.note("%s: only warns above %s (a budget needs a max, which fails the build)", what, warning)
		return
	case err != nil:
		t.note("%s: %v", what, err)
		return
	case warning != "" && warnErr == nil && warn < limit:
		rule.Warn = &warn
	}
	rule.Max = &limit
	t.add(rule, "")
}

// limit is a limit in bytes: what is written, on top of the baseline, of which
// it may be a percentage.
func (b angularBudget) limit(text string) (asset.Size, error) {
	var base asset.Size
	if b.Baseline != "" {
		var err error
		if base, err = size(b.Baseline, asset.KB); err != nil {
			return 0, err
		}
	}
	if number, percent := strings.CutSuffix(strings.TrimSpace(text), "%"); percent {
		share, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
		return base + asset.Size(float64(base)*share/100), err
	}
	n, err := size(text, asset.KB)
	return base + n, err
}
