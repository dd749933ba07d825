package report

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/coding"
)

// publish lays a build out as a directory.
func publish(t *testing.T, r Report) fstest.MapFS {
	t.Helper()
	records, err := Records(r)
	if err != nil {
		t.Fatal(err)
	}
	dist := fstest.MapFS{}
	for _, f := range append(records, r.Build.Files...) {
		dist[f.Path] = &fstest.MapFile{Data: f.Data}
		for c, data := range coding.Forms(f.Encodings) {
			dist[f.Path+c.Suffix] = &fstest.MapFile{Data: data}
		}
	}
	return dist
}

// load expects that nothing was rewritten.
func load(dist fs.FS) (asset.Build, error) {
	return Load(dist, func(*asset.File) bool { return false })
}

// What is read back is the build that was published, but for the inputs that
// the metafile adds.
func TestLoadReadsWhatWasPublished(t *testing.T) {
	r := goodReport(t)
	got, err := load(publish(t, r))
	if err != nil {
		t.Fatal(err)
	}
	want := r.Build
	noneIsEmpty := cmp.FilterValues(func(x, y []string) bool { return len(x)+len(y) == 0 }, cmp.Comparer(func(_, _ []string) bool { return true }))
	if len(got.Inputs) <= len(want.Inputs) {
		t.Errorf("%d inputs, want those of the build and those known by their shares", len(got.Inputs))
	}
	got.Inputs, want.Inputs = nil, nil
	if diff := cmp.Diff(want, got, cmp.Comparer(bytes.Equal), noneIsEmpty); diff != "" {
		t.Error(diff)
	}
}

// The verdict on a directory is the verdict on the build that wrote it.
func TestLoadedBuildIsJudgedAlike(t *testing.T) {
	r := shopReport(t)
	loaded, err := load(publish(t, r))
	if err != nil {
		t.Fatal(err)
	}
	again := judge(t, loaded, shopRules, r.Baseline)
	if diff := cmp.Diff(r.Verdict, again.Verdict); diff != "" {
		t.Error(diff)
	}
}

func TestLoadCountsFilesThatWereAdded(t *testing.T) {
	dist := publish(t, goodReport(t))
	dist["extra/movie.mp4"] = &fstest.MapFile{Data: make([]byte, 1000)}
	b, err := load(dist)
	if err != nil {
		t.Fatal(err)
	}
	original := shop()
	if b.Sum(asset.OriginPublic) != original.Sum(asset.OriginPublic)+1000 || b.Total() != original.Total() {
		t.Errorf("%d bytes that are not made, want 1000 more than %d", b.Sum(asset.OriginPublic), original.Sum(asset.OriginPublic))
	}
}

func TestLoadDoesWithoutSourceMaps(t *testing.T) {
	dist := publish(t, goodReport(t))
	delete(dist, "assets/main-2K7QAAAA.js.map")
	b, err := load(dist)
	original := shop()
	if err != nil || b.Total() != original.Total() {
		t.Errorf("total %d instead of %d, %v", b.Total(), original.Total(), err)
	}
}

func TestLoadRefuses(t *testing.T) {
	const record = ".paintbox/report.json"
	for _, tt := range []struct {
		name   string
		change func(fstest.MapFS)
		want   string
	}{
		{"a half-written report", func(d fstest.MapFS) { d[record].Data = d[record].Data[:5000] }, "report.json: line 2"},
		{"an empty report", func(d fstest.MapFS) { d[record].Data = nil }, "report.json: line 1: unexpected end of JSON input"},
		{"another schema", func(d fstest.MapFS) {
			d[record].Data = bytes.Replace(d[record].Data, []byte(`"schema": 1`), []byte(`"schema": 9`), 1)
		}, "schema 9 is not supported, this version reads 1 (build again)"},
		{"something else", func(d fstest.MapFS) { d[record].Data = []byte(`{"files":[]}`) }, "schema 0 is not supported"},
		{"a missing file", func(d fstest.MapFS) { delete(d, "sw.js") }, "sw.js is missing (build again, or remove .paintbox to have the files judged as another tool's)"},
		{"a changed file", func(d fstest.MapFS) { d["sw.js"].Data = make([]byte, 7) }, "sw.js is 7 bytes raw, 3500 gzip, 3100 brotli instead of 7100, 3500, 3100 (build again, "},
		{"a script that is not listed", func(d fstest.MapFS) { d["evil.js"] = &fstest.MapFile{Data: []byte("1")} }, "evil.js is in the directory and not in the record (build again, "},
		{"a report without files", func(d fstest.MapFS) { d[record].Data = []byte(`{"schema":1,"files":[],"total":{"raw":1}}`) }, "its total of 1 bytes is not the sum of its files, 0"},
		{"a report of nothing", func(d fstest.MapFS) { d[record].Data = []byte(`{"schema":1}`) }, "is in the directory and not in the record"},
		{"a missing sibling", func(d fstest.MapFS) { delete(d, "sw.js.br") }, "sw.js is 7100 bytes raw, 3500 gzip, 7100 brotli instead of"},
		{"a corrupt metafile", func(d fstest.MapFS) { d[".paintbox/meta.json"].Data = []byte("{\n\n!") }, ".paintbox/meta.json: line 3: invalid character"},
		{"no build", func(d fstest.MapFS) {
			for p := range d {
				if !strings.HasSuffix(p, ".txt") {
					delete(d, p)
				}
			}
		}, "no pages, scripts or style sheets here"},
		{"an empty directory", func(d fstest.MapFS) { clear(d) }, "no pages, scripts or style sheets here"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dist := publish(t, goodReport(t))
			tt.change(dist)
			if _, err := load(dist); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

type noDirectory struct{ fs.FS }

func (noDirectory) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
}

func TestLoadReportsWhatItCannotRead(t *testing.T) {
	if _, err := load(noDirectory{}); err == nil {
		t.Error("an unreadable directory is no error")
	}
}

// What a directory holds is read with what stands beside it compressed.
func TestFiles(t *testing.T) {
	files, err := Files(fstest.MapFS{
		"index.html":                  {Data: []byte("<!doctype html>")},
		"assets/index-DiwrgTda.js":    {Data: make([]byte, 900)},
		"assets/index-DiwrgTda.js.gz": {Data: make([]byte, 300)},
		"archive.gz":                  {Data: make([]byte, 50)},
		"film.mp4":                    {Data: make([]byte, 5000)},
		".paintbox/report.json":       {Data: []byte("{")},
	}, func(p string, size int64) bool { return p == "film.mp4" && size == 5000 })
	if err != nil {
		t.Fatal(err)
	}
	b := asset.Build{}.With(files...)
	var got []string
	for _, f := range b.Files {
		got = append(got, f.Path)
	}
	want := []string{"archive.gz", "assets/index-DiwrgTda.js", "index.html"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if f := b.File("assets/index-DiwrgTda.js"); len(f.Encodings["gzip"]) != 300 || f.Kind != asset.KindJS {
		t.Errorf("%+v", f)
	}
}

// A file may be newer than the records if somebody answers for it.
func TestLoadOfWhatWasRewritten(t *testing.T) {
	dist := publish(t, goodReport(t))
	dist["sw.js"].Data = make([]byte, 7)
	b, err := Load(dist, func(f *asset.File) bool { return f.Path == "sw.js" })
	if err != nil || len(b.File("sw.js").Data) != 7 {
		t.Errorf("%v", err)
	}
}

// A build that compared with a baseline and has become smaller is read as well.
func TestLoadAfterSomethingShrank(t *testing.T) {
	baseline := budgets.NewBaseline(shop(), nil)
	baseline.Sizes["total"] = budgets.Sizes{Raw: 9_000_000}
	baseline.Sizes["package xlsx"] = budgets.Sizes{Raw: 900_000}
	r := judge(t, shop(), `[{"type":"total","max":"1MB","maxIncrease":"5%"}]`, &baseline)
	if r.Verdict.Results[1].Actual >= 0 || len(r.Verdict.Growth) == 0 {
		t.Fatalf("nothing shrank: %+v", r.Verdict.Results[1])
	}
	if _, err := load(publish(t, r)); err != nil {
		t.Error(err)
	}
}
