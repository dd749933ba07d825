package pipeline_test

import (
	_ "embed"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/page/pagefuzz"
	"github.com/paintbox-build/paintbox/internal/pipeline"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

//nolint:gochecknoglobals // flags of the test
var (
	pageSeed  = flag.Uint64("page", 0, "check only the random pages of this seed (0 means others every time)")
	pageCount = flag.Int("pages", 68, "number of random projects of pages that are the same every time; half as many are others")
	keepPages = flag.String("keep", "", "a directory to write a project that differs to")
)

//go:embed testdata/shows.js
var showsScript string

// Random pages show in a browser what they show as they are written: the same
// elements, text and styles, scripts in their order, and URLs that lead to the
// same files.
func TestRandomPages(t *testing.T) {
	v := newVisitor(t, "")
	if *pageSeed != 0 {
		comparePages(t, v, *pageSeed)
		return
	}
	for n := range *pageCount {
		comparePages(t, v, uint64(n+1))
	}
	first := rand.Uint64() >> 16
	for n := range *pageCount / 2 {
		comparePages(t, v, first+uint64(n))
	}
}

// FuzzPages is the same without end.
func FuzzPages(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) { comparePages(t, newVisitor(t, ""), seed) })
}

// visitsAgain is how often two visits that differ are made again.
const visitsAgain = 3

// comparePages builds the pages of a seed and visits them both ways.
func comparePages(t *testing.T, v *visitor, seed uint64) {
	t.Helper()
	project := pagefuzz.Make(seed)
	dir, remove := projecttest.Make("")
	defer remove()
	for _, file := range slices.Sorted(maps.Keys(project.Files)) {
		projecttest.Write(t, filepath.Join(dir, filepath.FromSlash(file)), []byte(project.Files[file]))
	}
	fail := func(format string, args ...any) {
		t.Helper()
		if *keepPages != "" {
			if err := os.CopyFS(filepath.Join(*keepPages, fmt.Sprint(seed)), os.DirFS(dir)); err != nil {
				t.Log(err)
			}
		}
		t.Errorf("repeat with: go test ./internal/pipeline -run TestRandomPages -page=%d\n%s", seed, fmt.Sprintf(format, args...))
	}
	settings := []config.Setting{{Flag: "--entries", Key: "entries", Value: project.Pages}, {Flag: "--compress", Key: "compress", Value: false}, {Flag: "--service-worker", Key: "serviceWorker", Value: false}}
	cfg, err := config.Load(config.Request{Dir: dir, Settings: settings})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pipeline.Run(t.Context(), cfg, pipeline.Options{Version: "test"}); err != nil {
		fail("%v", err)
		return
	}
	source := httptest.NewServer(asWritten(dir))
	defer source.Close()
	built, stop := serve(t, filepath.Join(dir, "dist"))
	defer stop()
	for _, name := range project.Pages {
		path := "/" + strings.TrimPrefix((&url.URL{Path: name}).EscapedPath(), "index.html")
		diff := cmp.Diff(seen(v, source.URL, path), seen(v, built, path))
		for range visitsAgain { // when a script runs that waits for nothing is chance
			if diff != "" {
				diff = cmp.Diff(seen(v, source.URL, path), seen(v, built, path))
			}
		}
		if diff != "" {
			fail("%s (-as written +built)\n%s", name, diff)
			return
		}
	}
}

// asWritten serves a project as a server of files would that knows of its public
// directory.
func asWritten(dir string) http.Handler {
	sources, public := http.FileServer(http.Dir(dir)), http.FileServer(http.Dir(filepath.Join(dir, "public")))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(r.URL.Path))); err != nil {
			public.ServeHTTP(w, r)
			return
		}
		sources.ServeHTTP(w, r)
	})
}

// seen visits a page and tells what it shows, and what went wrong.
func seen(v *visitor, origin, path string) []string {
	v.t.Helper()
	v.origin = origin
	v.visit(path)
	eval[bool](v, "%s; true", showsScript)
	list := eval[[]string](v, "shows()")
	for i := range list {
		list[i] = strings.ReplaceAll(list[i], origin, "")
	}
	errors, requests := v.failed()
	for i := range errors {
		errors[i] = strings.Split(errors[i], "\n")[0]
	}
	slices.Sort(errors)
	for _, e := range slices.Compact(errors) {
		list = append(list, "error "+strings.ReplaceAll(e, origin, ""))
	}
	return append(list, fmt.Sprintf("%d requests failed", len(requests)))
}
