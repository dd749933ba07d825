package settings

import "strings"

// FreePrefix begins what stands, while a program is linked, for the names that
// only Node.js gives to modules: those of Settings.FreeNames.
const FreePrefix = "__paintbox_free_"

// freeNames lists the names that the tool of a project gives to modules in
// browsers, and that nothing defines.
func freeNames(tool string, define map[string]string) []string {
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
		if _, defined := define[name]; !defined {
			free = append(free, name)
		}
	}
	return free
}
