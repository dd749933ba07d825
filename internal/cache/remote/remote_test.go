package remote

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gomodule/redigo/redis"

	"github.com/paintbox-build/paintbox/internal/cache/servertest"
)

func nameOf(text string) string { return hashOf([]byte(text)) }

func open(t *testing.T, address string) Server { return openPatient(t, address, 10*time.Second) }

func openPatient(t *testing.T, address string, patience time.Duration) Server {
	t.Helper()
	s, err := Open(t.Context(), address, patience)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func startRedis(t *testing.T, arguments ...string) *servertest.Server {
	t.Helper()
	s := servertest.Redis(arguments...)
	t.Cleanup(s.Stop)
	return s
}

func command(t *testing.T, addr string, name string, arguments ...any) any {
	t.Helper()
	c, err := redis.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	reply, err := c.Do(name, arguments...)
	if err != nil {
		t.Fatal(err)
	}
	return reply
}

// Every kind of server gives back what was put there, of any size, and tells what is
// not there.
func TestServers(t *testing.T) {
	nginx := servertest.Nginx()
	t.Cleanup(nginx.Stop)
	for _, address := range []string{
		"redis://" + startRedis(t).Addr + "/3",
		"redis://:secret@" + startRedis(t, "--requirepass", "secret").Addr,
		"http://" + nginx.Addr,
		"http://" + nginx.Addr + "/below/a path/",
	} {
		s := open(t, address)
		if strings.Contains(s.String(), "secret") {
			t.Errorf("%s names the password", s)
		}
		for i, size := range []int{1, 1000, piece - 1, piece, piece + 1, 5*piece + 7} {
			name := nameOf(strings.Repeat("x", i))
			if _, err := s.Get(name); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s: an empty server says %v", s, err)
			}
			if has, err := s.Has(name); has || err != nil {
				t.Errorf("%s: an empty server has it: %v, %v", s, has, err)
			}
			for range 2 { // it is replaced
				data := make([]byte, size)
				_, _ = rand.Read(data)
				if err := s.Put(name, data); err != nil {
					t.Fatalf("%s, %d bytes: %v", s, size, err)
				}
				if got, err := s.Get(name); err != nil || !bytes.Equal(got, data) {
					t.Errorf("%s: %d bytes come back as %d, %v", s, size, len(got), err)
				}
			}
			if has, err := s.Has(name); !has || err != nil {
				t.Errorf("%s: what was put is not there: %v, %v", s, has, err)
			}
		}
	}
}

// What a server cannot do, or does not do in time, is an error that names no
// credentials.
func TestUseless(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = silent.Close() }()
	slow := servertest.Between(startRedis(t).Addr)
	t.Cleanup(slow.Stop)
	slow.Delay(6 * time.Second)
	drip := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "1000")
		w.WriteHeader(http.StatusOK)
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}))
	t.Cleanup(drip.Close)
	locked := startRedis(t, "--requirepass", "other").Addr
	answer := func(code int) string {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }))
		t.Cleanup(s.Close)
		return s.URL
	}
	tests := []struct{ address, want string }{
		{"redis://" + locked, "NOAUTH"},
		{"redis://:hidden@" + locked, "WRONGPASS"},
		{"redis://:hidden@127.0.0.1:1", "refused"},
		{"redis://:hidden@" + silent.Addr().String(), "does not answer within 200ms"},
		{"redis://" + slow.Addr, "does not answer within 200ms"},
		{"redis://" + strings.TrimPrefix(answer(200), "http://"), ""},
		{"http://user:hidden@127.0.0.1:1", "refused"},
		{"http://user:hidden@" + silent.Addr().String(), "does not answer within 200ms"},
		{"http://user:hidden@" + startRedis(t).Addr, ""},
		{drip.URL, "does not answer within 200ms"},
		{answer(403), "403 Forbidden"},
		{answer(507), "507 Insufficient Storage"},
	}
	for _, test := range tests {
		s := openPatient(t, test.address, Patience)
		began := time.Now()
		_, err := s.Get(nameOf("x"))
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%s takes %v", s, took)
		}
		if err == nil || errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "hidden") {
			t.Errorf("%s: got %v, want %s", s, err, test.want)
		}
	}
	for _, address := range []string{"", "redis", "ftp://user:hidden@host/x", "redis://user:hidden@ho st:port"} {
		if _, err := Open(t.Context(), address, Patience); err == nil || strings.Contains(err.Error(), "hidden") {
			t.Errorf("%q: %v", address, err)
		}
	}
}

// Redis holds what is no entry, is full, and evicts.
func TestRedisHoldsOther(t *testing.T) {
	r := startRedis(t)
	s := open(t, "redis://"+r.Addr)
	large, list, name := nameOf("large"), nameOf("list"), nameOf("name")
	command(t, r.Addr, "SETRANGE", prefix+large, 100<<20, "x")
	command(t, r.Addr, "LPUSH", prefix+list, "x")
	for _, n := range []string{large, list} {
		if _, err := s.Get(n); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("got %v", err)
		}
		if err := s.Put(n, []byte("value")); err != nil {
			t.Error(err)
		}
		if got, err := s.Get(n); string(got) != "value" {
			t.Errorf("it is not replaced: %q, %v", got, err)
		}
	}
	if err := s.Put(name, make([]byte, Most+1)); err != nil {
		t.Error(err)
	}
	if _, err := s.Get(name); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what is too large is kept: %v", err)
	}
	if err := s.Put(name, make([]byte, 3*piece)); err != nil {
		t.Error(err)
	}
	if left, ok := command(t, r.Addr, "TTL", prefix+name).(int64); !ok || left < int64(Keeping.Seconds())-10 {
		t.Errorf("it is kept for %v s", left)
	}
	if keys, err := redis.Strings(command(t, r.Addr, "KEYS", "*"), nil); len(keys) != 3 {
		t.Errorf("Redis holds %v, %v", keys, err)
	}

	full := startRedis(t, "--maxmemory", "3mb", "--maxmemory-policy", "noeviction")
	s = open(t, "redis://"+full.Addr)
	for i := 0; ; i++ {
		if err := s.Put(nameOf(strings.Repeat("f", i)), make([]byte, piece)); err != nil {
			if !strings.Contains(err.Error(), "OOM") {
				t.Error(err)
			}
			break
		} else if i > 10 {
			t.Fatal("it is never full")
		}
	}
	evicts := startRedis(t, "--maxmemory", "6mb", "--maxmemory-policy", "allkeys-lru")
	s = open(t, "redis://"+evicts.Addr)
	var lost int
	for i := range 12 {
		if err := s.Put(nameOf(strings.Repeat("e", i)), make([]byte, piece)); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 12 {
		if _, err := s.Get(nameOf(strings.Repeat("e", i))); errors.Is(err, fs.ErrNotExist) {
			lost++
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if lost == 0 || lost == 12 {
		t.Errorf("%d of 12 are lost", lost)
	}
}

// What nginx keeps under a hash and is something else is not there.
func TestHTTPContentIsChecked(t *testing.T) {
	nginx := servertest.Nginx()
	t.Cleanup(nginx.Stop)
	s := open(t, "http://"+nginx.Addr)
	name, data := nameOf("name"), []byte("value")
	if err := s.Put(name, data); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"cas/" + hashOf(data), "ac/" + name} {
		if err := os.WriteFile(filepath.Join(nginx.Dir, "data", filepath.FromSlash(file)), []byte("other"), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Get(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: got %q, %v", file, got, err)
		}
	}
}

// An ActionResult is what Bazel writes, and is read whatever else it says.
func TestActionResult(t *testing.T) {
	hash := hashOf([]byte("value"))
	mine := resultOf(hash, 5)
	want := "\x12\x4d" + "\x0a\x05entry" + "\x12\x44" + "\x0a\x40" + hash + "\x10\x05"
	if string(mine) != want {
		t.Errorf("got %q, want %q", mine, want)
	}
	for _, result := range [][]byte{mine, append([]byte("\x20\x00\x2a\x03out"), mine...), append(bytes.Clone(mine), mine...)} {
		if got, ok := outputOf(result); !ok || got != hash {
			t.Errorf("%q leads to %q, %v", result, got, ok)
		}
	}
	for _, result := range []string{"", "text", "\x12", "\x12\x02\x12\x00", "\x12\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", want[:len(want)-30], strings.Replace(want, hash, strings.ToUpper(hash), 1)} {
		if got, ok := outputOf([]byte(result)); ok {
			t.Errorf("%q leads to %q", result, got)
		}
	}
}

// FuzzActionResult reads anything, and gives nothing but hashes.
func FuzzActionResult(f *testing.F) {
	f.Add(resultOf(hashOf(nil), 0))
	f.Fuzz(func(t *testing.T, result []byte) {
		if hash, ok := outputOf(result); ok != isHash(hash) {
			t.Errorf("%q, %v", hash, ok)
		}
	})
}
