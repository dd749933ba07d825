package pipeline

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/config"
)

// namingSite is a project whose pages name files of every kind.
const namingSite = `
-- paintbox.json --
{"entries": ["index.html", "docs/about.html"], "chunks": {"importMap": true}}
-- index.html --
<!doctype html><html lang="en"><head><title>Home</title>
<link rel="manifest" href="/app.webmanifest"><link rel="icon" href="/img/icon.svg"><link rel="stylesheet" href="/site.css">
<link rel="preload" as="style" href="/later.css"><link rel="modulepreload" href="/src/main.js"><script src="/classic.js"></script></head>
<body><img src="/img/shared.svg" srcset="/img/large.svg 2x" alt=""><img src="/robot.svg" alt=""><script type="module" src="/src/main.js"></script>
<script type="module">import('./src/route.js')</script></body></html>
-- docs/about.html --
<!doctype html><html lang="en"><head><title>About</title><style>body { background: url(../img/large.svg) }</style></head><body>%BASE_URL%</body></html>
-- app.webmanifest --
{"name": "App", "icons": [{"src": "img/icon.svg"}, {"src": "img/only.svg"}, {"src": "/robot.svg"}, {"src": "absent.png"}, {"src": "img"}]}
-- src/main.js --
import shared from '../img/shared.svg'
console.log(shared)
fetch('levels.json')
-- src/route.js --
import './route.css'
console.log('route')
-- src/route.css --
p { color: red }
-- site.css --
body { margin: 0 }
-- later.css --
body { padding: 0 }
-- classic.js --
window.first = 1
-- img/icon.svg --
<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>
-- img/only.svg --
<svg xmlns="http://www.w3.org/2000/svg"><path d="M1 1"/></svg>
-- img/shared.svg --
<svg xmlns="http://www.w3.org/2000/svg"><path d="M2 2"/></svg>
-- img/large.svg --
<svg xmlns="http://www.w3.org/2000/svg"><path d="M3 3"/></svg>
-- levels.json --
[1, 2]
-- public/robot.svg --
<svg xmlns="http://www.w3.org/2000/svg"><path d="M4 4"/></svg>
`

// TestRenderReadsNothing renders a project whose pages were read and whose modules
// were linked, once as it is and once when it is not there any more: whatever
// rendering read would be missing then.
func TestRenderReadsNothing(t *testing.T) {
	want, got := rendered(t, false), rendered(t, true)
	if len(want.Files) < 12 || want.File("index.html") == nil || want.File("docs/about.html") == nil {
		t.Errorf("only %d files", len(want.Files))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("without the project (-with it, +without):\n%s", diff)
	}
}

// rendered is namingSite's build as the stage render leaves it.
func rendered(t *testing.T, removed bool) asset.Build {
	dir := t.TempDir()
	if err := txtar.Write(txtar.Parse([]byte(namingSite)), dir); err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load(config.Request{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	r := &runner{cfg: cfg}
	defer r.end()
	if err := r.startPlugins(t.Context()); err != nil {
		t.Fatal(err)
	}
	site, err := r.read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	program, err := bundler.Link(t.Context(), r.bundling(), site.entries)
	if err != nil {
		t.Fatal(err)
	}
	build, err := r.split(t.Context(), program)
	if err != nil {
		t.Fatal(err)
	}
	if removed {
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
	}
	if build, err = r.render(t.Context(), site, build); err != nil {
		t.Fatal(err)
	}
	build.Inputs = nil // of the linker; they have the directory's name
	return build
}
