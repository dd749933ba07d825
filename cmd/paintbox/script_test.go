package main

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/paintbox-build/paintbox/internal/cache/servertest"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/golden"
	"github.com/paintbox-build/paintbox/internal/preview"
)

// asProgram is the environment variable that makes the test binary the program,
// for the tests that start it themselves.
const asProgram = "PAINTBOX_TEST_PROGRAM"

// TestMain lets the tests run the real program, in a process of its own.
func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	testscript.Main(m, map[string]func(){"paintbox": main})
}

// TestScripts runs one script for each behaviour.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       golden.Updating(),
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"agrees": agrees, "exits": exits, "runs": runs, "encodes": encodes, "archives": archives, "serves": serves, "servers": servers},
	})
}

// exits is the script command "exits STATUS PROGRAM ARGS…": the program must end
// with that status.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	if neg || err != nil {
		ts.Fatalf("usage: exits status program [args...]")
	}
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		ended, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = ended.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// serves is the script command "serves DIR VARIABLE": the directory is served as
// preview does until the script ends, at the address in that variable.
func serves(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: serves directory variable")
	}
	handler, err := preview.New(ts.MkAbs(args[0]), "/")
	ts.Check(err)
	server := httptest.NewServer(handler)
	ts.Defer(server.Close)
	ts.Setenv(args[1], server.URL)
}

// agrees is the script command "agrees DIST REPORT": the worker in DIST lists
// the files of the report that "check --json" printed of DIST before, with the
// bytes that they have there, and marks those that the report calls immutable.
// What no page asks for and what is too large to be stored it does not list, nor
// itself.
func agrees(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: agrees dist report")
	}
	var report struct {
		Files []struct {
			Path, Kind string
			Raw        int
			Immutable  bool
		}
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[1])), &report))
	digest := func(data string) string {
		sum := sha256.Sum256([]byte(data))
		return base64.StdEncoding.EncodeToString(sum[:])
	}
	unlisted := regexp.MustCompile(`\.(map|gz|br)$|^\.well-known/|LICENSE\.txt$|^robots\.txt$|^_headers$|^sw\.js$`)
	var want strings.Builder
	for _, f := range report.Files {
		if unlisted.MatchString(f.Path) || f.Kind != "html" && f.Raw > 500_000 {
			continue
		}
		data := ts.ReadFile(filepath.Join(args[0], filepath.FromSlash(f.Path)))
		if len(data) != f.Raw {
			ts.Fatalf("%s has %d bytes, %d in the report", f.Path, len(data), f.Raw)
		}
		if !f.Immutable {
			want.WriteString("-")
		}
		want.WriteString(digest(f.Path)[:4] + digest(data)[:6])
	}
	worker := ts.ReadFile(filepath.Join(args[0], "sw.js"))
	if list, err := os.ReadFile(ts.MkAbs(filepath.Join(args[0], "sw.txt"))); err == nil {
		worker = string(list)
	}
	if want.Len() == 0 || !strings.Contains(worker, want.String()) {
		ts.Fatalf("the worker does not list what the report does: %s\n%s", want.String(), worker)
	}
}

// encodes is the script command "encodes FILE…": each of these siblings must
// decode to the file that it stands beside, by the decoder that verifies its
// coding, and be smaller.
func encodes(ts *testscript.TestScript, neg bool, args []string) {
	for _, sibling := range args {
		original, c, ok := coding.Sibling(sibling)
		if neg || !ok {
			ts.Fatalf("usage: encodes file.js.br...")
		}
		data := []byte(ts.ReadFile(original))
		encoded := []byte(ts.ReadFile(sibling))
		if len(encoded) >= len(data) {
			ts.Fatalf("%s has %d bytes, %s %d", sibling, len(encoded), original, len(data))
		}
		ts.Check(c.Verify(encoded, data))
	}
}

// archives is the script command "archives FILE.zip DIR": what is in DIR is moved
// into an archive, as Yarn keeps packages.
func archives(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: archives file.zip dir")
	}
	file, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	w := zip.NewWriter(file)
	ts.Check(w.AddFS(os.DirFS(ts.MkAbs(args[1]))))
	ts.Check(w.Close())
	ts.Check(file.Close())
	ts.Check(os.RemoveAll(ts.MkAbs(args[1])))
}

// servers is the script command "servers": starts a Redis and a server of Bazel's
// protocol, whose addresses are REDIS and HTTP, and has builds wait for them.
func servers(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: servers")
	}
	redis, nginx := servertest.Redis(), servertest.Nginx()
	ts.Defer(redis.Stop)
	ts.Defer(nginx.Stop)
	ts.Setenv("REDIS", "redis://"+redis.Addr)
	ts.Setenv("HTTP", "http://"+nginx.Addr+"/kept")
	ts.Setenv("PAINTBOX_CACHE_TIMEOUT", "20s")
}

// runs is the script command "runs DIST SOURCE [ARGS…]": Node runs what the build
// in DIST made of the entry SOURCE, from a copy without any other packages.
func runs(ts *testscript.TestScript, neg bool, args []string) {
	dist, source := ts.MkAbs(args[0]), args[1]
	var manifest map[string]struct{ File string }
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(filepath.Join(dist, ".paintbox", "manifest.json"))), &manifest))
	entry, ok := manifest[source]
	if neg || !ok {
		ts.Fatalf("no entry %s in %v", source, manifest)
	}
	alone := ts.MkAbs(".run")
	ts.Check(os.RemoveAll(alone))
	ts.Check(os.CopyFS(filepath.Join(alone, "dist"), os.DirFS(dist)))
	ts.Check(os.WriteFile(filepath.Join(alone, "package.json"), []byte(`{"type": "module"}`), 0o644))
	if err := ts.Exec("node", append([]string{filepath.Join(alone, "dist", filepath.FromSlash(entry.File))}, args[2:]...)...); err != nil {
		ts.Fatalf("node: %v", err)
	}
}
