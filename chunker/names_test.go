package chunker

import (
	"slices"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
)

// TestNames names chunks after what most of them is, so that other chunks, which
// come and go, do not rename them.
func TestNames(t *testing.T) {
	tests := []struct {
		name    string
		roots   string
		modules []string
		max     asset.Size
		names   []string
	}{
		{"what a group holds", "a", []string{"a: @x/y/b; p!", "@x/y/b:; q!"}, 0, []string{"a", "vendor-x-y"}},
		{"what most is", "a", []string{"a: one/i two/i; p!", "one/i:; q!", "two/i:; r!, s!"}, 0, []string{"a", "vendor-two"}},
		{"before a route comes", "a b", []string{"a: big/m big/n; p!", "b: big/n small/m; q!", "big/m:; r!, s!", "big/n:; t!", "small/m:; u!"},
			0, []string{"a", "b", "vendor-big", "vendor-big-n", "vendor-small"}},
		{"after it came", "a b c", []string{"a: big/m big/n; p!", "b: big/n small/m; q!", "c: tiny/m; v!", "big/m:; r!, s!", "big/n:; t!", "small/m:; u!", "tiny/m:; w!"},
			0, []string{"a", "b", "c", "vendor-big", "vendor-big-n", "vendor-small", "vendor-tiny"}},
		{"a root's own other file", "a", []string{"a: m; p!, q!, r!", "m:; x"}, 250, []string{"a", "a-2"}},
		{"a directory's index", "a b", []string{"a: lib/index.js; p!", "b: lib/index.js; q!", "lib/index.js:; x!"}, 0, []string{"a", "b", "commons-lib"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			g := build(t, test.roots, test.modules...)
			for m := range g.Modules {
				g.Modules[m].Package = packageOf(g.Modules[m].Path)
			}
			plan, err := New(g, Options{MinSize: 1, MaxSize: test.max, Groups: []Group{{Name: "vendor", Packages: []string{"*", "@*/*"}}}}, Calibration{})
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, c := range plan.Chunks {
				names = append(names, c.Name)
			}
			slices.Sort(names)
			if !slices.Equal(names, test.names) {
				t.Errorf("got  %q\nwant %q", names, test.names)
			}
		})
	}
}

// packageOf is the package of a test's module: two letters and more are packages,
// lib is a directory of the project.
func packageOf(path string) string {
	for _, name := range []string{"@x/y", "one", "two", "big", "small", "tiny"} {
		if len(path) > len(name) && path[:len(name)+1] == name+"/" {
			return name
		}
	}
	return ""
}
