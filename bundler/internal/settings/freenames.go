package settings

import (
	"maps"
	"slices"
	"strings"
)

// FreePrefix begins what stands, while a program is linked, for the names that
// only Node.js gives to modules, and for those that the project provides: those of
// Settings.Free.
const FreePrefix = "__paintbox_free_"

// StandIn is what stands for a name, which may be that of a property: window.jQuery.
// It is no shorter than the name.
func StandIn(name string) string { return FreePrefix + strings.ReplaceAll(name, ".", "$") }

// freeNames lists the names that the tool of a project gives to modules in
// browsers, and that nothing defines or provides.
func freeNames(tool string, define map[string]string, provide map[string][]string) []string {
	names := []string{"Buffer", "process"}
	switch {
	case tool == "":
		return nil
	case strings.HasPrefix(tool, "parcel"):
		names = append(names, "__dirname", "__filename")
	case !strings.HasPrefix(tool, "@vue/"): // which turned it off, since Vue asks whether it is there
		names = append(names, "setImmediate", "clearImmediate")
	}
	var free []string
	for _, name := range names {
		_, defined := define[name]
		if _, given := provide[name]; !defined && !given {
			free = append(free, name)
		}
	}
	return free
}

// provided are the names that nothing defines.
func provided(names map[string][]string, define map[string]string) map[string][]string {
	free := maps.Clone(names)
	maps.DeleteFunc(free, func(name string, _ []string) bool { _, defined := define[name]; return defined })
	return free
}

// Free lists the names for which others stand while a program is linked.
func (s *Settings) Free() []string {
	return slices.Concat(s.FreeNames, slices.Sorted(maps.Keys(s.Provide)))
}
