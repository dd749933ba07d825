package pipeline_test

import "testing"

// relativeSite is a project of two pages whose output must work in any
// directory.
const relativeSite = `
-- paintbox.json --
{"entries": ["index.html", "deep/er/index.html"], "base": "./", "serviceWorker": {"register": true}, "compress": false}
-- index.html --
<!doctype html><html lang="en"><head><title>Home</title><link rel="icon" href="/icon.svg"></head>
<body><div id="root"><img src="/icon.svg" alt=""></div>
<script>globalThis.order = []</script>
<script type="module">order.push('inline')</script>
<script defer src="classic.js"></script>
<script type="module" src="/src/main.js"></script></body></html>
-- deep/er/index.html --
<!doctype html><html lang="en"><head><title>Deep</title><link rel="icon" href="/icon.svg"></head>
<body><div id="root"><img src="/icon.svg" alt=""></div><script>globalThis.order = []</script><script type="module" src="/src/main.js"></script></body></html>
-- classic.js --
order.push('classic')
-- public/icon.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="7" height="7"/>
-- photo.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>
-- src/main.js --
import icon from '/icon.svg'
import photo from '../photo.svg'
import './style.css'
order.push('module')
const size = src => new Promise((done, fail) => { const image = new Image(); image.onload = () => done(image.width); image.onerror = fail; image.src = src })
const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })
const answer = new Promise(done => { worker.onmessage = event => done(event.data) })
const { route } = await import('./route.js')
const text = [route(), await size(icon), await size(photo), await answer, getComputedStyle(document.body).color, order.join('-')].join(' ')
document.getElementById('root').append(text)
document.documentElement.dataset.ready = 'ready'
-- src/route.js --
import './route.css'
export const route = () => getComputedStyle(document.body).marginTop
-- src/route.css --
body { margin: 3px }
-- src/style.css --
body { color: rgb(1, 2, 3); background: url(/icon.svg), url(../photo.svg) }
-- src/worker.js --
import('./answer.js').then(({ answer }) => postMessage(answer))
-- src/answer.js --
export const answer = 42
`

// A site with a relative base works in a directory of the server, offline too,
// and its scripts run in the order of the page.
func TestRelativeBase(t *testing.T) {
	origin, stop := serveAt(t, buildText(t, relativeSite), "/some/where/")
	v := newVisitor(t, origin)
	home, deep := `3px 7 9 42 rgb(1, 2, 3) inline-classic-module`, `3px 7 9 42 rgb(1, 2, 3) module`
	visit := func(path, want string) {
		t.Helper()
		v.open(path, "ready")
		if got := eval[string](v, `document.getElementById('root').textContent`); got != want {
			t.Errorf("%s shows %q, want %q", path, got, want)
		}
		if errors, requests := v.failed(); len(errors)+len(requests) > 0 {
			t.Errorf("%s: errors %q, failed requests %q", path, errors, requests)
		}
	}
	visit("/some/where/deep/er/", deep)
	visit("/some/where/", home)
	if got, want := eval[string](v, `navigator.serviceWorker.ready.then(({ scope }) => scope)`), origin+"/some/where/"; got != want {
		t.Errorf("the worker's scope is %s, want %s", got, want)
	}
	visit("/some/where/", home)
	stop()
	visit("/some/where/", home)
}
