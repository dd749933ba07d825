package recipe_test

import (
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/paintbox-build/paintbox/internal/plugin/internal/filter"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/recipe"
)

// A project says with its dependencies which recipes hold, and what of them is
// not installed yet.
func ExampleApplying() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // the system's own
	if err := os.WriteFile(filepath.Join(dir, "package.json"), []byte(`{"dependencies": {"@vanilla-extract/css": "1"}}`), 0o600); err != nil {
		log.Fatal(err)
	}
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
