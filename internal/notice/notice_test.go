package notice

import (
	"archive/zip"
	"bytes"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// write makes files below a directory.
func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		projecttest.Write(t, name, []byte(text))
	}
}

// Copies of the same version are one package, also where pnpm links them, and
// what a page names counts as well.
func TestCopiesAreOne(t *testing.T) {
	dir := t.TempDir()
	copied := `{"name": "a", "version": "1.0.0", "license": "MIT"}`
	write(t, dir, map[string]string{
		"node_modules/.pnpm/a@1.0.0/node_modules/a/package.json":      copied,
		"node_modules/.pnpm/a@1.0.0_peer/node_modules/a/package.json": copied,
		"node_modules/b/package.json":                                 `{"name": "b", "version": "2.0.0", "license": "ISC"}`,
	})
	in := func(name string, published bool, comments ...string) asset.Input {
		return asset.Input{Path: name, File: filepath.Join(dir, name), Published: published, Comments: comments}
	}
	b := asset.Build{
		Inputs: []asset.Input{
			in("node_modules/.pnpm/a@1.0.0/node_modules/a/x.js", true, "/*! one */", "/*! two */"),
			in("node_modules/.pnpm/a@1.0.0_peer/node_modules/a/y.js", true, "/*! one */"),
			in("node_modules/c/index.js", false, "/*! dropped */"),
			in("../ui/index.js", true, "/*! own */"),
		},
		Files: []asset.File{{Path: "assets/b.js", Source: "node_modules/b/b.js"}},
	}
	n := Read(&b, dir)
	want := Notices{Own: []string{"/*! own */"}, Packages: []Package{
		{Name: "a", Version: "1.0.0", License: "MIT", Comments: []string{"/*! one */", "/*! two */"}},
		{Name: "b", Version: "2.0.0", License: "ISC"},
	}}
	for i := range n.Packages {
		n.Packages[i].modules = nil
	}
	if diff := cmp.Diff(want, n, cmp.AllowUnexported(Package{})); diff != "" {
		t.Error(diff)
	}
}

// Yarn's Plug'n'Play keeps packages in archives, and gives some of them paths
// that do not exist.
func TestArchives(t *testing.T) {
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	for name, text := range map[string]string{"package.json": `{"name": "z", "version": "1.0.0", "license": "MIT"}`, "LICENSE": "text\r\n"} {
		f, err := w.Create("node_modules/z/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, dir, map[string]string{".yarn/cache/z-1.zip": archive.String()})
	for _, file := range []string{".yarn/cache/z-1.zip/node_modules/z/index.js", ".yarn/__virtual__/z-hash/0/cache/z-1.zip/node_modules/z/index.js", ".yarn/cache/__virtual__/z-hash/0/z-1.zip/node_modules/z/index.js"} {
		p := readPackage(packageDir(filepath.Join(dir, file)))
		if p.String() != "z 1.0.0" || len(p.Texts) != 1 || p.Texts[0] != (Text{"LICENSE", "text"}) {
			t.Errorf("%s: %+v", file, p)
		}
	}
}

func TestDecode(t *testing.T) {
	for _, data := range []string{"é\n", "\uFEFFé\r\n", "\xE9", "\xFF\xFE\xE9\x00\r\x00\n\x00", "\xFE\xFF\x00\xE9", "é  \r"} {
		if got := decode([]byte(data)); got != "é" {
			t.Errorf("%q: %q", data, got)
		}
	}
}

func TestTidy(t *testing.T) {
	for comment, want := range map[string]string{
		"/**\n     * a\r\n     *  b\n     */": "/**\n * a\n *  b\n */",
		"/*!\n\ta\n\t  b\n*/":                 "/*!\n\ta\n\t  b\n*/",
		"/*!\n    a\n      b */":              "/*!\na\n  b */",
		"//! a ":                              "//! a",
	} {
		if got := tidy(comment); got != want {
			t.Errorf("%q: %q, want %q", comment, got, want)
		}
	}
}

func TestNormal(t *testing.T) {
	for stated, want := range map[string]string{
		"MIT": "MIT", "mit": "MIT", "The MIT License": "MIT", "Apache License, Version 2.0": "Apache-2.0", "Apache-2": "Apache-2.0", "BSD 3-Clause": "BSD-3-Clause",
		"(MIT OR Apache-2.0)": "MIT OR Apache-2.0", "unlicensed": Unlicensed, "LicenseRef-mine": "LicenseRef-mine",
		"BSD": "", "MIT OR": "", "custom": "", "": "", "SEE LICENSE IN x": "",
	} {
		if got, ok := normal(stated); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v, want %q", stated, got, ok, want)
		}
	}
}

func TestAllows(t *testing.T) {
	for _, test := range []struct {
		license string
		allow   []string
		want    bool
	}{
		{"MIT", []string{"MIT"}, true},
		{"MIT OR GPL-3.0-only", []string{"MIT"}, true},
		{"MIT AND Zlib", []string{"MIT"}, false},
		{"MIT AND (Zlib OR GPL-2.0-only)", []string{"MIT", "Zlib"}, true},
		{"GPL-2.0-only WITH Classpath-exception-2.0", []string{"GPL-2.0-only WITH Classpath-exception-2.0"}, true},
		{"GPL-2.0-only", []string{"GPL-2.0-only WITH Classpath-exception-2.0"}, false},
		{"Apache-2.0", []string{"Apache-1.0+"}, true},
		{Unknown, []string{"MIT"}, false},
		{Unknown, []string{Unknown}, true},
		{"MIT", []string{Unlicensed}, false},
	} {
		if got := (Options{Allow: test.allow}).allows(test.license); got != test.want {
			t.Errorf("%s by %v: %v", test.license, test.allow, got)
		}
	}
}
