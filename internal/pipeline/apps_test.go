package pipeline_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/internal/config"
)

// Applications in the languages of frameworks and preprocessors are built
// without a word of configuration, and show in a browser what their sources say.
func TestApplications(t *testing.T) {
	tests := []struct {
		app    string
		text   string            // of the page, white space apart
		styles map[string]string // computed color of what a selector finds, and more: "selector property"
	}{
		{"vue", "Count 1 hello lazy", map[string]string{"h1 color": "rgb(10, 20, 30)", "#root div padding": "12px", "p color": "rgb(1, 2, 3)", "h1 font-size": "20px"}},
		{"vue2", "HELLO Ada Lovelace plainlazy", map[string]string{"h1 color": "rgb(10, 20, 30)", "p color": "rgb(1, 2, 3)", "b color": "rgb(4, 5, 6)", "i color": "rgb(7, 8, 9)", "img width": "16px"}},
		{"svelte", "2 clicks, 20 in all lazy", map[string]string{"button color": "rgb(10, 20, 30)", "p color": "rgb(1, 2, 3)"}},
		{"tailwind", "Tailwind", map[string]string{"h1 color": "rgb(10, 20, 30)", "h1 padding": "16px", "svg width": "32px", "circle stroke-width": "2px"}},
		{"less", "less: html{font-size:10px}", map[string]string{"html font-size": "10px", "p color": "rgb(10, 20, 30)", "p padding": "16px", "body margin": "8px"}},
		{"stylus", "Stylus dot", map[string]string{"html font-size": "10px", "p color": "rgb(10, 20, 30)", "p padding-left": "16px", "body margin": "7px", "i border-left-color": "rgb(10, 20, 30)"}},
		{"macros", "MACROS RUN IN A BUILD plain", nil},
		{"solid", "Solid 3", map[string]string{"p color": "rgb(10, 20, 30)"}},
		{"mdx", "Sums One and two is 3.", map[string]string{"b color": "rgb(10, 20, 30)"}},
	}
	for _, test := range tests {
		t.Run(test.app, func(t *testing.T) {
			dist := filepath.Join(t.TempDir(), "dist")
			off := config.Setting{Flag: "--no-compress", Key: "compress", Value: false}
			if _, err := buildApplication("../../testdata/apps/"+test.app, dist, off); err != nil {
				t.Fatalf("build (make packages installs what it needs): %v", err)
			}
			origin, _ := serve(t, dist)
			v := newVisitor(t, origin)
			v.open("/", "yes")
			got := eval[string](v, `(async () => {
				for (let i = 0; i < 100 && document.getElementById('root').innerText.replace(/\s+/g, ' ').trim() !== %q; i++) await new Promise((done) => setTimeout(done, 50));
				return document.getElementById('root').innerText;
			})()`, test.text)
			if words := strings.Join(strings.Fields(got), " "); words != test.text {
				t.Errorf("the page says %q, want %q", words, test.text)
			}
			for what, want := range test.styles {
				at := strings.LastIndexByte(what, ' ')
				if got := eval[string](v, `getComputedStyle(document.querySelector(%q)).getPropertyValue(%q)`, what[:at], what[at+1:]); got != want {
					t.Errorf("%s is %s, want %s", what, got, want)
				}
			}
			if errors, requests := v.failed(); len(errors)+len(requests) > 0 {
				t.Errorf("errors %q, failed requests %q", errors, requests)
			}
		})
	}
}

// The source maps of what compilers and plugins made lead through all of their
// transforms to the sources.
func TestApplicationSourceMaps(t *testing.T) {
	for _, app := range []string{"vue", "svelte"} {
		_, traced := trace(t, "../../testdata/apps/"+app, filepath.Join(t.TempDir(), "dist"))
		if right, wrong := traced.tokens(); right < 2000 || wrong*100 > right {
			t.Errorf("%s: %d tokens lead to the source, %d do not\n%s", app, right, wrong, strings.Join(traced.Wrong, "\n"))
		}
	}
}
