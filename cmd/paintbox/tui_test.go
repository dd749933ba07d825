package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/asset"
)

func noEnv(string) (string, bool) { return "", false }

func TestMessages(t *testing.T) {
	long := strings.Repeat("a", 90) + "!" + strings.Repeat("b", 200)
	tests := []struct {
		name    string
		message asset.Message
		want    string
	}{
		{"text only", asset.Message{Text: "no room"}, "error: no room\n"},
		{"caret", asset.Message{Text: `expected ";"`, File: "src/a.ts", Line: 12, Column: 7, Source: "let a b", Note: "write it"},
			"error: src/a.ts:12:7: expected \";\" (write it)\n  12 │ let a b\n     │       ^\n"},
		{"tabs and letters of several bytes", asset.Message{Text: "x", File: "a", Line: 1, Column: 6, Source: "\té \tx"},
			"error: a:1:6: x\n  1 │   é   x\n    │       ^\n"},
		{"no column", asset.Message{Text: "x", File: "a", Line: 1, Source: "y"}, "error: a:1: x\n  1 │ y\n"},
		{"a column after the end", asset.Message{Text: "x", File: "a", Line: 1, Column: 99, Source: "y"}, "error: a:1:99: x\n  1 │ y\n    │  ^\n"},
		{"a long line", asset.Message{Text: "x", File: "a", Line: 1, Column: 91, Source: long},
			"error: a:1:91: x\n  1 │ " + strings.Repeat("a", 40) + "!" + strings.Repeat("b", 58) + "…\n    │ " + strings.Repeat(" ", 40) + "^\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out, err bytes.Buffer
			a := &app{stdout: &out, stderr: &err, env: noEnv}
			newTerminal(a, nil).fail(asset.Messages{tt.message}, exitFailed)
			if diff := cmp.Diff(tt.want, err.String()); diff != "" || out.Len() > 0 {
				t.Errorf("%s\nstdout: %s", diff, &out)
			}
		})
	}
}

func TestManyMessages(t *testing.T) {
	var err bytes.Buffer
	a := &app{stdout: &err, stderr: &err, env: noEnv}
	messages := make([]asset.Message, 50)
	for i := range messages {
		messages[i].Text = strconv.Itoa(i)
	}
	newTerminal(a, nil).warn(messages)
	if got := strings.Count(err.String(), "warning:"); got != maxMessages+1 || !strings.HasSuffix(err.String(), "warning: 30 more\n") {
		t.Errorf("%d lines: %s", got, &err)
	}
}

// TestInternalError makes the program panic: nobody sees the trace, and the file
// with it is named.
func TestInternalError(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	t.Setenv("TMP", os.Getenv("TMPDIR"))
	var out, err bytes.Buffer
	env := func(name string) (string, bool) {
		if name == "GOGC" {
			panic("a mistake")
		}
		return "", false
	}
	if status := run(t.Context(), []string{"build", "--json"}, &out, &err, env, nil); status != exitFailed {
		t.Errorf("exit status %d", status)
	}
	if !strings.HasPrefix(err.String(), "error: internal error in paintbox ") || !strings.Contains(err.String(), ": a mistake (please report it, with ") ||
		strings.Contains(err.String(), "goroutine") || strings.Count(err.String(), "\n") != 1 {
		t.Errorf("stderr: %s", &err)
	}
	if !strings.HasPrefix(out.String(), `{"error":{"message":"internal error in paintbox `) {
		t.Errorf("stdout: %s", &out)
	}
	files, globErr := filepath.Glob(filepath.Join(os.TempDir(), "paintbox-error-*.txt"))
	if globErr != nil || len(files) != 1 {
		t.Fatalf("files %v, %v", files, globErr)
	}
	if text, readErr := os.ReadFile(files[0]); readErr != nil || !strings.Contains(string(text), "goroutine") {
		t.Errorf("%v: %s", readErr, text)
	}
}

func TestSwitchesBeforeFlagsAreParsed(t *testing.T) {
	for line, want := range map[string]bool{"--json": true, "build --json=true x": true, "--json=false": false, "-- --json": false, "--jsonx": false, "": false} {
		if got := given(strings.Fields(line), "--json"); got != want {
			t.Errorf("%q: %v", line, got)
		}
	}
}
