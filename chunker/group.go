package chunker

import (
	"strconv"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/glob"
)

// The limits that apply where the options state none.
const (
	DefaultMaxSize = 244 * asset.KB
	DefaultMinSize = 20 * asset.KB
)

// sharedName is what files of shared code outside every group are called.
const sharedName = "commons"

// DefaultGroups are the groups of applications that name none: the framework
// that renders, spreadsheet engines, component libraries, and all other
// packages. Code of the project that several roots share is in commons.
func DefaultGroups() []Group {
	return []Group{
		{Name: "framework", Priority: 40, MaxSize: 200 * asset.KB, Packages: []string{
			"react", "react-dom", "react-is", "react-router", "react-router-dom", "@remix-run/router", "scheduler", "use-sync-external-store",
			"preact", "vue", "@vue/*", "vue-router", "svelte", "solid-js", "@solidjs/*", "@angular/*", "rxjs", "zone.js", "next",
			"lit", "lit-html", "lit-element", "@lit/*"}},
		{Name: "excel", Priority: 30, Packages: []string{
			"xlsx", "xlsx-js-style", "exceljs", "hyperformula", "chevrotain", "@chevrotain/*", "handsontable", "@handsontable/*", "x-data-spreadsheet",
			"@formulajs/*", "hot-formula-parser", "fast-formula-parser", "@univerjs/*", "luckysheet", "papaparse", "jspreadsheet-ce"},
			Files: []string{"**/src/excel/**"}},
		{Name: "ui", Priority: 20, Packages: []string{
			"@mui/*", "@material-ui/*", "@emotion/*", "stylis", "antd", "@ant-design/*", "rc-*", "@rc-component/*", "@chakra-ui/*", "@radix-ui/*", "radix-ui",
			"@headlessui/*", "@mantine/*", "@fluentui/*", "@floating-ui/*", "@popperjs/*", "bootstrap", "react-bootstrap", "styled-components",
			"framer-motion", "motion", "motion-dom", "motion-utils", "react-transition-group", "lucide-react", "react-icons", "@heroicons/*", "primereact", "element-plus", "vuetify",
			"@base-ui/*", "@base-ui-components/*"}},
		{Name: "vendor", Priority: 10, Packages: []string{"*", "@*/*"}},
	}
}

// Unmatched lists the groups of the options, by their places in it, that hold no
// module of the graph.
func Unmatched(g *Graph, o Options) []int {
	if o.Groups == nil {
		return nil
	}
	used := make([]bool, len(o.Groups))
	for m := range g.Modules {
		for i := range o.Groups {
			used[i] = used[i] || o.Groups[i].matches(&g.Modules[m])
		}
	}
	var unmatched []int
	for i, u := range used {
		if !u {
			unmatched = append(unmatched, i)
		}
	}
	return unmatched
}

func (o Options) groups() []Group {
	if o.Groups == nil {
		return DefaultGroups()
	}
	return o.Groups
}

func (o Options) maxSize() asset.Size {
	if o.MaxSize == 0 {
		return DefaultMaxSize
	}
	return o.MaxSize
}

func (o Options) minSize() asset.Size {
	if o.MinSize == 0 {
		return DefaultMinSize
	}
	return o.MinSize
}

// groupOf finds the group of a module: the one of highest priority that
// matches, the earlier one of equals; -1 for none.
func groupOf(groups []Group, m *Module) int {
	best := -1
	for i := range groups {
		if groups[i].matches(m) && (best < 0 || groups[i].Priority > groups[best].Priority) {
			best = i
		}
	}
	return best
}

func (g *Group) matches(m *Module) bool { return g.rule(m) != "" }

// rule is the key and the pattern by which a group takes a module, such as
// `packages "@mui/*"`; "" where none does.
func (g *Group) rule(m *Module) string {
	if m.Package != "" {
		for _, p := range g.Packages {
			if glob.Match(p, m.Package) {
				return "packages " + strconv.Quote(p)
			}
		}
	}
	for _, p := range g.Files {
		if glob.Match(p, m.Path) {
			return "files " + strconv.Quote(p)
		}
	}
	return ""
}
