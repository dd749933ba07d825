package link_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// write writes files, given by their names, to a directory.
func write(tb testing.TB, dir string, files map[string]string) {
	tb.Helper()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		projecttest.Write(tb, file, []byte(text))
	}
}

// newLinker makes a linker for an entry of a project.
func newLinker(tb testing.TB, dir, entry string) (*link.Linker, *settings.Settings) {
	tb.Helper()
	s, err := settings.Settle(settings.Options{Dir: dir})
	if err != nil {
		tb.Fatal(err)
	}
	l, err := link.New(s, []settings.Entry{{Name: "page", Source: entry}})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(l.Close)
	return l, s
}

// Modules become one text, in their order of evaluation, without what nothing
// uses; each is headed by its name.
func Example() {
	dir, remove := projecttest.Make(`
-- page.js --
import { area } from "./shapes.js";
import plan from "./plan.svg";
console.log(area(2), plan);
-- shapes.js --
export const area = (r) => Math.PI * r * r;
export const volume = (r) => (area(r) * r * 4) / 3;
-- plan.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
`)
	defer remove()
	s, err := settings.Settle(settings.Options{Dir: dir})
	if err != nil {
		fmt.Println(err)
		return
	}
	linker, err := link.New(s, []settings.Entry{{Name: "page", Source: "page.js"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer linker.Close()
	out, err := linker.Run(context.Background(), link.Requirements{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s", out.Scripts[0].Text)
	for _, m := range out.Modules {
		fmt.Println(m.Path, len(m.Imports), "imports")
	}
	// Output:
	// // shapes.js
	// var area = (r) => Math.PI * r * r;
	//
	// // plan.svg
	// var plan_default = "./plan-34YGEHO5.svg";
	//
	// // page.js
	// console.log(area(2), plan_default);
	// page.js 2 imports
	// plan.svg 0 imports
	// shapes.js 0 imports
}

// A linker sees what changed between its runs.
func TestRunTwice(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"page.js": `import { a } from "./a.js"; console.log(a());`, "a.js": `export const a = () => 1, b = 2;`})
	l, _ := newLinker(t, dir, "page.js")
	for run, value := range []string{"1", "2"} {
		write(t, dir, map[string]string{"a.js": "export const a = () => " + value + ", b = 2;"})
		out, err := l.Run(t.Context(), link.Requirements{})
		if err != nil {
			t.Fatal(err)
		}
		if len(out.Scripts) != 1 || !strings.Contains(string(out.Scripts[0].Text), "a = () => "+value) || strings.Contains(string(out.Scripts[0].Text), "b = 2") {
			t.Errorf("run %d: %s", run, out.Scripts[0].Text)
		}
	}
	write(t, dir, map[string]string{"a.js": "export const a = ;"})
	_, err := l.Run(t.Context(), link.Requirements{})
	var ms asset.Messages
	if !errors.As(err, &ms) || ms[0].File != "a.js" || ms[0].Line != 1 {
		t.Errorf("a mistake is reported as %v", err)
	}
	write(t, dir, map[string]string{"a.js": `import on from "events"; export const a = () => on();`})
	if _, err := l.Run(t.Context(), link.Requirements{}); err == nil || !strings.Contains(err.Error(), `Could not resolve "events"`) {
		t.Errorf("a module of Node.js that nothing stands for: %v", err)
	}
	write(t, dir, map[string]string{"node_modules/events/package.json": `{"name": "events"}`, "node_modules/events/index.js": `module.exports = () => "installed";`})
	out, err := l.Run(t.Context(), link.Requirements{})
	if err != nil {
		t.Fatal("once it is installed:", err)
	}
	if !strings.Contains(string(out.Scripts[0].Text), "installed") {
		t.Errorf("the installed package is not linked: %s", out.Scripts[0].Text)
	}
}

func TestOutput(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"page.js":                     `import p from "p"; import "./page.css"; import url from "./pixel.png"; console.log(p, url); import("./route.mjs");`,
		"page.css":                    `a { b: c }`,
		"pixel.png":                   `pixel`,
		"route.mjs":                   `export const r = 1;`,
		"node_modules/p/package.json": `{"name": "p", "sideEffects": false}`,
		"node_modules/p/index.js":     `module.exports = 1;`,
	})
	l, s := newLinker(t, dir, "page.js")
	out, err := l.Run(t.Context(), link.Requirements{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range out.Modules {
		got = append(got, fmt.Sprintf("%s package=%q es=%v effects=%v node=%v imports=%d", m.Path, m.Package, m.ES, m.SideEffects, m.NodeMode, len(m.Imports)))
		if m.File != s.File(m.Path) {
			t.Errorf("%s is the file %s", m.Path, m.File)
		}
	}
	const want = `node_modules/p/index.js package="p" es=false effects=false node=false imports=0
page.css package="" es=false effects=false node=false imports=0
page.js package="" es=true effects=true node=false imports=4
pixel.png package="" es=false effects=true node=false imports=0
route.mjs package="" es=true effects=true node=true imports=0`
	if list := strings.Join(got, "\n"); list != want {
		t.Errorf("got\n%s\nwant\n%s", list, want)
	}
	if i := link.ImportOf(out.Modules, out.Find("page.js"), "./route.mjs"); i != out.Find("route.mjs") {
		t.Errorf("./route.mjs leads to %d", i)
	}
	if out.Find("none.js") != -1 || link.ImportOf(out.Modules, 0, "none") != -1 {
		t.Error("what there is not was found")
	}
	for _, script := range out.Scripts {
		if script.Module == out.Find("page.js") && (script.Name != "entry-0.js" || !strings.Contains(string(out.Sheets[script.Sheet].Text), "b: c")) {
			t.Errorf("the entry is %s with %s", script.Name, out.Sheets[script.Sheet].Text)
		}
	}
	if len(out.Copies) != 1 || out.Copies[0].Source != "pixel.png" || out.Modules[out.Find("pixel.png")].Copied != out.Copies[0].Name {
		t.Errorf("copies: %v", out.Copies)
	}
}

// Requirements let require() get a module of a few names; others get all.
func TestRequirements(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"page.js":  `console.log(require("./all.js").a, require("./other.js"));`,
		"other.js": `exports.all = 1;`,
		"all.js":   `export const a = ["first"], b = ["second"];`,
	})
	l, s := newLinker(t, dir, "page.js")
	all := s.File("all.js")
	required := link.Requirements{
		Texts: map[string]string{all: `export const a = "instead";`},
		Calls: map[link.RequireCall]string{{Importer: s.File("page.js"), Specifier: "./all.js"}: all},
	}
	for _, test := range []struct {
		required       link.Requirements
		name, has, not string
	}{
		{link.Requirements{}, "all.js", "second", "instead"},
		{required, "all.js?required", "instead", "second"},
		{link.Requirements{}, "all.js", "second", "instead"}, // a run leaves nothing behind
	} {
		out, err := l.Run(t.Context(), test.required)
		if err != nil {
			t.Fatal(err)
		}
		text := string(out.Scripts[0].Text)
		if !strings.Contains(text, test.has) || strings.Contains(text, test.not) {
			t.Errorf("%s: %s", test.name, text)
		}
		m := out.Find(test.name)
		if m < 0 || out.Modules[m].Required != (test.name != "all.js") || (out.Modules[m].File != "") == out.Modules[m].Required {
			t.Errorf("%s: %v", test.name, out.Modules)
		}
	}
}

func TestSources(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"page.js": `import * as all from "./all.js"; console.log(all);`,
		"all.js":  `export * from "./loop.js"; export * from "./a.js"; export { c as "the c", default as d } from "./b.js"; import { c } from "./b.js"; export { c }; export * as ns from "./b.js";`,
		"loop.js": `export * from "./all.js";`,
		"a.js":    `const x = 1; export { x as a }; export default 2;`,
		"b.js":    `export const c = 3; export default function f() {}`,
	})
	l, s := newLinker(t, dir, "page.js")
	out, err := l.Run(t.Context(), link.Requirements{})
	if err != nil {
		t.Fatal(err)
	}
	sources := link.NewSources(s, out)
	for name, want := range map[string]string{"a": "a.js x", "c": "b.js c", "the c": "b.js c", "d": "b.js f", "default": "", "none": "", "ns": ""} {
		home, local, ok := sources.Resolve(link.Exported{Module: out.Find("all.js"), Name: name})
		got := ""
		if ok {
			got = out.Modules[home].Name + " " + local
		}
		if got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	chain, ok := sources.Trace(link.Exported{Module: out.Find("all.js"), Name: "a"})
	if !ok || len(chain) != 2 || chain[1] != (link.Exported{Module: out.Find("a.js"), Name: "a"}) {
		t.Errorf("the way of a: %v, %v", chain, ok)
	}
}

func TestCanceled(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"page.js": `console.log(1);`})
	l, _ := newLinker(t, dir, "page.js")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Run(ctx, link.Requirements{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
