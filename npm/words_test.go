package npm

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestActionInputsAreNoCode gives inputs that a shell would run, or take for flags.
func TestActionInputsAreNoCode(t *testing.T) {
	for _, s := range readAction(t).Runs.Steps {
		if strings.Contains(s.Run, "${{") {
			t.Errorf("an expression becomes a part of a script: %s", s.Run)
		}
	}
	hub := newHub(t)
	app := judged(t, `[{ "type": "total", "max": "1MB" }]`)
	attacks := map[string]string{
		"directory": "$(touch pwned)`touch pwned`\"; touch pwned; \"\ntouch pwned\n::error::pwned & touch pwned &", "baseline": "$(touch pwned)`touch pwned`\"; touch pwned; \"",
		"name": "\"; touch pwned; \"\n::error::pwned", "command": "\"; touch pwned; \"\n::error::pwned",
	}
	for input, attack := range attacks {
		inputs := map[string]string{"command": "check", input: attack}
		out := runJob(t, job{dir: app, event: pullRequest(), inputs: inputs, env: hub.env()})
		if _, err := os.Stat(filepath.Join(app, "pwned")); err == nil {
			t.Fatalf("%s %q was run: %s", input, attack, out.log)
		}
		for line := range strings.Lines(out.log) {
			if strings.HasPrefix(strings.TrimSpace(line), "::error::pwned") {
				t.Errorf("%s %q is a command of the log: %q", input, attack, line)
			}
		}
	}
	if out := runJob(t, job{dir: app, event: `{}`, inputs: map[string]string{"command": "check", "directory": "--write-baseline=pwned"}, env: hub.env()}); out.status == 0 {
		t.Errorf("a directory is taken for a flag: %s", out.log)
	}
	out := runJob(t, job{dir: app, event: `{}`, inputs: map[string]string{"args": "--outdir '$(touch pwned) `x`' ; touch pwned"}, env: hub.env()})
	if _, err := os.Stat(filepath.Join(app, "pwned")); err == nil || out.status == 0 {
		t.Errorf("what stands behind a semicolon is no entry: %d %s", out.status, out.log)
	}
}

// TestActionWords takes texts apart as a shell does.
func TestActionWords(t *testing.T) {
	for text, want := range map[string]string{
		"":                                `[]`,
		"  a  b\tc\n":                     `["a","b","c"]`,
		`--outdir 'the output' "b c"d\ e`: `["--outdir","the output","b cd e"]`,
		`"" a''b`:                         `["","ab"]`,
		`"a\"b\\c\d"`:                     `["a\"b\\c\\d"]`,
		"$(x) `y` $HOME ; & | > *":        "[\"$(x)\",\"`y`\",\"$HOME\",\";\",\"&\",\"|\",\">\",\"*\"]",
		`a\`:                              `["a\\"]`,
		`a 'b`:                            `a quote is not closed in "a 'b"`,
	} {
		cmd := command("action", nil, "node", "--input-type=module", "--eval", `
			import { readFileSync } from 'node:fs';
			import { words } from './words.mjs';
			try { process.stdout.write(JSON.stringify(words(readFileSync(0, 'utf8')))); } catch (error) { process.stdout.write(error.message); }`)
		cmd.Stdin = strings.NewReader(text)
		if got := run(t, cmd); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
