package cache

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paintbox-build/paintbox/asset"
)

// entries are the files below a directory.
func entries(t *testing.T, dir string) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			list = append(list, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestKeepsValues(t *testing.T) {
	random := make([]byte, 5000)
	for i := range random {
		random[i] = byte(rand.Uint32())
	}
	for _, value := range [][]byte{{}, []byte("short"), bytes.Repeat([]byte("like "), 5000), random} {
		dir := filepath.Join(t.TempDir(), "not there yet")
		first := Open(Tiers{Dir: dir, Disk: Options{}.Limit(), Salt: "1.0"})
		if _, ok := first.Get("text", "key"); ok {
			t.Fatal("something is in a new cache")
		}
		first.Put("text", "key", value, 1500*time.Microsecond)
		if m := first.Close(); m != nil {
			t.Fatal(m)
		}
		second := Open(Tiers{Dir: dir, Disk: Options{}.Limit(), Salt: "1.0"})
		got, ok := second.Get("text", "key")
		if !ok || !bytes.Equal(got, value) {
			t.Errorf("%d bytes come back as %d, %v", len(value), len(got), ok)
		}
		want := []Use{{Kind: "text", Hits: 1, Bytes: asset.Size(len(value)), Saved: 1500 * time.Microsecond}}
		if uses := second.Uses(); fmt.Sprint(uses) != fmt.Sprint(want) {
			t.Errorf("got %v, want %v", uses, want)
		}
		for _, other := range []struct{ salt, kind, key string }{{"1.1", "text", "key"}, {"1.0", "other", "key"}, {"1.0", "text", "other"}} {
			if _, ok := Open(Tiers{Dir: dir, Disk: Options{}.Limit(), Salt: other.salt}).Get(other.kind, other.key); ok {
				t.Errorf("the value of another key is found by %v", other)
			}
		}
	}
}

// An entry that is torn, changed or foreign is as good as none, and is replaced.
func TestBrokenEntries(t *testing.T) {
	value := bytes.Repeat([]byte("text that is packed "), 200)
	breaks := map[string]func(data []byte) []byte{
		"empty":         func([]byte) []byte { return nil },
		"the magic":     func(data []byte) []byte { return data[:len(magic)] },
		"half":          func(data []byte) []byte { return data[:len(data)/2] },
		"without end":   func(data []byte) []byte { return data[:len(data)-1] },
		"more":          func(data []byte) []byte { return append(data, 'x') },
		"foreign":       func([]byte) []byte { return []byte("something else") },
		"a long number": func([]byte) []byte { return append([]byte(magic), bytes.Repeat([]byte{0xff}, 100)...) },
	}
	for i := range 40 {
		breaks[fmt.Sprint("bit ", i)] = func(data []byte) []byte {
			at := (i * 7919) % (len(data) * 8)
			data[at/8] ^= 1 << (at % 8)
			return data
		}
	}
	for name, change := range breaks {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			c := Open(Tiers{Dir: dir, Disk: Options{}.Limit(), Salt: ""})
			c.Put("text", "key", value, 0)
			file := entries(t, dir)[0]
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, change(data), 0o666); err != nil {
				t.Fatal(err)
			}
			if got, ok := c.Get("text", "key"); ok && !bytes.Equal(got, value) {
				t.Fatalf("a broken entry gives %d other bytes", len(got))
			} else if ok {
				t.Fatal("a broken entry is found")
			}
			if c.Has("text", "key") {
				t.Error("it is said to be there")
			}
			if removed, err := Verify(dir); err != nil || removed.Entries != 1 {
				t.Errorf("verify removes %+v, %v", removed, err)
			}
			c.Put("text", "key", value, 0)
			if got, ok := c.Get("text", "key"); !ok || !bytes.Equal(got, value) || !c.Has("text", "key") || c.Has("text", "other") {
				t.Error("it is not replaced")
			}
		})
	}
}

// A place that cannot be written costs one warning.
func TestFailsOpen(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("text"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, place := range []string{file, filepath.Join(file, "below"), "/dev/null/below", filepath.Join(dir, strings.Repeat("long", 100))} {
		c := Open(Tiers{Dir: place, Disk: Options{}.Limit(), Salt: ""})
		for i := range 3 {
			c.Put("text", fmt.Sprint(i), []byte("value"), 0)
			if _, ok := c.Get("text", fmt.Sprint(i)); ok {
				t.Errorf("%s: something is found", place)
			}
		}
		m := c.Close()
		if len(m) != 1 || m[0].Key != "cache" || m[0].File != place || !strings.HasPrefix(m[0].Text, "the cache keeps nothing of this build: ") {
			t.Errorf("%s: %+v", place, m)
		}
	}
	if data, err := os.ReadFile(file); err != nil || string(data) != "text" {
		t.Errorf("a file that is in the way became %q, %v", data, err)
	}
	var none *Cache
	none.Put("text", "key", nil, 0)
	if _, ok := none.Get("text", "key"); ok || none.Uses() != nil || none.Close() != nil {
		t.Error("no cache keeps something")
	}
}

// Builds that run at once share a directory; one of them clears and verifies it
// meanwhile. Nobody reads what nobody wrote.
func TestManyAtOnce(t *testing.T) {
	dir := t.TempDir()
	value := func(key int) []byte { return bytes.Repeat(fmt.Append(nil, "value ", key, " "), 300) }
	var wg sync.WaitGroup
	for worker := range 8 {
		wg.Go(func() {
			c := Open(Tiers{Dir: dir, Disk: 20 * asset.KB, Salt: ""})
			for i := range 200 {
				key := (i*7 + worker) % 20
				if got, ok := c.Get("text", fmt.Sprint(key)); ok && !bytes.Equal(got, value(key)) {
					t.Errorf("key %d gives other bytes", key)
				}
				c.Put("text", fmt.Sprint(key), value(key), 0)
				if i%50 == worker {
					if _, err := Verify(dir); err != nil {
						t.Error(err)
					}
					if _, err := Clear(dir); err != nil {
						t.Error(err)
					}
				}
			}
			if m := c.Close(); m != nil {
				t.Error(m)
			}
		})
	}
	wg.Wait()
	for _, name := range entries(t, dir) {
		if strings.Contains(name, "writing-") {
			t.Errorf("%s is left", name)
		}
	}
}

// What was not used for longest goes first.
func TestPrune(t *testing.T) {
	dir := t.TempDir()
	c := Open(Tiers{Dir: dir, Disk: Options{}.Limit(), Salt: ""})
	for i := range 10 {
		c.Put("text", fmt.Sprint(i), bytes.Repeat([]byte{byte('a' + i)}, 500), 0)
		used := time.Now().Add(time.Duration(i-100) * time.Hour)
		if err := os.Chtimes(c.file("text", c.name("text", fmt.Sprint(i))), used, used); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok := c.Get("text", "0"); !ok { // used just now
		t.Fatal("an entry is missing")
	}
	foreign := filepath.Join(dir, "text", "of somebody else")
	if err := os.WriteFile(foreign, make([]byte, 10000), 0o666); err != nil {
		t.Fatal(err)
	}
	all, err := Read(dir)
	if err != nil || all.Entries != 10 {
		t.Fatalf("%+v, %v", all, err)
	}
	if _, err := Prune(dir, all.Bytes/2); err != nil {
		t.Fatal(err)
	}
	var left []int
	for i := range 10 {
		if _, ok := c.Get("text", fmt.Sprint(i)); ok {
			left = append(left, i)
		}
	}
	if want := "[0 6 7 8 9]"; fmt.Sprint(left) != want {
		t.Errorf("%v are left, want %s", left, want)
	}
	if _, err := os.Stat(foreign); err != nil {
		t.Error("a file that is no entry is removed")
	}
}

// A cache is trimmed once a day, also where the clock was wrong before.
func TestTrimsDaily(t *testing.T) {
	dir := t.TempDir()
	now := time.Now()
	build := func(at time.Time) asset.Size {
		c := Open(Tiers{Dir: dir, Disk: 100 * asset.KB, Salt: ""})
		c.Put("text", at.String(), nil, 0)
		if err := c.trimDaily(at); err != nil {
			t.Fatal(err)
		}
		s, err := Read(dir)
		if err != nil {
			t.Fatal(err)
		}
		return s.Bytes
	}
	fill := func() {
		c := Open(Tiers{Dir: dir, Disk: Options{}.Limit(), Salt: ""})
		for i := range 30 {
			random := make([]byte, 10000)
			for j := range random {
				random[j] = byte(rand.Uint32())
			}
			c.Put("text", fmt.Sprint(i, rand.Uint64()), random, 0)
		}
	}
	fill()
	if got := build(now); got > 100*asset.KB {
		t.Errorf("%v are left at the first trim", got)
	}
	fill()
	if got := build(now.Add(time.Hour)); got < 300*asset.KB {
		t.Errorf("%v are left an hour later: trimmed twice a day", got)
	}
	if got := build(now.Add(25 * time.Hour)); got > 100*asset.KB {
		t.Errorf("%v are left a day later", got)
	}
	fill()
	if got := build(time.Unix(0, 0)); got > 100*asset.KB {
		t.Errorf("%v are left with a clock in 1970", got)
	}
}

// On a full disk nothing is kept, and nothing is left that is not whole. The limit on
// the size of files stands for the disk: the test runs itself below it.
func TestFullDisk(t *testing.T) {
	const place = "PAINTBOX_TEST_FULL"
	if dir := os.Getenv(place); dir != "" {
		c := Open(Tiers{Dir: dir, Disk: Options{}.Limit()})
		c.Put("text", "small", []byte("value"), 0)
		random := make([]byte, 100_000)
		for i := range random {
			random[i] = byte(rand.Uint32())
		}
		c.Put("text", "large", random, 0)
		if m := c.Close(); len(m) != 1 || !strings.Contains(m[0].Text, "file too large") {
			t.Errorf("got %v", m)
		}
		return
	}
	dir := t.TempDir()
	self := exec.Command("sh", "-c", `ulimit -f 20; exec "$0" -test.run '^TestFullDisk$'`, os.Args[0])
	self.Env = append(os.Environ(), place+"="+dir)
	if out, err := self.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
	c := Open(Tiers{Dir: dir, Disk: Options{}.Limit()})
	if _, ok := c.Get("text", "small"); !ok || c.Has("text", "large") {
		t.Error("what was written before is gone, or something is there that was not")
	}
	if list := entries(t, dir); len(list) != 1 {
		t.Errorf("%v are left", list)
	}
}

// What the environment says stands above the configuration, which holds no
// credentials.
func TestServerAddress(t *testing.T) {
	o := Options{Shared: "redis://cache:6379"}
	for _, test := range []struct {
		environment map[string]string
		want        string
		writes      bool
	}{
		{nil, "redis://cache:6379", false},
		{map[string]string{URLVariable: "https://user:secret@host/x", WriteVariable: "1"}, "https://user:secret@host/x", true},
		{map[string]string{URLVariable: "off", WriteVariable: "false"}, "", false},
		{map[string]string{Variable: "off", URLVariable: "redis://other", WriteVariable: "0"}, "", false},
		{map[string]string{Variable: "/var/kept", WriteVariable: " "}, "redis://cache:6379", false},
	} {
		if got := o.Server(test.environment); got != test.want || MayWrite(test.environment) != test.writes {
			t.Errorf("%v: got %q, %v", test.environment, got, MayWrite(test.environment))
		}
	}
	for address, want := range map[string]string{
		"": "", "redis://host": "", "rediss://host:1/2": "", "http://host/x/": "", "https://host": "",
		"host:6379": "address", "ftp://host": "address", "redis://": "address", "redis://h ost": "address",
		"redis://:secret@host": URLVariable, "https://user@host": URLVariable,
	} {
		err := Options{Shared: address}.Check()
		if (err == nil) != (want == "") || err != nil && (!strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret")) {
			t.Errorf("%q: got %v", address, err)
		}
	}
}

func TestDirectory(t *testing.T) {
	root := t.TempDir()
	project := filepath.Join(root, "apps", "web")
	if err := os.MkdirAll(project, 0o777); err != nil {
		t.Fatal(err)
	}
	if got := Directory(project, Options{}, ""); got != "" {
		t.Errorf("without node_modules it is %q", got)
	}
	if err := os.MkdirAll(filepath.Join(root, "node_modules"), 0o777); err != nil {
		t.Fatal(err)
	}
	modules := filepath.Join(root, "node_modules", ".cache", "paintbox", "build")
	tests := []struct {
		options           Options
		environment, want string
	}{
		{Options{}, "", modules},
		{Options{Directory: "tmp/kept"}, "", filepath.Join(project, "tmp", "kept")},
		{Options{Directory: "tmp/kept"}, "/var/kept", "/var/kept"},
		{Options{Directory: "tmp/kept"}, "off", ""},
	}
	for _, test := range tests {
		if got := Directory(project, test.options, test.environment); got != test.want {
			t.Errorf("%+v: got %q, want %q", test, got, test.want)
		}
	}
}
