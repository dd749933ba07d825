package pipeline_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// workerSite starts workers in every way that is read, and says the same in
// strings, comments and patterns.
const workerSite = `
-- package.json --
{"name": "site"}
-- index.html --
<!doctype html><html lang="en"><head><title>Workers</title><link rel="icon" href="data:,">
<script type="module" src="/src/main.js"></script></head><body><div id="root"></div></body></html>
-- src/main.js --
import { s } from './shared.js'
const heard = port => new Promise(done => { port.onmessage = e => done(e.data); port.onerror = e => { e.preventDefault?.(); done('ERROR ' + e.message) }; setTimeout(() => done('TIMEOUT'), 20000) })
const out = { s }, i = 7, plain = {}, o = () => ({ type: 'module' }), module = { type: 'module', name: 'held' }
const once = (name, worker) => { plain[name] = heard(worker.port ?? worker) }
out.string = "new URL('./x.svg', import.meta.url)"; out.say = 'see new Worker(new URL("./w.js", import.meta.url)) or new URL("./nothing.png", import.meta.url)'
out.template = ` + "`code: new URL('./x.svg', import.meta.url) ${i}`" + `; out.pattern = /new URL\('.\/x.svg', import.meta.url\)/.source; out.glob = "src/*" // new URL('./gone.svg', import.meta.url)
/* new URL('./gone.svg', import.meta.url) */
once('template option', new Worker(new URL('./w.js', import.meta.url), { type: 'module', name: ` + "`w${i}`" + ` }))
once('call', new Worker(new URL('./w.js', import.meta.url), o()))
once('held', new Worker(new URL('./w.js', import.meta.url), module))
once('spread', new Worker(new URL('./w.js', import.meta.url), { type: 'module', ...{ name: 'n' } }))
once('trailing', new Worker(new URL('./w.js', import.meta.url), { type: 'module' },))
once('comments', new Worker(
  // comment
  new URL(/* webpackChunkName: "w" */ './w.js', import.meta.url),
  { type: 'module', /* c } */ name: 'm' },
))
once('conditional', new Worker(new URL('./w.js', import.meta.url), i ? { type: 'module' } : undefined))
once('href', new Worker(new URL('./w.js', import.meta.url).href, { type: 'module' }))
once('string of it', new Worker(String(new URL('./w.js', import.meta.url)), { type: 'module' }))
once('window', new window.Worker(new URL('./w.js', import.meta.url), { type: 'module' }))
const W = Worker; once('alias', new W(new URL('./w.js', import.meta.url), { type: 'module' }))
class My extends Worker { constructor() { super(new URL('./w.js', import.meta.url), { type: 'module' }) } } once('subclass', new My())
once('no name of a type', new Worker(new URL('./w.js', import.meta.url), { name: 'type-checker' }))
once('named', new Worker(new URL('./w.js', import.meta.url), { name: 'plain' }))
once('vite', new Worker(new URL('./w.js', import.meta.url), /* @vite-ignore */ { type: 'module', name: 'v' }))
once('classic', new Worker(new URL('./w.js', import.meta.url), { type: 'classic' }))
once('lines', new
  Worker(new URL(
    ` + "`./w.js`" + `,
    import.meta.url,
  ), {
    type: 'module',
    name: 'nl',
  }))
once('line', new Worker(new URL('./w.js', import.meta.url), { // options
  type: 'module', name: 'ln' }))
once('typescript', new Worker(new URL('./cl.ts', import.meta.url)))
once('typescript alone', new Worker(new URL('./alone.ts', import.meta.url)))
once('importScripts', new Worker(new URL('./scripts.js', import.meta.url)))
once('sloppy', new Worker(new URL('./sloppy.js', import.meta.url)))
once('globals', new Worker(new URL('./globals.js', import.meta.url), { type: 'classic' }))
once('detection', new Worker(new URL('./detection.js', import.meta.url)))
once('defined', new Worker(new URL('./defined.js', import.meta.url)))
once('files', new Worker(new URL('./files.js', import.meta.url)))
once('shared module', new SharedWorker(new URL('./port.js', import.meta.url), { type: 'module', name: 'a' }))
once('shared', new SharedWorker(new URL('./port.js', import.meta.url), 'b'))
once('escaped', new Worker(new URL('./with%20space.js', import.meta.url), { type: 'module' }))
for (const name in plain) out[name] = await plain[name]
const audio = new OfflineAudioContext(1, 128, 44100)
await audio.audioWorklet.addModule(new URL('./worklet.js', import.meta.url))
out.worklet = await heard(new AudioWorkletNode(audio, 'worklet').port)
const registered = await navigator.serviceWorker.register(new URL('./service.js', import.meta.url))
const service = registered.installing ?? registered.waiting ?? registered.active
out.scope = new URL(registered.scope).pathname
out.service = await new Promise(done => { navigator.serviceWorker.onmessage = e => done(e.data); navigator.serviceWorker.startMessages(); service.postMessage('') })
out.q = (await fetch(/** @type {any} */ (new URL('./x.svg', import.meta.url)))).status
out.space = await (await fetch(new URL('./a%20b.txt', import.meta.url))).text()
document.getElementById('root').textContent = JSON.stringify(out)
document.documentElement.dataset.ready = 'ready'
-- src/shared.js --
export const s = 'shared'
-- src/w.js --
import { s } from './shared.js'
postMessage('w ' + s + ' ' + self.name + ' ' + (typeof importScripts))
try { importScripts(); postMessage('classic') } catch {}
-- src/with space.js --
import { s } from './shared.js'
postMessage('space ' + s)
-- src/cl.ts --
import { s } from './shared.js'
const text: string = s
try { importScripts('/lib.js'); postMessage('cl ' + text + ' ' + (self as any).LIB) } catch (e) { postMessage(String(e)) }
-- src/alone.ts --
var top: number = 1
enum E { A = 4 }
postMessage('alone ' + (self as any).top1 + E.A)
var top1 = 2
-- src/scripts.js --
importScripts('/lib.js'); postMessage('scripts ' + self.LIB)
-- src/sloppy.js --
undeclared = 5; postMessage('sloppy ' + self.undeclared + ' ' + (function () { return this === self })())
-- src/globals.js --
var top1 = 1; function tf() {} postMessage('globals ' + self.top1 + typeof self.tf)
-- src/detection.js --
(function (root, f) { if (typeof exports === 'object') module.exports = f(require('./shared.js')); else f(root) })(this, self => postMessage('detection ' + typeof self.postMessage))
-- src/defined.js --
var mode = process.env.NODE_ENV; postMessage('defined ' + self.mode)
-- src/files.js --
import { s } from './shared.js'
fetch(new URL('./text.txt', import.meta.url)).then(r => r.text()).then(text => postMessage(s + ' ' + text))
-- src/text.txt --
a text
-- src/a b.txt --
a b
-- src/port.js --
import { s } from './shared.js'
onconnect = e => e.ports[0].postMessage(s + ' ' + self.name)
-- src/worklet.js --
import { s } from './shared.js'
registerProcessor('worklet', class extends AudioWorkletProcessor { constructor() { super(); this.port.postMessage('worklet ' + s) } process() { return false } })
-- src/service.js --
import { s } from './shared.js'
onmessage = e => e.source.postMessage('service ' + s)
-- src/x.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
-- public/lib.js --
self.LIB = 'lib'
-- paintbox.json --
{"serviceWorker": false, "compress": false}
`

// Workers are found where the program starts them, and in no text that looks
// like it; those that are classic stay so, and every option arrives.
func TestWorkers(t *testing.T) {
	origin, stop := serveAt(t, buildText(t, workerSite), "/")
	defer stop()
	v := newVisitor(t, origin)
	v.open("/", "ready")
	var got map[string]any
	if err := json.Unmarshal([]byte(eval[string](v, `document.getElementById('root').textContent`)), &got); err != nil {
		t.Fatal(err)
	}
	const module, classic = " function", "w shared  function"
	want := map[string]any{
		"s": "shared", "string": "new URL('./x.svg', import.meta.url)",
		"say":      `see new Worker(new URL("./w.js", import.meta.url)) or new URL("./nothing.png", import.meta.url)`,
		"template": "code: new URL('./x.svg', import.meta.url) 7", "pattern": `new URL\('.\/x.svg', import.meta.url\)`, "glob": "src/*",
		"template option": "w shared w7" + module, "call": classic, "held": "w shared held" + module, "spread": "w shared n" + module, "trailing": classic,
		"comments": "w shared m" + module, "conditional": classic, "href": classic, "string of it": classic, "window": classic, "alias": classic, "subclass": classic,
		"no name of a type": "w shared type-checker" + module, "named": "w shared plain" + module, "vite": "w shared v" + module, "classic": classic, "lines": "w shared nl" + module,
		"line": "w shared ln" + module, "typescript": "cl shared lib", "typescript alone": "alone undefined4", "importScripts": "scripts lib", "sloppy": "sloppy 5 true",
		"globals": "globals 1function", "detection": "detection function", "defined": "defined production", "files": "shared a text\n",
		"shared module": "shared a", "shared": "shared b", "escaped": "space shared", "worklet": "worklet shared", "service": "service shared", "scope": "/", "q": 200.0, "space": "a b\n",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if errors, requests := v.failed(); len(errors)+len(requests) > 0 {
		t.Errorf("errors %q, failed requests %q", errors, requests)
	}
}
