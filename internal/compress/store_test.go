package compress

import (
	"bytes"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/asset"
)

// memory is a store that counts.
type memory struct {
	mu         sync.Mutex
	values     map[string][]byte
	gets, puts int
}

func (m *memory) Get(kind, key string) ([]byte, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.gets++
	value, ok := m.values[kind+" "+key]
	return value, ok
}

func (m *memory) Has(kind, key string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, ok := m.values[kind+" "+key]
	return ok
}

func (m *memory) Put(kind, key string, value []byte, _ time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.puts++
	m.values[kind+" "+key] = value
}

// What an earlier build compressed is not compressed again, also where it became no
// smaller; what has changed is.
func TestStore(t *testing.T) {
	noise := make([]byte, 3000)
	for i := range noise {
		noise[i] = byte(i * i * 2654435761 >> 7 % 251)
	}
	build := asset.Build{Files: []asset.File{
		{Path: "a.js", Data: bytes.Repeat([]byte("let a = 1;"), 500)},
		{Path: "b.js", Data: bytes.Repeat([]byte("let b = 2;"), 500)},
		{Path: "noise.js", Data: noise},
	}}
	want, err := All(t.Context(), build, Defaults(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	store := &memory{values: map[string][]byte{}}
	for _, puts := range []int{6, 0} {
		store.gets, store.puts = 0, 0
		got, err := All(t.Context(), build, Defaults(), store, nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if store.gets != 6 || store.puts != puts {
			t.Errorf("%d looks and %d results kept, want 6 and %d", store.gets, store.puts, puts)
		}
	}
	build.Files[1].Data = bytes.Repeat([]byte("let b = 3;"), 500)
	store.puts = 0
	if _, err := All(t.Context(), build, Defaults(), store, nil); err != nil {
		t.Fatal(err)
	}
	if store.puts != 2 {
		t.Errorf("%d results kept for one changed file, want 2", store.puts)
	}
}
