package npm

import (
	"bytes"
	"debug/elf"
	"encoding/json"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/swgen"
)

// packageJSON is what the tests read of a package.json.
type packageJSON struct {
	Name, Version, License string
	Bin                    map[string]string
	Scripts                map[string]string
	Exports                map[string]any
	Dependencies           map[string]string
	OptionalDependencies   map[string]string
	OS, CPU                []string
	PreferUnplugged        bool
}

func manifestOf(t testing.TB, pack Tarball) packageJSON {
	t.Helper()
	var m packageJSON
	if err := json.Unmarshal(contents(pack)["package.json"].data, &m); err != nil {
		t.Fatalf("%s: %v", pack.Name, err)
	}
	return m
}

func TestPack(t *testing.T) {
	list, err := packed()
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 7 {
		t.Fatalf("%d packages, want 7", len(list))
	}
	launcher, platforms := list[0], list[1:]
	wanted := map[string]string{}
	for i, p := range Platforms() {
		wanted[p.Package()] = testVersion
		pack, files := platforms[i], contents(platforms[i])
		m := manifestOf(t, pack)
		m.License, m.PreferUnplugged = "", m.PreferUnplugged && m.License == "MIT"
		want := packageJSON{Name: p.Package(), Version: testVersion, OS: []string{p.OS}, CPU: []string{p.CPU}, PreferUnplugged: true}
		if diff := cmp.Diff(want, m); diff != "" {
			t.Errorf("%s (-want +got):\n%s", pack.Name, diff)
		}
		if program := files[p.Program()]; !program.program || len(program.data) == 0 {
			t.Errorf("%s holds no program %s", pack.Name, p.Program())
		}
		if files["package.json"].program || len(files["LICENSE"].data) == 0 || len(files["README.md"].data) == 0 || len(files) != 4 {
			t.Errorf("%s holds %d files", pack.Name, len(files))
		}
	}
	m := manifestOf(t, launcher)
	if m.Name != "paintbox" || m.Version != testVersion || m.Scripts != nil || m.Dependencies != nil {
		t.Errorf("the launcher's package is %+v", m)
	}
	if diff := cmp.Diff(wanted, m.OptionalDependencies); diff != "" {
		t.Errorf("optional dependencies (-want +got):\n%s", diff)
	}
	files := contents(launcher)
	named(t, m.Exports, files)
	named(t, m.Bin["paintbox"], files)
	if !files["bin/paintbox.js"].program {
		t.Error("bin/paintbox.js cannot be executed")
	}
	if !bytes.Equal(files["register.mjs"].data, swgen.RegisterModule()) {
		t.Error("register.mjs is another module than that of swgen")
	}
}

// TestStatic looks into the program for Linux: it needs no C library, so one
// package serves glibc and musl.
func TestStatic(t *testing.T) {
	out := filepath.Join(t.TempDir(), "paintbox")
	if err := Build(t.Context(), "..", Platform{"linux", runtime.GOARCH, "linux", ""}, testVersion, out); err != nil {
		t.Fatal(err)
	}
	program, err := elf.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer program.Close()
	for _, part := range program.Progs {
		if part.Type == elf.PT_INTERP || part.Type == elf.PT_DYNAMIC {
			t.Errorf("the program is linked dynamically: %v", part.Type)
		}
	}
}

// named checks that the package holds each file that its exports name.
func named(t testing.TB, exports any, files map[string]file) {
	t.Helper()
	switch e := exports.(type) {
	case string:
		if _, ok := files[strings.TrimPrefix(e, "./")]; !ok {
			t.Errorf("the package does not hold %s", e)
		}
	case map[string]any:
		if len(e) == 0 {
			t.Error("no exports")
		}
		for _, v := range e {
			named(t, v, files)
		}
	}
}

// TestPackDeterministic packs twice and compares, and packs another version.
func TestPackDeterministic(t *testing.T) {
	pack := func(version string) []Tarball {
		list, err := Pack("..", version, func(p Platform) ([]byte, error) { return []byte(p.GOOS), nil })
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	first, second, other := pack("1.0.0"), pack("1.0.0"), pack("1.0.1")
	for i := range first {
		if !bytes.Equal(first[i].Data, second[i].Data) {
			t.Errorf("%s differs", first[i].Name)
		}
		if bytes.Equal(first[i].Data, other[i].Data) || first[i].Name == other[i].Name {
			t.Errorf("%s and %s are the same", first[i].Name, other[i].Name)
		}
	}
}

func TestReleasedRefusesOtherTemplates(t *testing.T) {
	for _, template := range []string{
		`{}`,
		`{ "version": "0.0.0" }`,
		`{ "version": "1.0.0", "optionalDependencies": {} }`,
		`{ "version": "0.0.0", "version": "0.0.0", "optionalDependencies": {} }`,
	} {
		if got, err := released([]byte(template), "1.0.0"); err == nil {
			t.Errorf("released(%s) = %s", template, got)
		}
	}
}
