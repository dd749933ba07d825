//go:build unix

package main

import (
	"os/exec"
	"os/signal"
	"syscall"
)

// ignoreFileSizeSignal turns the signal for a file over the process's limit into
// an error of the write, which publishing handles like a full disk.
func ignoreFileSizeSignal() { signal.Ignore(syscall.SIGXFSZ) }

// asGroup has a command end with all that it has started.
func asGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
