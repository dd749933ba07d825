//go:build linux || darwin

package inputs

import "io/fs"

// stampAt makes a stamp. The time of a change to the file itself cannot be set, and
// that of its content can.
func stampAt(info fs.FileInfo, changed int64, number uint64) stamp {
	content := info.ModTime().UnixNano()
	return stamp{Size: info.Size(), Changed: max(content, changed), Times: content + changed, Number: number}
}
