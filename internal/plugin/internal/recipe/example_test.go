package recipe_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/internal/plugin/internal/filter"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/recipe"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// A project says with its dependencies which recipes hold, and what of them is
// not installed yet.
func ExampleApplying() {
	dir, remove := projecttest.Make(`
-- package.json --
{"dependencies": {"@vanilla-extract/css": "1"}}
`)
	defer remove()
	for _, id := range []string{"/src/theme.css.ts", "/src/page.mdx", "/src/page.js"} {
		for _, r := range recipe.Applying(recipe.Read(dir)) {
			if r.Takes(filter.Subject{ID: id}) {
				fmt.Printf("%s: %s (%s)\n", id, r.Name, r.Install)
			}
		}
	}
	// Output:
	// /src/theme.css.ts: vanilla-extract (npm install --save-dev @vanilla-extract/esbuild-plugin)
	// /src/page.mdx: mdx (npm install --save-dev @mdx-js/mdx)
}
