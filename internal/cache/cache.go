// Package cache keeps what a build made, so that the next build need not make it
// again.
//
// An entry is found by its key, the hash of everything that went into it: content,
// options, the versions of the tool and of its encoders. It never depends on times
// or on where a project lies. What is read is checked against the hash that was
// written with it, so that a torn or foreign entry is as good as none; what is
// written appears whole or not at all, so that several builds may use one
// directory at once.
//
// There are three tiers, asked in this order: memory, for processes that build
// again and again; a directory; and a server that machines share. What a farther
// tier has is written to the nearer ones. Shared entries are only read unless
// Tiers.Writes says otherwise, and where there is a secret only those count that
// were written with it.
//
// A tier may be missing, slow, full or broken: that costs one warning and no build.
// The zero of a Cache, and nil, keep nothing.
package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/pathname"
)

// Tiers say what a Cache consists of. The zero value keeps nothing.
type Tiers struct {
	Dir       string     // of the tier on disk, which need not be there yet; "" for none
	Disk      asset.Size // what it may hold
	Memory    asset.Size // what the tier in memory may hold; 0 for none
	Shared    Server     // nil for none
	Writes    bool       // whether what is made here is written to Shared
	Secret    []byte     // with which shared entries are signed; nil for none
	Salt      string     // part of every key: entries of other versions of the tool are not found
	Namespace string     // part of every key as well
	Local     []string   // kinds that are about this machine, and are not shared
	Latest    []string   // kinds whose values change, and of which only the shared one counts
	Ways      []string   // kinds by which others are found, which the totals leave out
}

// Use is what one kind of entries did for a build.
type Use struct {
	Kind   string
	Hits   int
	Memory int // of the hits, those that the memory held
	Shared int // of the hits, those that came from the shared tier
	Misses int
	Bytes  asset.Size    // read, as they are used
	Saved  time.Duration // what making them took when they were made
}

// Cache is the tiers together. Its methods may be called from several goroutines.
type Cache struct {
	tiers  Tiers
	memory *memory
	shared *shared

	mu      sync.Mutex
	uses    map[string]*Use
	written asset.Size
	failed  error           // the first of the disk, after which nothing is written there
	sound   map[string]bool // names of entries on disk that were written, or read and checked
	closed  bool
}

// Open returns the cache that tiers describe. Whoever opens one closes it.
func Open(tiers Tiers) *Cache {
	c := &Cache{tiers: tiers, uses: map[string]*Use{}, sound: map[string]bool{}}
	if tiers.Memory > 0 {
		c.memory = newMemory(tiers.Memory)
	}
	if tiers.Shared != nil {
		c.shared = newShared(tiers.Shared, tiers.Secret, tiers.Writes)
	}
	return c
}

// Keeps tells whether anything is kept.
func (c *Cache) Keeps() bool {
	return c != nil && (c.tiers.Dir != "" || c.memory != nil || c.shared != nil)
}

// Dir is the absolute path of the directory; "" where there is none.
func (c *Cache) Dir() string {
	if c == nil || c.tiers.Dir == "" {
		return ""
	}
	dir, err := filepath.Abs(c.tiers.Dir)
	if err != nil {
		return c.tiers.Dir
	}
	return dir
}

// tier says where an entry was found.
type tier int

const (
	nowhere tier = iota
	inMemory
	onDisk
	onServer
)

// Get returns the value that was kept of a kind for a key. It is the caller's own.
func (c *Cache) Get(kind, key string) ([]byte, bool) {
	if !c.Keeps() {
		return nil, false
	}
	name := c.name(kind, key)
	e, from := c.find(kind, name)
	c.mu.Lock()
	defer c.mu.Unlock()
	use := c.use(kind)
	switch from {
	case nowhere:
		use.Misses++
		return nil, false
	case inMemory:
		use.Memory++
	case onServer:
		use.Shared++
	}
	use.Hits++
	use.Bytes += asset.Size(len(e.value))
	use.Saved += e.cost
	return e.value, true
}

// find asks the tiers, the nearest first, and writes what a farther one has to the
// nearer ones.
func (c *Cache) find(kind, name string) (entry, tier) {
	latest := slices.Contains(c.tiers.Latest, kind)
	if !latest {
		if e, ok := c.memory.get(name); ok {
			c.shared.offer(name, c.reader(kind, name), c.spreads(kind))
			return e, inMemory
		}
		if e, ok := c.read(kind, name); ok {
			c.memory.put(name, e)
			c.shared.offer(name, c.reader(kind, name), c.spreads(kind))
			return e, onDisk
		}
	}
	if !latest && !c.spreads(kind) {
		return entry{}, nowhere
	}
	e, ok := c.shared.get(name)
	if !ok {
		return entry{}, nowhere
	}
	if !latest {
		c.memory.put(name, e)
		c.write(kind, name, e)
	}
	return e, onServer
}

// spreads tells whether entries of a kind are shared.
func (c *Cache) spreads(kind string) bool {
	return c.shared != nil && !slices.Contains(c.tiers.Local, kind)
}

// reader reads an entry from disk again, for a tier that does not have it.
func (c *Cache) reader(kind, name string) func() (entry, bool) {
	return func() (entry, bool) { return c.read(kind, name) }
}

// read reads an entry from disk.
func (c *Cache) read(kind, name string) (entry, bool) {
	if c.tiers.Dir == "" {
		return entry{}, false
	}
	file := c.file(kind, name)
	e, err := readEntry(file, name)
	c.mu.Lock()
	c.sound[name] = err == nil
	c.mu.Unlock()
	if err != nil {
		return entry{}, false
	}
	touch(file)
	return e, true
}

// write writes an entry to disk, and tells whether it is there.
func (c *Cache) write(kind, name string, e entry) bool {
	if c.tiers.Dir == "" || c.stopped() {
		return false
	}
	n, err := writeEntry(c.file(kind, name), name, e)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sound[name] = err == nil
	c.written += asset.Size(n)
	if err != nil && c.failed == nil {
		c.failed = err
	}
	return err == nil
}

// Has tells whether a value is kept on disk or in memory. It is no use of it. What is
// there is written to the shared tier as well, as if it had been made again.
func (c *Cache) Has(kind, key string) bool {
	if !c.Keeps() || slices.Contains(c.tiers.Latest, kind) {
		return false
	}
	name := c.name(kind, key)
	c.mu.Lock()
	sound := c.sound[name]
	c.mu.Unlock()
	if !sound && !c.memory.has(name) {
		if _, sound = c.read(kind, name); !sound {
			return false
		}
	}
	c.shared.offer(name, c.reader(kind, name), c.spreads(kind))
	return true
}

// Put keeps a value, and how long it took to make.
func (c *Cache) Put(kind, key string, value []byte, cost time.Duration) {
	if !c.Keeps() {
		return
	}
	name := c.name(kind, key)
	e := entry{value, cost}
	if slices.Contains(c.tiers.Latest, kind) {
		c.shared.put(name, entry{bytes.Clone(value), cost})
		return
	}
	c.memory.put(name, e)
	load := c.reader(kind, name) // by then the value may be another
	if !c.write(kind, name, e) && c.spreads(kind) {
		e.value = bytes.Clone(value)
		load = func() (entry, bool) { return e, true }
	}
	c.shared.offer(name, load, c.spreads(kind))
}

// Uses says what each kind of entries did, sorted by kind.
func (c *Cache) Uses() []Use {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	var list []Use
	for _, u := range c.uses {
		list = append(list, *u)
	}
	slices.SortFunc(list, func(a, b Use) int { return strings.Compare(a.Kind, b.Kind) })
	return list
}

// Close waits until the shared tier has what it is to have, counts the uses, and
// trims the directory where that is due. It returns a warning for each tier that did
// not do what it should. Closing again does nothing.
func (c *Cache) Close() []asset.Message {
	if !c.Keeps() || c.closed {
		return nil
	}
	c.closed = true
	var warnings []asset.Message
	if err := c.shared.close(); err != nil {
		warnings = append(warnings, asset.Message{
			Text: "the shared cache " + c.tiers.Shared.String() + " is not used for the rest of this build: " + err.Error(),
			Key:  "cache.shared",
			Note: "see \"paintbox cache status\"; without it everything is made here",
		})
	}
	if c.tiers.Dir == "" {
		return warnings
	}
	if c.failed == nil && c.written > 0 {
		c.failed = c.trimDaily(time.Now())
	}
	if c.failed == nil {
		c.total()
		return warnings
	}
	return append(warnings, asset.Message{
		Text: "the cache keeps nothing of this build: " + pathname.Reason(c.failed).Error(),
		File: c.tiers.Dir,
		Key:  "cache",
		Note: "make the directory writable, name another in \"cache\", or set it to false",
	})
}

func (c *Cache) stopped() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.failed != nil
}

func (c *Cache) use(kind string) *Use {
	u := c.uses[kind]
	if u == nil {
		u = &Use{Kind: kind}
		c.uses[kind] = u
	}
	return u
}

// name is what an entry is called in every tier: the hash of what it is found by.
func (c *Cache) name(kind, key string) string {
	sum := sha256.Sum256([]byte(c.tiers.Salt + "\x00" + c.tiers.Namespace + "\x00" + kind + "\x00" + key))
	return hex.EncodeToString(sum[:])
}

// file is where an entry is on disk.
func (c *Cache) file(kind, name string) string {
	return filepath.Join(c.tiers.Dir, kind, name[:1], name) // making directories takes longer than finding a name among many
}
