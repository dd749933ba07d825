package pipeline

import (
	"encoding/json"
	"path"
	"slices"

	"github.com/paintbox-build/paintbox/asset"
)

// routeTable lists the scripts that the routes of a page load, for its scripts
// to request all of them at once when a route is imported: the names of files,
// and for each route the indexes of those that the page has not loaded itself.
// It stands in the page, so that no script's content depends on it.
func routeTable(build *asset.Build, root asset.Root) string {
	names := []string{}
	index := map[string]int{}
	routes := map[string][]int{}
	for _, route := range routesOf(build, root) {
		if len(route.Scripts) == 1 && len(route.Styles) == 0 {
			continue // import() itself requests it
		}
		for _, file := range route.Scripts {
			if slices.Contains(root.Scripts, file) {
				continue
			}
			if _, known := index[file]; !known {
				index[file] = len(names)
				names = append(names, path.Base(file))
			}
			routes[route.Name] = append(routes[route.Name], index[file])
		}
	}
	if len(routes) == 0 {
		return ""
	}
	table, err := json.Marshal([]any{names, routes})
	if err != nil {
		return "" // strings and numbers always marshal
	}
	return string(table)
}

// routesOf lists the routes that import() leads to from a root, directly or
// through others, in the order of the build's roots.
func routesOf(build *asset.Build, root asset.Root) []asset.Root {
	reached := map[string]bool{}
	for _, f := range build.Reach(slices.Concat(root.Scripts, root.Starts)) {
		reached[f.Path] = true
	}
	var routes []asset.Root
	for _, r := range build.Roots {
		if !r.Entry && reached[r.File] {
			routes = append(routes, r)
		}
	}
	return routes
}

// importMap lists the scripts and style sheets that a page's scripts lead to:
// their paths, by the names without hashes that scripts know them by.
func importMap(build *asset.Build, root asset.Root) map[string]string {
	imports := map[string]string{}
	for _, f := range build.Reach(slices.Concat(root.Scripts, root.Starts)) {
		for _, file := range append([]string{f.Path}, f.CSS...) {
			if f := build.File(file); f != nil {
				imports[f.Name] = f.Path
			}
		}
	}
	return imports
}
