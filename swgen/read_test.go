package swgen_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/swgen"
)

func TestPrecachedReadsTheWorker(t *testing.T) {
	odd := application("/").With(file("a?b #1.html", "page"), file("c:d.css", "c"))
	long := application("/")
	for i := range 3000 {
		long = long.With(file(fmt.Sprintf("assets/chunk-%08d.js", i), "x"))
	}
	for name, test := range map[string]struct {
		build   asset.Build
		options swgen.Options
	}{
		"default":       {application("/"), swgen.Options{}},
		"minified":      {application("/"), swgen.Options{Minify: bundler.MinifyScript}},
		"odd names":     {odd, swgen.Options{Precache: []string{"a?b #1.html", "c:d.css", "logo.png"}}},
		"list apart":    {long, swgen.Options{}},
		"in a new name": {application("/"), swgen.Options{File: "worker.js"}},
	} {
		result := generate(t, test.build, test.options)
		if got := swgen.Precached(test.build.With(result.Files...)); len(got) == 0 || !slices.Equal(got, result.Precache) {
			t.Errorf("%s: %q, want %q", name, got, result.Precache)
		}
	}
	if got := swgen.Precached(application("/").With(file("sw.js", `x=[["index.html","JXtrEAOChjn3",!1]]`))); got != nil {
		t.Errorf("of a worker that is not ours: %q", got)
	}
}

func TestPrecacheHasTheScriptsOwnStyle(t *testing.T) {
	for name, test := range map[string]struct {
		own  []string
		want string
	}{
		"bundled": {[]string{"assets/main-AAAAAAA2.css"}, "assets/main-AAAAAAA2.css"},
		"linked":  {nil, "assets/boot-AAAAAAA5.css"},
	} {
		build := application("/").With(file("assets/boot-AAAAAAA5.css", "body{margin:0}"))
		script := *build.File("assets/main-AAAAAAA1.js")
		script.CSS = test.own
		build = build.With(script)
		build.Roots[0].Styles = []string{"assets/boot-AAAAAAA5.css", "assets/main-AAAAAAA2.css"}
		if got, want := generate(t, build, swgen.Options{}).Precache, []string{"index.html", "assets/main-AAAAAAA1.js", test.want}; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// TestPrecachedReadsNoText: what is in a comment or a string of the worker is no
// element of its list.
func TestPrecachedReadsNoText(t *testing.T) {
	build := application("/")
	result := generate(t, build, swgen.Options{})
	published := build.With(result.Files...)
	worker := published.File("sw.js")
	for _, text := range []string{`/* ["sw.js.map","JXtrEAOChjn3",!1] */`, `'["sw.js.map","JXtrEAOChjn3",!1]'`, `/["sw.js.map","JXtrEAOChjn3",!1]/`} {
		changed := *worker
		changed.Data = append(bytes.Clone(worker.Data), text...)
		got := swgen.Precached(build.With(file("sw.js.map", "{}"), changed))
		if !slices.Equal(got, result.Precache) {
			t.Errorf("%s: %q, want %q", text, got, result.Precache)
		}
	}
}
