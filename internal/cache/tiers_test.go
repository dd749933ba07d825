package cache

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// How long a server may take is what the environment says, where that is a time.
func TestTimeout(t *testing.T) {
	for text, want := range map[string]time.Duration{"": time.Second, "2s": 2 * time.Second, "-1s": time.Second, "0": time.Second, "soon": time.Second} {
		if got := Timeout(map[string]string{TimeoutVariable: text}, time.Second); got != want {
			t.Errorf("%q: got %v", text, got)
		}
	}
}

// The memory holds what was used last, up to its limit, and gives everybody a value
// of their own.
func TestMemory(t *testing.T) {
	c := Open(Tiers{Memory: 1000})
	for i := range 10 {
		c.Put("text", fmt.Sprint(i), bytes.Repeat([]byte{byte('0' + i)}, 200), 0)
		if _, ok := c.Get("text", "0"); !ok {
			t.Fatal("what is used again and again is gone")
		}
	}
	var left []int
	for i := range 10 {
		if value, ok := c.Get("text", fmt.Sprint(i)); ok {
			left = append(left, i)
			value[0] = 'x'
			if again, _ := c.Get("text", fmt.Sprint(i)); again[0] != byte('0'+i) {
				t.Error("a value is changed by who has it")
			}
		}
	}
	if want := "[0 6 7 8 9]"; fmt.Sprint(left) != want || c.memory.held != 1000 {
		t.Errorf("%v are left, %d bytes, want %s", left, c.memory.held, want)
	}
	c.Put("text", "large", make([]byte, 300), 0)
	if c.Has("text", "large") || !c.Has("text", "9") {
		t.Error("one large value takes the place of others")
	}
	c.Put("text", "9", []byte("less"), 0)
	if c.memory.held != 804 {
		t.Errorf("%d bytes are held after one became smaller", c.memory.held)
	}
}

// Versions that share a directory do not find each other's entries, and leave them.
func TestTwoVersions(t *testing.T) {
	dir := t.TempDir()
	for range 3 {
		for _, version := range []string{"1.0", "2.0"} {
			c := Open(Tiers{Dir: dir, Disk: Options{}.Limit(), Salt: version})
			if got, ok := c.Get("text", "key"); ok && string(got) != version {
				t.Errorf("%s gets %q", version, got)
			}
			c.Put("text", "key", []byte(version), 0)
			silent(t, c)
		}
	}
	if s, err := Read(dir); err != nil || s.Entries != 2 {
		t.Errorf("%+v, %v", s, err)
	}
	old := filepath.Join(dir, "text", "0")
	if err := os.MkdirAll(old, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(old, strings.Repeat("0", 64)), []byte("paintbox1 of a version before"), 0o666); err != nil {
		t.Fatal(err)
	}
	if removed, err := Verify(dir); err != nil || removed.Entries != 1 {
		t.Errorf("%+v, %v", removed, err)
	}
}

// Totals count what builds found, and begin anew where they are torn or cleared.
func TestTotals(t *testing.T) {
	dir := t.TempDir()
	build := func() {
		c := Open(Tiers{Dir: dir, Disk: Options{}.Limit(), Ways: []string{"index"}})
		c.Get("index", "key")
		if _, ok := c.Get("text", "key"); !ok {
			c.Put("text", "key", []byte("value"), time.Second)
		}
		silent(t, c)
	}
	for range 4 {
		build()
	}
	got := ReadTotals(dir)
	if got.Builds != 4 || got.Hits != 3 || got.Misses != 1 || got.Bytes != 15 || got.Saved != 3*time.Second || got.Rate() != 0.75 || time.Since(got.Since) > time.Hour {
		t.Errorf("%+v", got)
	}
	if err := os.WriteFile(filepath.Join(dir, totalsFile), []byte("{"), 0o666); err != nil {
		t.Fatal(err)
	}
	if got := ReadTotals(dir); got != (Totals{}) || got.Rate() != 0 {
		t.Errorf("%+v", got)
	}
	build()
	if got := ReadTotals(dir); got.Builds != 1 {
		t.Errorf("%+v", got)
	}
	if _, err := Clear(dir); err != nil {
		t.Fatal(err)
	}
	if got := ReadTotals(dir); got != (Totals{}) {
		t.Errorf("%+v", got)
	}
}
