package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// openTerminal makes a pseudo-terminal of 80 columns: what is written to tty
// can be read from screen.
func openTerminal(t *testing.T) (screen, tty *os.File) {
	t.Helper()
	screen, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = screen.Close() })
	fd := int(screen.Fd())
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 80})
	}
	if err == nil {
		tty, err = os.OpenFile("/dev/pts/"+strconv.Itoa(n), os.O_RDWR|unix.O_NOCTTY, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	return screen, tty
}

// start starts the real program with the terminal as its own: what is typed
// there reaches it.
func start(t *testing.T, tty *os.File, dir string, env []string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = dir, tty, tty, tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	cmd.Env = append(os.Environ(), "TERM=xterm", "NO_COLOR=", asProgram+"=1")
	cmd.Env = append(cmd.Env, env...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = tty.Close()
	return cmd
}

// onTerminal runs the real program on a terminal and returns all that it wrote.
func onTerminal(t *testing.T, dir string, env []string, args ...string) string {
	t.Helper()
	screen, tty := openTerminal(t)
	cmd := start(t, tty, dir, env, args...)
	var all bytes.Buffer
	_, _ = all.ReadFrom(screen) // ends in an error when the program ends
	_ = cmd.Wait()
	return strings.ReplaceAll(all.String(), "\r\n", "\n")
}

func TestColours(t *testing.T) {
	dir := t.TempDir()
	const escape = "\x1b["
	if got := onTerminal(t, dir, nil, "build"); !strings.Contains(got, escape+"1;31merror:"+escape+"0m") {
		t.Errorf("no colours on a terminal: %q", got)
	}
	for _, tt := range []struct{ env, arg string }{{"NO_COLOR=1", "build"}, {"TERM=dumb", "build"}, {"", "--no-color"}} {
		if got := onTerminal(t, dir, []string{tt.env}, tt.arg); strings.Contains(got, escape) || !strings.Contains(got, "error: ") {
			t.Errorf("%v: %q", tt, got)
		}
	}
}

// TestProgressLine redraws one line, not too often, and leaves nothing of it.
func TestProgressLine(t *testing.T) {
	screen, tty := openTerminal(t)
	a := &app{stdout: tty, stderr: tty, env: noEnv}
	p := newTerminal(a, []string{"--no-color"}).progress()
	const work = 550 * time.Millisecond
	for start, i := time.Now(), 0; time.Since(start) < work; i++ {
		p.update("compress", i, 1_000_000)
		time.Sleep(time.Millisecond)
	}
	p.stop()
	_ = tty.Close()
	var all bytes.Buffer
	_, _ = all.ReadFrom(screen)
	lines := regexp.MustCompile(`\r([^\r]*)\x1b\[K`).FindAllStringSubmatch(all.String(), -1)
	if n := len(lines); n < 3 || n > int(work/redraw)+2 {
		t.Errorf("%d drawings: %q", n, all.String())
	}
	for _, line := range lines[:len(lines)-1] {
		if !regexp.MustCompile(`^paintbox: compress \d+/1000000$`).MatchString(line[1]) {
			t.Errorf("line %q", line[1])
		}
	}
	if !strings.HasSuffix(all.String(), "\r\x1b[K") || strings.Contains(all.String(), "\n") {
		t.Errorf("something is left: %q", all.String())
	}
}

func TestProgressFitsTheTerminal(t *testing.T) {
	p := &progress{err: stream{terminal: true, width: 20}}
	p.update("compress", 12345, 67890)
	if got := p.line(); got != "paintbox: compress " {
		t.Errorf("%q", got)
	}
}

// TestProgressInAPipe writes a line about a stage only when it is long.
func TestProgressInAPipe(t *testing.T) {
	var out bytes.Buffer
	p := &progress{err: stream{Writer: &out}}
	p.update("link", 0, 0)
	if got := p.line(); got != "" {
		t.Errorf("at once: %q", got)
	}
	p.since = p.since.Add(-longWork)
	p.update("link", 3, 4)
	if got := p.line(); got != "paintbox: link 3/4" {
		t.Errorf("after %v: %q", longWork, got)
	}
	if got := p.line(); got != "" {
		t.Errorf("at once again: %q", got)
	}
}

func TestNoProgress(t *testing.T) {
	for _, flag := range []string{"--quiet", "--json"} {
		screen, tty := openTerminal(t)
		a := &app{stdout: tty, stderr: tty, env: noEnv, quiet: flag == "--quiet"}
		p := newTerminal(a, []string{flag}).progress()
		p.update("link", 1, 2)
		time.Sleep(3 * redraw)
		p.stop()
		_, _ = fmt.Fprint(tty, "end")
		_ = tty.Close()
		var all bytes.Buffer
		_, _ = all.ReadFrom(screen)
		if all.String() != "end" {
			t.Errorf("%s: %q", flag, all.String())
		}
	}
}
