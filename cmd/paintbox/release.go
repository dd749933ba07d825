package main

import "runtime/debug"

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
