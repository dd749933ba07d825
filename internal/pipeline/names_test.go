package pipeline_test

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/pipeline"
)

// namedSite is a project of two pages whose files import each other in every
// way.
const namedSite = `
-- paintbox.json --
{"entries": ["index.html", "deep/er/index.html"], "serviceWorker": false, "compress": false, "chunks": {"minSize": "1B", "groups": [
	{"name": "leaf", "files": ["src/leaf.js"]}, {"name": "middle", "files": ["src/middle.js"]}, {"name": "both", "files": ["src/both.js"]}]}}
-- index.html --
<!doctype html><html lang="en"><head><title>Home</title><link rel="icon" href="data:,">
<script type="module" src="/src/main.js"></script></head><body><div id="root"></div></body></html>
-- deep/er/index.html --
<!doctype html><html lang="en"><head><title>Deep</title><link rel="icon" href="data:,">
<script type="importmap">{"imports": {"outside": "data:text/javascript,export default 'outside'"}}</script>
</head><body><div id="root"></div><script type="module">import outside from 'outside'; window.outside = outside</script><script type="module" src="/src/main.js"></script></body></html>
-- src/main.js --
import { middle } from './middle.js'
import { both } from './both.js'
import './main.css'
console.log('main')
const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })
const answer = new Promise(done => { worker.onmessage = event => done(event.data) })
const { route } = await import('./route.js')
document.getElementById('root').append([middle(), both(), route(), await answer, window.outside].join(' '))
document.documentElement.dataset.ready = 'ready'
-- src/middle.js --
import { leaf } from './leaf.js'
console.log('middle')
export const middle = () => 'middle ' + leaf()
-- src/leaf.js --
console.log('leaf')
export const leaf = () => 'leaf'
-- src/both.js --
console.log('both')
export const both = () => 'both'
-- src/route.js --
import './route.css'
import { leaf } from './leaf.js'
console.log('route')
export const route = () => ['route', leaf(), getComputedStyle(document.body).marginTop].join(' ')
-- src/worker.js --
import { both } from './both.js'
import('./answer.js').then(({ answer }) => postMessage('worker ' + both() + ' ' + answer()))
-- src/answer.js --
import { both } from './both.js'
export const answer = () => 'answer ' + both()
-- src/main.css --
body { margin: 1px }
-- src/route.css --
body { margin: 3px }
`

// namedProject is a project in a directory, built with some settings.
type namedProject struct {
	t        *testing.T
	dir      string
	settings []config.Setting
}

func newNamedProject(t *testing.T, settings ...config.Setting) *namedProject {
	t.Helper()
	p := &namedProject{t, t.TempDir(), settings}
	if err := txtar.Write(txtar.Parse([]byte(namedSite)), p.dir); err != nil {
		t.Fatal(err)
	}
	p.replace("paintbox.json", `"chunks": {`, `"external": ["outside"], "chunks": {`)
	return p
}

// replace edits a file.
func (p *namedProject) replace(file, old, with string) {
	p.t.Helper()
	file = filepath.Join(p.dir, file)
	data, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(file, []byte(strings.Replace(string(data), old, with, 1)), 0o600)
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// build returns the path of each hashed file by its name without the hash.
func (p *namedProject) build() map[string]string {
	p.t.Helper()
	cfg, err := config.Load(config.Request{Dir: p.dir, Settings: p.settings})
	if err != nil {
		p.t.Fatal(err)
	}
	result, err := pipeline.Run(p.t.Context(), cfg, pipeline.Options{Version: "test"})
	if err != nil {
		p.t.Fatal(err)
	}
	names := map[string]string{}
	for _, f := range result.Build.Files {
		if f.Immutable {
			names[path.Base(f.Name)] = f.Path
		}
	}
	return names
}

// A change renames the file that holds it and those that name this file; with an
// import map it renames that file alone, except what runs in a worker.
func TestStableNames(t *testing.T) {
	tests := []struct {
		file, old, with string
		plain, mapped   []string
	}{
		{"src/leaf.js", "'leaf'", "'LEAF'", []string{"commons-main.js", "index.js", "index.js", "leaf.js", "middle.js", "route.js"}, []string{"leaf.js"}},
		{"src/route.js", "'route'", "'ROUTE'", []string{"commons-main.js", "index.js", "index.js", "route.js"}, []string{"route.js"}},
		{"src/route.css", "3px", "4px", []string{"commons-main.js", "index.js", "index.js", "route.css"}, []string{"route.css"}},
		{"src/main.js", "'main'", "'MAIN'", []string{"commons-main.js", "index.js", "index.js"}, []string{"commons-main.js"}},
		{"src/both.js", "=> 'both'", "=> 'BOTH'", []string{"answer.js", "both.js", "commons-main.js", "index.js", "index.js", "worker.js"}, []string{"answer.js", "both.js", "worker.js"}},
	}
	number := regexp.MustCompile(`-\d+\.`)
	for _, test := range tests {
		changed := func(importMap bool) []string {
			p := newNamedProject(t)
			if importMap {
				p.replace("paintbox.json", `"chunks": {`, `"chunks": {"importMap": true, `)
			}
			before := p.build()
			p.replace(test.file, test.old, test.with)
			var list []string
			for name, file := range p.build() {
				if before[name] != file {
					list = append(list, number.ReplaceAllString(name, "."))
				}
			}
			slices.Sort(list)
			return list
		}
		if got := changed(false); !cmp.Equal(got, test.plain) {
			t.Errorf("%s renames %q, want %q", test.file, got, test.plain)
		}
		if got := changed(true); !cmp.Equal(got, test.mapped) {
			t.Errorf("%s renames with an import map %q, want %q", test.file, got, test.mapped)
		}
	}
}

// Pages with import maps work below every base.
func TestImportMap(t *testing.T) {
	for _, at := range []struct{ base, path string }{{"/", "/"}, {"/some/where/", "/some/where/"}, {"./", "/else/where/"}} {
		p := newNamedProject(t, config.Setting{Flag: "--base", Key: "base", Value: at.base}, config.Setting{Flag: "--sourcemap", Key: "sourcemap", Value: "linked"})
		p.replace("paintbox.json", `"chunks": {`, `"chunks": {"importMap": true, `)
		names := p.build()
		origin, _ := serveAt(t, filepath.Join(p.dir, "dist"), at.path)
		v := newVisitor(t, origin)
		for page, want := range map[string]string{
			at.path:              "middle leaf both route leaf 3px worker both answer both ",
			at.path + "deep/er/": "middle leaf both route leaf 3px worker both answer both outside",
		} {
			v.open(page, "ready")
			if got := eval[string](v, `document.getElementById('root').textContent`); got != want {
				t.Errorf("base %s: %s shows %q, want %q", at.base, page, got, want)
			}
			if errors, requests := v.failed(); len(errors)+len(requests) > 0 {
				t.Errorf("base %s: %s: errors %q, failed requests %q", at.base, page, errors, requests)
			}
		}
		for _, name := range []string{"index.js", "middle.js"} {
			data, err := os.ReadFile(filepath.Join(p.dir, "dist", filepath.FromSlash(names[name])))
			if err != nil {
				t.Fatal(err)
			}
			if found := regexp.MustCompile(`"[^"]*-[A-Z2-7]{8}\.\w+"`).Find(data); found != nil {
				t.Errorf("%s names %s", name, found)
			}
		}
	}
}
