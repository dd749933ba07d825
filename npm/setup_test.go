package npm

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// The tests share the packages, the registry that serves them and one project
// that has them installed: compiling takes a while.
//
//nolint:gochecknoglobals // see above
var shared struct {
	dir      string
	registry *httptest.Server
}

// asProgram is the environment variable that makes the test binary a program
// for the launcher to start.
const asProgram = "PAINTBOX_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(program(os.Args[1:]))
	}
	dir, err := os.MkdirTemp("", "paintbox-npm-test-")
	if err != nil {
		panic(err)
	}
	shared.dir = dir
	status := m.Run()
	if shared.registry != nil {
		shared.registry.Close()
	}
	if err := os.RemoveAll(dir); err != nil {
		panic(err)
	}
	os.Exit(status)
}

const testVersion = "1.2.3-test"

// host is the platform that runs the tests.
func host() Platform {
	for _, p := range Platforms() {
		if p.GOOS == runtime.GOOS && p.GOARCH == runtime.GOARCH {
			return p
		}
	}
	panic("no package for " + runtime.GOOS + "/" + runtime.GOARCH)
}

// packed builds and packs the packages. Other platforms than this one get a
// program that nobody could run.
//
//nolint:gochecknoglobals // see shared
var packed = sync.OnceValues(func() ([]Tarball, error) {
	return Pack("..", testVersion, func(p Platform) ([]byte, error) {
		if p != host() {
			return []byte("the program for " + p.GOOS + "/" + p.GOARCH), nil
		}
		out, err := filepath.Abs(filepath.Join(shared.dir, "program"))
		if err != nil {
			return nil, err
		}
		if err := Build(context.Background(), "..", p, testVersion, out); err != nil {
			return nil, err
		}
		return os.ReadFile(out)
	})
})

// project is a directory in which npm has installed paintbox.
//
//nolint:gochecknoglobals // see shared
var project = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(shared.dir, "project")
	if err := newProject(dir, nil); err != nil {
		return "", err
	}
	_, err := output(command(dir, nil, "npm", "install", "--save-dev", "paintbox@"+testVersion))
	return dir, err
})

// installed returns the project.
func installed(t testing.TB) string {
	t.Helper()
	dir, err := project()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// newProject makes an empty project that holds the application of testdata/app,
// and further files.
func newProject(dir string, files map[string]string) error {
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("testdata", "app"))); err != nil {
		return err
	}
	all := map[string]string{"package.json": `{ "name": "project", "private": true }`}
	maps.Copy(all, files)
	for name, text := range all {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// command prepares a command that knows nothing of the user who runs the tests,
// and no registry but that of the tests.
func command(dir string, env []string, name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + shared.dir, "USERPROFILE=" + shared.dir, "SystemRoot=" + os.Getenv("SystemRoot"), "NO_COLOR=1",
		"npm_config_registry=" + registry(), "npm_config_cache=" + filepath.Join(shared.dir, "npm-cache"),
		"npm_config_update_notifier=false", "npm_config_audit=false", "npm_config_fund=false",
	}, env...)
	return cmd
}

// output runs a command and returns its standard output.
func output(cmd *exec.Cmd) (string, error) {
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return stdout.String(), fmt.Errorf("%s: %w\n%s%s", strings.Join(cmd.Args, " "), err, stdout.String(), stderr.String())
	}
	return stdout.String(), nil
}

// run runs a command that has to succeed.
func run(t testing.TB, cmd *exec.Cmd) string {
	t.Helper()
	text, err := output(cmd)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// fails runs a command that has to end with the status, and returns what it
// wrote to standard error.
func fails(t testing.TB, cmd *exec.Cmd, status int) string {
	t.Helper()
	var stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = io.Discard, &stderr
	ended, ok := errors.AsType[*exec.ExitError](cmd.Run())
	if !ok || ended.ExitCode() != status {
		t.Fatalf("%s: %v, want exit status %d\n%s", strings.Join(cmd.Args, " "), ended, status, stderr.String())
	}
	return stderr.String()
}
