package swgen_test

import (
	"fmt"
	"testing"

	"github.com/paintbox-build/paintbox/swgen"
)

// What other tools wrote is installed by a browser, and starts without a network
// from any route.
func TestOtherToolsWorkOffline(t *testing.T) {
	t.Parallel()
	for name, title := range map[string]string{
		"vite": "", "vite-base": "", "angular": "Ng", "angular-zoneless": "Ng", "create-react-app": "", "next": "", "plain": "Plain",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := tree(map[string]string{"index.html": "<title>Plain</title><link rel=stylesheet href=/site.css><script src=/js/main.js></script>"}, "js/main.js", "site.css", "logo.png")
			if name != "plain" {
				dir = fixture(t, name)
			}
			s := newSite(t)
			s.deploy(scan(t, dir, swgen.Options{}), swgen.Options{})
			p := visit(t, s)
			online := eval[string](p, "document.title")
			if got := p.stats().Entries; got < 3 || title != "" && online != title {
				t.Errorf("%d entries, page %q; want three and more, %q", got, online, title)
			}
			s.stop()
			p.stopWorker()
			for _, path := range []string{"", "deep/link?a=b"} {
				if got := p.goTo(s.build.Base + path); got.Title != online || got.Status != 200 || online == "Offline" {
					t.Errorf("%s: offline page %q, status %d; want %q", path, got.Title, got.Status, online)
				}
			}
		})
	}
}

// Fifty routes in a row without a network, the worker stopped now and then.
func TestFiftyNavigationsOffline(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	p.settle()
	before := p.stats()
	s.stop()
	for i := range 50 {
		path := fmt.Sprintf("/route/%d/detail?page=%d", i, i)
		if got := p.goTo(path); got.Title != "Application" || got.Path != path || got.Status != 200 {
			t.Fatalf("%s: page %q at %s, status %d", path, got.Title, got.Path, got.Status)
		}
		if i%20 == 10 {
			p.stopWorker()
		}
	}
	if got := p.stats(); got.Bytes != before.Bytes || got.Entries != before.Entries {
		t.Errorf("%d bytes in %d entries after, %d in %d before", got.Bytes, got.Entries, before.Bytes, before.Entries)
	}
}
