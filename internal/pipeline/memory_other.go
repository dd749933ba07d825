//go:build !unix

package pipeline

import "github.com/paintbox-build/paintbox/asset"

// peakMemory is unknown here.
func peakMemory() asset.Size { return 0 }
