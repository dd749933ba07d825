package tool_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/internal/plugin/internal/tool"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// What the project's own script runs goes before the names of files: here Vite's
// configuration is only for tests.
func ExampleFind() {
	dir, remove := projecttest.Make(`
-- package.json --
{"scripts": {"build": "NODE_ENV=production webpack --config build/web.js --env market=de"}}
-- build/web.js --
module.exports = {};
-- vite.config.js --
export default { test: {} };
`)
	defer remove()
	found, ok := tool.Find(dir)
	fmt.Println(ok, found.Name(), found.File, found.Env, found.Args)
	// Output:
	// true webpack build/web.js map[NODE_ENV:production] map[market:de]
}
