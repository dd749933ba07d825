package main

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// codingRow is a coding that HTTP knows and the table does not have.
const codingRow = `
		{Name: "deflate", Token: "deflate", Suffix: ".zz", Media: "application/zlib", Level: "level 9",
			encoders: func() []implementation {
				return []implementation{{"compress/zlib", stream(func(w io.Writer) writer { return must(zlib.NewWriterLevel(w, 9)) })}}
			},
			decode: func(src io.Reader) (io.Reader, error) { return zlib.NewReader(src) }},`

// TestARowIsACoding builds the program with one more row in the table of codings,
// and nothing else. The configuration, help, build, report, budgets, check and
// preview know the coding, and the tests that go through the table pass: they
// compare schema and tables.
func TestARowIsACoding(t *testing.T) {
	overlay := withRow(t)
	program := filepath.Join(t.TempDir(), "paintbox")
	goTool(t, "build", "-overlay", overlay, "-o", program, ".")
	goTool(t, "test", "-overlay", overlay, "-run", "^TestSchemaHasEveryCoding$", "../../internal/config")

	dir := t.TempDir()
	projecttest.Write(t, filepath.Join(dir, "index.html"), []byte(`<!doctype html><html lang="en"><title>Row</title><script type="module" src="main.js"></script></html>`))
	projecttest.Write(t, filepath.Join(dir, "main.js"), []byte(`document.title = "one and one and one and one and one and one and one and one and one and one";`))
	projecttest.Write(t, filepath.Join(dir, "paintbox.json"), []byte(`{
		"compress": { "deflate": true, "threshold": "1B" },
		"budgets": [{ "type": "total", "measure": "deflate", "max": "9KB", "maxIncrease": "1%" }]
	}`))
	projecttest.Write(t, filepath.Join(dir, "wrong.json"), []byte(`{ "compress": { "deflat": true } }`))
	for _, step := range []struct{ command, want string }{
		{"build --help", `\.zz\b`},
		{"build --write-baseline sizes.json", `(?s) raw .* deflate\b.*✓ total .* deflate of 9 KB`},
		{"check --baseline sizes.json", `(?s) raw .* deflate\b.*✓ total 0 B deflate against`},
		{"check --json", `"deflate": \d+`},
		{"build --config wrong.json", `"deflat" \(did you mean "deflate"`},
	} {
		if out := printed(t, program, dir, strings.Fields(step.command)...); !regexp.MustCompile(step.want).MatchString(out) {
			t.Errorf("paintbox %s: want %s in\n%s", step.command, step.want, out)
		}
	}
	page, err := os.ReadFile(filepath.Join(dir, "dist/index.html"))
	if err != nil {
		t.Fatal(err)
	}
	served := preferring(t, program, dir, "deflate")
	if r, err := zlib.NewReader(bytes.NewReader(served)); err != nil {
		t.Error(err)
	} else if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, page) {
		t.Errorf("preview sent %q, %v", got, err)
	}
	for _, file := range []string{".paintbox", "index.html.zz"} { // as another tool's, which has no such sibling
		if err := os.RemoveAll(filepath.Join(dir, "dist", file)); err != nil {
			t.Fatal(err)
		}
	}
	if out := printed(t, program, dir, "check"); !regexp.MustCompile(`raw .* deflate\b`).MatchString(out) {
		t.Errorf("check of another tool's build:\n%s", out)
	}
}

// printed is what the program prints, however it ends.
func printed(t *testing.T, program, dir string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Dir = dir
	out, _ := cmd.CombinedOutput()
	return string(out)
}

// withRow writes an overlay for the go command, in which the table of codings has
// codingRow, too.
func withRow(t *testing.T) (overlay string) {
	t.Helper()
	table, err := filepath.Abs("../../internal/coding/coding.go")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	const head, imports = "return []Coding{", "import (\n"
	if bytes.Count(source, []byte(head)) != 1 || bytes.Count(source, []byte(imports)) != 1 {
		t.Fatalf("the table is not where it was")
	}
	text := strings.Replace(string(source), head, head+codingRow, 1)
	text = strings.Replace(text, imports, imports+"\t\"compress/zlib\"\n", 1)
	dir := t.TempDir()
	changed := filepath.Join(dir, "coding.go")
	projecttest.Write(t, changed, []byte(text))
	list, err := json.Marshal(map[string]map[string]string{"Replace": {table: changed}})
	if err != nil {
		t.Fatal(err)
	}
	projecttest.Write(t, filepath.Join(dir, "overlay.json"), list)
	return filepath.Join(dir, "overlay.json")
}

func goTool(t *testing.T, args ...string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), "go", args...).CombinedOutput(); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// preferring is the body that preview sends of the page to a client that accepts
// one coding alone.
func preferring(t *testing.T, program, dir, token string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, "preview", "--port", "0")
	cmd.Dir = dir
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = cmd.Process.Kill(), cmd.Wait() }()
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, strings.TrimSpace(address), nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }() // it was only read
	body, err := io.ReadAll(response.Body)
	if err == nil && response.Header.Get("Content-Encoding") != token {
		err = fmt.Errorf("encoded as %q", response.Header.Get("Content-Encoding"))
	}
	if err != nil {
		t.Fatal(err)
	}
	return body
}
