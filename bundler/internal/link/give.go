package link

import (
	"maps"
	"slices"
)

// Give returns requirements with the names that modules are given added, and with
// what modules wait for, and tells whether there is any more: then the program is to be linked again, which may
// bring others. Where a module needs a name, all that mention it get it, since
// what one makes, another may be asked about.
func (l *Linker) Give(to Requirements, e *Sources, uses []NameUse, waits map[string][]string) (_ Requirements, more bool) {
	needed := map[string]bool{}
	for _, u := range uses {
		if slices.Contains(l.settings.FreeNames, u.Name) && !needed[u.Name] && e.needs(u) && l.plugin.hasGiven(u.Name) {
			needed[u.Name] = true
		}
	}
	given := map[string][]string{}
	maps.Copy(given, to.Given)
	for _, u := range uses {
		name := e.modules[u.Module].Name
		if needed[u.Name] && !slices.Contains(given[name], u.Name) {
			given[name], more = append(slices.Clip(given[name]), u.Name), true
		}
	}
	more = more || !maps.EqualFunc(to.Waits, waits, slices.Equal)
	to.Given, to.Waits = given, waits
	return to, more
}
