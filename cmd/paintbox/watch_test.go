package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// watched is a build that follows changes, in a goroutine.
type watched struct {
	t      *testing.T
	dir    string
	events *bufio.Scanner
	stop   context.CancelFunc
	status chan int
	errors *strings.Builder
}

func startWatch(t *testing.T, project string, flags ...string) *watched {
	t.Helper()
	dir, remove := projecttest.Make(project)
	t.Cleanup(remove)
	ctx, stop := context.WithCancel(t.Context())
	reader, writer := io.Pipe()
	w := &watched{t: t, dir: dir, events: bufio.NewScanner(reader), stop: stop, status: make(chan int, 1), errors: &strings.Builder{}}
	args := append([]string{"build", "--watch", "--json", "--cwd", dir}, flags...)
	go func() {
		w.status <- run(ctx, args, writer, w.errors, func(string) (string, bool) { return "", false }, []string{"PATH=" + os.Getenv("PATH")})
		_ = writer.Close() // the reader sees the end
	}()
	t.Cleanup(w.end)
	return w
}

// end interrupts the build, which is no failure.
func (w *watched) end() {
	w.stop()
	go func() {
		for w.events.Scan() {
			continue // so that what is printed last does not wait
		}
	}()
	if status := <-w.status; status != exitDone {
		w.t.Errorf("it ends with %d\n%s", status, w.errors)
	}
}

// next waits for a build.
func (w *watched) next() event {
	w.t.Helper()
	if !w.events.Scan() {
		w.t.Fatalf("no event: %v\n%s", w.events.Err(), w.errors)
	}
	var e event
	if err := json.Unmarshal(w.events.Bytes(), &e); err != nil {
		w.t.Fatalf("%s: %v", w.events.Bytes(), err)
	}
	return e
}

// until waits for a build whose output holds a text.
func (w *watched) until(event, text string) {
	w.t.Helper()
	for range 5 { // a build may have begun between two writes of one edit
		e := w.next()
		if e.Event == event && (text == "" || strings.Contains(w.output(), text)) {
			return
		}
	}
	w.t.Fatalf("no build that %s with %q\n%s\n%s", event, text, w.output(), w.errors)
}

func (w *watched) write(name, text string) {
	projecttest.Write(w.t, filepath.Join(w.dir, filepath.FromSlash(name)), []byte(text))
}

// output is everything that is published.
func (w *watched) output() string {
	w.t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(filepath.Join(w.dir, "dist"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		all.WriteString(d.Name() + "\n" + string(data) + "\n")
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return all.String()
}

const watchedProject = `
-- package.json --
{"name": "watched", "type": "module"}
-- index.html --
<!doctype html><title>Watched</title><link rel="stylesheet" href="src/main.css"><script type="module" src="src/main.js"></script>
-- src/main.js --
import { part } from "./part"; import pkg from "pkg"; console.log("first", part, pkg, import.meta.env.VITE_NAME);
-- src/part.js --
export const part = ["part", "one"];
-- src/main.css --
body { margin: 1px }
-- public/robots.txt --
robots one
-- node_modules/pkg/package.json --
{"name": "pkg", "main": "index.js"}
-- node_modules/pkg/index.js --
export default ["package", "one"];
`

// Each edit that may lead to another output leads to it, and what is wrong leaves the
// last output as it is.
func TestWatch(t *testing.T) {
	w := startWatch(t, watchedProject)
	w.until("built", `"first"`)
	for _, file := range []string{"sw.js", ".gz"} {
		if strings.Contains(w.output(), file+"\n") {
			t.Errorf("%s is written", file)
		}
	}
	for _, step := range []struct{ name, text, built string }{
		{"src/main.js", `import { part } from "./part"; import pkg from "pkg"; console.log("second", part, pkg, import.meta.env.VITE_NAME);`, `"second"`},
		{"src/part.js", `export const part = ["part", "two"];`, `"two"`},
		{"src/part.ts", `export const part: string[] = ["ahead of part.js"];`, "ahead of part.js"},
		{"src/main.css", "body { margin: 2px }", "margin:2px"},
		{"index.html", `<!doctype html><title>Another</title><link rel="stylesheet" href="src/main.css"><script type="module" src="src/main.js"></script>`, "Another"},
		{"public/robots.txt", "robots two", "robots two"},
		{"public/deep/new.txt", "new in public", "new in public"},
		{"node_modules/pkg/index.js", `export default ["package", "two"];`, `"package","two"`},
		{"node_modules/pkg/other.js", `export default ["the other file"];`, ""},
		{"node_modules/pkg/package.json", `{"name": "pkg", "main": "other.js"}`, "the other file"},
		{".env", "VITE_NAME=from-env", "from-env"},
		{"paintbox.json", `{"define": {"NAME": "\"defined\""}}`, ""},
		{"src/main.js", `console.log("third", NAME);`, `"defined"`},
	} {
		w.write(step.name, step.text)
		if step.built != "" {
			w.until("built", step.built)
		}
	}
	before := w.output()
	w.write("src/main.js", `import "./missing"; console.log("fourth");`)
	if e := w.next(); e.Event != "failed" || len(e.Errors) != 1 || e.Errors[0].File != "src/main.js" || !strings.Contains(e.Errors[0].Text, "./missing") {
		t.Errorf("%+v", e)
	}
	if w.output() != before {
		t.Error("a build that failed has changed the output")
	}
	w.write("src/missing.js", `console.log("found");`)
	w.until("built", `"found"`)
	w.write("paintbox.json", `{"defin": {}}`)
	w.until("failed", "")
	w.write("paintbox.json", `{}`)
	w.until("built", `"fourth"`)
}

// Where Node runs plugins every build starts it, and what it reads counts.
func TestWatchPlugins(t *testing.T) {
	w := startWatch(t, watchedProject+`
-- vite.config.mjs --
import { word } from "./word.mjs";
export default { plugins: [{ name: "own", transform: (code, id) => id.endsWith("part.js") ? code.replace("one", word) : undefined }] };
-- word.mjs --
export const word = "plugged";
`)
	w.until("built", `"plugged"`)
	for _, step := range []struct{ name, text, built string }{
		{"src/part.js", `export const part = ["second", "one"];`, `"second","plugged"`},
		{"src/part.js", `export const part = ["third", "one"];`, `"third","plugged"`},
		{"word.mjs", `export const word = "another";`, `"third","another"`},
	} {
		w.write(step.name, step.text)
		w.until("built", step.built)
	}
}

// A configuration of any name is read again, and the output may move.
func TestWatchConfiguration(t *testing.T) {
	w := startWatch(t, watchedProject+"-- build/my.json --\n{}\n", "--config", "build/my.json")
	w.until("built", `"first"`)
	w.write("build/my.json", `{"define": {"import.meta.env.VITE_NAME": "\"of the configuration\""}}`)
	w.until("built", "of the configuration")
}

// What is changed while a build runs, or several times at once, ends in the output,
// and what nobody reads leads to no build.
func TestWatchManyEdits(t *testing.T) {
	w := startWatch(t, watchedProject, "--poll")
	w.until("built", `"first"`)
	for i := range 20 {
		w.write("src/part.js", `export const part = ["edit", "`+strings.Repeat("x", i+1)+`"];`)
		time.Sleep(10 * time.Millisecond)
	}
	w.until("built", `"`+strings.Repeat("x", 20)+`"`)
	w.write("notes.txt", "nobody reads it")
	time.Sleep(time.Second)
	w.write("src/part.js", `export const part = ["last"];`)
	if e := w.next(); e.Event != "built" || !slices.Contains(e.Changed, "src/part.js") || slices.Contains(e.Changed, "notes.txt") {
		t.Errorf("%+v", e)
	}
}

// A command follows each build, and ends before the next.
func TestOnRebuild(t *testing.T) {
	w := startWatch(t, watchedProject, "--on-rebuild", `echo built >> builds.txt; echo '{"event":"command"}'; exec sleep 100`)
	for i := range 3 {
		w.until("built", "")
		if e := w.next(); e.Event != "command" {
			t.Errorf("%+v", e)
		}
		data, err := os.ReadFile(filepath.Join(w.dir, "builds.txt"))
		if err != nil || string(data) != strings.Repeat("built\n", i+1) {
			t.Errorf("%q, %v", data, err)
		}
		w.write("src/part.js", `export const part = "`+strings.Repeat("x", i+1)+`";`)
	}
}
