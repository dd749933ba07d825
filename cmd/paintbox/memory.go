package main

import (
	"math"
	"os"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// defaultMemory is enough to build a large application without collecting any
// garbage, and small enough for the machines that CI services give.
const defaultMemory = 1500 * asset.MB

// leastMemory is what any build needs; below it the collector would only run in
// circles.
const leastMemory = 64 * asset.MB

// limitMemory turns the garbage collector off until the process holds that many
// bytes: a build is short, and most of what it allocates lives until its end.
// The limit is soft: a build that needs more gets more, and is slower. Unless it
// was asked for, it stays below what the container has. GOGC and GOMEMLIMIT,
// which users set for reasons of their own, turn all of this off.
func (a *app) limitMemory(limit asset.Size, asked bool) error {
	if limit < leastMemory {
		return usageError("write at least "+leastMemory.String(), "--max-memory %s is too small", limit)
	}
	if a.collectsOwn() && !asked {
		return nil
	}
	if !asked {
		limit = max(leastMemory, min(limit, containerMemory()/4*3))
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(int64(limit))
	return nil
}

// collectsOwn tells whether the user says how garbage is to be collected.
func (a *app) collectsOwn() bool {
	for _, name := range []string{"GOGC", "GOMEMLIMIT"} {
		if _, set := a.env(name); set {
			return true
		}
	}
	return false
}

// serverMemory is the size from which on a server collects its garbage as soon as it
// can: more than it takes with all that it may hold of files and a few thousand
// connections.
const serverMemory = 256 * asset.MB

// collectSeldom has a server collect its garbage when there is eight times as much
// of it as of what lives, which is little: each request leaves a few kilobytes, and a
// collection, after each thousand of them, would take a tenth of the time.
func (a *app) collectSeldom() {
	if !a.collectsOwn() {
		debug.SetGCPercent(800)
		debug.SetMemoryLimit(int64(min(serverMemory, containerMemory()/4*3)))
	}
}

// containerMemory is the memory limit of the control group (version 2) that the
// process runs in, as containers see theirs.
func containerMemory() asset.Size {
	written, err := os.ReadFile("/sys/fs/cgroup/memory.max")
	if err != nil {
		return math.MaxInt64
	}
	n, err := strconv.ParseInt(strings.TrimSpace(string(written)), 10, 64)
	if err != nil {
		return math.MaxInt64 // "max"
	}
	return asset.Size(n)
}
