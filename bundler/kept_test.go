package bundler

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/chunker"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// memory is a store that counts.
type memory struct {
	mu         sync.Mutex
	values     map[string][]byte
	hits, puts int
}

// Recall is that of a Store.
func (m *memory) Recall(kind, key string, make func() ([]byte, error)) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if value, ok := m.values[kind+" "+key]; ok {
		m.hits++
		return value, nil
	}
	value, err := make()
	if err == nil {
		m.puts++
		m.values[kind+" "+key] = value
	}
	return value, err
}

// Chunks that an earlier build has minified are not minified again, for the same
// target and by the same program; what is kept and cannot be read is made anew.
func TestMinifiedChunksAreKept(t *testing.T) {
	for _, maps := range []string{"none", "hidden"} {
		store := &memory{values: map[string][]byte{}}
		build := func(word string, o Options) map[string]string {
			t.Helper()
			dir, remove := projecttest.Make(strings.ReplaceAll(`
-- page.js --
import("./one.js").then((m) => m.show("WORD"));
import("./two.js").then((m) => m.show(2));
-- one.js --
export const show = (text) => { const longName = text ?? ""; console.log("one", longName, longName); };
-- two.js --
export const show = (text) => { const longName = text ?? ""; console.log("two", longName, longName); };
`, "WORD", word))
			defer remove()
			o.Dir, o.Sourcemap = dir, maps
			p, err := Link(t.Context(), o, []Entry{{Name: "page", Source: "page.js"}})
			if err != nil {
				t.Fatal(err)
			}
			plan, err := chunker.New(&p.Graph, chunker.Options{MinSize: 1}, chunker.Calibration{})
			if err != nil {
				t.Fatal(err)
			}
			store.hits, store.puts = 0, 0
			made, _, err := p.Assemble(t.Context(), &plan)
			if err != nil {
				t.Fatal(err)
			}
			files := map[string]string{}
			for _, f := range made.Files {
				files[f.Path] = string(f.Data)
			}
			return files
		}
		expect := func(what string, hits, puts int) {
			t.Helper()
			if store.hits != hits || store.puts != puts {
				t.Errorf("maps %s, %s: %d found and %d kept, want %d and %d", maps, what, store.hits, store.puts, hits, puts)
			}
		}
		kept := Options{Store: store, Program: "one"}
		want := build("first", Options{})
		for _, counts := range [][2]int{{0, 3}, {3, 0}} {
			if diff := cmp.Diff(want, build("first", kept)); diff != "" {
				t.Errorf("maps %s:\n%s", maps, diff)
			}
			expect("the same", counts[0], counts[1])
		}
		build("second", kept)
		expect("one line", 2, 1)
		build("second", Options{Store: store, Program: "one", Target: "es2019"})
		expect("another target", 0, 3)
		build("second", Options{Store: store, Program: "two"})
		expect("another program", 0, 3)
		for key := range store.values {
			store.values[key] = fmt.Append(nil, "broken")
		}
		if diff := cmp.Diff(want, build("first", kept)); diff != "" {
			t.Errorf("maps %s, broken:\n%s", maps, diff)
		}
		expect("broken", 3, 0)
	}
}
