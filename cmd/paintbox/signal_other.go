//go:build !unix

package main

// ignoreFileSizeSignal has nothing to do: this system has no such signal.
func ignoreFileSizeSignal() {}
