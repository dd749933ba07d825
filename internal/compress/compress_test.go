package compress

import (
	"bytes"
	stdgzip "compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/andybalholm/brotli"

	"github.com/paintbox-build/paintbox/asset"
)

// script makes n bytes of text with the repetitiveness of minified code.
func script(seed uint64, n int) []byte {
	words := strings.Fields("function return this.props const let void 0 => ( ) { } ; , . === !== && || ?. " +
		"Math.max Object.assign prototype length document.createElement useState useEffect children 'className' null !0 !1")
	r := rand.New(rand.NewPCG(seed, 1))
	var b bytes.Buffer
	for b.Len() < n {
		if r.IntN(3) == 0 {
			fmt.Fprintf(&b, "%c%c", 'a'+rune(r.IntN(26)), 'a'+rune(r.IntN(26)))
		}
		b.WriteString(words[r.IntN(len(words))])
	}
	return b.Bytes()[:n]
}

// noise makes n bytes that no encoder can shorten.
func noise(n int) []byte {
	r := rand.NewChaCha8([32]byte{1})
	b := make([]byte, n)
	_, _ = r.Read(b)
	return b
}

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
		file("assets/a.js", script(1, 90_000)),
		file("assets/large.js", script(2, oneShot+200_000)),
		file("assets/m.wasm", append([]byte("\x00asm\x01\x00\x00\x00"), script(3, 20_000)...)),
		file("index.html", script(4, 1_000)),
	}}
	got, err := All(t.Context(), build, Defaults(), nil)
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
	text := script(5, 4_000)
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
		{"a.wasm", noise(4_000), Defaults(), false, false},
		{"LICENSE", text, Defaults(), true, true},
		{"model.data", append(noise(2_000), text...), Defaults(), false, false},
	}
	for _, test := range tests {
		stale := file(test.path, test.data)
		stale.Encodings = asset.Encodings{"gzip": []byte("stale"), "brotli": []byte("stale")}
		got, err := All(t.Context(), asset.Build{Files: []asset.File{stale}}, test.opts, nil)
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
		build.Files = append(build.Files, file(fmt.Sprintf("%02d.js", i), script(uint64(i), 3_000*(i+1))))
	}
	first, err := All(t.Context(), build, Defaults(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	second, err := All(t.Context(), build, Defaults(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(first, second) {
		t.Error("the number of workers changes the output")
	}
}

func TestAllReportsProgress(t *testing.T) {
	build := asset.Build{Files: []asset.File{file("a.js", script(1, 5_000)), file("b.js", script(2, 9_000)), file("c.png", noise(5_000))}}
	var seen []string
	_, err := All(t.Context(), build, Defaults(), func(done, total int) { seen = append(seen, fmt.Sprintf("%d/%d", done, total)) })
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(seen, " "); got != "1/4 2/4 3/4 4/4" {
		t.Errorf("progress %q", got)
	}
}

func TestPlanTakesSlowAndLargeFirst(t *testing.T) {
	files := []asset.File{file("a.js", script(1, 2_000)), file("b.js", script(1, 8_000)), file("c.js", script(1, 2_000))}
	last := len(codecs()) - 1 // gzip
	want := []job{{1, 0}, {0, 0}, {2, 0}, {1, last}, {0, last}, {2, last}}
	if got := plan(files, Defaults()); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestAllStopsWhenCanceled measures lateness by what this machine, busy as it
// may be, needs for a small part of the work.
func TestAllStopsWhenCanceled(t *testing.T) {
	began := time.Now()
	if _, err := brrrEncode(t.Context(), script(1, 500_000)); err != nil {
		t.Fatal(err)
	}
	part := time.Since(began)

	build := asset.Build{Files: []asset.File{file("a.js", script(1, 8_000_000)), file("b.js", script(2, 8_000_000))}}
	ctx, cancel := context.WithCancel(t.Context())
	canceled := make(chan time.Time, 1)
	time.AfterFunc(50*time.Millisecond, func() {
		canceled <- time.Now()
		cancel()
	})
	_, err := All(ctx, build, only("brotli"), nil)
	if !errors.Is(err, context.Canceled) || err.Error() != context.Canceled.Error() {
		t.Errorf("error %v", err)
	}
	if late := time.Since(<-canceled); late > 8*part {
		t.Errorf("returned %v after it was canceled; a part of the work takes %v", late, part)
	}
	if _, err := All(ctx, build, Defaults(), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled before the start: %v", err)
	}
}

func TestMeasure(t *testing.T) {
	data := script(7, 30_000)
	sizes, err := Measure(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	got, err := All(t.Context(), asset.Build{Files: []asset.File{file("a.js", data)}}, Defaults(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, made := range got.Files[0].Encodings {
		if sizes[name] != asset.Size(len(made)) {
			t.Errorf("%s: measured %d, made %d", name, sizes[name], len(made))
		}
	}
	if sizes, err := Measure(t.Context(), nil); sizes["gzip"] < 18 || sizes["brotli"] < 1 || len(sizes) != len(asset.Codings()) || err != nil {
		t.Errorf("of no bytes: %v, %v", sizes, err)
	}
}

// TestFallback gives each codec encoders that fail in each possible way.
func TestFallback(t *testing.T) {
	for _, c := range codecs() {
		t.Run(c.Name, func(t *testing.T) { fallback(t, c) })
	}
}

func fallback(t *testing.T, c codec) {
	data := script(8, 20_000)
	good := c.encoders[1]
	bad := []encoder{
		{"errs", func(context.Context, []byte) ([]byte, error) { return nil, errors.New("out of luck") }},
		{"panics", func(_ context.Context, b []byte) ([]byte, error) { return b[len(b)+1:], nil }},
		{"garbles", func(context.Context, []byte) ([]byte, error) { return noise(100), nil }},
		{"truncates", func(ctx context.Context, b []byte) ([]byte, error) {
			out, err := good.encode(ctx, b)
			return out[:len(out)-9], err
		}},
		{"shortens", func(ctx context.Context, b []byte) ([]byte, error) { return good.encode(ctx, b[:len(b)-1]) }},
		{"lengthens", func(ctx context.Context, b []byte) ([]byte, error) {
			return good.encode(ctx, append(bytes.Clone(b), 'x'))
		}},
		{"alters", func(ctx context.Context, b []byte) ([]byte, error) {
			b = bytes.Clone(b)
			b[12_345] ^= 1
			return good.encode(ctx, b)
		}},
	}
	c.encoders = append(bad, good)
	encoded, failed, err := c.compress(t.Context(), data)
	if err != nil || len(failed) != len(bad) || c.verify(encoded, data) != nil {
		t.Fatalf("%d bytes, %d failures, error %v", len(encoded), len(failed), err)
	}
	f := file("assets/a.js", data)
	for i, m := range c.warnings(&f, failed) {
		if m.File != f.Path || !strings.Contains(m.Text, bad[i].name) || m.Note == "" {
			t.Errorf("warning %+v", m)
		}
	}

	c.encoders = bad
	_, _, err = c.compress(t.Context(), data)
	if err == nil {
		t.Fatal("no error although every encoder failed")
	}
	if text := fileError(t.Context(), c, &f, err).Error(); !strings.Contains(text, "assets/a.js") || !strings.Contains(text, fmt.Sprintf(`{%q: false}`, c.Name)) {
		t.Errorf("error %q", text)
	}
}

// TestEncodersAgree runs every encoder of the table, the fallbacks too.
func TestEncodersAgree(t *testing.T) {
	for _, c := range codecs() {
		for _, e := range c.encoders {
			for _, n := range []int{0, 1, piece, 150_000, 20_000} { // the same state again and again
				data := script(uint64(n), n)
				if _, err := c.attempt(t.Context(), e, data); err != nil {
					t.Errorf("%s of %d bytes: %v", e.name, n, err)
				}
			}
		}
	}
}

func TestTablesOfSeveralWorkersShareNothing(t *testing.T) {
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			for _, c := range codecs() {
				data := script(uint64(i), 10_000)
				for range 3 {
					if _, failed, err := c.compress(t.Context(), data); err != nil || failed != nil {
						t.Error(failed, err)
					}
				}
			}
		})
	}
	wg.Wait()
}

// BenchmarkEncode needs the sample application's packages (make demo).
func BenchmarkEncode(b *testing.B) {
	for _, name := range []string{"react-dom/cjs/react-dom-client.production.js", "three/build/three.core.js", "xlsx/dist/xlsx.full.min.js"} {
		data, err := os.ReadFile(filepath.Join("../../testdata/paintbox/node_modules", name))
		if err != nil {
			b.Fatal(err)
		}
		for _, c := range codecs() {
			for _, e := range c.encoders {
				b.Run(fmt.Sprintf("file=%s/encoder=%s", filepath.Base(name), filepath.Base(e.name)), func(b *testing.B) {
					b.SetBytes(int64(len(data)))
					b.ReportAllocs()
					for b.Loop() {
						if _, err := c.attempt(b.Context(), e, data); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		}
	}
}

// TestDocumentationListsEveryCoding compares the table of docs/configuration.md
// with the table of codings.
func TestDocumentationListsEveryCoding(t *testing.T) {
	text, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	table := "| `compress` key | sibling | `Content-Encoding` | how hard | by default |\n| --- | --- | --- | --- | --- |\n"
	for _, c := range asset.Codings() {
		table += fmt.Sprintf("| `%s` | `%s` | `%s` | %s | %s |\n", c.Name, c.Suffix, c.Token, c.Level, map[bool]string{true: "on", false: "off"}[c.Default])
	}
	if !strings.Contains(string(text), table+"\n") {
		t.Errorf("docs/configuration.md does not hold\n%s", table)
	}
}

// TestEveryCodingIsComplete: a row of the table has its encoder and verifier,
// and no two rows can be taken for each other.
func TestEveryCodingIsComplete(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range codecs() {
		if len(c.encoders) == 0 || c.decode == nil {
			t.Errorf("%s has no encoder or no verifier in implementations", c.Name)
		}
		for _, name := range []string{"name " + c.Name, "token " + c.Token, "suffix " + c.Suffix} {
			if seen[name] || strings.HasSuffix(name, " ") {
				t.Errorf("%s: bad or second %s", c.Name, name)
			}
			seen[name] = true
		}
		if c.Level == "" || c.Suffix[0] != '.' || c.Name == "raw" || c.Name == "files" || c.Name == "threshold" {
			t.Errorf("bad row %+v", c.Coding)
		}
	}
	if len(implementations()) != len(asset.Codings()) {
		t.Error("implementations has a row that asset.Codings does not have")
	}
}
