package pipeline_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

// route is a page of the sample, and the mark that it sets when it is ready.
type route struct{ path, mark string }

func routes() []route {
	return []route{
		{"/", "projects"},
		{"/estimate", "estimate"},
		{"/rooms", "rooms"},
		{"/schedule", "schedule"},
		{"/dashboard", "dashboard"},
		{"/prices", "prices"},
		{"/settings", "settings"},
		{"/no/such/page", "not-found"},
	}
}

// keepFiles makes the page keep what it offers to save: name, number of bytes,
// their beginning and SHA-256. Files that hold the time get the same one.
const keepFiles = `(() => {
	const create = URL.createObjectURL, blobs = new Map();
	URL.createObjectURL = (blob) => { const url = create.call(URL, blob); blobs.set(url, blob); return url; };
	window.Date = class extends Date { constructor(...args) { super(...(args.length ? args : [0])); } };
	window.saved = new Promise((resolve) => {
		HTMLAnchorElement.prototype.click = async function () {
			const bytes = await blobs.get(this.href).arrayBuffer();
			const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
			resolve([this.download, bytes.byteLength, new TextDecoder().decode(bytes.slice(0, 4)), ...digest].join(' '));
		};
	});
	return true;
})()`

// find resolves to the text of the first element that matches.
const find = `new Promise((resolve) => {
	const timer = setInterval(() => {
		const found = document.querySelector(%q);
		if (found && found.textContent) resolve(found.textContent, clearInterval(timer));
	}, 20);
})`

// action is what a visitor does on a page and what comes of it.
type action struct {
	route
	name string
	run  func(v *visitor) string
}

func click(v *visitor, selector string) {
	v.t.Helper()
	eval[bool](v, `!document.querySelector(%q).dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))`, selector)
}

// saving is an action that gives a file.
func saving(r route, selector string) action {
	return action{r, selector, func(v *visitor) string {
		eval[bool](v, keepFiles)
		click(v, selector)
		return eval[string](v, "saved")
	}}
}

func actions() []action {
	return []action{
		{route{"/estimate", "estimate"}, "#compare-finishes", func(v *visitor) string {
			click(v, "#compare-finishes")
			return eval[string](v, find, "[data-comparison=ready]")
		}},
		saving(route{"/estimate", "estimate"}, "#export-estimate"),
		saving(route{"/estimate", "estimate"}, "#save-proposal"),
		saving(route{"/rooms", "rooms"}, "#export-model"),
		{route{"/", "projects"}, "new project", func(v *visitor) string {
			eval[bool](v, `!![...document.querySelectorAll('button')].find((b) => b.textContent === 'New project').click()`)
			return eval[string](v, find, "[role=dialog]")
		}},
	}
}

// The sample shows on every route what the unsplit program shows, and nothing
// goes wrong on the way.
func TestSampleRoutes(t *testing.T) {
	result := builtSample(t)
	unsplit := filepath.Join(t.TempDir(), "unsplit")
	buildUnsplit(t, unsplit)
	native, _ := serve(t, unsplit)
	origin, _ := serve(t, result.Outdir)

	for _, r := range routes() {
		t.Run("open "+r.path, func(t *testing.T) {
			both(t, native, origin, func(v *visitor) string { return v.open(r.path, r.mark) })
		})
	}
	for _, a := range actions() {
		t.Run(a.name, func(t *testing.T) {
			both(t, native, origin, func(v *visitor) string { v.open(a.path, a.mark); return a.run(v) })
		})
	}
	t.Run("walk", func(t *testing.T) {
		both(t, native, origin, func(v *visitor) string {
			all := v.open("/settings", "settings")
			for _, r := range routes()[:7] {
				eval[bool](v, `!!document.querySelector('nav a[href=%q]').click()`, r.path)
				all += "\n" + v.shown(r.mark)
			}
			return all
		})
	})
}

// both lets a visitor of the unsplit and one of the split program do the same,
// and compares what they see.
func both(t *testing.T, native, origin string, do func(*visitor) string) {
	t.Helper()
	see := func(origin string) string {
		v := newVisitor(t, origin)
		defer v.leave()
		seen := do(v)
		if errors, requests := v.failed(); len(errors)+len(requests) > 0 {
			t.Errorf("%s: errors %q, failed requests %q", origin, errors, requests)
		}
		return seen
	}
	want, got := see(native), see(origin)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the split program shows something else (-unsplit +split):\n%s", diff)
	}
	if got == "" {
		t.Error("nothing is shown")
	}
}

// control registers the service worker and waits until it controls the page.
const control = `(async () => {
	const container = navigator.serviceWorker;
	const controlled = container.controller || new Promise((resolve) => container.addEventListener('controllerchange', resolve));
	await container.register('/sw.js');
	await controlled;
	return !!container.controller;
})()`

// missing resolves to the resources of the page that no cache holds.
const missing = `(async () => {
	const names = [];
	for (const { name } of performance.getEntriesByType('resource'))
		if (name.startsWith(location.origin) && !(await caches.match(name))) names.push(name);
	return names.join(' ');
})()`

// Every route that was visited once shows the same without a server.
func TestSampleOffline(t *testing.T) {
	result := builtSample(t)
	origin, stop := serve(t, result.Outdir)
	v := newVisitor(t, origin)
	v.open("/", "projects")
	if !eval[bool](v, control) {
		t.Fatal("the service worker does not control the page")
	}
	compare := actions()[0]
	seen := map[string]string{}
	for _, r := range routes() {
		seen[r.path] = v.open(r.path, r.mark)
		if r == compare.route {
			seen[compare.name] = compare.run(v)
		}
		for deadline := time.Now().Add(patience); eval[string](v, missing) != ""; time.Sleep(50 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("%s: not stored: %s", r.path, eval[string](v, missing))
			}
		}
	}
	if errors, requests := v.failed(); len(errors)+len(requests) > 0 {
		t.Errorf("online: errors %q, failed requests %q", errors, requests)
	}

	stop()
	if _, err := chromedp.Call(v.ctx, network.ClearBrowserCache, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	for _, r := range routes() {
		if diff := cmp.Diff(seen[r.path], v.open(r.path, r.mark)); diff != "" {
			t.Errorf("%s shows something else offline (-online +offline):\n%s", r.path, diff)
		}
		if r == compare.route {
			if diff := cmp.Diff(seen[compare.name], compare.run(v)); diff != "" {
				t.Errorf("%s offline (-online +offline):\n%s", compare.name, diff)
			}
		}
		errors, requests := v.failed()
		if len(errors) > 0 {
			t.Errorf("%s offline: errors %q", r.path, errors)
		}
		if len(requests) > 0 {
			t.Logf("%s offline: requests that the page did without: %q", r.path, requests)
		}
	}
}
