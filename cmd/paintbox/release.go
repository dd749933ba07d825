package main

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"runtime/debug"
)

// release is the tool's version; make build sets it (-ldflags -X main.release=…).
var release string //nolint:gochecknoglobals // the linker sets variables only

// version is the release, or what the go command knows of a build without one.
func version() string {
	if release != "" {
		return release
	}
	if built, ok := debug.ReadBuildInfo(); ok && built.Main.Version != "" {
		return built.Main.Version
	}
	return "(devel)"
}

// programID names this program among all that were ever built: the head of its file
// holds what Go makes of all that it was built from (its build ID). It is "" where
// that cannot be read.
func programID() string {
	const head = 32 << 10 // in which Go looks for it as well
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	data, err := readUpTo(name, head)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// linker is the version of esbuild that is built in, "" where the binary does
// not tell.
func linker() string {
	if built, ok := debug.ReadBuildInfo(); ok {
		for _, m := range built.Deps {
			if m.Path == "github.com/evanw/esbuild" {
				return m.Version
			}
		}
	}
	return ""
}
