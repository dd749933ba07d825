//go:build unix

package publish

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/paintbox-build/paintbox/asset"
)

// TestMain is also the program that the tests of this file run in a process of
// its own, to kill it, or to take room and rights from it.
func TestMain(m *testing.M) {
	if mode := os.Getenv("PUBLISH_TEST"); mode != "" {
		if err := child(mode, os.Getenv("PUBLISH_TEST_PROJECT")); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child publishes once, or again and again until it is killed.
func child(mode, project string) error {
	dist, opts := filepath.Join(project, "dist"), Options{Project: project}
	switch mode {
	case "full disk":
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 100 << 10, Max: 100 << 10}); err != nil {
			return err
		}
		return Write(context.Background(), dist, build("two").With(asset.File{Path: "assets/big.js", Data: make([]byte, 1<<20)}), opts)
	case "once":
		if err := Check(dist, opts); err != nil {
			return err
		}
		return Write(context.Background(), dist, build("two"), opts)
	}
	for i := 0; ; i++ {
		if err := Write(context.Background(), dist, build(fmt.Sprint(i)), opts); err != nil {
			return err
		}
		fmt.Println(i)
	}
}

func command(t *testing.T, mode, project string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), "PUBLISH_TEST="+mode, "PUBLISH_TEST_PROJECT="+project)
	return cmd
}

func TestFullDisk(t *testing.T) {
	project := t.TempDir()
	mustWrite(t, filepath.Join(project, "dist"), "one", Options{Project: project})
	out, err := command(t, "full disk", project).CombinedOutput()
	want := "dist: cannot write the build: file too large (is there room on the disk? the last build is as it was)"
	if err == nil || !strings.Contains(string(out), want) {
		t.Errorf("%v: %s\nwant %s", err, out, want)
	}
	if got := whole(t, filepath.Join(project, "dist")); got != "one" {
		t.Errorf("dist is %q", got)
	}
	alone(t, project, "dist")
}

// TestKilled ends a publishing process at random moments: what it leaves is a
// whole build, and the next run cleans up.
func TestKilled(t *testing.T) {
	project := t.TempDir()
	dist, opts := filepath.Join(project, "dist"), Options{Project: project}
	mustWrite(t, dist, "first", opts)
	for range 20 {
		cmd := command(t, "forever", project)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if line, err := bufio.NewReader(out).ReadString('\n'); err != nil {
			t.Fatalf("%q, %v", line, err)
		}
		time.Sleep(time.Duration(rand.IntN(int(20 * time.Millisecond))))
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		whole(t, dist)
		if err := Check(dist, opts); err != nil {
			t.Fatal(err)
		}
		alone(t, project, "dist")
	}
}

// TestUnwritable runs without the rights of root. A directory in an unwritable
// one is filled in place; one that is unwritable itself is an error before the
// build.
func TestUnwritable(t *testing.T) {
	project := t.TempDir()
	chmod(t, filepath.Dir(project), 0o755) // others may enter
	dist := filepath.Join(project, "dist")
	mustWrite(t, dist, "one", Options{Project: project})
	cmd := command(t, "once", project)
	if os.Getuid() == 0 {
		const nobody = 65534
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		cmd.Path = executable(t, project)
		chown(t, dist, nobody)
	}
	chmod(t, project, 0o555)
	again := *cmd
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got := whole(t, dist); got != "two" {
		t.Errorf("dist is %q", got)
	}
	chmod(t, dist, 0o555)
	out, err := again.CombinedOutput()
	if want := "dist: cannot write the output directory: permission denied (make "; err == nil || !strings.Contains(string(out), want) {
		t.Errorf("%v: %s\nwant %s", err, out, want)
	}
	if got := whole(t, dist); got != "two" {
		t.Errorf("dist is %q", got)
	}
	chmod(t, dist, 0o755)
	chmod(t, project, 0o755)
}

// executable copies the test binary to where everybody may run it.
func executable(t *testing.T, dir string) string {
	t.Helper()
	program, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	chmod(t, dir, 0o755)
	name := filepath.Join(dir, "publish.test")
	if err := os.WriteFile(name, program, 0o755); err != nil {
		t.Fatal(err)
	}
	return name
}

func chmod(t *testing.T, name string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(name, mode); err != nil {
		t.Fatal(err)
	}
}

func chown(t *testing.T, dir string, id int) {
	t.Helper()
	err := filepath.Walk(dir, func(p string, _ os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		return os.Chown(p, id, id)
	})
	if err != nil {
		t.Fatal(err)
	}
}
