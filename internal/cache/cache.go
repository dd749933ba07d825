// Package cache keeps what a build made, so that the next build need not make it
// again.
//
// An entry is found by its key, the hash of everything that went into it: content,
// options, the versions of the tool and of its encoders. It never depends on times
// or on where a project lies. What is read is checked against the hash that was
// written with it, so that a torn or foreign file is as good as none; what is
// written appears whole or not at all, so that several builds may use one
// directory at once.
//
// A cache may be missing, full or broken: that costs one warning and no build. The
// zero of a Cache, and nil, keep nothing.
package cache

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/pathname"
)

// Options say where and how much is kept. The zero value keeps in the default
// place.
type Options struct {
	// Directory holds the entries, by default node_modules/.cache/paintbox/build beside or above the project; without one nothing is kept.
	Directory string `json:"directory,omitempty"`
	// MaxSize is how much the entries may hold together, 1GB by default. The least recently used go first.
	MaxSize asset.Size `json:"maxSize,omitempty"`
}

// Limit is how much the entries may hold together.
func (o Options) Limit() asset.Size {
	if o.MaxSize > 0 {
		return o.MaxSize
	}
	return 1000 * asset.MB
}

// Variable is the name of the environment variable that names a directory, or
// switches caching off where it is "off".
const Variable = "PAINTBOX_CACHE"

// Directory is where a project's entries are: the one that the options or the
// environment name, else one in the nearest node_modules. It is "" where nothing is
// kept.
func Directory(project string, o Options, environment string) string {
	switch {
	case environment == "off":
		return ""
	case environment != "":
		return environment
	case o.Directory != "":
		return filepath.Join(project, filepath.FromSlash(o.Directory))
	}
	for dir := project; ; {
		modules := filepath.Join(dir, "node_modules")
		if info, err := os.Stat(modules); err == nil && info.IsDir() {
			return filepath.Join(modules, ".cache", "paintbox", "build")
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// Use is what one kind of entries did for a build.
type Use struct {
	Kind   string
	Hits   int
	Misses int
	Bytes  asset.Size    // read, as they are used
	Saved  time.Duration // what making them took when they were made
}

// Cache is a directory of entries. Its methods may be called from several
// goroutines.
type Cache struct {
	dir   string
	limit asset.Size
	salt  string

	mu      sync.Mutex
	uses    map[string]*Use
	written asset.Size
	failed  error           // the first, after which nothing is written
	sound   map[string]bool // files of entries that were written, or read and checked
}

// Open returns the cache of a directory, which need not be there yet. The salt is
// part of every key: entries of other versions of the tool are not found. Without a
// directory nothing is kept.
func Open(dir string, limit asset.Size, salt string) *Cache {
	return &Cache{dir: dir, limit: limit, salt: salt, uses: map[string]*Use{}, sound: map[string]bool{}}
}

// Keeps tells whether anything is kept.
func (c *Cache) Keeps() bool { return c != nil && c.dir != "" }

// Dir is the absolute path of the directory; "" where nothing is kept.
func (c *Cache) Dir() string {
	if !c.Keeps() {
		return ""
	}
	dir, err := filepath.Abs(c.dir)
	if err != nil {
		return c.dir
	}
	return dir
}

// Get returns the value that was kept of a kind for a key.
func (c *Cache) Get(kind, key string) ([]byte, bool) {
	if c == nil || c.dir == "" {
		return nil, false
	}
	name := c.name(kind, key)
	value, cost, err := readEntry(name)
	if err == nil {
		touch(name)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	use := c.use(kind)
	if c.sound[name] = err == nil; err != nil {
		use.Misses++
		return nil, false
	}
	use.Hits++
	use.Bytes += asset.Size(len(value))
	use.Saved += cost
	return value, true
}

// Has tells whether a value is kept. It is no use of it.
func (c *Cache) Has(kind, key string) bool {
	if c == nil || c.dir == "" {
		return false
	}
	name := c.name(kind, key)
	c.mu.Lock()
	sound := c.sound[name]
	c.mu.Unlock()
	if sound {
		return true
	}
	if _, _, err := readEntry(name); err != nil {
		return false
	}
	touch(name)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sound[name] = true
	return true
}

// Put keeps a value, and how long it took to make.
func (c *Cache) Put(kind, key string, value []byte, cost time.Duration) {
	if c == nil || c.dir == "" || c.stopped() {
		return
	}
	name := c.name(kind, key)
	n, err := writeEntry(name, value, cost)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sound[name] = err == nil
	c.written += asset.Size(n)
	if err != nil && c.failed == nil {
		c.failed = err
	}
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

// Close trims the cache where that is due. It returns a warning where the cache
// could not be written.
func (c *Cache) Close() []asset.Message {
	if c == nil || c.dir == "" {
		return nil
	}
	if c.failed == nil && c.written > 0 {
		c.failed = c.trimDaily(time.Now())
	}
	if c.failed == nil {
		return nil
	}
	return []asset.Message{{
		Text: "the cache keeps nothing of this build: " + pathname.Reason(c.failed).Error(),
		File: c.dir,
		Key:  "cache",
		Note: "make the directory writable, name another in \"cache\", or set it to false",
	}}
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

// name is the file of an entry.
func (c *Cache) name(kind, key string) string {
	sum := sha256.Sum256([]byte(c.salt + "\x00" + kind + "\x00" + key))
	hash := hex.EncodeToString(sum[:])
	return filepath.Join(c.dir, kind, hash[:1], hash) // making directories takes longer than finding a name among many
}
