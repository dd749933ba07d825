package pipeline_test

import (
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/paintbox-build/paintbox/internal/config"
)

// heldSite is a page of Rollup's whose own scripts know the exports of the built one by
// their global name.
const heldSite = `
-- package.json --
{"name": "app", "scripts": {"build": "rollup -c"}}
-- node_modules/none/package.json --
{}
-- rollup.config.js --
export default { input: 'src/main.js', output: { file: 'dist/app.js', format: 'iife', name: 'App' } }
-- index.html --
<!doctype html><html lang="en"><head><title>x</title><link rel="icon" href="data:,"></head><body>
<div id="root"></div><script>var said = []</script>
<script src="dist/app.js"></script>
<script id="first" data-kind="a b">function greet() { said.push('greet ' + App.name) }
var top = 1, shared = App.name; let later = 2; implicit = 3
said.push('first ' + document.currentScript.id + ' ' + document.currentScript.dataset.kind + ' ' + (this === window) + ' ' + typeof window.greet)</script>
<button onclick="greet()">greet</button>
<script>said.push('second ' + App.name + ' ' + shared + ' ' + later + ' ' + implicit + ' ' + document.currentScript.previousElementSibling.localName)</script>
<script>function plain() { said.push('plain') } said.push('at once ' + typeof plain)</script>
<button onclick="plain()">plain</button>
</body></html>
-- src/main.js --
export const name = 'named'
addEventListener('load', () => { document.documentElement.dataset.ready = 'ready' })
`

// Scripts of a page that wait for a global name stay classic: what they declare is
// there for the page's attributes and for each other, and they know where they stand.
func TestHeldScripts(t *testing.T) {
	dir, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
	if err := txtar.Write(txtar.Parse([]byte(heldSite)), dir); err != nil {
		t.Fatal(err)
	}
	if _, err := buildApplication(dir, out, config.Setting{Key: "compress", Value: false}, config.Setting{Key: "serviceWorker", Value: false}); err != nil {
		t.Fatal(err)
	}
	origin, stop := serve(t, out)
	defer stop()
	v := newVisitor(t, origin)
	v.open("/", "ready")
	got := eval[string](v, `document.querySelectorAll('button').forEach((b) => b.click()), said.join('\n')`)
	want := "at once function\nfirst first a b true function\nsecond named named 2 3 button\ngreet named\nplain"
	if got != want {
		t.Errorf("scripts said\n%s\nand not\n%s", got, want)
	}
	if errors, requests := v.failed(); len(errors)+len(requests) > 0 {
		t.Errorf("errors %q, failed requests %q", errors, requests)
	}
}
