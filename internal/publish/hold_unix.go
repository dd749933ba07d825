//go:build unix

package publish

import (
	"os"

	"golang.org/x/sys/unix"
)

// hold marks a directory as in use until release is called or the process ends.
// It reports false if another process holds it. A rename does not end it.
func hold(dir string) (release func(), free bool) {
	f, err := os.Open(dir)
	if err != nil {
		return func() {}, false
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err == unix.EWOULDBLOCK {
		_ = f.Close()
		return func() {}, false
	}
	return func() { _ = f.Close() }, true
}

// claim marks a directory that an earlier run may have left. It reports false if
// a process still works in it.
func claim(dir string) (release func(), free bool) { return hold(dir) }
