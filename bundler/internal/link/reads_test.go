package link

import (
	"reflect"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// What is read more than once is told once, in order, and again after that.
func TestReads(t *testing.T) {
	r := &reads{}
	want := Reads{Files: []string{"/a", "/b"}, Lookups: []Lookup{{"/", "./a"}, {"/", "./b"}, {"/d", "./a"}}, Dirs: []string{"/d"}}
	for range 2 {
		for _, name := range []string{"/b", "/a", "/b"} {
			r.file(name)
		}
		for _, dir := range []string{"/d", "/", "/"} {
			r.lookup(api.OnResolveArgs{ResolveDir: dir, Path: "./a"})
		}
		r.lookup(api.OnResolveArgs{ResolveDir: "/", Path: "./b"})
		r.dir("/d")
		r.dir("/d")
		if got := r.all(); !reflect.DeepEqual(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	}
}
