//go:build unix

package pipeline

import (
	"runtime"

	"github.com/paintbox-build/paintbox/asset"
	"golang.org/x/sys/unix"
)

// peakMemory is the largest resident size that the process has had.
func peakMemory() asset.Size {
	var usage unix.Rusage
	if unix.Getrusage(unix.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	size := asset.Size(usage.Maxrss)
	if runtime.GOOS != "darwin" && runtime.GOOS != "ios" {
		size *= 1024 // elsewhere the unit is KiB
	}
	return size
}
