package plugin_test

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/plugin"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// A project's plugin makes a module of a text. Node starts for the file that the
// plugin is for; one that it is not for never leaves Go.
func ExampleNew() {
	dir, remove := projecttest.Make(`
-- plugins.mjs --
export default [{
  name: 'prose',
  load: { filter: { id: /\.txt$/ }, handler: (id) => 'export default "prose"' },
}]
-- rooms.txt --
-- main.js --
`)
	defer remove()
	ctx := context.Background()
	host := plugin.New(plugin.Options{Dir: dir, Outdir: filepath.Join(dir, "dist"), Plugins: []plugin.Source{{Module: "./plugins.mjs"}}, Node: plugin.Node{Limit: time.Minute}})
	if _, err := host.Configure(ctx); err != nil {
		fmt.Println(err)
		return
	}
	host.Begin(ctx, nil)
	for _, name := range []string{"main.js", "rooms.txt"} {
		module := bundler.ModuleID{ID: filepath.Join(dir, name)}
		if !host.Wants(module) {
			fmt.Println(name, "is nothing for plugins")
			continue
		}
		loaded, ok := host.Load(module, nil)
		fmt.Println(name, ok, string(loaded.Text))
	}
	_, errs := host.End()
	fmt.Println(len(errs), "errors", host.Close())
	// Output:
	// main.js is nothing for plugins
	// rooms.txt true export default "prose"
	// 0 errors <nil>
}
