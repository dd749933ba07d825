package pipeline

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/internal/cache"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// Builds of a session go on with the linker of the first, and what they make is what
// one by itself makes.
func TestSession(t *testing.T) {
	dir, remove := projecttest.Make(`
-- package.json --
{"name": "session", "type": "module"}
-- index.html --
<!doctype html><link rel="stylesheet" href="src/main.css"><script type="module" src="src/main.js"></script>
-- src/main.js --
import { part } from "./part"; import pkg from "pkg"; console.log(part, pkg); import("./route.js");
-- src/part.js --
export const part = ["one"];
-- src/route.js --
console.log("route");
-- src/main.css --
p { color: red }
-- node_modules/pkg/package.json --
{"name": "pkg", "main": "a.cjs"}
-- node_modules/pkg/a.cjs --
module.exports = ["a"];
-- node_modules/pkg/b.cjs --
module.exports = ["b"];
`)
	t.Cleanup(remove)
	cfg, err := config.Load(config.Request{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	var session Session
	defer session.Close()
	store := cache.Open(cache.Tiers{Dir: filepath.Join(t.TempDir(), "cache"), Disk: cache.Options{}.Limit(), Salt: ""})
	build := func(s *Session) string {
		t.Helper()
		o := Options{Session: s}
		if s != nil {
			o.Store = store
		}
		result, err := Run(t.Context(), cfg, o)
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		for _, f := range result.Build.Files {
			text.WriteString(f.Path + "\n" + string(f.Data) + "\n")
		}
		return text.String()
	}
	build(&session)
	for _, edit := range [][2]string{
		{"src/part.js", `export const part = ["two"];`},
		{"src/part.ts", `export const part: string[] = ["ahead"];`},
		{"src/route.js", `import "./more.js";`},
		{"src/more.js", `console.log("more");`},
		{"src/main.css", `p { color: blue }`},
		{"node_modules/pkg/package.json", `{"name": "pkg", "main": "b.cjs"}`},
		{"package.json", `{"name": "session", "type": "module", "sideEffects": false}`},
	} {
		projecttest.Write(t, filepath.Join(dir, filepath.FromSlash(edit[0])), []byte(edit[1]))
		if edit[0] == "src/route.js" {
			continue // what it imports is not there yet
		}
		if got, want := build(&session), build(nil); got != want {
			t.Errorf("after %s: %s\nwant %s", edit[0], got, want)
		}
	}
	if made := session.bundler.Made(); made != 1 {
		t.Errorf("%d linkers were made", made)
	}
	read := session.Read()
	for _, file := range []string{"src/part.ts", "src/main.css", "index.html", "package.json", "node_modules/pkg/package.json"} {
		if !strings.Contains(strings.Join(read.Files, "\n"), filepath.FromSlash(file)) {
			t.Errorf("%s was read", file)
		}
	}
}
