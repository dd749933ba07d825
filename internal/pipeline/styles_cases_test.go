package pipeline_test

import (
	"path"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/paintbox-build/paintbox/internal/sheetfuzz"
)

// sheetCases are sites that looked different once. In their texts OTHER/ is the
// URL of another server's sheets, which ext/ holds here.
const sheetCases = `
-- gradient/index.html --
<link rel="stylesheet" href="s.css"><div>a</div>
-- gradient/s.css --
div { height: 50px; background: linear-gradient(to right, oklch(60% 0.1 30), oklch(60% 0.1 200)) }
p { color: oklch(70% 0.1 30) }
-- layers/index.html --
<link rel="stylesheet" href="s.css"><div>a</div>
-- layers/s.css --
@import "OTHER/layers/font.css";
@import url("a.css") layer(one);
@import url("b.css") layer(two);
@import url("a.css") layer(one);
-- layers/a.css --
div { background-color: red }
-- layers/b.css --
div { background-color: green }
-- ext/layers/font.css --
div { color: blue }
-- behind/index.html --
<link rel="stylesheet" href="s.css"><div>a</div>
-- behind/s.css --
@import "a.css";
@import "OTHER/behind/b.css" layer(x) supports(display: grid) (min-width: 1px);
@import "OTHER/behind/c.css";
@layer x { div { border: 2px solid } }
-- behind/a.css --
@layer y, x;
div { color: red; background: red }
@layer y { div { border: 4px dotted } }
-- ext/behind/b.css --
div { border: 6px dashed; color: blue }
-- ext/behind/c.css --
div { color: green }
-- anonymous/index.html --
<link rel="stylesheet" href="s.css"><div class="a">a</div>
-- anonymous/s.css --
@import "a.css" layer;
-- anonymous/a.css --
@import "b.css";
div { color: red }
-- anonymous/b.css --
div.a { color: green }
-- space/index.html --
<link rel="stylesheet" href="s.css"><svg width="40" height="40"><a><rect width="20" height="20"/></a></svg><a>x</a>
-- space/s.css --
@import "a.css";
@import "b.css" layer(x) screen;
-- space/a.css --
@namespace svg url(http://www.w3.org/2000/svg);
svg|a { fill: red }
-- space/b.css --
@namespace svg url(http://www.w3.org/1999/xhtml);
svg|a { color: green; fill: blue }
-- sums/index.html --
<link rel="stylesheet" href="s.css"><div>a</div>
-- sums/s.css --
div { background: red; width: calc(1px - 3px); height: calc(10px * -1 + 5px); z-index: calc(7 / 2); position: relative }
-- same/index.html --
<script type="module" src="main.js"></script><div>a</div>
-- same/native.html --
<link rel="stylesheet" href="a.css"><script>ready = true; go = () => new Promise(onload => document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: 'b.css', onload })))</script><div>a</div>
-- same/main.js --
import './a.css'
window.go = () => import('./r.js')
window.ready = true
-- same/r.js --
import './b.css'
console.log('r')
-- same/a.css --
div { color: red }
div { background: yellow }
-- same/b.css --
p { color: blue }
div { color: red }
-- composed/index.html --
<script type="module" src="main.js"></script><div>a</div><p>b</p>
-- composed/native.html --
<link rel="stylesheet" href="n.css"><script>ready = true; go = () => {}</script><div>a</div><p>b</p>
-- composed/main.js --
import c from './c.module.css'
import b from './b.module.css'
document.querySelector('div').className = c.c
document.querySelector('p').className = b.b
window.go = () => import('./r.js')
window.ready = true
-- composed/r.js --
console.log('r')
-- composed/c.module.css --
.c { composes: a from './a.module.css'; background-color: green }
-- composed/b.module.css --
.b { composes: a from './a.module.css'; background-color: blue }
-- composed/a.module.css --
.a { background-color: red; padding: 3px }
-- composed/n.css --
div { background-color: green; padding: 3px }
p { background-color: blue; padding: 3px }
`

// TestSheetsAsTheyAre compares the sites that looked different.
func TestSheetsAsTheyAre(t *testing.T) {
	s := newShownSites(t)
	v := newSitesVisitor(t, s)
	byName := map[string]*sheetfuzz.Site{}
	var sites []*sheetfuzz.Site
	for _, f := range txtar.Parse([]byte(sheetCases)).Files {
		text := strings.ReplaceAll(string(f.Data), "OTHER/", s.other())
		if strings.HasSuffix(f.Name, ".html") {
			text = "<!doctype html><link rel=\"icon\" href=\"data:,\">" + text
		}
		if name, other := strings.CutPrefix(f.Name, "ext/"); other {
			s.ext[name] = text
			continue
		}
		name := path.Dir(f.Name)
		site := byName[name]
		if site == nil {
			site = &sheetfuzz.Site{Name: name, Files: map[string]string{}, Page: f.Name, Native: f.Name}
			byName[name] = site
			sites = append(sites, site)
		}
		if path.Base(f.Name) == "native.html" {
			site.Native, site.Visits = f.Name, []string{"r"}
		}
		site.Files[f.Name] = text
	}
	s.compare(t, v, sites)
}
