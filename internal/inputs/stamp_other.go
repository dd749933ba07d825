//go:build !linux && !darwin

package inputs

import "io/fs"

// stampOf knows nothing that would show a change which keeps the size and the time
// of a file, as tools that unpack archives make it: everything is read.
func stampOf(fs.FileInfo) stamp { return stamp{} }
