package cache

import (
	"bytes"
	"math"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"github.com/paintbox-build/paintbox/asset"
)

// memory is the tier of a process that builds again and again: what was not used for
// longest goes first. nil holds nothing.
type memory struct {
	mu     sync.Mutex
	limit  int
	held   int
	recent *simplelru.LRU[string, entry]
}

func newMemory(limit asset.Size) *memory {
	m := &memory{limit: int(limit)}
	recent, err := simplelru.NewLRU(math.MaxInt, func(_ string, e entry) { m.held -= len(e.value) })
	if err != nil {
		panic(err) // it wants a size above 0
	}
	m.recent = recent
	return m
}

// get returns an entry with a value of the caller's own.
func (m *memory) get(name string) (entry, bool) {
	if m == nil {
		return entry{}, false
	}
	m.mu.Lock()
	e, ok := m.recent.Get(name)
	m.mu.Unlock()
	e.value = bytes.Clone(e.value)
	return e, ok
}

func (m *memory) has(name string) bool {
	if m == nil {
		return false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.recent.Contains(name)
}

// put holds an entry, unless it alone is as large as several of the others together
// may be.
func (m *memory) put(name string, e entry) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.recent.Remove(name)
	if len(e.value) > m.limit/4 {
		return
	}
	e.value = bytes.Clone(e.value)
	m.recent.Add(name, e)
	for m.held += len(e.value); m.held > m.limit; {
		m.recent.RemoveOldest()
	}
}
