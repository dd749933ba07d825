package pipeline_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/internal/config"
)

// Another directory, another number of processors and another order of entries
// give the same bytes.
func TestSampleDeterministic(t *testing.T) {
	copied := filepath.Join(t.TempDir(), "elsewhere", "application")
	linkTree(t, sampleDir, copied)
	entries := []string{"src/pdf/proposal.ts", "index.html", "src/excel/workbook.ts"}
	before := runtime.GOMAXPROCS(2)
	defer runtime.GOMAXPROCS(before)
	build := func(dir, out string) map[string][]byte {
		t.Helper()
		result, err := buildApplication(dir, filepath.Join(t.TempDir(), out),
			config.Setting{Key: "entries", Value: entries}, config.Setting{Key: "sourcemap", Value: "hidden"})
		if err != nil {
			t.Fatal(err)
		}
		return tree(t, result.Outdir)
	}
	first := build(sampleDir, "one")
	slices.Reverse(entries)
	runtime.GOMAXPROCS(1)
	second := build(copied, "two")

	if diff := cmp.Diff(digests(first), digests(second)); diff != "" {
		t.Errorf("two builds of the same tree differ:\n%s", diff)
	}
	for name, data := range first {
		if other := second[name]; other != nil && !bytes.Equal(data, other) && !isSibling(name) {
			at := 0
			for at < min(len(data), len(other)) && data[at] == other[at] {
				at++
			}
			t.Logf("%s from byte %d:\n%s\n%s", name, at, around(data, at), around(other, at))
		}
	}
}

func around(data []byte, at int) []byte { return data[max(0, at-80):min(len(data), at+80)] }

func digests(files map[string][]byte) map[string]string {
	sums := map[string]string{}
	for name, data := range files {
		sum := sha256.Sum256(data)
		sums[name] = hex.EncodeToString(sum[:6])
	}
	return sums
}

// linkTree makes a copy of an application that has other paths and shares the
// contents, entries of directories in another order; a symbolic link would be
// followed. Where the system cannot link, files are copied.
func linkTree(t *testing.T, from, to string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(from), ".", func(name string, d fs.DirEntry, err error) error {
		source, target := filepath.Join(from, name), filepath.Join(to, name)
		switch {
		case err != nil:
			return err
		case name == "dist":
			return fs.SkipDir
		case d.IsDir():
			return os.MkdirAll(target, 0o755)
		case d.Type()&fs.ModeSymlink != 0:
			link, err := os.Readlink(source)
			if err != nil {
				return err
			}
			return os.Symlink(link, target)
		}
		if os.Link(source, target) == nil {
			return nil
		}
		data, err := os.ReadFile(source)
		if err != nil {
			return err
		}
		return os.WriteFile(target, data, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}
