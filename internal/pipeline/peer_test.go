package pipeline_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/internal/config"
)

// peers are applications that another tool builds as well: the command's
// arguments end with the directory for its output. Each route is a page of its
// own, told by the fragment.
func peers() []struct {
	app    string
	tool   []string
	routes []string
} {
	vite := []string{"vite", "build", "--logLevel", "error", "--emptyOutDir", "--outDir"}
	without := []string{"vite", "build", "--config", "vite.peer.mjs", "--logLevel", "error", "--emptyOutDir", "--outDir"} // Paintbox sees no configuration
	return []struct {
		app    string
		tool   []string
		routes []string
	}{
		{"antd", vite, []string{"/", "/#about"}},
		{"mdx", without, []string{"/", "/#about"}},
		{"react", vite, []string{"/", "/#about"}},
		{"solid", without, []string{"/", "/#about"}},
		{"svelte", without, []string{"/", "/#about"}},
		{"vanilla-extract", vite, []string{"/", "/#about"}},
		{"vue", vite, []string{"/", "/#about"}},
	}
}

// An application that its own tool builds shows the same with Paintbox: every
// element of every route with its text and its computed styles, lazy ones
// included.
func TestBesidePeers(t *testing.T) {
	for _, peer := range peers() {
		t.Run(peer.app, func(t *testing.T) {
			dir, err := filepath.Abs("../../testdata/apps/" + peer.app)
			if err != nil {
				t.Fatal(err)
			}
			other, own := filepath.Join(t.TempDir(), "dist"), filepath.Join(t.TempDir(), "dist")
			tool := exec.CommandContext(t.Context(), filepath.Join(dir, "node_modules", ".bin", peer.tool[0]), append(peer.tool[1:], other)...)
			tool.Dir, tool.Env = dir, append(os.Environ(), "NODE_ENV=production")
			if out, err := tool.CombinedOutput(); err != nil {
				t.Fatalf("%s (make packages installs it): %v\n%s", peer.tool[0], err, out)
			}
			if _, err := buildApplication(dir, own, config.Setting{Flag: "--no-compress", Key: "compress", Value: false}); err != nil {
				t.Fatal(err)
			}
			theirs, _ := serve(t, other)
			ours, _ := serve(t, own)
			for _, route := range peer.routes {
				want, got := look(t, theirs, route), look(t, ours, route)
				if len(want) < 3 {
					t.Errorf("%s: %s shows %q only", route, peer.tool[0], want)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s: %s's build shows (-), Paintbox's (+):\n%s", route, peer.tool[0], diff)
				}
			}
		})
	}
}

// looks resolves to a line for each element of the page and its computed styles,
// once they no longer change. Class names differ from tool to tool, and what they
// are part of: URLs of files, names of animations, identifiers.
const looks = `new Promise((resolve) => {
	const line = (e) => {
		const style = getComputedStyle(e), text = [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data.trim()).join(' ').trim();
		const rules = [...style].filter((name) => !/^(-webkit-|animation-name|--)/.test(name));
		return e.localName + ' ' + text + '\n\t' + rules.map((name) => name + ': ' + style.getPropertyValue(name).replace(/url\("[^"]*"\)/g, 'url()')).join('\n\t');
	};
	let last = '', same = 0;
	const timer = setInterval(() => {
		const lines = document.documentElement.dataset.ready ? [...document.querySelectorAll('body, body *:not(script, style, link)')].map(line) : [];
		const all = lines.join('\n');
		same = all && all === last ? same + 1 : 0;
		last = all;
		if (same === 6) resolve(lines, clearInterval(timer));
	}, 100);
})`

// look opens a page anew and returns what it shows; it fails where the page logs
// an error or misses a file.
func look(t *testing.T, origin, route string) []string {
	t.Helper()
	v := newVisitor(t, origin)
	defer v.leave()
	v.visit(route)
	lines := eval[[]string](v, looks)
	if errors, requests := v.failed(); len(errors)+len(requests) > 0 {
		t.Errorf("%s of %s: errors %q, failed requests %q", route, origin, errors, requests)
	}
	if strings.Contains(strings.Join(lines, "\n"), "loading") {
		t.Errorf("%s of %s still loads", route, origin)
	}
	return lines
}
