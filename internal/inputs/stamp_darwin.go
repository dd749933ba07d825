package inputs

import (
	"io/fs"
	"syscall"
)

// stampOf is what a system tells of a file.
func stampOf(info fs.FileInfo) stamp {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return stamp{}
	}
	return stampAt(info, s.Ctimespec.Nano(), s.Ino)
}
