package cache

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gomodule/redigo/redis"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/cache/remote"
	"github.com/paintbox-build/paintbox/internal/cache/servertest"
)

// server opens a server as a build does, with more patience where the test is about
// something else.
func server(t *testing.T, address string, patience time.Duration) Server {
	t.Helper()
	s, err := remote.Open(t.Context(), address, patience)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const patient = 20 * time.Second

func startRedis(t *testing.T, arguments ...string) string {
	t.Helper()
	r := servertest.Redis(arguments...)
	t.Cleanup(r.Stop)
	return r.Addr
}

// machine opens the cache of a machine with a new disk, changed as the test wants.
func machine(t *testing.T, address string, change func(*Tiers)) *Cache {
	t.Helper()
	tiers := Tiers{Dir: t.TempDir(), Disk: Options{}.Limit(), Shared: server(t, address, patient), Salt: "1.0", Local: []string{"mine"}, Latest: []string{"newest"}}
	if change != nil {
		change(&tiers)
	}
	c := Open(tiers)
	t.Cleanup(func() { c.Close() })
	return c
}

func writes(t *Tiers) { t.Writes = true }

func signed(secret string, may bool) func(*Tiers) {
	return func(t *Tiers) { t.Secret, t.Writes = []byte(secret), may }
}

func silent(t *testing.T, c *Cache) {
	t.Helper()
	for _, m := range c.Close() {
		t.Error(m)
	}
}

// values are of the sizes that occur, some of which can be packed.
func values() map[string][]byte {
	random := make([]byte, 3<<20)
	for i := range random {
		random[i] = byte(rand.Uint32())
	}
	return map[string][]byte{"none": {}, "short": []byte("short"), "like": bytes.Repeat([]byte("like "), 300_000), "random": random[:5000], "large": random}
}

// What one machine made another one finds, in whatever is shared, and has on its own
// disk and in its own memory then.
func TestShares(t *testing.T) {
	nginx := servertest.Nginx()
	t.Cleanup(nginx.Stop)
	for _, address := range []string{"redis://" + startRedis(t), "http://" + nginx.Addr + "/cache"} {
		first := machine(t, address, writes)
		for key, value := range values() {
			if _, ok := first.Get("text", key); ok {
				t.Fatal("something is in a new cache")
			}
			first.Put("text", key, value, time.Second)
		}
		first.Put("mine", "key", []byte("about this machine"), 0)
		first.Put("newest", "key", []byte("old"), 0)
		if first.Has("newest", "key") {
			t.Error("what only the server has is on disk")
		}
		silent(t, first)
		newer := machine(t, address, writes)
		newer.Put("newest", "key", []byte("new"), 0)
		silent(t, newer)

		second := machine(t, address, func(t *Tiers) { t.Memory = 10 * asset.MB })
		for round := range 2 {
			for key := range values() {
				if value, ok := second.Get("text", key); !ok || key != "random" && key != "large" && !bytes.Equal(value, values()[key]) {
					t.Errorf("%s, round %d: %s comes back as %d bytes, %v", address, round, key, len(value), ok)
				}
			}
		}
		if got, ok := second.Get("newest", "key"); string(got) != "new" || !ok {
			t.Errorf("the newest is %q, %v", got, ok)
		}
		if _, ok := second.Get("mine", "key"); ok {
			t.Error("what is about another machine is found")
		}
		use := second.Uses()[2]
		if use.Hits != 10 || use.Shared != 5 || use.Memory < 4 || use.Misses != 0 || use.Saved != 10*time.Second {
			t.Errorf("%+v", use)
		}
		dir := second.tiers.Dir
		silent(t, second)
		alone := Open(Tiers{Dir: dir, Disk: Options{}.Limit(), Salt: "1.0"})
		for key := range values() {
			if _, ok := alone.Get("text", key); !ok {
				t.Errorf("%s is not on the disk of whoever asked for it", key)
			}
		}
		for _, other := range []func(*Tiers){func(t *Tiers) { t.Namespace = "other" }, func(t *Tiers) { t.Salt = "1.1" }} {
			if _, ok := machine(t, address, other).Get("text", "short"); ok {
				t.Error("entries of another namespace or version are found")
			}
		}
	}
}

// A machine that may not write leaves the server as it is; one that may gives it also
// what it finds on its disk, and replaces what is not whole.
func TestWritesOnlyWhereAllowed(t *testing.T) {
	addr := startRedis(t)
	keys := func() int {
		c, err := redis.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = c.Close() }()
		n, err := redis.Int(c.Do("DBSIZE"))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	reader := machine(t, "redis://"+addr, nil)
	reader.Put("text", "key", []byte("value"), 0)
	reader.Put("newest", "key", []byte("value"), 0)
	reader.Get("text", "key")
	reader.Has("text", "key")
	dir := reader.tiers.Dir
	silent(t, reader)
	if n := keys(); n != 0 {
		t.Fatalf("%d entries are written", n)
	}
	for _, use := range []func(*Cache){func(c *Cache) { c.Get("text", "key") }, func(c *Cache) { c.Has("text", "key") }} {
		writer := machine(t, "redis://"+addr, func(t *Tiers) { t.Dir, t.Writes = dir, true })
		use(writer)
		silent(t, writer)
		if n := keys(); n != 1 {
			t.Errorf("%d entries are on the server, although the disk has one", n)
		}
		if got, ok := machine(t, "redis://"+addr, nil).Get("text", "key"); !ok || string(got) != "value" {
			t.Errorf("got %q, %v", got, ok)
		}
	}
}

// Where there is a secret only those entries count that were written with it.
func TestSecret(t *testing.T) {
	address := "redis://" + startRedis(t)
	put := func(change func(*Tiers), value string) {
		c := machine(t, address, change)
		c.Get("text", "key")
		c.Put("text", "key", []byte(value), 0)
		silent(t, c)
	}
	get := func(change func(*Tiers)) string {
		c := machine(t, address, change)
		defer silent(t, c)
		value, _ := c.Get("text", "key")
		return string(value)
	}
	put(writes, "of nobody")
	if got := get(signed("a", false)); got != "" {
		t.Errorf("an entry without a signature is taken: %q", got)
	}
	put(signed("b", true), "of b")
	for _, other := range []func(*Tiers){nil, signed("a", false)} {
		if got := get(other); got != "" {
			t.Errorf("an entry of another secret is taken: %q", got)
		}
	}
	if got := get(signed("b", false)); got != "of b" {
		t.Errorf("got %q", got)
	}
	put(signed("a", true), "of a")
	if got := get(signed("a", false)); got != "of a" {
		t.Errorf("an entry of another secret is not replaced: %q", got)
	}
}

// Entries that are torn, changed, foreign or in the place of others are none, and are
// replaced.
func TestSharedDamage(t *testing.T) {
	addr := startRedis(t)
	c, err := redis.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	value := func(i int) []byte { return bytes.Repeat(fmt.Append(nil, "value ", i, " "), 400) }
	fill := func() {
		w := machine(t, "redis://"+addr, writes)
		for i := range 8 {
			if got, ok := w.Get("text", fmt.Sprint(i)); ok && !bytes.Equal(got, value(i)) {
				t.Errorf("%d gives other bytes", i)
			}
			w.Put("text", fmt.Sprint(i), value(i), 0)
		}
		silent(t, w)
	}
	fill()
	keys, err := redis.Strings(c.Do("KEYS", "*"))
	if err != nil || len(keys) != 8 {
		t.Fatal(keys, err)
	}
	slices.Sort(keys)
	var before []string
	for _, key := range keys {
		data, err := redis.String(c.Do("GET", key))
		if err != nil {
			t.Fatal(err)
		}
		before = append(before, data)
	}
	for round := range 30 {
		i := rand.IntN(8)
		data := []byte(before[i])
		switch round % 4 {
		case 0:
			data = data[:rand.IntN(len(data))]
		case 1:
			data[rand.IntN(len(data))] ^= byte(1 + rand.IntN(255))
		case 2:
			data = []byte(before[(i+1)%8])
		case 3:
			data = []byte("somebody else's")
		}
		if _, err := c.Do("SET", keys[i], data); err != nil {
			t.Fatal(err)
		}
		r := machine(t, "redis://"+addr, nil)
		missing := 0
		for i := range 8 {
			got, ok := r.Get("text", fmt.Sprint(i))
			if !ok {
				missing++
			} else if !bytes.Equal(got, value(i)) {
				t.Errorf("round %d: %d gives other bytes", round, i)
			}
		}
		if missing != 1 {
			t.Errorf("round %d: %d are missing", round, missing)
		}
		silent(t, r)
		fill()
		if got, err := redis.String(c.Do("GET", keys[i])); err != nil || got != before[i] {
			t.Errorf("round %d: it is not replaced, %v", round, err)
		}
	}
}

// A server that is of no use costs one warning and little time, whenever that begins.
func TestSharedFailsOpen(t *testing.T) {
	refuses := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			w.WriteHeader(http.StatusInsufficientStorage)
			return
		}
		w.WriteHeader(http.StatusNotFound)
	}))
	t.Cleanup(refuses.Close)
	tests := []struct {
		name   string
		server func() (address string, later func())
		want   string
	}{
		{"absent", func() (string, func()) { return "redis://:hidden@127.0.0.1:1", nil }, "refused"},
		{"asks for a password", func() (string, func()) {
			return "redis://:hidden@" + startRedis(t, "--requirepass", "other"), nil
		}, "WRONGPASS"},
		{"slow", func() (string, func()) {
			n := servertest.Between(startRedis(t))
			t.Cleanup(n.Stop)
			n.Delay(400 * time.Millisecond)
			return "redis://" + n.Addr, nil
		}, "does not answer within 200ms"},
		{"slow later", func() (string, func()) {
			n := servertest.Between(startRedis(t))
			t.Cleanup(n.Stop)
			return "redis://" + n.Addr, func() { n.Delay(400 * time.Millisecond) }
		}, "does not answer within 200ms"},
		{"slower than making", func() (string, func()) {
			n := servertest.Between(startRedis(t))
			t.Cleanup(n.Stop)
			n.Delay(300 * time.Millisecond)
			return "redis://" + n.Addr, nil
		}, "asking it takes longer than making what it has"},
		{"dies", func() (string, func()) {
			r := servertest.Redis()
			return "redis://" + r.Addr, r.Stop
		}, ""},
		{"talks nonsense", func() (string, func()) {
			n := servertest.Between(startRedis(t))
			t.Cleanup(n.Stop)
			return "redis://" + n.Addr, func() { n.Change(func([]byte) []byte { return []byte("?!\r\n") }) }
		}, ""},
		{"full Redis", func() (string, func()) { return "redis://" + startRedis(t, "--maxmemory", "1mb"), nil }, "OOM"},
		{"full store", func() (string, func()) { return refuses.URL, nil }, "507 Insufficient Storage"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			address, later := test.server()
			patience := 5 * time.Second
			switch {
			case strings.HasPrefix(test.name, "slower"):
				patience = time.Second
			case strings.HasPrefix(test.name, "slow"):
				patience = remote.Patience
			}
			c := Open(Tiers{Dir: t.TempDir(), Disk: Options{}.Limit(), Shared: server(t, address, patience), Writes: true})
			began := time.Now()
			for i := range 60 {
				if i == 30 && later != nil {
					later()
				}
				key := fmt.Sprint(i)
				if _, ok := c.Get("text", key); ok {
					t.Error("something is found that nobody made")
				}
				c.Put("text", key, []byte(key), 0)
				if got, ok := c.Get("text", key); !ok || string(got) != key {
					t.Errorf("got %q, %v", got, ok)
				}
			}
			warnings := c.Close()
			if took := time.Since(began); took > 20*time.Second {
				t.Errorf("it takes %v", took)
			}
			if len(warnings) != 1 || warnings[0].Key != "cache.shared" || !strings.Contains(warnings[0].Text, test.want) || strings.Contains(warnings[0].Text, "hidden") {
				t.Errorf("got %v", warnings)
			}
			if c.Close() != nil {
				t.Error("closing again says something")
			}
		})
	}
}
