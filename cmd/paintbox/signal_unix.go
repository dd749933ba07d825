//go:build unix

package main

import (
	"os/signal"
	"syscall"
)

// ignoreFileSizeSignal turns the signal for a file over the process's limit into
// an error of the write, which publishing handles like a full disk.
func ignoreFileSizeSignal() { signal.Ignore(syscall.SIGXFSZ) }
