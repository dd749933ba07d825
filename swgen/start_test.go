package swgen_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/swgen"
)

// started is an application whose entry imports two chunks statically, the
// second of so many bytes, and a route when a button is pressed.
func started(pad int) asset.Build {
	const entry, a, b, route, style, second = "assets/main-AAAAAAA1.js", "assets/a-AAAAAAA2.js", "assets/b-AAAAAAA3.js", "assets/route-AAAAAAA4.js", "assets/main-AAAAAAA5.css", "assets/second-AAAAAAA6.css"
	build := asset.Build{Base: "/", Roots: []asset.Root{
		{Source: "index.html", Entry: true, Page: "index.html", File: entry, Scripts: []string{b, a, entry}, Styles: []string{style, second}},
		{Source: "src/route.ts", File: route, Scripts: []string{route}},
	}}
	return build.With(
		file("index.html", `<!doctype html><title>t</title><link rel=stylesheet href=/`+style+`><link rel=stylesheet href=/`+second+`><p id=o></p><script type=module src=/`+entry+`></script><script>navigator.serviceWorker.register("/sw.js")</script>`),
		file(entry, `import { a } from "./a-AAAAAAA2.js"; document.getElementById("o").textContent = a; window.route = () => import("./route-AAAAAAA4.js");`),
		file(a, `import { b } from "./b-AAAAAAA3.js"; export const a = "works " + b;`),
		file(b, `export const b = "offline"; //`+strings.Repeat("b", pad)),
		file(route, `export const route = 1`),
		file(style, "body { color: rgb(1, 2, 3) }"),
		file(second, "p { color: rgb(3, 2, 1) }"),
	)
}

// plainVisit opens the page, which only registers the worker, and waits until
// that has taken over.
func plainVisit(t *testing.T, s *site) *tab {
	t.Helper()
	p := newTab(t, s).open("/")
	p.untilTrue(`navigator.serviceWorker.controller && (await navigator.serviceWorker.ready).active.state === 'activated'`)
	return p
}

func (p *tab) shown() string {
	p.t.Helper()
	return eval[string](p, `document.getElementById('o')?.textContent + ' ' + getComputedStyle(document.querySelector('p') || document.body).color`)
}

// The first reload without a network shows the application, after one visit of a
// page that only registers the worker. What routes load is not stored.
func TestFirstOfflineReload(t *testing.T) {
	t.Parallel()
	for _, list := range []string{"in sw.js", "in sw.txt"} {
		t.Run(list, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			build := started(0)
			if list == "in sw.txt" {
				for i := range 40 {
					build = build.With(file(fmt.Sprintf("assets/other-AAAAAA%02d.js", i), fmt.Sprint(i)))
				}
			}
			result := s.deploy(build, swgen.Options{})
			p := plainVisit(t, s)
			for _, path := range []string{"/assets/a-AAAAAAA2.js", "/assets/b-AAAAAAA3.js", "/assets/second-AAAAAAA6.css"} {
				p.until(path+" is stored", func() bool { return p.has(path) == "runtime" })
			}
			if got := p.has("/assets/route-AAAAAAA4.js"); got != "" {
				t.Errorf("the route is in %q", got)
			}
			if got, want := len(p.stored()), len(result.Files)-1+3+3; got != want {
				t.Errorf("%d files are stored, want %d: %v", got, want, p.stored())
			}
			s.stop()
			p.open("/")
			if got := p.shown(); got != "works offline rgb(3, 2, 1)" {
				t.Errorf("offline the page shows %q", got)
			}
		})
	}
}

// What the shell imports is stored as far as the limits allow, in its order, and
// does not make the worker larger than its limit.
func TestStartKeepsTheLimits(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		opts   swgen.Options
		stored map[string]string
	}{
		{"no room for the first", swgen.Options{CacheLimit: 8_500}, map[string]string{"b-AAAAAAA3.js": "", "a-AAAAAAA2.js": ""}},
		{"too large for one file", swgen.Options{StaticMaxSize: 6_000}, map[string]string{"b-AAAAAAA3.js": "", "a-AAAAAAA2.js": "runtime"}},
		{"room for both", swgen.Options{CacheLimit: 13_000}, map[string]string{"b-AAAAAAA3.js": "runtime", "a-AAAAAAA2.js": "runtime"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.deploy(started(8_000), test.opts)
			p := newTab(t, s).open("/sw.js") // a page that loads none of them
			p.register()
			for path, where := range test.stored {
				if where != "" {
					p.until(path+" is stored", func() bool { return p.has("/assets/"+path) == where })
				}
			}
			p.settle()
			for path, where := range test.stored {
				if got := p.has("/assets/" + path); got != where {
					t.Errorf("%s is in %q, want %q", path, got, where)
				}
			}
			if got, limit := p.stats().Bytes, test.opts.CacheLimit; limit > 0 && got > int(limit) {
				t.Errorf("%d bytes are stored, the limit is %d", got, limit)
			}
		})
	}
}

// An installation does not wait for these files, nor fail with them, and one
// that never comes keeps none of the others back.
func TestStartFilesThatFail(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]http.HandlerFunc{
		"missing": http.NotFound,
		"broken":  broken,
		"other":   text("text/javascript", "export const b = 'another'"),
		"never":   func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.deploy(started(0), swgen.Options{})
			s.handle("/assets/b-AAAAAAA3.js", answer)
			p := newTab(t, s).open("/sw.js") // a page of the origin that loads none of them
			began := time.Now()
			p.register()
			p.until("the other chunk is stored", func() bool { return p.has("/assets/a-AAAAAAA2.js") == "runtime" })
			p.settle()
			if got := p.has("/assets/b-AAAAAAA3.js"); got != "" {
				t.Errorf("the file is in %q", got)
			}
			if took := time.Since(began); took > patience {
				t.Errorf("the installation took %v", took)
			}
			if got := p.has("/"); p.has("/index.html") != "precache" {
				t.Errorf("the page is in %q", got)
			}
		})
	}
}

// A release that takes over stores what it starts with, too.
func TestStartAfterAnUpdate(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.deploy(started(0), swgen.Options{})
	p := newTab(t, s).open("/sw.js") // a page that loads none of them
	p.register()
	p.until("the chunk is stored", func() bool { return p.has("/assets/b-AAAAAAA3.js") == "runtime" })
	next := started(0).With(file("assets/c-AAAAAAA7.js", "export const c = 1"))
	next.Roots[0].Scripts = append([]string{"assets/c-AAAAAAA7.js"}, next.Roots[0].Scripts...)
	s.deploy(next, swgen.Options{})
	p.update()
	if got := p.has("/assets/c-AAAAAAA7.js"); got != "" {
		t.Errorf("before it takes over the new chunk is in %q", got)
	}
	p.takeOver()
	p.until("the new chunk is stored", func() bool { return p.has("/assets/c-AAAAAAA7.js") == "runtime" })
}
