package preview

import "sync"

// memory remembers at most so many things by name. When it is full it forgets all
// of them, which costs no more than to look them up again.
type memory[T any] struct {
	mu     sync.RWMutex
	things map[string]T
	most   int
}

func (m *memory[T]) get(name string) (T, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	thing, ok := m.things[name]
	return thing, ok
}

func (m *memory[T]) put(name string, thing T) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.things == nil || len(m.things) >= m.most {
		m.things = map[string]T{}
	}
	m.things[name] = thing
}

func (m *memory[T]) clear() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.things = nil
}
