package pipeline_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/gomodule/redigo/redis"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/cache"
	"github.com/paintbox-build/paintbox/internal/cache/remote"
	"github.com/paintbox-build/paintbox/internal/cache/servertest"
	"github.com/paintbox-build/paintbox/internal/compress"
	"github.com/paintbox-build/paintbox/internal/pipeline"
)

// warmTier is where the builds of edited projects keep their results.
type warmTier interface {
	open(p *editedProject) (store compress.Store, done func())
	keeps(p *editedProject) entryStore
	asked() bool // whether it is only asked if it has an entry, so that the build that reads it finds that it is damaged
}

// entryStore is what holds entries, to damage one of them. Writing nil removes it.
type entryStore interface {
	names() []string
	read(name string) []byte
	write(name string, data []byte)
}

// warmTiers are all of them: the disk, memory and disk of one process, a Redis and a
// server of Bazel's protocol for machines that have nothing else.
func warmTiers(t *testing.T) []warmTier {
	t.Helper()
	r, nginx := servertest.Redis(), servertest.Nginx()
	t.Cleanup(r.Stop)
	t.Cleanup(nginx.Stop)
	return []warmTier{&onDisk{}, &inMemory{}, &onRedis{server: r}, &onHTTP{server: nginx}}
}

// tiers are those of a build, as the command has them.
func tiers(dir string) cache.Tiers {
	return cache.Tiers{Dir: dir, Disk: cache.Options{}.Limit(), Salt: "test", Local: pipeline.Local(), Latest: pipeline.Latest(), Ways: pipeline.Ways()}
}

type onDisk struct{}

func (*onDisk) open(p *editedProject) (compress.Store, func()) {
	return p.opened(tiers(p.kept))
}

func (*onDisk) keeps(p *editedProject) entryStore { return directory{p.t, p.kept} }

func (*onDisk) asked() bool { return false }

// opened opens a cache, of which closing says nothing.
func (p *editedProject) opened(tiers cache.Tiers) (compress.Store, func()) {
	c := cache.Open(tiers)
	return c, func() {
		for _, m := range c.Close() {
			p.t.Error(m)
		}
	}
}

// inMemory is one process for all builds of a project.
type inMemory struct {
	dir  string
	kept *cache.Cache
}

func (m *inMemory) open(p *editedProject) (compress.Store, func()) {
	if m.dir != p.kept {
		all := tiers(p.kept)
		all.Memory = 10 * asset.MB
		m.dir, m.kept = p.kept, cache.Open(all)
	}
	return m.kept, func() {}
}

func (*inMemory) asked() bool { return false }

func (*inMemory) keeps(p *editedProject) entryStore { return directory{p.t, p.kept} }

// alone opens the cache of a machine that has nothing but a server.
func (p *editedProject) alone(address string) (compress.Store, func()) {
	server, err := remote.Open(p.t.Context(), address, 20*time.Second)
	if err != nil {
		p.t.Fatal(err)
	}
	all := tiers(p.t.TempDir())
	all.Shared, all.Writes, all.Namespace, all.Secret = server, true, p.kept, []byte("secret")
	return p.opened(all)
}

type onRedis struct {
	server *servertest.Server
	dir    string
}

func (r *onRedis) open(p *editedProject) (compress.Store, func()) {
	if r.dir != p.kept {
		redisKeys{p.t, r.server.Addr}.do("FLUSHALL") // what is damaged is of this project
		r.dir = p.kept
	}
	return p.alone("redis://" + r.server.Addr)
}

func (*onRedis) asked() bool { return true }

func (r *onRedis) keeps(p *editedProject) entryStore { return redisKeys{p.t, r.server.Addr} }

type onHTTP struct {
	server *servertest.Server
	dir    string
}

func (h *onHTTP) open(p *editedProject) (compress.Store, func()) {
	if h.dir != p.kept {
		if err := os.RemoveAll(filepath.Join(h.server.Dir, "data")); err != nil {
			p.t.Fatal(err)
		}
		h.dir = p.kept
	}
	return p.alone("http://" + h.server.Addr)
}

func (*onHTTP) asked() bool { return true }

func (h *onHTTP) keeps(p *editedProject) entryStore {
	return directory{p.t, filepath.Join(h.server.Dir, "data")}
}

// directory is entries in files.
type directory struct {
	t   *testing.T
	dir string
}

func (d directory) names() (names []string) {
	err := filepath.WalkDir(d.dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		return nil // nothing is kept yet
	}
	return names
}

func (d directory) read(name string) []byte {
	data, err := os.ReadFile(name)
	if err != nil {
		d.t.Fatal(err)
	}
	return data
}

func (d directory) write(name string, data []byte) {
	err := os.WriteFile(name, data, 0o600)
	if data == nil {
		err = os.Remove(name)
	}
	if err != nil {
		d.t.Fatal(err)
	}
}

// redisKeys is entries in Redis.
type redisKeys struct {
	t    *testing.T
	addr string
}

func (r redisKeys) do(command string, arguments ...any) []byte {
	r.t.Helper()
	c, err := redis.Dial("tcp", r.addr)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	reply, err := c.Do(command, arguments...)
	if err != nil {
		r.t.Fatal(err)
	}
	data, _ := reply.([]byte)
	return data
}

func (r redisKeys) names() []string {
	c, err := redis.Dial("tcp", r.addr)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	names, err := redis.Strings(c.Do("KEYS", "*"))
	if err != nil {
		r.t.Fatal(err)
	}
	slices.Sort(names)
	return names
}

func (r redisKeys) read(name string) []byte { return r.do("GET", name) }

func (r redisKeys) write(name string, data []byte) {
	if data == nil {
		r.do("DEL", name)
		return
	}
	r.do("SET", name, data)
}
