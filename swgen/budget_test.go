package swgen_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/storage"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/swgen"
)

// sampled runs work in the page while a second tab adds up what all caches
// hold, again and again, and returns the most that it saw and how often it
// looked. Sum is the expression for one look.
func (p *tab) sampled(sum string, work func()) (most, samples int) {
	p.t.Helper()
	watcher := p.another().open("/watch.html")
	var done atomic.Bool
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		for !done.Load() {
			n, err := tryEval[int](watcher, "%s", sum)
			if err != nil {
				p.t.Errorf("sample: %v", err)
				return
			}
			most = max(most, n)
			samples++
		}
	}()
	work()
	done.Store(true)
	<-finished
	return most, samples
}

// everySize adds up every size that is seen, also of entries that are gone by
// the time the next one is read.
const everySize = "pb.stored().then((all) => all.reduce((sum, [, , size]) => sum + size, 0))"

// requestAll asks for paths from the page, so many at a time, with fetch.
func (p *tab) requestAll(format string, from, to, parallel int) {
	p.t.Helper()
	p.eval(`(async () => {
		let next = %d;
		const worker = async () => {
			while (next < %d) {
				const response = await fetch(%q.replace('N', next++));
				await response.arrayBuffer();
			}
		};
		await Promise.all(Array.from({ length: %d }, worker));
	})()`, from, to, format, parallel)
}

// The files /N.js of a site have so many bytes.
func (s *site) numbered(count, size int, answer func(http.HandlerFunc) http.HandlerFunc) {
	h := sized("text/javascript", "chunked", size)
	if answer != nil {
		h = answer(h)
	}
	for i := range count {
		s.handle(fmt.Sprintf("/%d.js", i), h)
	}
}

func TestCacheLimitHoldsUnderParallelRequests(t *testing.T) {
	t.Parallel()
	const limit = 2_000_000
	s, p := deployed(t, swgen.Options{CacheLimit: limit, StaticMaxSize: 300_000})
	s.handle("/watch.html", text("text/html", "<!doctype html>"))
	s.numbered(150, 100_000, nil)
	most, samples := p.sampled(everySize, func() { p.requestAll("/N.js", 0, 150, 50); p.settle() })
	t.Logf("at most %d bytes in %d samples", most, samples)
	if most > limit || most < limit/2 {
		t.Errorf("at most %d bytes stored, limit %d", most, limit)
	}
	if got := p.stats(); got.Bytes != p.sum() || got.Evictions == 0 {
		t.Errorf("the worker counts %d bytes, the caches hold %d; %d evictions", got.Bytes, p.sum(), got.Evictions)
	}
}

// sum is the number of bytes in all caches.
func (p *tab) sum() int {
	p.t.Helper()
	n := 0
	for _, e := range p.stored() {
		n += e.size
	}
	return n
}

// The limit that users get: thirty megabytes pass through a cache of twenty-five.
func TestDefaultLimitUnderThirtyMegabytes(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	s.handle("/watch.html", text("text/html", "<!doctype html>"))
	s.numbered(100, 300_000, nil)
	most, samples := p.sampled(everySize, func() { p.requestAll("/N.js", 0, 100, 50); p.settle() })
	t.Logf("30 MB of traffic, at most %d bytes in %d samples", most, samples)
	if limit := int(25 * asset.MB); most > limit || most < limit*8/10 {
		t.Errorf("at most %d bytes stored, limit %d", most, limit)
	}
}

// The precache counts: with a limit that leaves room for exactly ten files an
// eleventh makes room, down to 90 %.
func TestRoomIsMadeExactly(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	build := application("/")
	precache := 0
	for _, path := range generate(t, build, swgen.Options{}).Precache {
		precache += len(build.File(path).Data)
	}
	limit := precache + 10*1000
	s.deploy(build, swgen.Options{CacheLimit: asset.Size(limit)})
	p := visit(t, s)
	s.numbered(11, 1000, nil)
	store := func(i int) {
		path := fmt.Sprintf("/%d.js", i)
		p.get(path)
		p.until(path+" is stored", func() bool { return p.has(path) != "" })
	}
	for i := range 10 {
		store(i)
	}
	if got := p.sum(); got != limit {
		t.Fatalf("%d bytes stored, want all %d", got, limit)
	}
	store(10)
	if got := p.sum(); got > limit*9/10 || got <= limit*9/10-1000 {
		t.Errorf("%d bytes after an eviction, want just under 90%% of %d", got, limit)
	}
	for i, want := range []string{"", "", "", "runtime", "runtime"} { // 11,000 bytes and the precache, less three files
		if got := p.has(fmt.Sprintf("/%d.js", i)); got != want {
			t.Errorf("/%d.js, number %d by last use, is in %q, want %q", i, i+1, got, want)
		}
	}
	if p.has("/index.html") != "precache" {
		t.Error("the shell has been evicted")
	}
}

func TestOrderOfUseOutlivesTheWorker(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{CacheLimit: 10_000, StaticMaxSize: 2000})
	// Immutable answers, which the worker does not ask for again.
	s.numbered(10, 2000, func(h http.HandlerFunc) http.HandlerFunc { return with(h, "Cache-Control", "immutable") })
	for i := range 4 {
		path := fmt.Sprintf("/%d.js", i)
		p.get(path)
		p.until("stored", func() bool { return p.has(path) != "" })
		p.stopWorker()
	}
	p.get("/0.js") // the oldest is used once more, which must be written without being asked for
	p.untilTrue(`await new Promise((resolve) => {
		const opening = indexedDB.open('paintbox / ');
		opening.onsuccess = () => {
			const request = opening.result.transaction('index').objectStore('index').get(0);
			request.onsuccess = () => {
				const used = (path) => request.result.records.find(({ url }) => url.endsWith(path)).used;
				resolve(used('/0.js') > used('/3.js'));
				opening.result.close();
			};
		};
	})`)
	p.stopWorker()
	p.get("/4.js") // needs room
	p.until("stored", func() bool { return p.has("/4.js") != "" })
	for path, want := range map[string]string{"/0.js": "runtime", "/1.js": "", "/4.js": "runtime"} {
		if got := p.has(path); got != want {
			t.Errorf("%s is in %q, want %q", path, got, want)
		}
	}
}

func TestOneEntryWhateverVaryNames(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	s.handle("/a.js", with(text("text/javascript", "1"), "Vary", "X-Wish, Accept-Language"))
	for _, wish := range []string{"a", "b", "c"} {
		p.getWith("/a.js", fmt.Sprintf("{headers: {'x-wish': %q}}", wish))
		p.settle()
	}
	n := 0
	for _, e := range p.stored() {
		if e.path == "/a.js" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d entries for one URL", n)
	}
	s.forget()
	s.stop()
	if got := p.getWith("/a.js", "{headers: {'x-wish': 'd'}}"); got.Text != "1" {
		t.Errorf("offline answer %d %q", got.Status, got.Text)
	}
}

func TestQuotaErrorsLoseNoResponse(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	s.numbered(30, 400_000, nil)
	p.requestAll("/N.js", 0, 3, 1)
	p.settle()
	quota := 2_500_000.0
	call(p, storage.OverrideQuotaForOrigin, storage.OverrideQuotaForOriginParams{Origin: strings.TrimSuffix(s.url("/"), "/"), QuotaSize: &quota})
	for i := 3; i < 30; i++ {
		if got := p.get(fmt.Sprintf("/%d.js", i)); got.Status != 200 || got.Size != 400_000 {
			t.Fatalf("/%d.js: status %d, %d bytes", i, got.Status, got.Size)
		}
	}
	p.until("the index is right", func() bool { return p.stats().Bytes == p.sum() })
	if p.sum() > int(quota) {
		t.Errorf("%d bytes stored with a quota of %.0f", p.sum(), quota)
	}
	if p.has("/index.html") != "precache" {
		t.Error("the precache was lost")
	}
	call(p, storage.OverrideQuotaForOrigin, storage.OverrideQuotaForOriginParams{Origin: strings.TrimSuffix(s.url("/"), "/")})
	p.settle() // stores again
}

// A body that is being sent when the worker dies is not counted, and what the
// browser removes behind the worker's back is not either.
func TestIndexFollowsTheCaches(t *testing.T) {
	t.Parallel()
	s, p := deployed(t, swgen.Options{})
	s.numbered(20, 50_000, nil)
	p.requestAll("/N.js", 0, 10, 10)
	p.settle()
	p.eval(`(async () => {
		for (const name of await caches.keys()) if (name.includes(' runtime ')) {
			const cache = await caches.open(name);
			await cache.delete('/3.js');
			await cache.put('/stranger.js', new Response('a'.repeat(1234)));
		}
	})()`)
	p.stopWorker()
	if got := p.stats(); got.Bytes != p.sum() || got.Entries != len(p.stored()) {
		t.Errorf("the worker counts %d bytes in %d entries, the caches hold %d in %d", got.Bytes, got.Entries, p.sum(), len(p.stored()))
	}
	go func() {
		time.Sleep(30 * time.Millisecond)
		p.stopWorker()
	}()
	p.eval(`Promise.allSettled(Array.from({ length: 10 }, (_, i) => fetch('/' + (10 + i) + '.js')))`)
	p.stopWorker()
	if got := p.stats(); got.Bytes != p.sum() {
		t.Errorf("after the worker's death it counts %d bytes, the caches hold %d", got.Bytes, p.sum())
	}
}

// The limit holds, and the index is right, while two tabs load, one release hands
// over to the next, and the worker is stopped again and again.
func TestLimitHoldsWhileTheWorkerIsStopped(t *testing.T) {
	t.Parallel()
	const limit = 1_000_000
	s, p := deployed(t, swgen.Options{CacheLimit: limit})
	s.handle("/watch.html", text("text/html", "<!doctype html>"))
	s.numbered(100, 60_000, nil)
	q := p.another().open("/")
	// Requests whose worker is stopped may fail; what counts is what is stored.
	load := func(p *tab, from int) {
		_, err := tryEval[[]byte](p, `Promise.allSettled(Array.from({ length: 25 }, (_, i) => fetch('/' + (%d + i) + '.js').then((r) => r.blob())))`, from)
		if err != nil {
			t.Error(err)
		}
	}
	most, samples := p.sampled("pb.held()", func() {
		for i := range 4 {
			loaded := make(chan struct{})
			go func() {
				defer close(loaded)
				load(p, 25*i)
				load(q, 75-25*i)
			}()
			time.Sleep(time.Duration(100+150*i) * time.Millisecond)
			p.stopWorker()
			<-loaded
			if i == 1 {
				s.deploy(next("/"), swgen.Options{CacheLimit: limit})
				p.update()
				p.stopWorker()
				p.takeOver()
			}
		}
		p.settle()
	})
	t.Logf("at most %d bytes in %d samples", most, samples)
	if most > limit || most < limit/2 {
		t.Errorf("at most %d bytes stored, limit %d", most, limit)
	}
	p.stopWorker()
	if got := p.stats(); got.Bytes != p.sum() || len(p.cacheNames()) != 2 {
		t.Errorf("the worker counts %d bytes, the caches %q hold %d", got.Bytes, p.cacheNames(), p.sum())
	}
}
