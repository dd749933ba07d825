package notice

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/github/go-spdx/v2/spdxexp"

	"github.com/paintbox-build/paintbox/asset"
)

// Validate reports what is wrong with options: an *asset.SettingError.
func Validate(o Options) error {
	if o.Allow != nil && len(o.Allow) == 0 {
		return &asset.SettingError{Key: "licenses.allow", Text: "is empty", Note: `name at least one license, such as "MIT", or leave it out to allow any`}
	}
	for i, one := range o.Allow {
		if special(one) {
			continue
		}
		_, wrong := spdxexp.ValidateAndNormalizeLicensesWithOptions([]string{one}, spdxexp.ValidateLicensesOptions{FailComplexExpressions: true})
		if len(wrong) == 0 {
			continue
		}
		note := `write one SPDX identifier, such as "MIT" or "Apache-2.0"`
		if near, ok := normal(one); ok && !strings.Contains(near, " ") {
			note = "did you mean " + strconv.Quote(near) + "?"
		}
		return &asset.SettingError{Key: "licenses.allow[" + strconv.Itoa(i) + "]", Text: fmt.Sprintf("bad value %q", one), Note: note}
	}
	return nil
}

// special tells the words for packages without a license.
func special(license string) bool { return license == Unknown || license == Unlicensed }

// Check reports every package whose license is not allowed, with the shortest
// chain of imports that leads to it by the build's placements.
func (n Notices) Check(o Options, placements []asset.Placement) asset.Messages {
	if o.Allow == nil {
		return nil
	}
	index := asset.PlacementsByModule(placements)
	var failed asset.Messages
	for i := range n.Packages {
		if p := &n.Packages[i]; !o.allows(p.License) {
			failed = append(failed, p.refused(index))
		}
	}
	return failed
}

// allows tells whether a license, or a choice that an expression leaves, is in
// the list.
func (o Options) allows(license string) bool {
	if special(license) {
		return slices.Contains(o.Allow, license)
	}
	list := slices.DeleteFunc(slices.Clone(o.Allow), special)
	if len(list) == 0 {
		return false
	}
	ok, err := spdxexp.Satisfies(license, list)
	return ok && err == nil
}

// refused is the error about a package that is not allowed.
func (p *Package) refused(placements map[string]*asset.Placement) asset.Message {
	m := asset.Message{Key: "licenses.allow", Text: fmt.Sprintf(`%s has the license %s, which "licenses.allow" does not list`, p, p.License),
		Note: `add "` + p.License + `" to the list if that is acceptable, use another package, or remove the import`}
	switch {
	case p.License == Unknown:
		m.Text = p.String() + ` does not say under which license it is, as "licenses.allow" asks for`
		m.Note = `use another package, remove the import, or add "unknown" to the list if you know that it is acceptable`
		if p.Note != "" {
			m.Text += " (" + p.Note + ")"
		}
	case strings.Contains(p.License, " AND "), strings.Contains(p.License, " OR "):
		m.Note = "add the licenses that it names to the list if that is acceptable, use another package, or remove the import"
	}
	var shortest []string
	for _, step := range asset.ShortestChain(placements, p.modules) {
		shortest = append(shortest, step.Module)
	}
	m.Text += ": " + strings.Join(shortest, " › ")
	for _, module := range shortest {
		if packageDir("/"+module) == "" {
			m.File = module // the last of the application's own is where it can be removed
		}
	}
	return m
}

// Warning tells of packages whose license is not known; ok is false where there
// are none.
func (n Notices) Warning() (m asset.Message, ok bool) {
	var list []string
	for i := range n.Packages {
		if p := &n.Packages[i]; p.License == Unknown {
			list = append(list, p.String())
		}
	}
	return asset.Message{Text: "no license is known of " + strings.Join(list, ", "), Key: "licenses",
		Note: TextFile + " says what is known; ask their authors, or use other packages"}, list != nil
}
