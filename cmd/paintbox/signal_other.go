//go:build !unix

package main

import "os/exec"

// ignoreFileSizeSignal has nothing to do: this system has no such signal.
func ignoreFileSizeSignal() {}

// asGroup has nothing to do: a command ends by itself here.
func asGroup(*exec.Cmd) {}
