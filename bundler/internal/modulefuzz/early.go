package modulefuzz

import (
	"slices"
	"strings"
)

// Early lists the modules that start, in the build but not natively, before one
// that they import has ended, each as "importer before imported".
func (d Difference) Early() []string {
	native := d.Graph.early(d.Native)
	return slices.DeleteFunc(d.Graph.early(d.Built), func(pair string) bool { return slices.Contains(native, pair) })
}

// early lists them for a log. Modules that log neither start nor end, and those of
// a circle, are left out.
func (g Graph) early(log []string) []string {
	stems := map[string]string{} // by path: what a module logs of itself begins so
	imports := map[string][]string{}
	for _, f := range g.Files {
		for _, s := range f.Stmts {
			if name, ok := strings.CutSuffix(s.Text, `", "start");`); ok {
				stems[f.Path] = strings.TrimPrefix(name, `log("`)
			}
			if strings.HasPrefix(s.Text, "import ") || strings.HasPrefix(s.Text, "export ") && strings.Contains(s.Text, ` from "`) {
				imports[f.Path] = append(imports[f.Path], s.Refs...)
			}
		}
	}
	var pairs []string
	for path, stem := range stems {
		start := slices.Index(log, stem+" start")
		for _, to := range imports[path] {
			end := slices.Index(log, stems[to]+" end")
			if start >= 0 && end > start && !reaches(imports, to, path, map[string]bool{}) {
				pairs = append(pairs, stem+" before "+stems[to])
			}
		}
	}
	slices.Sort(pairs)
	return slices.Compact(pairs)
}

// reaches tells whether the imports of a module lead to another.
func reaches(imports map[string][]string, from, to string, seen map[string]bool) bool {
	if from == to {
		return true
	}
	if seen[from] {
		return false
	}
	seen[from] = true
	return slices.ContainsFunc(imports[from], func(next string) bool { return reaches(imports, next, to, seen) })
}
