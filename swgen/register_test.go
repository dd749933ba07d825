package swgen_test

import (
	"testing"

	"github.com/paintbox-build/paintbox/swgen"
)

// registering is an application whose page carries the registration.
func registering(t *testing.T) (*site, *tab) {
	t.Helper()
	s := newSite(t)
	build := application("/").With(file("index.html", `<!doctype html><title>Application</title><link rel=stylesheet href=/assets/main-AAAAAAA2.css><script type=module src=/assets/main-AAAAAAA1.js></script><script src=/assets/vendor-AAAAAAA4.js></script>`))
	s.deploy(build, swgen.Options{Register: true})
	p := newTab(t, s).open("/")
	p.untilTrue("navigator.serviceWorker.controller && (await navigator.serviceWorker.ready).active.state === 'activated'")
	return s, p
}

// upgrade deploys the next release; pages count their loads in the session.
func upgrade(s *site) {
	build := next("/").With(file("index.html", "<!doctype html><title>Next</title>"))
	s.deploy(build, swgen.Options{Register: true})
}

const countLoads = `sessionStorage.loads = 0; addEventListener('pagehide', () => sessionStorage.loads++)`

func TestFirstVisitIsNotReloaded(t *testing.T) {
	t.Parallel()
	_, p := registering(t)
	p.settle()
	if n := eval[int](p, "performance.getEntriesByType('navigation').filter((n) => n.type === 'reload').length"); n != 0 {
		t.Error("the first visit was reloaded")
	}
}

// What the first visit loaded before the worker took over is stored as well.
func TestFirstVisitWorksOffline(t *testing.T) {
	t.Parallel()
	s, p := registering(t)
	p.until("the script is stored", func() bool { return p.has("/assets/vendor-AAAAAAA4.js") == "runtime" })
	s.stop()
	if got := p.goTo("/").Title; got != "Application" {
		t.Errorf("page %q", got)
	}
	if got := p.get("/assets/vendor-AAAAAAA4.js"); got.Status != 200 {
		t.Errorf("status %d", got.Status)
	}
}

func TestUpdateEventAndOneReload(t *testing.T) {
	t.Parallel()
	s, p := registering(t)
	p.open("/")
	p.eval(`addEventListener('paintbox-update', (event) => (window.offered || (window.offered = [])).push(event.detail))`)
	p.eval(countLoads)
	upgrade(s)
	p.eval("navigator.serviceWorker.getRegistration().then((r) => r.update())")
	p.untilTrue("window.offered && offered.length")
	if n := eval[int](p, "offered.length"); n != 1 {
		t.Errorf("offered %d times, want once", n)
	}
	p.eval("(offered[0](), offered[0]())")
	p.untilTrue("document.title === 'Next' && document.readyState === 'complete'")
	p.settle()
	if n := eval[int](p, "+sessionStorage.loads"); n != 1 {
		t.Errorf("reloaded %d times, want once", n)
	}
}

func TestUpdateIsOfferedToAPageThatOpensLater(t *testing.T) {
	t.Parallel()
	s, p := registering(t)
	upgrade(s)
	p.update()
	s.handle("/late", text("text/html", `<!doctype html><title>Late</title><script>addEventListener('paintbox-update', () => (window.offered = true))</script>`+string(s.build.File("index.html").Data)))
	late := p.another().open("/late")
	late.untilTrue("window.offered")
}

// Two tabs: each is offered the update, applying it in one reloads only that
// one, and applying it in the other afterwards reloads the other.
func TestTwoTabsAcrossAnUpdate(t *testing.T) {
	t.Parallel()
	s, first := registering(t)
	first.open("/")
	second := first.another().open("/")
	tabs := []*tab{first, second}
	for _, p := range tabs {
		p.eval(`addEventListener('paintbox-update', (event) => (window.apply = event.detail))`)
		p.eval(countLoads)
	}
	first.settleBelow("/assets/about-AAAAAAA3.js")
	upgrade(s)
	first.eval("navigator.serviceWorker.getRegistration().then((r) => r.update())")
	for _, p := range tabs {
		p.untilTrue("window.apply")
	}
	first.eval("apply()")
	first.untilTrue("document.title === 'Next'")
	first.settle()
	if n := eval[int](second, "+sessionStorage.loads"); n != 0 {
		t.Errorf("the other tab was reloaded %d times", n)
	}
	if got := second.get("/assets/about-AAAAAAA3.js").Text; got != "console.log('about')" {
		t.Errorf("the other tab's lazy chunk is %q", got)
	}
	second.eval("apply()")
	second.untilTrue("document.title === 'Next'")
	for _, p := range tabs {
		p.settle()
		if n := eval[int](p, "+sessionStorage.loads"); n != 1 {
			t.Errorf("reloaded %d times, want once", n)
		}
	}
}

// The module that the npm package carries.
func TestRegisterModule(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.deploy(application("/"), swgen.Options{})
	s.handle("/register.mjs", text("text/javascript", string(swgen.RegisterModule())))
	p := newTab(t, s).open("/")
	p.eval(`(async () => {
		const { register } = await import('/register.mjs');
		await register('/sw.js', { scope: '/', onUpdate: (apply) => (window.apply = apply) });
	})()`)
	p.untilTrue("navigator.serviceWorker.controller")
	s.deploy(next("/"), swgen.Options{})
	p.eval("navigator.serviceWorker.getRegistration().then((r) => r.update())")
	p.untilTrue("window.apply")
	p.eval("apply()")
	p.untilTrue("document.title === 'Next'")
}
