package main

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const ctrlC = "\x03"

// files lists a directory's files and their text.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.Walk(dir, func(p string, st os.FileInfo, err error) error {
		if err != nil || st.IsDir() {
			return err
		}
		text, err := os.ReadFile(p)
		found[p] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// waitFor reads the screen until it shows the text.
func waitFor(t *testing.T, screen *os.File, text string) {
	t.Helper()
	var seen bytes.Buffer
	part := make([]byte, 4096)
	for !strings.Contains(seen.String(), text) {
		n, err := screen.Read(part)
		seen.Write(part[:n])
		if err != nil {
			t.Fatalf("never saw %q in %q", text, seen.String())
		}
	}
}

func press(t *testing.T, screen *os.File, keys string) {
	t.Helper()
	if _, err := screen.WriteString(keys); err != nil {
		t.Fatal(err)
	}
}

// TestInterrupt presses Ctrl-C in the middle of a long build: the last build is
// as it was, and nothing is left beside it.
func TestInterrupt(t *testing.T) {
	dir, args := t.TempDir(), []string{"build", "main.js", "--no-budgets", "--loader", ".txt=file"}
	writeFile(t, filepath.Join(dir, "main.js"), `import url from "./big.txt"; console.log(url)`)
	writeFile(t, filepath.Join(dir, "big.txt"), "small")
	onTerminal(t, dir, nil, args...)
	words := make([]byte, 30<<20) // takes a good while to compress
	for i := range words {
		words[i] = "etaoin shrdlu\n"[rand.IntN(14)]
	}
	writeFile(t, filepath.Join(dir, "big.txt"), string(words))
	before := files(t, dir)
	if len(before) < 4 {
		t.Fatalf("the first build wrote nothing: %d files", len(before))
	}

	screen, tty := openTerminal(t)
	cmd := start(t, tty, dir, nil, args...)
	waitFor(t, screen, "paintbox: compress")
	pressed := time.Now()
	press(t, screen, ctrlC)
	wasInterrupted(t, cmd, screen, pressed, 5*time.Second)
	if diff := cmp.Diff(before, files(t, dir)); diff != "" {
		t.Error("the directory is not as it was")
	}
}

// TestInterruptOfARead interrupts a build that does not notice it, because it
// waits for a pipe that nobody writes to.
func TestInterruptOfARead(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "main.js"), `import "./pipe.js"`)
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.js"), 0o644); err != nil {
		t.Fatal(err)
	}
	screen, tty := openTerminal(t)
	cmd := start(t, tty, dir, nil, "build", "main.js")
	waitFor(t, screen, "paintbox: link")
	endsSoon(t, cmd, screen)
}

// TestInterruptOfALink interrupts a build whose modules never come to an end.
func TestInterruptOfALink(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "main.js"), `import "endless:0"`)
	writeFile(t, filepath.Join(dir, "paintbox.json"), `{"entries": ["main.js"], "plugins": "./plugins.mjs"}`)
	writeFile(t, filepath.Join(dir, "plugins.mjs"), `
		const next = (id) => [1, 2, 3].map((n) => "import " + JSON.stringify("endless:" + n + id.slice(8))).join(";");
		export default [{ name: "endless", resolveId: (id) => (id.startsWith("endless:") ? id : null), load: (id) => (id.startsWith("endless:") ? next(id) : null) }];`)
	screen, tty := openTerminal(t)
	cmd := start(t, tty, dir, nil, "build")
	waitFor(t, screen, "paintbox: link")
	time.Sleep(2 * time.Second) // with thousands of modules under way
	endsSoon(t, cmd, screen)
}

// endsSoon ends a build by a signal.
func endsSoon(t *testing.T, cmd *exec.Cmd, screen *os.File) {
	t.Helper()
	signaled := time.Now()
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	kill := time.AfterFunc(20*time.Second, func() { _ = cmd.Process.Kill() })
	defer kill.Stop()
	wasInterrupted(t, cmd, screen, signaled, 3*time.Second)
}

// wasInterrupted waits for the end of a build that was interrupted.
func wasInterrupted(t *testing.T, cmd *exec.Cmd, screen *os.File, when time.Time, most time.Duration) {
	t.Helper()
	var rest bytes.Buffer
	_, _ = rest.ReadFrom(screen)
	err := cmd.Wait()
	if ended, ok := errors.AsType[*exec.ExitError](err); !ok || ended.ExitCode() != exitInterrupted {
		t.Errorf("ended with %v", err)
	}
	if took := time.Since(when); took > most {
		t.Errorf("took %v to stop", took)
	}
	if !strings.Contains(rest.String(), "interrupted (nothing was published)") {
		t.Errorf("screen: %q", rest.String())
	}
}

// TestSecondInterrupt ends a build that cannot stop, because it waits for a pipe
// that nobody writes to.
func TestSecondInterrupt(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "main.js"), `import "./pipe.js"`)
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.js"), 0o644); err != nil {
		t.Fatal(err)
	}
	screen, tty := openTerminal(t)
	cmd := start(t, tty, dir, nil, "build", "main.js")
	waitFor(t, screen, "paintbox: ")
	press(t, screen, ctrlC)
	time.Sleep(500 * time.Millisecond)
	press(t, screen, ctrlC)
	ended := make(chan error)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err == nil {
			t.Error("the build succeeded")
		}
	case <-time.After(10 * time.Second):
		_ = cmd.Process.Kill()
		t.Error("it did not end before it was killed: ", <-ended)
	}
}
