package pipeline_test

import (
	"net/http"
	"net/http/httptest"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/pipeline"
	"github.com/paintbox-build/paintbox/internal/preview"
)

// styledSite is a project whose routes share style sheets that contradict those
// of other routes. A route tells the color and margin that it sees as it runs.
const styledSite = `
-- paintbox.json --
{"serviceWorker": false, "compress": false, "chunks": {"minSize": "1B"}}
-- index.html --
<!doctype html><html lang="en"><head><title>Home</title><link rel="icon" href="data:,"></head>
<body><div id="root"><p class="a">a</p><p class="b">b</p><p class="c">c</p></div><script type="module" src="/src/main.js"></script></body></html>
-- src/main.js --
import './main.css'
const routes = { one: () => import('./one.js'), two: () => import('./two.js'), three: () => import('./three.js'), nested: () => import('./nested.js') }
window.go = async name => (await routes[name]()).default
document.documentElement.dataset.ready = 'ready'
-- src/seen.js --
export default () => [...document.querySelectorAll('p')].map(p => getComputedStyle(p).color.match(/\d+/g)[0]).join(' ')
-- src/one.js --
import './shared.css'
import './one.css'
import seen from './seen.js'
export default seen()
-- src/two.js --
import './shared.css'
import './two.css'
import seen from './seen.js'
export default seen()
-- src/three.js --
import './three.css'
import './shared.css'
import seen from './seen.js'
export default seen()
-- src/nested.js --
import './nested.css'
export default import('./one.js').then(one => one.default)
-- src/main.css --
p { color: rgb(1, 0, 0) }
-- src/shared.css --
.a, .b, .c { color: rgb(2, 0, 0) }
-- src/one.css --
.a { color: rgb(3, 0, 0) }
.c { color: rgb(3, 0, 0) }
-- src/two.css --
.b { color: rgb(4, 0, 0) }
.c { color: rgb(4, 0, 0) }
-- src/three.css --
.a, .b, .c { color: rgb(5, 0, 0) }
p { margin-left: 5px }
-- src/nested.css --
.b { color: rgb(6, 0, 0) }
`

// buildText builds a project that is written as a txtar archive, and returns its
// output directory.
func buildText(t *testing.T, project string) string {
	t.Helper()
	dir := t.TempDir()
	if err := txtar.Write(txtar.Parse([]byte(project)), dir); err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load(config.Request{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pipeline.Run(t.Context(), cfg, pipeline.Options{Version: "test"}); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "dist")
}

// slowServer is a server whose answers take time, and which keeps account.
type slowServer struct {
	*httptest.Server
	delay func(name string) time.Duration // by the file's name without its hash

	mu     sync.Mutex
	asked  []string // the same names, in the order of requests
	broken string   // this one is not found
}

func newSlowServer(t *testing.T, dir string, delay func(string) time.Duration) *slowServer {
	t.Helper()
	files, err := preview.New(dir, "/")
	if err != nil {
		t.Fatal(err)
	}
	hash := regexp.MustCompile(`-[A-Z2-7]{8}\.`)
	s := &slowServer{delay: delay}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := hash.ReplaceAllString(path.Base(r.URL.Path), ".")
		s.mu.Lock()
		s.asked = append(s.asked, name)
		broken := name == s.broken
		s.mu.Unlock()
		select {
		case <-time.After(s.delay(name)):
		case <-r.Context().Done():
			return
		}
		if broken {
			http.NotFound(w, r)
			return
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// take returns the names of what was asked for since it was called last.
func (s *slowServer) take() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	asked := s.asked
	s.asked = nil
	return asked
}

func (s *slowServer) breaks(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken = name
}

// slowStyles delays style sheets, those that come first in the cascade the
// longest.
func slowStyles(name string) time.Duration {
	delays := map[string]int{"shared.css": 250, "one.css": 150, "two.css": 100, "three.css": 200, "nested.css": 50}
	return time.Duration(delays[name]) * time.Millisecond
}

// Routes run when their styles apply, whichever is visited first the same rules
// win, and no sheet is requested twice.
func TestStylesOfRoutes(t *testing.T) {
	server := newSlowServer(t, buildText(t, styledSite), slowStyles)
	tests := []struct {
		visits []string
		seen   []string // first digits of the colors of a, b and c as each route runs; "" where it depends on what runs first
		end    string
	}{
		{[]string{"one"}, []string{"3 2 3"}, "3 2 3"},
		{[]string{"two"}, []string{"2 4 4"}, "2 4 4"},
		{[]string{"three"}, []string{"2 2 2"}, "2 2 2"},
		{[]string{"one", "two"}, []string{"3 2 3", ""}, "3 4 4"},
		{[]string{"two", "one"}, []string{"2 4 4", ""}, "3 4 4"},
		{[]string{"one", "two", "three"}, nil, ""},
		{[]string{"three", "two", "one"}, nil, ""},
		{[]string{"nested", "two"}, nil, ""},
		{[]string{"two", "nested"}, nil, ""},
		{[]string{"one + two"}, []string{""}, "3 4 4"},
	}
	ends := map[string]string{}
	for _, test := range tests {
		t.Run(strings.Join(test.visits, " "), func(t *testing.T) {
			v := newVisitor(t, server.URL)
			defer v.leave()
			v.open("/", "ready")
			for i, name := range test.visits {
				got := eval[string](v, `Promise.all(%q.split(' + ').map(go)).then(String)`, name)
				if test.seen != nil && test.seen[i] != "" && got != test.seen[i] {
					t.Errorf("%s sees %s, want %s", name, got, test.seen[i])
				}
			}
			end := eval[string](v, `[...document.querySelectorAll('p')].map(p => getComputedStyle(p).color.match(/\d+/g)[0]).join(' ')`)
			if test.end != "" && end != test.end {
				t.Errorf("in the end there is %s, want %s", end, test.end)
			}
			set := strings.Join(slices.Sorted(slices.Values(test.visits)), " ")
			if other, visited := ends[set]; visited && other != end {
				t.Errorf("in the end there is %s, and in the other order %s", end, other)
			}
			ends[set] = end
			asked := server.take()
			slices.Sort(asked)
			if len(slices.Compact(slices.Clone(asked))) != len(asked) {
				t.Errorf("requested twice: %q", asked)
			}
			if errors, requests := v.failed(); len(errors)+len(requests) > 0 {
				t.Errorf("errors %q, failed requests %q", errors, requests)
			}
		})
	}
}

// A route whose style sheet cannot be loaded fails, as it does when its module
// cannot be loaded, and comes up once the sheet is there.
func TestStyleSheetFails(t *testing.T) {
	server := newSlowServer(t, buildText(t, styledSite), func(string) time.Duration { return 0 })
	server.breaks("shared.css")
	v := newVisitor(t, server.URL)
	v.open("/", "ready")
	failed := eval[string](v, `go('one').catch(error => error.name + ': ' + error.message)`)
	if !strings.HasPrefix(failed, "TypeError: Failed to load the style sheet "+server.URL+"/assets/shared-") {
		t.Errorf("the import gives %q", failed)
	}
	if eval[int](v, `document.querySelectorAll('link[href*=shared]').length`) != 0 {
		t.Error("the link that failed is still there")
	}
	server.breaks("")
	if got := eval[string](v, `go('one')`); got != "3 2 3" {
		t.Errorf("the second time the route sees %s", got)
	}
}
