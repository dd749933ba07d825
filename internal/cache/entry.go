package cache

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash"
	"os"
	"path/filepath"
	"time"

	"github.com/paintbox-build/paintbox/internal/coding"
)

// An entry is written as the magic, how its value is packed, what making it took in
// microseconds, the value's length, a sum, and the packed value. The sum is over all
// other bytes and the entry's name, so that an entry that lies in the place of
// another is none either. Where there is a secret it is a keyed one (HMAC), which
// only those can make who know it.

const magic = "paintbox2"

// How a value is packed.
const (
	plain  = 'p'
	packed = 'z' // zstd
)

var errEntry = errors.New("not an entry of the cache")

// entry is a value with what making it took.
type entry struct {
	value []byte
	cost  time.Duration
}

// encode writes an entry.
func (e entry) encode(name string, secret []byte) []byte {
	how, body := pack(e.value)
	data := append([]byte(magic), how)
	data = binary.AppendUvarint(data, uint64(max(0, e.cost.Microseconds())))
	data = binary.AppendUvarint(data, uint64(len(e.value)))
	data = append(data, sumOf(name, secret, data, body)...)
	return append(data, body...)
}

// decode reads and checks an entry.
func decode(data []byte, name string, secret []byte) (entry, error) {
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok || len(rest) == 0 {
		return entry{}, errEntry
	}
	how := rest[0]
	cost, n := binary.Uvarint(rest[1:])
	if n <= 0 {
		return entry{}, errEntry
	}
	rest = rest[1+n:]
	size, n := binary.Uvarint(rest)
	if n <= 0 || len(rest) < n+sha256.Size {
		return entry{}, errEntry
	}
	rest = rest[n:]
	head, sum, body := data[:len(data)-len(rest)], rest[:sha256.Size], rest[sha256.Size:]
	if !hmac.Equal(sum, sumOf(name, secret, head, body)) {
		return entry{}, errEntry
	}
	value, err := unpack(how, body, size)
	return entry{value, time.Duration(cost) * time.Microsecond}, err
}

func sumOf(name string, secret, head, body []byte) []byte {
	var sum hash.Hash
	if secret == nil {
		sum = sha256.New()
	} else {
		sum = hmac.New(sha256.New, secret)
	}
	for _, part := range [][]byte{[]byte(name), head, body} {
		sum.Write(part) // a hash takes everything
	}
	return sum.Sum(nil)
}

// pack makes a value smaller where that helps: what saves less than an eighth, as
// compressed siblings and images do, is read faster as it is.
func pack(value []byte) (how byte, body []byte) {
	const least = 1000
	if len(value) < least {
		return plain, value
	}
	body = coding.Pack(value)
	if len(body) > len(value)/8*7 {
		return plain, value
	}
	return packed, body
}

// unpack is the value that was packed, which was checked before.
func unpack(how byte, body []byte, size uint64) ([]byte, error) {
	switch {
	case how == plain && uint64(len(body)) == size:
		return body, nil
	case how != packed:
		return nil, errEntry
	}
	value, err := coding.Unpack(body)
	if err != nil || uint64(len(value)) != size {
		return nil, errEntry
	}
	return value, nil
}

// readEntry reads and checks an entry on disk.
func readEntry(file, name string) (entry, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return entry{}, err
	}
	return decode(data, name, nil)
}

// writeEntry writes an entry beside its place and moves it there. It returns how
// many bytes that took.
func writeEntry(file, name string, e entry) (int, error) {
	dir := filepath.Dir(file)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return 0, err
	}
	data := e.encode(name, nil)
	f, err := os.CreateTemp(dir, temporary)
	if err != nil {
		return 0, err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // what cannot be removed is trimmed
		return 0, err
	}
	return len(data), nil
}

// temporary is the pattern of files that are being written.
const temporary = "writing-*"

// touch says that an entry was used, where its time does not say so already.
func touch(file string) {
	const fresh = time.Hour
	info, err := os.Stat(file)
	if now := time.Now(); err == nil && (now.Sub(info.ModTime()) > fresh || info.ModTime().After(now)) {
		_ = os.Chtimes(file, now, now) // a cache that is only read stays as it is
	}
}
