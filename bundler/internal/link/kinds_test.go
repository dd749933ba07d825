package link

import (
	"strings"
	"testing"
)

// The name of a module that Paintbox makes tells its kind and the file that it
// stands for.
func TestKinds(t *testing.T) {
	starts := map[Kind]bool{Worker: true, Classic: true, Start: true, StartShared: true, WorkerURL: true}
	seen := map[Kind]bool{}
	for _, r := range kinds() {
		if r.kind == Source {
			continue
		}
		if seen[r.kind] {
			t.Errorf("two rows serve %s", r.kind)
		}
		seen[r.kind] = true
		name := r.kind.prefix() + "src/a.js"
		if got := kindOf(name); got != r.kind {
			t.Errorf("%s is of kind %q, want %q", name, got, r.kind)
		}
		if got := SourceOf(name); got != "src/a.js" {
			t.Errorf("%s stands for %q", name, got)
		}
		if !r.kind.Made() || !IsMade(string(r.kind)) || r.load == nil || (Step(r.kind) == startsWorker) != starts[r.kind] {
			t.Errorf("%s: made %v, %v, step %q", r.kind, r.kind.Made(), IsMade(string(r.kind)), Step(r.kind))
		}
	}
	if len(seen) != 20 {
		t.Errorf("%d kinds are served, want 20", len(seen))
	}
	for _, name := range []string{"src/a.js", "data:text/plain,a", "paintbox-page", "node:fs"} {
		if kind := kindOf(name); kind != Source || kind.Made() || SourceOf(name) != name {
			t.Errorf("%s is of kind %q and stands for %s", name, kind, SourceOf(name))
		}
	}
}

func TestPluggedID(t *testing.T) {
	for name, want := range map[string]string{"paintbox-plugin:virtual:a": "virtual:a", "paintbox-virtual:vue/export": "\x00vue/export", "paintbox-raw:a.md": "", "src/a.js": ""} {
		if id, ok := PluggedID(name); id != want || ok != (want != "") {
			t.Errorf("plugins call %s %q, %v", name, id, ok)
		}
	}
}

// Every suffix is that of one kind, and the linker is asked about each.
func TestSuffixes(t *testing.T) {
	seen := map[string]Kind{}
	for _, r := range kinds() {
		for _, suffix := range r.suffixes {
			if before, twice := seen[suffix]; twice {
				t.Errorf("%s is of %s and %s", suffix, before, r.kind)
			}
			seen[suffix] = r.kind
			if !isSuffixed("a.txt"+suffix) || suffixKind(suffix) != r.kind {
				t.Errorf("%s: asked %v, of kind %q, want %q", suffix, isSuffixed("a.txt"+suffix), suffixKind(suffix), r.kind)
			}
		}
	}
	for suffix := range strings.FieldsFuncSeq(suffixesUnderstood(), func(c rune) bool { return c == ',' || c == ' ' }) {
		if suffix != "and" && seen[suffix] == Source {
			t.Errorf("%s is said to be understood", suffix)
		}
	}
	if suffixKind("?other") != Source || suffixKind("") != Source {
		t.Error("a suffix is understood that no row has")
	}
}

func TestPackageName(t *testing.T) {
	for module, want := range map[string]string{
		"src/a.js": "", "node_modules/p/a.js": "p", "node_modules/@s/p/lib/a.js": "@s/p", "node_modules/p/node_modules/q/a.js": "q", "../node_modules/p": "p",
	} {
		if got := packageName(module); got != want {
			t.Errorf("%s is of %q, want %q", module, got, want)
		}
	}
}
