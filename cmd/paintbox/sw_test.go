package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/spf13/cobra"

	"github.com/paintbox-build/paintbox/internal/projecttest"
	"github.com/paintbox-build/paintbox/swgen"
)

// execute runs one command in a directory.
func execute(ctx context.Context, dir string, command func(*app) *cobra.Command, args ...string) (stdout, stderr string, status int) {
	var out, errs bytes.Buffer
	a := &app{stdout: &out, stderr: &errs, env: func(string) (string, bool) { return "", false }, cwd: dir}
	a.term = newTerminal(a, args)
	cmd := command(a)
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.Flags().Bool("json", false, "") // the root command's
	cmd.SetArgs(args)
	if err := cmd.ExecuteContext(ctx); err != nil {
		status = statusOf(ctx, err)
		a.term.fail(err, status)
	}
	return out.String(), errs.String(), status
}

// vite is a directory dist that Vite wrote, in an empty one.
func vite(t *testing.T) (dir string) {
	t.Helper()
	return written(t, "../../testdata/sw/vite.txtar")
}

// written is a directory dist with the files of an archive, in an empty one.
func written(t *testing.T, archive string) (dir string) {
	t.Helper()
	files, err := txtar.ParseFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	for _, f := range files.Files {
		projecttest.Write(t, filepath.Join(dir, "dist", filepath.FromSlash(f.Name)), f.Data)
	}
	return dir
}

// names lists the files of a directory.
func names(t *testing.T, dir string) string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all = append(all, strings.TrimPrefix(filepath.ToSlash(path), filepath.ToSlash(dir)+"/"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, " ")
}

func TestSWWritesTheWorker(t *testing.T) {
	dir := vite(t)
	stdout, stderr, status := execute(t.Context(), dir, (*app).swCommand, "dist")
	if status != 0 || stderr != "" || !strings.Contains(stdout, "precaches index.html, assets/index-DyQnkPaJ.js, assets/index-mpvPN_uB.css") {
		t.Errorf("status %d, %q, %q", status, stdout, stderr)
	}
	first, err := os.ReadFile(filepath.Join(dir, "dist", "sw.js"))
	if err != nil || !swgen.Generated(first) || len(first) >= 8000 {
		t.Errorf("sw.js of %d bytes: %v", len(first), err)
	}
	// Once more: the old worker is no file of the build, and may be replaced.
	if _, stderr, status := execute(t.Context(), dir, (*app).swCommand, "dist"); status != 0 {
		t.Errorf("second run: status %d, %q", status, stderr)
	}
	if second, err := os.ReadFile(filepath.Join(dir, "dist", "sw.js")); err != nil || !bytes.Equal(first, second) {
		t.Errorf("the second worker differs: %v", err)
	}
}

// The directories that other tools write need no flags.
func TestSWOnOtherTools(t *testing.T) {
	for tool, want := range map[string]string{
		"vite":             "index.html, assets/index-DyQnkPaJ.js, assets/index-mpvPN_uB.css",
		"vite-base":        "index.html, assets/index-BMz9Zmpk.js, assets/index-CgfTiXCT.css",
		"angular":          "index.html, main-Z4VUU2S3.js, styles-5INURTSO.css",
		"angular-zoneless": "index.html, main-2KHTBBQE.js, styles-QXEY2N4Q.css",
		"create-react-app": "index.html, static/js/main.62a0fca6.js, static/css/main.5d69d294.css",
		"next":             "index.html, _next/static/chunks/310vm2bl3xxpt.js, _next/static/chunks/0tqxmwmasweug.css",
	} {
		dir := written(t, "../../testdata/sw/"+tool+".txtar")
		if stdout, stderr, status := execute(t.Context(), dir, (*app).swCommand, "dist"); status != 0 || stderr != "" || !strings.Contains(stdout, "precaches "+want) {
			t.Errorf("%s: status %d, %q, %q; want %q", tool, status, stdout, stderr, want)
		}
	}
}

func TestSWReportsForPrograms(t *testing.T) {
	stdout, _, _ := execute(t.Context(), vite(t), (*app).swCommand, "dist", "--json", "--out", "worker.js", "--precache", "index.html")
	var report struct {
		File, Release, Base, Register, List string
		Bytes                               int
		Precache                            []string
	}
	if err := json.Unmarshal([]byte(stdout), &report); err != nil {
		t.Fatalf("%v: %q", err, stdout)
	}
	if report.Register != `navigator.serviceWorker.register("/worker.js")` || report.List != "" {
		t.Errorf("%+v", report)
	}
	if report.File != "dist/worker.js" || report.Base != "/" || len(report.Precache) != 1 || report.Bytes == 0 || report.Release == "" {
		t.Errorf("%+v", report)
	}
}

// The scope is what the page passes when it registers the worker.
func TestSWTellsHowToRegister(t *testing.T) {
	for want, args := range map[string][]string{
		`register it in the page: navigator.serviceWorker.register("/sw.js")`:                          {"dist"},
		`register it in the page: navigator.serviceWorker.register("/sw.js", { scope: "/app/shop/" })`: {"dist", "--scope", "/app/shop/"},
	} {
		if stdout, _, status := execute(t.Context(), vite(t), (*app).swCommand, args...); status != 0 || !strings.Contains(stdout, want+"\n") {
			t.Errorf("%v: status %d, %q, want %q", args, status, stdout, want)
		}
	}
}

// The list of many files is written beside the worker, anew by the next run, and
// without becoming a file of the build.
func TestSWWritesALongList(t *testing.T) {
	dir := vite(t)
	for i := range 100 {
		projecttest.Write(t, filepath.Join(dir, "dist", "images", fmt.Sprint(i)+".png"), []byte(fmt.Sprint(i)))
	}
	for _, sibling := range []string{"sw.txt.gz", "sw.js.gz"} {
		projecttest.Write(t, filepath.Join(dir, "dist", sibling), []byte("old"))
	}
	var before string
	for range 2 {
		stdout, stderr, status := execute(t.Context(), dir, (*app).swCommand, "dist")
		if status != 0 || !strings.Contains(stdout, "with its list of files in dist/sw.txt") {
			t.Fatalf("status %d, %q, %q", status, stdout, stderr)
		}
		sw, err := os.ReadFile(filepath.Join(dir, "dist", "sw.js"))
		list, err2 := os.ReadFile(filepath.Join(dir, "dist", "sw.txt"))
		if err := errors.Join(err, err2); err != nil || !swgen.Generated(list) || len(sw) >= 8000 || !bytes.Contains(sw, []byte("sw.txt")) {
			t.Fatalf("sw.js of %d bytes, sw.txt of %d: %v", len(sw), len(list), err)
		}
		if before != "" && before != string(sw)+string(list) {
			t.Error("the second run writes something else")
		}
		before = string(sw) + string(list)
	}
	for _, name := range []string{"sw.js", "sw.txt"} {
		if zipped, err := os.ReadFile(filepath.Join(dir, "dist", name+".gz")); err != nil || string(zipped) == "old" {
			t.Errorf("%s.gz is still the old one: %v", name, err)
		}
	}
	projecttest.Write(t, filepath.Join(dir, "dist", "sw.txt"), []byte("mine"))
	if _, stderr, status := execute(t.Context(), dir, (*app).swCommand, "dist"); status != exitUsage || !strings.Contains(stderr, "already has a file sw.txt") {
		t.Errorf("status %d, %q; want an error of the name", status, stderr)
	}
}

func TestSWFlags(t *testing.T) {
	dir := vite(t)
	_, stderr, status := execute(t.Context(), dir, (*app).swCommand, "dist", "--cache-limit", "10MB", "--static-max", "300KB", "--image-max", "150KB",
		"--navigation-timeout", "800ms", "--navigation-exclude", "/rest/", "--scope", "/app/")
	sw, err := os.ReadFile(filepath.Join(dir, "dist", "sw.js"))
	if err != nil || status != 0 {
		t.Fatalf("status %d, %q, %v", status, stderr, err)
	}
	for _, want := range []string{"1e7", "3e5", "15e4", "800", `\/rest\/`} {
		if !bytes.Contains(sw, []byte(want)) {
			t.Errorf("no %s in the worker", want)
		}
	}
	if _, _, status := execute(t.Context(), dir, (*app).swCommand, "dist", "--kill"); status != 0 {
		t.Errorf("--kill: status %d", status)
	}
	if sw, err := os.ReadFile(filepath.Join(dir, "dist", "sw.js")); err != nil || !bytes.Contains(sw, []byte("unregister")) {
		t.Errorf("--kill writes no worker that removes itself: %v", err)
	}
}

// Wrong input is named by its flag, and nothing is written.
func TestSWErrors(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want string
	}{
		{nil, "sw needs one directory"},
		{[]string{"dist", "more"}, "sw needs one directory"},
		{[]string{"absent"}, "no directory absent"},
		{[]string{"dist/index.html"}, "no directory dist/index.html"},
		{[]string{"dist", "--precache", "absent.js"}, `--precache: the build has no file "absent.js"`},
		{[]string{"dist", "--precache", "index.html,assets/*"}, "6 files, the limit is 3"},
		{[]string{"dist", "--cache-limit", "1B"}, "larger than --cache-limit (1B)"},
		{[]string{"dist", "--static-max", "30MB"}, "--static-max: 30MB is larger than --cache-limit (25MB)"},
		{[]string{"dist", "--image-max", "nonsense"}, "bad size"},
		{[]string{"dist", "--navigation-timeout", "soon"}, "bad duration"},
		{[]string{"dist", "--out", "../sw.js"}, `--out: "../sw.js" is not the name of a script in the top directory`},
	} {
		t.Run(strings.Join(tt.args, " "), func(t *testing.T) {
			dir := vite(t)
			before := names(t, dir)
			_, stderr, status := execute(t.Context(), dir, (*app).swCommand, tt.args...)
			if status != exitUsage || !strings.Contains(stderr, tt.want) {
				t.Errorf("status %d, %q; want 2, %q", status, stderr, tt.want)
			}
			if after := names(t, dir); after != before {
				t.Errorf("files %s, before %s", after, before)
			}
		})
	}
}

func TestSWScopeOutsideTheBase(t *testing.T) {
	dir := vite(t)
	projecttest.Write(t, filepath.Join(dir, "dist", "index.html"), []byte(`<script src=/app/favicon.svg></script>`))
	if _, stderr, status := execute(t.Context(), dir, (*app).swCommand, "dist", "--scope", "/"); status != exitUsage || !strings.Contains(stderr, `--scope: "/" is outside base "/app/"`) {
		t.Errorf("status %d, %q", status, stderr)
	}
}

func TestSWKeepsWhatSomethingElseWrote(t *testing.T) {
	dir := vite(t)
	foreign := []byte("importScripts('workbox.js')")
	worker := filepath.Join(dir, "dist", "sw.js")
	projecttest.Write(t, worker, foreign)
	if _, stderr, status := execute(t.Context(), dir, (*app).swCommand, "dist"); status != exitUsage || !strings.Contains(stderr, "sw.js was not written by paintbox (choose another --out, or let --force replace it)") {
		t.Errorf("status %d, %q", status, stderr)
	}
	if sw, err := os.ReadFile(worker); err != nil || !bytes.Equal(sw, foreign) {
		t.Errorf("the foreign worker was changed: %v", err)
	}
	if _, stderr, status := execute(t.Context(), dir, (*app).swCommand, "dist", "--force"); status != 0 {
		t.Errorf("--force: status %d, %q", status, stderr)
	}
	if sw, err := os.ReadFile(worker); err != nil || !swgen.Generated(sw) {
		t.Errorf("--force did not replace it: %v", err)
	}
}

// A host that finds sw.js.br sends that: it must not be an older one.
func TestSWRenewsCompressedSiblings(t *testing.T) {
	dir := vite(t)
	projecttest.Write(t, filepath.Join(dir, "dist", "sw.js.br"), []byte("old"))
	if _, stderr, status := execute(t.Context(), dir, (*app).swCommand, "dist"); status != 0 {
		t.Fatalf("status %d, %q", status, stderr)
	}
	sw, err := os.ReadFile(filepath.Join(dir, "dist", "sw.js"))
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(filepath.Join(dir, "dist", "sw.js.br"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var unpacked bytes.Buffer
	if _, err := unpacked.ReadFrom(brotli.NewReader(f)); err != nil || !bytes.Equal(unpacked.Bytes(), sw) {
		t.Errorf("sw.js.br is not sw.js: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "dist", "sw.js.gz")); err == nil {
		t.Error("a sibling that there was not")
	}
}

func TestPreviewServesUntilInterrupted(t *testing.T) {
	insecure := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}} //nolint:gosec // nobody has signed the certificate
	defer insecure.CloseIdleConnections()
	for want, args := range map[string][]string{
		"http://localhost:":  {"dist", "--port", "0", "--base", "/app/"},
		"http://127.0.0.1:":  {"dist", "--port", "0", "--base", "/app/", "--host", "127.0.0.1"},
		"https://localhost:": {"dist", "--port", "0", "--base", "/app/", "--https"},
	} {
		t.Run(want, func(t *testing.T) {
			url, stop := previewed(t, vite(t), args...)
			if !strings.HasPrefix(url, want) || !strings.HasSuffix(url, "/app/") {
				t.Errorf("address %q", url)
			}
			response, err := insecure.Get(url + "assets/index-DyQnkPaJ.js") //nolint:noctx // the server is this test's
			if err != nil {
				t.Fatal(err)
			}
			if err := response.Body.Close(); err != nil || response.StatusCode != 200 || !strings.Contains(response.Header.Get("Cache-Control"), "immutable") {
				t.Errorf("%d %v %v", response.StatusCode, response.Header, err)
			}
			insecure.CloseIdleConnections()
			if err := stop(); err != nil {
				t.Errorf("ended with %v", err)
			}
		})
	}
}

// previewed starts the command in a directory and returns the address that it
// prints, and what interrupts it and returns its error.
func previewed(t *testing.T, dir string, args ...string) (url string, stop func() error) {
	t.Helper()
	ctx, interrupt := context.WithCancel(t.Context())
	out := &firstLine{line: make(chan string, 1)}
	a := &app{stdout: out, stderr: out, env: func(string) (string, bool) { return "", false }, cwd: dir}
	a.term = newTerminal(a, nil)
	cmd := a.previewCommand()
	cmd.SetArgs(args)
	done := make(chan error, 1)
	go func() { done <- cmd.ExecuteContext(ctx) }()
	stop = func() error {
		interrupt()
		return <-done
	}
	select {
	case url = <-out.line:
	case err := <-done:
		t.Fatalf("ended: %v", err)
	case <-time.After(10 * time.Second):
		t.Fatal("no address")
	}
	return url, stop
}

// firstLine passes on what is printed first.
type firstLine struct{ line chan string }

func (f *firstLine) Write(p []byte) (int, error) {
	select {
	case f.line <- strings.TrimSpace(string(p)):
	default:
	}
	return len(p), nil
}

func TestPreviewErrors(t *testing.T) {
	for want, args := range map[string][]string{
		"build first, or name the directory of a build": {"absent"},
		"preview takes one directory":                   {"a", "b"},
		"choose another --port":                         {"dist", "--port", "99999"},
	} {
		if _, stderr, status := execute(t.Context(), vite(t), (*app).previewCommand, args...); status != exitUsage || !strings.Contains(stderr, want) {
			t.Errorf("%v: status %d, %q; want 2, %q", args, status, stderr, want)
		}
	}
}
