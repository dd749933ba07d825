package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"time"
)

// An entry is a file: the magic, what making it took in microseconds, the value's
// SHA-256, and the value.

const magic = "paintbox1"

var errEntry = errors.New("not an entry of the cache")

// readEntry reads and checks an entry.
func readEntry(name string) (value []byte, cost time.Duration, err error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, 0, err
	}
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok {
		return nil, 0, errEntry
	}
	took, n := binary.Uvarint(rest)
	if n <= 0 || len(rest) < n+sha256.Size {
		return nil, 0, errEntry
	}
	sum, value := rest[n:n+sha256.Size], rest[n+sha256.Size:]
	if got := sha256.Sum256(value); !bytes.Equal(got[:], sum) {
		return nil, 0, errEntry
	}
	return value, time.Duration(took) * time.Microsecond, nil
}

// writeEntry writes an entry beside its place and moves it there. It returns how
// many bytes that took.
func writeEntry(name string, value []byte, cost time.Duration) (int, error) {
	dir := filepath.Dir(name)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return 0, err
	}
	sum := sha256.Sum256(value)
	data := binary.AppendUvarint([]byte(magic), uint64(max(0, cost.Microseconds())))
	data = append(append(data, sum[:]...), value...)
	f, err := os.CreateTemp(dir, temporary)
	if err != nil {
		return 0, err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
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
func touch(name string) {
	const fresh = time.Hour
	info, err := os.Stat(name)
	if now := time.Now(); err == nil && (now.Sub(info.ModTime()) > fresh || info.ModTime().After(now)) {
		_ = os.Chtimes(name, now, now) // a cache that is only read stays as it is
	}
}
