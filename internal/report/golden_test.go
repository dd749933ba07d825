package report

import (
	"bytes"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/golden"
)

// goldens are the files in testdata, each with what writes it.
func goldens(t *testing.T) map[string]func() []byte {
	write := func(format string, r Report, o Options) func() []byte {
		return func() []byte {
			var out bytes.Buffer
			if err := Write(&out, format, r, o); err != nil {
				t.Fatal(err)
			}
			return out.Bytes()
		}
	}
	records := func(name string) func() []byte {
		return func() []byte {
			files, err := Records(shopReport(t))
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(files, func(f asset.File) bool { return f.Path == Dir+"/"+name })
			return files[i].Data
		}
	}
	shop := shopReport(t)
	return map[string]func() []byte{
		"over.txt":       write("text", shop, Options{}),
		"over-120.txt":   write("text", shop, Options{Width: 120}),
		"over-60.txt":    write("text", shop, Options{Width: 60}),
		"over-color.txt": write("text", shop, Options{Color: true}),
		"good.txt":       write("text", goodReport(t), Options{}),
		"bare.txt":       write("text", bareReport(t), Options{}),
		"uncompared.txt": write("text", uncomparedReport(t), Options{}),
		"uncompared.md":  write("markdown", uncomparedReport(t), Options{}),
		"over.json":      write("json", shop, Options{}),
		"over.md":        write("markdown", shop, Options{}),
		"good.md":        write("markdown", goodReport(t), Options{}),
		"bare.md":        write("markdown", bareReport(t), Options{}),
		"over.github":    write("github", shop, Options{}),
		"over.junit.xml": write("junit", shop, Options{}),
		"over.sarif":     write("sarif", shop, Options{}),
		"manifest.json":  records("manifest.json"),
		"meta.json":      records("meta.json"),
	}
}

func goodReport(t *testing.T) Report {
	return judge(t, shop(), `[{"type":"total","max":"5MB"},{"type":"chunk"}]`, nil)
}

// bareReport is what check knows of a directory that another tool built.
func bareReport(t *testing.T) Report {
	b := shop()
	b.Roots, b.Inputs, b.Warnings, b.SourceBytes, b.Modules = nil, nil, nil, 0, 0
	files := slices.Clone(b.Files[:6])
	for i := range files {
		files[i].Shares, files[i].Group, files[i].Limit, files[i].Uncut = nil, "", 0, nil
	}
	b.Files = files
	r := judge(t, b, `[{"type":"total","max":"300KB","maxIncrease":"1%"},{"type":"file","name":"**/E*.js","max":"244KB"}]`, nil)
	r.Run, r.Version = nil, ""
	return r
}

// uncomparedReport is a build that was never compressed, beside a baseline that
// is not there.
func uncomparedReport(t *testing.T) Report {
	r := bareReport(t)
	r.Missing = "ci/main.json"
	r.Build.Files = slices.Clone(r.Build.Files)
	for i := range r.Build.Files {
		r.Build.Files[i].Encodings = nil
	}
	return r
}

// A baseline that was asked for and is missing shows in every format.
func TestMissingBaselineIsVisible(t *testing.T) {
	r := goodReport(t)
	r.Missing = "ci/main.json"
	for _, f := range Formats() {
		var out bytes.Buffer
		if err := Write(&out, f.Name, r, Options{}); err != nil {
			t.Fatal(err)
		}
		if text := out.String(); !strings.Contains(text, "ci/main.json") || f.Name != "json" && !strings.Contains(text, "not compared") {
			t.Errorf("%s does not show it:\n%s", f.Name, text)
		}
	}
}

func TestGolden(t *testing.T) {
	all := goldens(t)
	for name, write := range all {
		t.Run(name, func(t *testing.T) {
			golden.Check(t, filepath.Join("testdata", name), write())
		})
	}
	found, err := filepath.Glob("testdata/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range found {
		if all[filepath.Base(path)] == nil {
			t.Errorf("%s belongs to no test: remove it", path)
		}
	}
}

// A site of many pages does not fill the terminal.
func TestManyEntriesAreSummedUp(t *testing.T) {
	r := goodReport(t)
	for range 40 {
		r.Build.Roots = append(r.Build.Roots, r.Build.Roots[0])
	}
	var some, all bytes.Buffer
	if err := errors.Join(Write(&some, "text", r, Options{}), Write(&all, "text", r, Options{All: true})); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(some.String(), "\n  … 20 more\n") || strings.Count(all.String(), "\n  index.html ") < 41 {
		t.Errorf("%s\n%s", &some, &all)
	}
}
