package pipeline_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// layeredSite is a project with a route of several files, each of which imports
// the next.
const layeredSite = `
-- paintbox.json --
{"serviceWorker": false, "compress": false, "chunks": {"minSize": "1B", "groups": [
	{"name": "first", "files": ["src/first.js"]}, {"name": "second", "files": ["src/second.js"]}, {"name": "third", "files": ["src/third.js"]}]}}
-- index.html --
<!doctype html><html lang="en"><head><title>Home</title><link rel="icon" href="data:,">
<meta http-equiv="content-security-policy" content="default-src 'none'; script-src 'nonce-abc'; style-src 'nonce-abc'; img-src data:"></head>
<body><div id="root">home</div><script type="module" nonce="abc" src="/src/main.js"></script></body></html>
-- src/main.js --
import { third } from './third.js'
window.third = third
window.go = () => import('./route.js').then(route => route.text())
window.other = () => import('./other.js').then(other => other.text())
document.documentElement.dataset.ready = 'ready'
-- src/route.js --
import './route.css'
import { first } from './first.js'
console.log('route')
export const text = () => first() + '!'
-- src/other.js --
import { second } from './second.js'
console.log('other')
export const text = () => second() + '?'
-- src/first.js --
import { second } from './second.js'
console.log('first')
export const first = () => second() + 'first'
-- src/second.js --
import { third } from './third.js'
console.log('second')
export const second = () => third() + 'second'
-- src/third.js --
console.log('third')
export const third = () => 'third'
-- src/route.css --
#root { color: rgb(7, 7, 7) }
`

// An import() requests what its target imports all at once, under a strict
// content security policy, and what is there already not again.
func TestPreload(t *testing.T) {
	want := []string{"first.js", "route.css", "route.js", "second.js"}
	var together sync.WaitGroup
	together.Add(len(want))
	released := make(chan struct{})
	go func() { together.Wait(); close(released) }()
	server := newSlowServer(t, buildText(t, layeredSite), func(name string) time.Duration {
		if slices.Contains(want, name) { // the answer comes once all are asked for
			together.Done()
			select {
			case <-released:
			case <-time.After(20 * time.Second):
				t.Errorf("%s was asked for, and the others were not", name)
			}
		}
		return 0
	})
	v := newVisitor(t, server.URL)
	v.open("/", "ready")
	if first := server.take(); slices.ContainsFunc(want, func(name string) bool { return slices.Contains(first, name) }) {
		t.Errorf("the page asks for %q", first)
	}
	if got := eval[string](v, `go()`); got != "thirdsecondfirst!" {
		t.Errorf("the route gives %q", got)
	}
	asked := server.take()
	if got := eval[string](v, `go().then(other)`); got != "thirdsecond?" {
		t.Errorf("the other route gives %q", got)
	}
	if slices.Sort(asked); !slices.Equal(asked, want) {
		t.Errorf("the route asks for %q, want %q", asked, want)
	}
	if asked := server.take(); strings.Join(asked, " ") != "other.js" {
		t.Errorf("the other route asks for %q", asked)
	}
	if got := eval[string](v, `getComputedStyle(document.getElementById('root')).color`); got != "rgb(7, 7, 7)" {
		t.Errorf("the color is %s", got)
	}
	if errors, requests := v.failed(); len(errors)+len(requests) > 0 {
		t.Errorf("errors %q, failed requests %q", errors, requests)
	}
}
