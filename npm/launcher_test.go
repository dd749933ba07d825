package npm

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// launcher prepares the installed launcher, with the test binary as the program.
func launcher(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := installed(t)
	return command(dir, []string{"PAINTBOX_BINARY=" + self, asProgram + "=1"}, "node",
		append([]string{filepath.Join(dir, "node_modules", "paintbox", "bin", "paintbox.js")}, args...)...)
}

func TestLauncherPassesOn(t *testing.T) {
	if got := run(t, launcher(t, "exit", "0", "a b", `"`, "$HOME", "--", "")); got != `a b|"|$HOME|--|`+"\n" {
		t.Errorf("the program got %q", got)
	}
	for _, status := range []string{"1", "2", "3", "130"} {
		cmd := launcher(t, "exit", status)
		_ = cmd.Run()
		if got := cmd.ProcessState.String(); got != "exit status "+status {
			t.Errorf("%s, want status %s", got, status)
		}
	}
	// The program that was installed, and its own messages.
	dir := installed(t)
	if got := fails(t, command(dir, nil, "npx", "paintbox", "--nonsense"), 2); !strings.Contains(got, "unknown flag: --nonsense") {
		t.Errorf("npx paintbox --nonsense: %s", got)
	}
	if got := run(t, command(dir, nil, "npx", "paintbox", "--version")); got != "paintbox "+testVersion+"\n" {
		t.Errorf("npx paintbox --version: %s", got)
	}
}

// TestLauncherPassesStreams gives the program something to read, and reads both
// of its streams.
func TestLauncherPassesStreams(t *testing.T) {
	cmd := launcher(t, "copy")
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader("text"), &stdout, &stderr
	if err := cmd.Run(); err != nil || stdout.String() != "text" || stderr.String() != "done" {
		t.Errorf("%q and %q, %v", stdout.String(), stderr.String(), err)
	}
}

func TestLauncherForwardsSignals(t *testing.T) {
	for _, s := range []os.Signal{syscall.SIGTERM, os.Interrupt} {
		cmd := launcher(t, "wait")
		stdout, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewReader(stdout)
		if line, err := lines.ReadString('\n'); line != "ready\n" {
			t.Fatalf("%q, %v", line, err)
		}
		if err := cmd.Process.Signal(s); err != nil {
			t.Fatal(err)
		}
		rest, err := io.ReadAll(lines)
		if err != nil || string(rest) != "got "+s.String()+"\n" {
			t.Errorf("%v: the program wrote %q, %v", s, rest, err)
		}
		_ = cmd.Wait()
		if got := cmd.ProcessState.ExitCode(); got != 130 {
			t.Errorf("%v: status %d, want the program's 130", s, got)
		}
	}
	// A program that a signal ends: so does the launcher.
	cmd := launcher(t, "die")
	_ = cmd.Run()
	if got := cmd.ProcessState.String(); got != "signal: killed" {
		t.Errorf("%s, want the program's signal", got)
	}
}

// BenchmarkLauncher measures what the launcher adds to the program alone.
func BenchmarkLauncher(b *testing.B) {
	var direct, launched time.Duration
	for b.Loop() {
		alone := launcher(b, "exit", "0", "")
		alone.Path, alone.Args = os.Args[0], []string{os.Args[0], "exit", "0", ""}
		direct += timed(b, alone)
		launched += timed(b, launcher(b, "exit", "0", ""))
	}
	b.ReportMetric(float64((launched-direct).Microseconds())/1000/float64(b.N), "ms-added/op")
}

func timed(t testing.TB, cmd *exec.Cmd) time.Duration {
	t.Helper()
	start := time.Now()
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	return time.Since(start)
}

// TestMissingProgram installs the launcher without the program, in the ways in
// which that happens.
func TestMissingProgram(t *testing.T) {
	install := func(t *testing.T) (dir string, paintbox *exec.Cmd) {
		dir = filepath.Join(t.TempDir(), "project")
		if err := newProject(dir, nil); err != nil {
			t.Fatal(err)
		}
		run(t, command(dir, nil, "npm", "install", "--omit=optional", "paintbox@"+testVersion))
		return dir, command(dir, nil, "npx", "paintbox", "build")
	}
	says := func(t *testing.T, cmd *exec.Cmd, texts ...string) {
		t.Helper()
		got := fails(t, cmd, 1)
		for _, want := range texts {
			if !strings.Contains(got, want) {
				t.Errorf("no %q in\n%s", want, got)
			}
		}
		if strings.Contains(got, "    at ") {
			t.Errorf("a stack trace:\n%s", got)
		}
	}

	t.Run("omitted", func(t *testing.T) {
		_, paintbox := install(t)
		says(t, paintbox, "error: the package "+host().Package()+" is not installed", "optional dependency", "--omit=optional", "lock file", "Docker",
			"npm install --no-save "+host().Package()+"@"+testVersion)
	})
	t.Run("from another system", func(t *testing.T) {
		dir, paintbox := install(t)
		other := filepath.Join(dir, "node_modules", "@paintbox-build", "win32-arm64")
		if host().GOOS == "windows" {
			other = filepath.Join(dir, "node_modules", "@paintbox-build", "darwin-arm64")
		}
		if err := os.MkdirAll(filepath.Join(other, "bin"), 0o755); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"paintbox", "paintbox.exe"} {
			if err := os.WriteFile(filepath.Join(other, "bin", name), []byte("program"), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		says(t, paintbox, "is there instead", "copied from another system", "npm ci in the image")
	})
	t.Run("unknown system", func(t *testing.T) {
		_, paintbox := install(t)
		paintbox.Env = append(paintbox.Env, `NODE_OPTIONS=--import=data:text/javascript,Object.defineProperty(process,'arch',{value:'mips'})`)
		says(t, paintbox, "there is no Paintbox for", "on mips", "only for darwin-arm64, darwin-x64, linux-arm64", "go install github.com/paintbox-build/paintbox/cmd/paintbox@latest")
	})
	t.Run("override", func(t *testing.T) {
		_, paintbox := install(t)
		paintbox.Env = append(paintbox.Env, "PAINTBOX_BINARY=nowhere/paintbox")
		says(t, paintbox, "PAINTBOX_BINARY names", filepath.Join("nowhere", "paintbox"), "does not exist")
	})
	t.Run("no program", func(t *testing.T) {
		dir, paintbox := install(t)
		paintbox.Env = append(paintbox.Env, "PAINTBOX_BINARY="+filepath.Join(dir, "index.html"))
		says(t, paintbox, "cannot run ", "index.html")
	})
}
