package npm

import (
	"bufio"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// TestLauncherOnTerminal presses Ctrl-C. The terminal tells the launcher and the
// program, and the launcher must not tell the program again: a second interrupt
// ends a build before it has cleaned up.
func TestLauncherOnTerminal(t *testing.T) {
	inner := launcher(t, "wait")
	script, err := exec.LookPath("script") // gives the launcher a terminal
	if err != nil {
		t.Fatalf("%v (part of util-linux; on Debian: apt-get install bsdutils)", err)
	}
	cmd := command(inner.Dir, nil, script, "--quiet", "--return", "--command", "'"+strings.Join(inner.Args, "' '")+"'", "/dev/null")
	cmd.Env = inner.Env
	keyboard, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	screen, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(screen)
	if line, err := lines.ReadString('\n'); line != "ready\r\n" {
		t.Fatalf("%q, %v", line, err)
	}
	if _, err := io.WriteString(keyboard, "\x03"); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(lines)
	if err != nil || strings.Count(string(rest), "got ") != 1 || !strings.Contains(string(rest), "got interrupt") {
		t.Errorf("the program wrote %q, %v; want one interrupt", rest, err)
	}
	_ = cmd.Wait()
	if got := cmd.ProcessState.ExitCode(); got != 130 {
		t.Errorf("status %d, want the program's 130", got)
	}
}
