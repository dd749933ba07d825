package pipeline_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/paintbox-build/paintbox/internal/config"
)

const verifiedSite = `
-- package.json --
{"name": "app", "type": "module"}
-- node_modules/none/package.json --
{}
-- paintbox.json --
{"chunks": {"minSize": "1B", "groups": [{"name": "kit", "files": ["src/kit.js"]}, {"name": "late", "files": ["src/late.js"]}]}, "compress": false, "serviceWorker": false}
-- index.html --
<!doctype html><html lang="en"><head><title>x</title><link rel="icon" href="data:,"><link rel="stylesheet" href="page.css"></head><body><p id="said"></p>
<script>window.said = []</script><script src="classic.js"></script>
<script type="module" src="src/main.js"></script></body></html>
-- page.css --
#said { color: rgb(1, 2, 3) }
-- classic.js --
window.said.push('classic')
-- src/main.js --
import { kit } from './kit.js'
window.said.push('main ' + kit())
window.route = () => import('./route.js').then((m) => window.said.push(m.route()), (error) => window.said.push('no route'))
document.documentElement.dataset.ready = 'ready'
-- src/kit.js --
export const kit = () => 'kit'
-- src/route.js --
import { late } from './late.js'
export const route = () => 'route ' + late()
-- src/late.js --
export const late = () => 'late'
`

// TestIntegrity: pages work as they do without, and a byte that was changed on the way is
// refused in any file, those that are loaded later included.
func TestIntegrity(t *testing.T) {
	for _, base := range []string{"/", "./"} {
		dir, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
		if err := txtar.Write(txtar.Parse([]byte(verifiedSite)), dir); err != nil {
			t.Fatal(err)
		}
		if _, err := buildApplication(dir, out, config.Setting{Key: "integrity", Value: true}, config.Setting{Key: "base", Value: base}); err != nil {
			t.Fatal(err)
		}
		origin, stop := serve(t, out)
		defer stop()
		says := func() string {
			v := newVisitor(t, origin)
			v.visit("/")
			return eval[string](v, `(async () => {
				for (let i = 0; i < 40 && !window.route; i++) await new Promise((done) => setTimeout(done, 10))
				await window.route?.()
				return window.said.concat(getComputedStyle(document.querySelector('#said')).color).join('; ')
			})()`)
		}
		const want = "classic; main kit; route late; rgb(1, 2, 3)"
		if got := says(); got != want {
			t.Fatalf("%s: said %q, want %q", base, got, want)
		}
		refused := map[string]string{
			"classic": "main kit; route late; rgb(1, 2, 3)", "index.js": "classic; rgb(1, 2, 3)", "kit": "classic; rgb(1, 2, 3)",
			"route": "classic; main kit; no route; rgb(1, 2, 3)", "late": "classic; main kit; no route; rgb(1, 2, 3)", "page.css": "classic; main kit; route late; rgb(0, 0, 0)",
		}
		files, err := filepath.Glob(filepath.Join(out, "assets", "*"))
		if err != nil {
			t.Fatal(err)
		}
		tried := 0
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for name, want := range refused {
				stem, ext, _ := strings.Cut(name, ".")
				if base := filepath.Base(file); !strings.HasPrefix(base, stem) || !strings.HasSuffix(base, ext) {
					continue
				}
				tried++
				if err := os.WriteFile(file, append(data, ' '), 0o644); err != nil {
					t.Fatal(err)
				}
				if got := says(); got != want {
					t.Errorf("%s: with another byte in %s: said %q, want %q", base, filepath.Base(file), got, want)
				}
			}
			if err := os.WriteFile(file, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if tried != len(refused) {
			t.Errorf("%d files of %v were changed, want %d", tried, files, len(refused))
		}
	}
}
