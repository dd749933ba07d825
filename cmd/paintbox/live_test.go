package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/paintbox-build/paintbox/internal/browsertest"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

const liveProject = `
-- package.json --
{"name": "live", "type": "module"}
-- index.html --
<!doctype html><title>Live</title><link rel="stylesheet" href="src/main.css"><p id="text"></p><script type="module" src="src/main.js"></script>
-- src/main.js --
import { text } from "./text.js"; document.querySelector("#text").textContent = text;
-- src/text.js --
export const text = "first text";
-- src/main.css --
p { color: rgb(1, 1, 1) }
`

// Where the first build fails, what serves waits for one that does not.
func TestPreviewWatchWaits(t *testing.T) {
	dir, remove := projecttest.Make(strings.Replace(liveProject, `= text;`, `= ;`, 1))
	t.Cleanup(remove)
	ctx, stop := context.WithCancel(t.Context())
	reader, writer := io.Pipe()
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, []string{"preview", "--watch", "--port", "0", "--cwd", dir}, writer, io.Discard, func(string) (string, bool) { return "", false }, []string{"PATH=" + os.Getenv("PATH")})
		_ = writer.Close() // the reader sees the end
	}()
	var printed []string
	for lines := bufio.NewScanner(reader); lines.Scan(); {
		printed = append(printed, lines.Text())
		switch {
		case strings.HasPrefix(lines.Text(), "failed"):
			projecttest.Write(t, filepath.Join(dir, "src", "main.js"), []byte("console.log()"))
		case strings.HasPrefix(lines.Text(), "http"):
			stop()
		}
	}
	if got := <-status; got != exitDone || len(printed) != 3 || !strings.HasPrefix(printed[0], "failed") || !strings.HasPrefix(printed[1], "built") {
		t.Errorf("it ends with %d: %q", got, printed)
	}
	stop()
}

// A page takes another style sheet without being loaded again, is loaded again where
// anything else changes, and shows what is wrong until it is right.
func TestPreviewWatch(t *testing.T) {
	dir, remove := projecttest.Make(liveProject)
	t.Cleanup(remove)
	ctx, stop := context.WithCancel(t.Context())
	reader, writer := io.Pipe()
	var stderr strings.Builder
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, []string{"preview", "--watch", "--port", "0", "--cwd", dir}, writer, &stderr, func(string) (string, bool) { return "", false }, []string{"PATH=" + os.Getenv("PATH")})
		_ = writer.Close() // the reader sees the end
	}()
	lines := bufio.NewScanner(reader)
	t.Cleanup(func() {
		stop()
		for lines.Scan() {
			continue // so that what is printed last does not wait
		}
		if got := <-status; got != exitDone {
			t.Errorf("it ends with %d\n%s", got, &stderr)
		}
	})
	url := ""
	for url == "" && lines.Scan() {
		if strings.HasPrefix(lines.Text(), "http") {
			url = lines.Text()
		}
	}
	go func() {
		for lines.Scan() {
			continue // so that builds do not wait
		}
	}()
	var browser browsertest.Browser
	t.Cleanup(browser.Stop)
	page, cancel := chromedp.NewContext(browser.Context(t.Context()))
	t.Cleanup(cancel)
	see := func(what, expression string) {
		t.Helper()
		for until := time.Now().Add(30 * time.Second); time.Now().Before(until); time.Sleep(50 * time.Millisecond) {
			if seen, err := chromedp.Run(page, chromedp.Evaluate[bool]("!!("+expression+")")); err == nil && seen { // an error while the page is loaded again
				return
			}
		}
		text, _ := chromedp.Run(page, chromedp.Evaluate[string]("document.documentElement.outerHTML")) // for the message
		t.Fatalf("not seen: %s\n%s\n%s", what, text, &stderr)
	}
	write := func(name, text string) {
		projecttest.Write(t, filepath.Join(dir, filepath.FromSlash(name)), []byte(text))
	}
	if err := chromedp.Do(page, chromedp.Navigate(url)); err != nil {
		t.Fatal(err)
	}
	const errors = `(document.querySelector("paintbox-errors")?.shadowRoot.textContent ?? "")`
	see("the first build", `document.querySelector("#text").textContent === "first text" && (window.kept = true)`)
	write("src/main.css", "p { color: rgb(2, 2, 2) }")
	see("another style sheet", `getComputedStyle(document.querySelector("#text")).color === "rgb(2, 2, 2)" && window.kept`)
	write("src/text.js", `export const text = "second text";`)
	see("another text", `document.querySelector("#text")?.textContent === "second text" && !window.kept && (window.kept = true)`)
	write("src/text.js", `export const text = ;`)
	see("an error", errors+`.includes("src/text.js:1:21") && window.kept`)
	write("src/text.js", `export const text = "second text";`)
	see("no error", errors+` === "" && window.kept`)
	write("index.html", `<!doctype html><title>Another page</title><p id="text"></p><script type="module" src="src/main.js"></script>`)
	see("another page", `document.title === "Another page" && !window.kept`)
}
