package pipeline_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/internal/config"
)

// application is a project as people have it, for another tool.
type application struct {
	name   string
	tool   []string // builds it: a script of the project's node_modules for Node, and its arguments; {} is the directory
	env    string   // of the tool
	routes []string // without "/", which comes first
	files  []string // routes that are pages of their own
	ready  string   // what pages say of themselves when they are ready; "" where that is their route
	secret string   // what .env holds and no file may
}

func applications() []application {
	vite := []string{"vite/bin/vite.js", "build", "--emptyOutDir", "--outDir", "{}"}
	hidden := append(slices.Clone(vite), "--config", "vite.peer.mjs") // a configuration that Paintbox does not see
	about := []string{"/?about"}
	return []application{
		{name: "webpack", tool: []string{"webpack/bin/webpack.js", "--output-path", "{}"}, routes: []string{"/boats", "/log"}},
		{name: "parcel", tool: []string{"parcel/lib/bin.js", "build", "--no-cache", "--no-source-maps", "--dist-dir", "{}"}, routes: []string{"/harvest"}, files: []string{"/about.html"}},
		{name: "vite", tool: vite, routes: []string{"/ridge", "/shore", "/night"}, secret: "moss-under-the-third-stone"},
		{name: "cra", tool: []string{"react-scripts/bin/react-scripts.js", "build"}, env: "BUILD_PATH={}", routes: []string{"/loans", "/hours"}, secret: "the-key-is-under-the-mat"},
		{name: "antd", tool: vite, routes: about, ready: "yes"},
		{name: "mdx", tool: hidden, routes: about, ready: "yes"},
		{name: "react", tool: vite, routes: about, ready: "yes"},
		{name: "solid", tool: hidden, routes: about, ready: "yes"},
		{name: "svelte", tool: hidden, routes: about, ready: "yes"},
		{name: "vanilla-extract", tool: vite, routes: about, ready: "yes"},
		{name: "vue", tool: vite, routes: about, ready: "yes"},
	}
}

// Applications of other tools, without a line for Paintbox in them, show on every
// route what their own tool's build shows, and do so without a network.
func TestToolsShowTheSame(t *testing.T) {
	for _, app := range applications() {
		t.Run(app.name, func(t *testing.T) {
			dir := "../../testdata/apps/" + app.name
			own := filepath.Join(t.TempDir(), "own")
			register := config.Setting{Key: "serviceWorker.register", Value: true}
			if _, err := buildApplication(dir, own, register, config.Setting{Key: "compress", Value: false}); err != nil {
				t.Fatalf("build (make packages installs what it needs): %v", err)
			}
			reference := filepath.Join(t.TempDir(), "reference")
			app.build(t, dir, reference)
			want, got := app.visit(t, reference), app.visit(t, own)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("it shows something else than the build of its own tool (-) does:\n%s", diff)
			}
			for name, data := range tree(t, own) {
				if app.secret != "" && strings.Contains(string(data), app.secret) {
					t.Errorf("%s holds a secret", name)
				}
			}
			app.offline(t, own, want)
		})
	}
}

// build runs the tool that the application was written for.
func (app application) build(t *testing.T, dir, outdir string) {
	t.Helper()
	outdir, err := filepath.Abs(outdir)
	if err != nil {
		t.Fatal(err)
	}
	args := slices.Clone(app.tool)
	args[0] = filepath.Join("node_modules", filepath.FromSlash(args[0]))
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "{}", outdir)
	}
	cmd := exec.CommandContext(t.Context(), "node", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CI=false", strings.ReplaceAll(app.env, "{}", outdir))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", args[0], err, out)
	}
}

// shows is what a page shows.
type shows struct {
	Title, Text string
	Elements    []element
	Images      []string // their natural sizes
	Fonts       []string // that were loaded
}

// element is one of a page, with all of its computed styles.
type element struct {
	Name                  string
	Style, Before, Marker map[string]string
}

// painted reads what a page shows, once it is the one of a path and no longer
// changes. Scripts and links that tools add are no elements that show something.
// Local class names and animations differ from tool to tool.
const painted = `new Promise((resolve) => {
	const style = (e, part) => { const s = getComputedStyle(e, part); return Object.fromEntries([...s].filter((name) => !/^(--|animation-name)/.test(name)).map((name) => [name, s.getPropertyValue(name).replace(/url\("[^"]*"\)/g, 'url()')])) }
	const name = (e) => e.tagName + (e.id && '#' + e.id) + (e.children.length ? '' : ' ' + e.textContent.trim())
	let last = '', same = 0
	const timer = setInterval(() => {
		const html = document.body.innerHTML
		same = html === last ? same + 1 : 0
		last = html
		if (same < 4 || document.documentElement.dataset.ready !== %q || document.body.innerText.includes('…') || [...document.images].some((i) => !i.complete)) return
		clearInterval(timer)
		const all = [...document.querySelectorAll('html, body, body *')].filter((e) => !e.matches('script, style, link, noscript'))
		resolve({
			Title: document.title, Text: document.body.innerText,
			Elements: all.map((e) => ({ Name: name(e), Style: style(e), Before: style(e, '::before'), Marker: style(e, '::marker') })),
			Images: [...document.images].map((i) => i.naturalWidth + ' x ' + i.naturalHeight),
			Fonts: [...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family).sort(),
		})
	}, 50)
})`

// visit opens every route anew, and returns what each shows. Nothing may go
// wrong on any.
func (app application) visit(t *testing.T, dist string) map[string]shows {
	t.Helper()
	origin, _ := serve(t, dist)
	v := newVisitor(t, origin)
	seen := map[string]shows{}
	for _, path := range app.paths() {
		seen[path] = app.see(v, path)
	}
	if errors, requests := v.failed(); len(errors)+len(requests) > 0 {
		t.Errorf("errors %q, failed requests %q", errors, requests)
	}
	return seen
}

func (app application) paths() []string { return slices.Concat([]string{"/"}, app.routes, app.files) }

// see opens a path and returns what it shows.
func (app application) see(v *visitor, path string) shows {
	v.t.Helper()
	v.visit(path)
	return eval[shows](v, painted, app.mark(path))
}

// mark is what a page says of itself when it is ready.
func (app application) mark(path string) string {
	switch {
	case app.ready != "":
		return app.ready
	case slices.Contains(app.files, path):
		return strings.TrimSuffix(strings.TrimPrefix(path, "/"), ".html")
	default:
		return path
	}
}

// offline visits the application once, and reloads it without a network; then it
// visits all routes, and without a network each of them.
func (app application) offline(t *testing.T, dist string, want map[string]shows) {
	t.Helper()
	once := func(paths []string, again bool) {
		origin, stop := serve(t, dist)
		v := newVisitor(t, origin)
		app.see(v, "/")
		eval[bool](v, `navigator.serviceWorker.ready.then(async () => {
			const urls = [...document.querySelectorAll('script[src], link[rel=modulepreload], link[rel=stylesheet]:not([media])')].map((e) => e.src || e.href)
			while (!navigator.serviceWorker.controller || !(await Promise.all(urls.map((url) => caches.match(url)))).every(Boolean)) await new Promise((done) => setTimeout(done, 50))
			return true
		})`)
		if again {
			for _, path := range paths {
				app.see(v, path)
			}
		}
		stop()
		for _, path := range paths {
			got := app.see(v, path)
			if diff := cmp.Diff(want[path].Text, got.Text); diff != "" {
				t.Errorf("%s without a network:\n%s", path, diff)
			}
			if again {
				if diff := cmp.Diff(want[path], got); diff != "" {
					t.Errorf("%s without a network, after a second visit:\n%s", path, diff)
				}
			}
		}
	}
	once([]string{"/"}, false)
	once(slices.Concat([]string{"/"}, app.routes), true)
}
