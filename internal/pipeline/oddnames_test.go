package pipeline_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// oddNames are names of files that mean something where they are written.
const oddNames = "c d|100%|a%20b|a&b|a&amp;b|a<b|a#b|a?b|a\"b|a'b|ö|日本|(a)|a,b|a+b|a;b|*a|[a]|{a}|a`b|@a|$a|~a|a!b|a=b"

// Files of every name are found, wherever scripts, style sheets and pages name them
// by their URLs.
func TestOddNames(t *testing.T) {
	var site, main, page strings.Builder
	want := map[string]any{}
	for i, name := range strings.Split(oddNames, "|") {
		escaped := url.PathEscape(name)
		for _, kind := range []string{"imported", "url", "page", "sheet", "linked"} {
			fmt.Fprintf(&site, "-- %s/%s.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"9\"><title>%[1]s</title></svg>\n", kind, name, i+1)
		}
		fmt.Fprintf(&site, "-- modules/%s.js --\nexport const value = %d\n-- lazy/%[1]s.js --\nexport const value = %[2]d\n-- classic/%[1]s.js --\n(globalThis.classic ||= []).push(%[2]d)\n-- workers/%[1]s.js --\npostMessage(%[2]d)\n", name, i)
		fmt.Fprintf(&site, "-- sheets/%s.css --\n.s%d { background: url(%q) }\n-- linked/%[1]s.css --\n.l%[2]d { background: url(%[3]q) }\n", name, i, escaped+".svg")
		fmt.Fprintf(&site, "-- sheets/%s.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"%d\"/>\n", name, i+1)
		fmt.Fprintf(&main, "import i%d from %q; import { value as m%[1]d } from %[3]q; import %[4]q\n", i, "./imported/"+escaped+".svg", "./modules/"+escaped+".js", "./sheets/"+escaped+".css")
		fmt.Fprintf(&main, "add(%q, [i%d, new URL(%q, import.meta.url), m%[2]d, import(%[4]q), new Worker(new URL(%[5]q, import.meta.url), { type: 'module' })])\n", name, i, "./url/"+escaped+".svg", "./lazy/"+escaped+".js", "./workers/"+escaped+".js")
		fmt.Fprintf(&page, `<p class="s%d"></p><p class="l%[1]d"></p><img alt src="page/%s.svg"><script src="classic/%[2]s.js"></script><link rel="stylesheet" href="linked/%[2]s.css">`+"\n", i, strings.ReplaceAll(escaped, "&", "&amp;"))
		want[name] = []any{200.0, 200.0, float64(i), float64(i), float64(i)}
	}
	fmt.Fprintf(&site, "-- index.html --\n<!doctype html><html lang=\"en\"><head><title>Names</title><link rel=\"icon\" href=\"data:,\"></head><body>\n%s<script type=\"module\" src=\"main.js\"></script></body></html>\n-- main.js --\n", page.String())
	site.WriteString(`const out = globalThis.out = {}, parts = []
const add = (name, [imported, url, module, lazy, worker]) => parts.push((async () => {
  const answer = new Promise((done, fail) => { worker.onmessage = e => done(e.data); worker.onerror = fail })
  out[name] = [(await fetch(imported)).status, (await fetch(url)).status, module, (await lazy).value, await answer]
})())
` + main.String() + `await Promise.all(parts)
document.documentElement.dataset.ready = 'ready'
-- paintbox.json --
{"serviceWorker": false, "compress": false}
`)
	origin, stop := serveAt(t, buildText(t, site.String()), "/")
	defer stop()
	v := newVisitor(t, origin)
	v.visit("/")
	got := eval[map[string]any](v, "new Promise(done => { const look = () => document.documentElement.dataset.ready ? done(out) : setTimeout(look, 50); look() })")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	n := float64(len(want))
	if seen := eval[[]float64](v, `Promise.all([...document.images].map(i => i.decode())).then(() => [classic.length, [...document.images].filter((i, n) => i.naturalWidth === n + 1).length])`); !cmp.Equal(seen, []float64{n, n}) {
		t.Errorf("classic scripts and images: %v of %v", seen, n)
	}
	if failed := eval[[]string](v, `performance.getEntriesByType("resource").filter(r => r.responseStatus !== 200).map(r => r.responseStatus + " " + r.name)`); len(failed) > 0 {
		t.Errorf("requests failed: %q", failed)
	}
	if missing := eval[[]string](v, `[...document.querySelectorAll("p")].filter(p => !/url/.test(getComputedStyle(p).backgroundImage)).map(p => p.className)`); len(missing) > 0 {
		t.Errorf("no background: %q", missing)
	}
	if errors, requests := v.failed(); len(errors)+len(requests) > 0 {
		t.Errorf("errors %q, failed requests %q", errors, requests)
	}
}
