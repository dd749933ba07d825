package report

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// BenchmarkCheck is what paintbox check does with a build of ours: read the
// directory, judge it, report.
func BenchmarkCheck(b *testing.B) {
	dir := b.TempDir()
	build := shop()
	records, err := Records(Report{Build: build})
	if err != nil {
		b.Fatal(err)
	}
	bytes := 0
	for _, f := range append(records, build.Files...) {
		parts := map[string][]byte{"": f.Data}
		for c, data := range coding.Forms(f.Encodings) {
			parts[c.Suffix] = data
		}
		for ext, data := range parts {
			bytes += len(data)
			p := filepath.Join(dir, filepath.FromSlash(f.Path)+ext)
			projecttest.Write(b, p, data)
		}
	}
	b.SetBytes(int64(bytes))
	for b.Loop() {
		loaded, err := load(os.DirFS(dir))
		if err != nil {
			b.Fatal(err)
		}
		v, err := budgets.Check(loaded, budgets.Defaults(0), nil)
		if err != nil {
			b.Fatal(err)
		}
		if err := Write(io.Discard, "text", Report{Build: loaded, Verdict: v}, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
