package starter_test

import (
	"context"
	"fmt"

	"github.com/paintbox-build/paintbox/internal/config/starter"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// A project has a limit for another tool: the first configuration takes it over.
func ExampleFind() {
	dir, remove := projecttest.Make(`
-- index.html --
<script type="module" src="/main.js"></script>
-- package.json --
{
  "scripts": {"build": "vite build"},
  "devDependencies": {"vite": "^8.0.0"},
  "size-limit": [{"path": "dist/assets/*.js", "limit": "90 kB", "gzip": true}]
}
`)
	defer remove()
	project, err := starter.Find(context.Background(), dir, starter.Options{NoNode: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(project.Tool)
	fmt.Printf("%s", project.Config())
	// Output:
	// Vite
	// {
	//   "$schema": "./node_modules/paintbox/schema.json",
	//
	//   // Vite built this project so far. The first "paintbox build" needs --empty-outdir if dist holds its output.
	//   "entries": ["index.html"],
	//   "outdir": "dist",
	//
	//   // How scripts are split; without it the groups are framework, excel, ui and vendor:
	//   // "chunks": { "maxSize": "244KB", "groups": [{ "name": "vendor", "packages": ["*", "@*/*"] }] },
	//
	//   // Here KB is 1000 bytes and KiB 1024. A list replaces the defaults, 5MB in total and 244KB for each chunk.
	//   "budgets": [
	//     // From size-limit in package.json, kB = 1000:
	//     { "type": "group", "name": "assets/*.js", "files": "assets/*.js", "measure": "gzip", "max": "90KB" },
	//   ]
	// }
}
