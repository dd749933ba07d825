package compress

import (
	"bytes"
	stdgzip "compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/coding/codingtest"
)

func file(path string, data []byte) asset.File {
	return asset.File{Path: path, Kind: asset.KindOf(path), Data: data}
}

// only selects codings by their names.
func only(names ...string) Options {
	all := Selection{}
	for _, name := range names {
		all[name] = true
	}
	return Options{Codings: all}
}

func unbrotli(t *testing.T, b []byte) []byte {
	t.Helper()
	out, err := io.ReadAll(brotli.NewReader(bytes.NewReader(b)))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func ungzip(t *testing.T, b []byte) []byte {
	t.Helper()
	r, err := stdgzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if !r.ModTime.IsZero() || r.Name != "" {
		t.Errorf("gzip header holds a time or a name: %+v", r.Header)
	}
	out, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAllWritesWhatDecodesToTheFile(t *testing.T) {
	build := asset.Build{Base: "/", Files: []asset.File{
		file("assets/a.js", codingtest.Script(1, 90_000)),
		file("assets/large.js", codingtest.Script(2, 700_000)),
		file("assets/m.wasm", append([]byte("\x00asm\x01\x00\x00\x00"), codingtest.Script(3, 20_000)...)),
		file("index.html", codingtest.Script(4, 1_000)),
	}}
	got, err := All(t.Context(), build, Defaults(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range got.Files {
		if !bytes.Equal(unbrotli(t, f.Encodings["brotli"]), f.Data) || !bytes.Equal(ungzip(t, f.Encodings["gzip"]), f.Data) {
			t.Errorf("%s: siblings do not decode to the file", f.Path)
		}
		if gz, br := len(f.Encodings["gzip"]), len(f.Encodings["brotli"]); br >= gz || gz >= len(f.Data) {
			t.Errorf("%s: %d raw, %d gzip, %d brotli bytes", f.Path, len(f.Data), gz, br)
		}
		if build.Files[i].Encodings != nil {
			t.Errorf("%s: the build given to All was changed", f.Path)
		}
	}
	if got.Base != "/" || len(got.Warnings) != 0 {
		t.Errorf("base %q, warnings %v", got.Base, got.Warnings)
	}
}

func TestAllChooses(t *testing.T) {
	text := codingtest.Script(5, 4_000)
	tests := []struct {
		path         string
		data         []byte
		opts         Options
		gzip, brotli bool
	}{
		{"a.js", text, Defaults(), true, true},
		{"a.js", text, Options{}, false, false},
		{"a.js", text, only("gzip"), true, false},
		{"a.js", text, only("brotli"), false, true},
		{"a.js", text[:1000], Defaults(), true, true},
		{"a.js", text[:999], Defaults(), false, false},
		{"a.js", text[:999], only("gzip", "brotli"), true, true},
		{"a.js", nil, only("gzip", "brotli"), false, false},
		{"a.js", []byte("a()"), only("gzip", "brotli"), false, false},
		{"a.svg", text, Defaults(), true, true},
		{"A.SVG", text, Defaults(), true, true},
		{"a.ttf", text, Defaults(), true, true},
		{"favicon.ico", text, Defaults(), true, true},
		{"a.png", text, Defaults(), false, false},
		{"a.woff2", text, Defaults(), false, false},
		{"a.js.map", text, Defaults(), false, false},
		{"a.wasm", codingtest.Noise(4_000), Defaults(), false, false},
		{"LICENSE", text, Defaults(), true, true},
		{"model.data", append(codingtest.Noise(2_000), text...), Defaults(), false, false},
	}
	for _, test := range tests {
		stale := file(test.path, test.data)
		stale.Encodings = asset.Encodings{"gzip": []byte("stale"), "brotli": []byte("stale")}
		got, err := All(t.Context(), asset.Build{Files: []asset.File{stale}}, test.opts, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		f := got.Files[0]
		if (f.Encodings["gzip"] != nil) != test.gzip || (f.Encodings["brotli"] != nil) != test.brotli {
			t.Errorf("%s, %d bytes, %+v: %d encodings", test.path, len(test.data), test.opts, len(f.Encodings))
		}
	}
}

func TestAllIsDeterministic(t *testing.T) {
	var build asset.Build
	for i := range 12 {
		build.Files = append(build.Files, file(fmt.Sprintf("%02d.js", i), codingtest.Script(uint64(i), 3_000*(i+1))))
	}
	first, err := All(t.Context(), build, Defaults(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	second, err := All(t.Context(), build, Defaults(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(first, second) {
		t.Error("the number of workers changes the output")
	}
}

func TestAllReportsProgress(t *testing.T) {
	build := asset.Build{Files: []asset.File{file("a.js", codingtest.Script(1, 5_000)), file("b.js", codingtest.Script(2, 9_000)), file("c.png", codingtest.Noise(5_000))}}
	var seen []string
	_, err := All(t.Context(), build, Defaults(), nil, func(done, total int) { seen = append(seen, fmt.Sprintf("%d/%d", done, total)) })
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(seen, " "); got != "1/4 2/4 3/4 4/4" {
		t.Errorf("progress %q", got)
	}
}

func TestPlanTakesSlowAndLargeFirst(t *testing.T) {
	files := []asset.File{file("a.js", codingtest.Script(1, 2_000)), file("b.js", codingtest.Script(1, 8_000)), file("c.js", codingtest.Script(1, 2_000))}
	var want []job
	table := coding.Table()
	for i, c := range slices.Backward(table) {
		if row := len(table) - 1 - i; c.Default {
			want = append(want, job{1, row}, job{0, row}, job{2, row})
		}
	}
	if got := plan(files, Defaults()); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestAllStopsWhenCanceled measures lateness by what this machine, busy as it
// may be, needs for a small part of the work.
func TestAllStopsWhenCanceled(t *testing.T) {
	began := time.Now()
	if _, _, err := named(t, "brotli").Encoder().Encode(t.Context(), codingtest.Script(1, 500_000)); err != nil {
		t.Fatal(err)
	}
	part := time.Since(began)

	build := asset.Build{Files: []asset.File{file("a.js", codingtest.Script(1, 8_000_000)), file("b.js", codingtest.Script(2, 8_000_000))}}
	ctx, cancel := context.WithCancel(t.Context())
	canceled := make(chan time.Time, 1)
	time.AfterFunc(50*time.Millisecond, func() {
		canceled <- time.Now()
		cancel()
	})
	_, err := All(ctx, build, only("brotli"), nil, nil)
	if !errors.Is(err, context.Canceled) || err.Error() != context.Canceled.Error() {
		t.Errorf("error %v", err)
	}
	if late := time.Since(<-canceled); late > 8*part {
		t.Errorf("returned %v after it was canceled; a part of the work takes %v", late, part)
	}
	if _, err := All(ctx, build, Defaults(), nil, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled before the start: %v", err)
	}
}

// TestZstdIsOffByDefault, and as good as gzip where it is on.
func TestZstdIsOffByDefault(t *testing.T) {
	build := asset.Build{Files: []asset.File{file("a.js", codingtest.Script(1, 90_000))}}
	for _, opts := range []Options{Defaults(), only("gzip", "zstd")} {
		got, err := All(t.Context(), build, opts, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		f := got.Files[0]
		z := f.Encodings["zstd"]
		if !opts.Codings["zstd"] {
			if z != nil {
				t.Error("there is a .zst sibling that nobody asked for")
			}
			continue
		}
		if named(t, "zstd").Verify(z, f.Data) != nil || len(z) > len(f.Encodings["gzip"])*11/10 {
			t.Errorf("%d bytes, %d with gzip, %d with zstd", len(f.Data), len(f.Encodings["gzip"]), len(z))
		}
	}
}

func named(t *testing.T, name string) coding.Coding {
	t.Helper()
	i := slices.IndexFunc(coding.Table(), func(c coding.Coding) bool { return c.Name == name })
	if i < 0 {
		t.Fatalf("no coding %s", name)
	}
	return coding.Table()[i]
}

// TestFailuresAreTold: a warning for each encoder that failed, and an error that
// says how to go on without the coding.
func TestFailuresAreTold(t *testing.T) {
	f := file("assets/a.js", nil)
	for _, c := range coding.Table() {
		ms := warningsOf(c, &f, []error{errors.New("first"), errors.New("second")})
		if len(ms) != 2 || ms[0].File != f.Path || !strings.Contains(ms[1].Text, c.Name+" encoder failed") || !strings.Contains(ms[1].Text, "second") || !strings.Contains(ms[0].Note, c.Suffix) {
			t.Errorf("warnings %+v", ms)
		}
		if text := fileError(t.Context(), c, &f, errors.New("none")).Error(); !strings.Contains(text, "assets/a.js") || !strings.Contains(text, fmt.Sprintf(`{%q: false}`, c.Name)) {
			t.Errorf("error %q", text)
		}
	}
}
