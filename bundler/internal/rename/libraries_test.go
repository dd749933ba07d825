package rename

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

const librariesDir = "../../../testdata/libraries"

// bundles gives scripts that use real libraries, each with all of their code
// in one minified module.
func bundles(t testing.TB) map[string][]byte {
	t.Helper()
	scripts, err := filepath.Glob(filepath.Join(librariesDir, "src", "*.js"))
	if err != nil || len(scripts) == 0 {
		t.Fatal("no scripts", err)
	}
	if _, err := os.Stat(filepath.Join(librariesDir, "node_modules")); err != nil {
		t.Fatal("the packages of testdata/libraries are missing: run make packages")
	}
	result := api.Build(api.BuildOptions{
		EntryPoints: scripts, Bundle: true, Outdir: t.TempDir(), Write: false,
		Format: api.FormatESModule, Platform: api.PlatformNode, LegalComments: api.LegalCommentsInline,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
	})
	if len(result.Errors) > 0 {
		t.Fatal(result.Errors[0].Text)
	}
	codes := map[string][]byte{}
	for _, file := range result.OutputFiles {
		codes[filepath.Base(file.Path)] = file.Contents
	}
	return codes
}

// Real libraries stay the same but for names, and none is left as it is.
func TestLibraries(t *testing.T) {
	stays := map[string]string{"hyperformula.js": "a function of chevrotain calls eval"}
	size, renamed, edits := 0, 0, 0
	for name, code := range bundles(t) {
		t.Run(name, func(t *testing.T) {
			out, n := checkNested(t, string(code))
			size, renamed, edits = size+len(code), renamed+len(out), edits+n
			if reason := stays[name]; (n == 0) != (reason != "") {
				t.Errorf("%d edits; left as it is because: %s", n, reason)
			}
			if len(out)*1000 > len(code)*1012 {
				t.Errorf("%d bytes become %d", len(code), len(out))
			}
			if again, more := Nested([]byte(out)); more != nil {
				t.Errorf("%d edits when done again, %d bytes become %d", len(more), len(out), len(again))
			}
		})
	}
	t.Logf("%d bytes become %d by %d edits", size, renamed, edits)
}

// BenchmarkNested works on all of the libraries.
func BenchmarkNested(b *testing.B) {
	codes := bundles(b)
	for _, name := range []string{"exceljs.js", "lodash.js", "react-dom.js", "xlsx.js"} {
		code := codes[name]
		b.Run("library="+name, func(b *testing.B) {
			b.SetBytes(int64(len(code)))
			b.ReportAllocs()
			for b.Loop() {
				if _, edits := Nested(code); edits == nil {
					b.Fatal("not understood")
				}
			}
		})
	}
}
