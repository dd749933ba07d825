package inspect

import (
	"io/fs"
	"os"
	"path"
	"testing"
	"testing/fstest"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/compress"
	"github.com/paintbox-build/paintbox/internal/report"
)

// scripts are 5 MB of real code.
func scripts(b *testing.B) (dir fstest.MapFS, size int64) {
	b.Helper()
	dir = fstest.MapFS{"index.html": {Data: []byte("<!doctype html>")}}
	for _, name := range []string{
		"exceljs/dist/exceljs.bare.min.js", "hyperformula/dist/hyperformula.full.min.js", "hyperformula/dist/hyperformula.min.js",
		"date-fns/locale/cdn.min.js", "mathjs/lib/browser/math.js", "@ant-design/icons/dist/index.umd.min.js",
	} {
		data, err := os.ReadFile("../../testdata/libraries/node_modules/" + name)
		if err != nil {
			b.Fatal(err)
		}
		size += int64(len(data))
		dir["assets/"+asset.HashedName(path.Base(name), data)] = &fstest.MapFile{Data: data}
	}
	return dir, size
}

// BenchmarkRead reads a build of another tool, whose files have to be compressed
// for their gzip sizes, and one of Paintbox.
func BenchmarkRead(b *testing.B) {
	dir, size := scripts(b)
	read := func(b *testing.B, dir fs.FS) {
		b.SetBytes(size)
		for b.Loop() {
			if _, err := Read(b.Context(), dir, Options{Measures: []budgets.Measure{"gzip"}}); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.Run("build=foreign", func(b *testing.B) { read(b, dir) })
	b.Run("build=own", func(b *testing.B) { read(b, published(b, dir)) })
}

// published is the same directory as Paintbox leaves it.
func published(b *testing.B, dir fstest.MapFS) fstest.MapFS {
	b.Helper()
	list, err := files(dir, nil)
	if err != nil {
		b.Fatal(err)
	}
	build := asset.Build{}.With(list...)
	if build, err = compress.All(b.Context(), build, compress.Options{Codings: compress.Selection{"gzip": true}}, nil, nil); err != nil {
		b.Fatal(err)
	}
	records, err := report.Records(report.Report{Build: build})
	if err != nil {
		b.Fatal(err)
	}
	own := fstest.MapFS{}
	for _, f := range append(records, build.Files...) {
		own[f.Path] = &fstest.MapFile{Data: f.Data}
		for c, data := range coding.Forms(f.Encodings) {
			own[f.Path+c.Suffix] = &fstest.MapFile{Data: data}
		}
	}
	return own
}
