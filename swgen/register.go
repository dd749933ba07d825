package swgen

import (
	_ "embed" // the registration's source
	"fmt"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

//go:embed register.js
var registerSource string

// RegisterModule is the ES module that the npm package publishes for
// applications that register the worker themselves. It exports register(url,
// {scope, onUpdate}).
func RegisterModule() []byte { return []byte(registerSource) }

// registerCall is the call by which a page registers the worker:
// register("/app/sw.js", { scope: "/app/shop/" }).
func registerCall(o Options, base, page string) (string, error) {
	if !strings.HasPrefix(base, "/") { // relative to the top directory, which is relative to the page
		base = strings.Repeat("../", strings.Count(page, "/")) + strings.TrimPrefix(base, "./")
	}
	arguments, err := literal(base + o.File)
	if err != nil {
		return "", err
	}
	if o.Scope != "" && o.Scope != base {
		scope, err := literal(o.Scope)
		if err != nil {
			return "", err
		}
		arguments += ", { scope: " + scope + " }"
	}
	return "register(" + arguments + ")", nil
}

// registration is the script that a page gets with Options.Register.
func registration(o Options, base, page string) ([]byte, error) {
	call, err := registerCall(o, base, page)
	if err != nil {
		return nil, err
	}
	source := registerSource[strings.Index(registerSource, "export "):]
	js := []byte(strings.Replace(source, "export ", "", 1) + call + ".catch(console.warn);\n")
	if o.Minify == nil {
		return js, nil
	}
	return o.Minify(js)
}

// registered returns the entry pages with the registration at their end, where
// a script element is right in every document, whatever it contains.
func registered(build asset.Build, o Options) ([]asset.File, error) {
	var pages []asset.File
	for _, root := range build.Roots {
		page := build.File(root.Page)
		if page == nil || slices.ContainsFunc(pages, func(f asset.File) bool { return f.Path == page.Path }) {
			continue
		}
		js, err := registration(o, build.Base, page.Path)
		if err != nil {
			return nil, fmt.Errorf("minify the registration: %w", err)
		}
		changed := *page
		changed.Data = fmt.Appendf(slices.Clip(slices.Clone(page.Data)), "<script type=module>%s</script>\n", js)
		pages = append(pages, changed)
	}
	return pages, nil
}
