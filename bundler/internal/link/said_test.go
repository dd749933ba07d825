package link

import (
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// Esbuild says what the table knows, in these words: one that says something else
// makes others of errors that are mended or explained here.
func TestSaid(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a.js": "export let b = 1;", "c.cjs": "", "d.js": "export let b = 2;", "m.js": "export * from './a.js'; export * from './d.js'", "x.odd": "", "c.json": "// a\n1", "node_modules/pure/a.js": "export let a", "node_modules/pure/package.json": `{"main": "a.js", "sideEffects": false}`, "l.css": "// a\nb { c: d }", "node_modules/p/package.json": `{"exports": {"./a": "./a.js"}}`} {
		projecttest.Write(t, dir+"/"+name, []byte(text))
	}
	led := api.Plugin{Name: "led", Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: "^gone$"}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: dir + "/gone.js"}, nil
		})
		b.OnResolve(api.OnResolveOptions{Filter: "^made$"}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: "a", Namespace: "made"}, nil
		})
		b.OnResolve(api.OnResolveOptions{Filter: "^wrong$"}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: "a", Namespace: "wrong"}, nil
		})
		b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "wrong"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			text := `import "./b"`
			return api.OnLoadResult{Contents: &text}, nil
		})
	}}
	for text, want := range map[string]struct {
		says saying
		name string
		note string
	}{
		`import "./b.js"`:                         {saysUnresolved, "./b.js", ""},
		`import "b/c"`:                            {saysUnresolved, "b/c", "to mark"},
		`import "p/b"`:                            {saysUnresolved, "p/b", "to mark"},
		`import "fs"`:                             {saysUnresolved, "fs", ""},
		`import "./x.odd"`:                        {saysNoLoader, ".odd", ""},
		`import "gone"`:                           {saysUnreadable, dir + "/gone.js", ""},
		`import "made"`:                           {saysUnloaded, "made:a", ""},
		`import { d } from "./a.js"; f(d)`:        {saysNoExport, "d", ""},
		`import * as a from "./a.js"; f(a.d)`:     {saysNoExport, "d", ""},
		`const a = 1; a = 2`:                      {saysAssigned, "a", "where"},
		`import { b } from "./a.js"; b = 2`:       {saysAssigned, "b", ""},
		`import * as b from "./a.js"; b.b = 2`:    {saysAssigned, "b", ""},
		`import * as b from "./a.js"; b[f()] = 2`: {saysAssignedOf, "b", ""},
		`import { b } from "./m.js"; f(b)`:        {saysAmbiguous, "b", "where"},
		`export let a = eval("b")`:                {saysDirectEval, "direct eval", ""},
		`import c from "./c.json"; f(c)`:          {saysComment, "JSON", ""},
		`import "pure"`:                           {saysIgnored, "Ignoring this import", ""},
		`import "./l.css"`:                        {saysLineComment, "//", ""},
		`import "wrong"`:                          {saysUnresolved, "./b", "who"},
		`export let a = typeof b == "indefinite"`: {saysOther, "", ""},
	} {
		result := api.Build(api.BuildOptions{Stdin: &api.StdinOptions{Contents: text, ResolveDir: dir}, Bundle: true, Format: api.FormatESModule, Plugins: []api.Plugin{led}, Outdir: dir})
		list := append(result.Errors, result.Warnings...)
		if len(list) != 1 {
			t.Errorf("%s: %v", text, list)
			continue
		}
		if says, name := said(list[0].Text); says != want.says || name != want.name {
			t.Errorf("%s: %q says %d of %q, want %d of %q", text, list[0].Text, says, name, want.says, want.name)
		}
		last := ""
		for _, n := range list[0].Notes {
			switch {
			case saysWho(n.Text):
				last = "who"
			case saysWhatToMark(n.Text):
				last = "to mark"
			case n.Location != nil && saysWhere(n.Text):
				last = "where"
			}
		}
		if last != want.note {
			t.Errorf("%s: notes %v, want %q", text, list[0].Notes, want.note)
		}
	}
}
