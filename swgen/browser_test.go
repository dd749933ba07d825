package swgen_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/serviceworker"
	"github.com/chromedp/chromedp"

	"github.com/paintbox-build/paintbox/internal/browsertest"
)

// The tests share one Chromium; every test has its own server, hence its own
// origin and storage, and its own browser context.
//
//nolint:gochecknoglobals // starting a browser takes a second
var chromium browsertest.Browser

func TestMain(m *testing.M) {
	status := m.Run()
	chromium.Stop()
	os.Exit(status)
}

// patience is how long a test waits for what must happen.
const patience = 20 * time.Second

// tab is a page of a browser context.
type tab struct {
	t    *testing.T
	site *site
	ctx  context.Context
}

// newTab opens a tab in a fresh browser context.
func newTab(t *testing.T, s *site) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(chromium.Context(context.Background()), chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	return (&tab{t: t, site: s, ctx: ctx}).prepared()
}

// another opens a second tab that shares storage and worker with the first.
func (p *tab) another() *tab {
	p.t.Helper()
	ctx, cancel := chromedp.NewContext(p.ctx)
	p.t.Cleanup(cancel)
	return (&tab{t: p.t, site: p.site, ctx: ctx}).prepared()
}

// helpers are the functions that tests call in the page.
const helpers = `
window.pb = {
  // What a request gives: status, type, length, and the text when it is short.
  async get(url, init) {
    const response = await fetch(url, init);
    const bytes = await response.arrayBuffer();
    const headers = Object.fromEntries(response.headers);
    return { status: response.status, type: response.headers.get('content-type') || '', size: bytes.byteLength, headers,
             text: bytes.byteLength < 1000 ? new TextDecoder().decode(bytes) : '' };
  },
  // Loads with an element, as a page does; resolves to 'load' or 'error'.
  element(tag, attributes) {
    return new Promise((resolve) => {
      const e = Object.assign(document.createElement(tag), attributes);
      e.onload = e.oncanplay = () => resolve('load');
      e.onerror = () => resolve('error');
      document.head.append(e);
    });
  },
  async send(message, worker = navigator.serviceWorker.controller) {
    const { port1, port2 } = new MessageChannel();
    worker.postMessage(message, [port2]);
    return (await new Promise((resolve) => (port1.onmessage = resolve))).data;
  },
  // The entries of all caches: [cache, path, bytes].
  async stored() {
    const all = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const response = await cache.match(request, { ignoreVary: true });
        if (response) all.push([name, request.url.replace(location.origin, ''), (await response.arrayBuffer()).byteLength]);
      }
    }
    return all;
  },
  // The bytes that all caches held at one moment, as far as can be told from
  // outside: what was there before and after the sizes were taken. An entry
  // that moves from cache to cache is not counted twice.
  async held() {
    const before = await pb.stored();
    const after = new Set();
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) after.add(name + request.url.replace(location.origin, ''));
    return before.reduce((sum, [name, path, size]) => sum + (after.has(name + path) ? size : 0), 0);
  },
};`

func (p *tab) prepared() *tab {
	p.t.Helper()
	call(p, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: helpers})
	return p
}

func call[P, R any](p *tab, command cdp.Command[P, R], params P) R {
	p.t.Helper()
	result, err := chromedp.Call(p.ctx, command, params)
	if err != nil {
		p.t.Fatalf("%s: %v", command.Method, err)
	}
	return result
}

// open navigates and waits for the page.
func (p *tab) open(path string) *tab {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(p.site.url(path))); err != nil {
		p.t.Fatalf("open %s: %v", path, err)
	}
	return p
}

// eval evaluates a JavaScript expression; promises are awaited.
func eval[T any](p *tab, format string, args ...any) T {
	p.t.Helper()
	value, err := tryEval[T](p, format, args...)
	if err != nil {
		p.t.Fatalf("%s: %v", fmt.Sprintf(format, args...), err)
	}
	return value
}

func tryEval[T any](p *tab, format string, args ...any) (T, error) {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](fmt.Sprintf(format, args...), chromedp.EvalAwaitPromise))
}

// answer is what a page sees of a request.
type answer struct {
	Status  int
	Type    string
	Size    int
	Text    string
	Headers map[string]string
}

func (p *tab) get(url string) answer {
	p.t.Helper()
	return eval[answer](p, "pb.get(%q)", url)
}

func (p *tab) getWith(url, init string) answer {
	p.t.Helper()
	return eval[answer](p, "pb.get(%q, %s)", url, init)
}

// stats is the answer to the message STATS.
type stats struct {
	Release                 string
	Hits, Misses, Evictions int
	Bytes, Entries          int
	HitRate                 float64
}

func (p *tab) stats() stats {
	p.t.Helper()
	return eval[stats](p, "pb.send({type: 'STATS'})")
}

// entry is one entry of a cache.
type entry struct {
	cache, path string
	size        int
}

func (e *entry) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(data, &[]any{&e.cache, &e.path, &e.size})
}

func (p *tab) stored() []entry {
	p.t.Helper()
	return eval[[]entry](p, "pb.stored()")
}

// has tells in which kind of cache of this application a path is: "precache",
// "runtime" or "".
func (p *tab) has(path string) string {
	p.t.Helper()
	for _, e := range p.stored() {
		if parts := strings.Split(e.cache, " "); parts[0] == "paintbox" && e.path == path {
			return parts[2]
		}
	}
	return ""
}

// until waits for a condition.
func (p *tab) until(what string, condition func() bool) {
	p.t.Helper()
	for deadline := time.Now().Add(patience); !condition(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			p.t.Fatalf("after %v still not: %s", patience, what)
		}
	}
}

// untilTrue waits until an expression in the page is true, also across a reload.
func (p *tab) untilTrue(expression string) {
	p.t.Helper()
	p.until(expression, func() bool {
		ok, err := tryEval[bool](p, "(async () => !!(%s))()", expression)
		return ok && err == nil
	})
}

// settle waits until everything that was asked for before has been stored or
// turned down: until a later file has been stored.
func (p *tab) settle() {
	p.t.Helper()
	path := p.site.control()
	p.get(path)
	p.until(path+" is stored", func() bool { return p.has(path) == "runtime" })
}

// stopWorker ends the worker as the browser does when it is idle.
func (p *tab) stopWorker() {
	p.t.Helper()
	call(p, serviceworker.Enable, cdp.Empty{})
	call(p, serviceworker.StopAllWorkers, cdp.Empty{})
}

// eval evaluates for the effect.
func (p *tab) eval(format string, args ...any) {
	p.t.Helper()
	if _, err := tryEval[[]byte](p, format, args...); err != nil {
		p.t.Fatalf("%s: %v", format, err)
	}
}

// update makes the browser look for a new worker and waits until it is waiting.
func (p *tab) update() {
	p.t.Helper()
	p.eval(`navigator.serviceWorker.getRegistration().then(async (r) => {
		await r.update();
		while (!r.waiting) await new Promise((resolve) => setTimeout(resolve, 5));
	})`)
}

// takeOver makes the waiting worker take over.
func (p *tab) takeOver() {
	p.t.Helper()
	p.eval(`navigator.serviceWorker.getRegistration().then(async (r) => {
		const waiting = r.waiting;
		waiting.postMessage({ type: 'SKIP_WAITING' });
		while (waiting.state !== 'activated') await new Promise((resolve) => setTimeout(resolve, 5));
	})`)
}
