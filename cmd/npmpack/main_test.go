package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/npm"
)

func TestWriteReplacesEarlierPackages(t *testing.T) {
	out := filepath.Join(t.TempDir(), "npm")
	for _, version := range []string{"1.0.0", "1.0.1"} {
		packed, err := npm.Pack("../..", version, func(npm.Platform) ([]byte, error) { return []byte("program"), nil })
		if err == nil {
			err = write(out, packed)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	names, err := filepath.Glob(filepath.Join(out, "*"))
	if err != nil || len(names) != 7 || !slices.Contains(names, filepath.Join(out, "paintbox-build-win32-arm64-1.0.1.tgz")) {
		t.Errorf("%d packages: %v, %v", len(names), names, err)
	}
}

func TestRunLeavesPackagesWhereItFails(t *testing.T) {
	out := t.TempDir()
	earlier := filepath.Join(out, "paintbox-1.0.0.tgz")
	if err := os.WriteFile(earlier, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := run(t.Context(), "main", out); err == nil || !strings.Contains(err.Error(), "tag the commit v1.2.3") {
		t.Errorf("version main: %v", err)
	}
	t.Chdir(t.TempDir()) // no module
	if err := run(t.Context(), "v1.2.3", out); err == nil {
		t.Error("no error without a module")
	}
	if _, err := os.Stat(earlier); err != nil {
		t.Error(err)
	}
}
