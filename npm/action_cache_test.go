package npm

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What a push left is there in a later run, whose build is not made again.
func TestActionCache(t *testing.T) {
	hub := newHub(t)
	app := judged(t, `[{ "type": "total", "max": "1MB" }]`)
	push := []string{"GITHUB_EVENT_NAME=push", "GITHUB_REF=refs/heads/main"}
	event := `{"ref": "refs/heads/main", "repository": {"default_branch": "main"}}`
	first := runJob(t, job{dir: app, event: event, env: slices.Concat(hub.env(), push)})
	if first.status != 0 || first.saved == "" || strings.Contains(first.log, "nothing changed") {
		t.Fatalf("%+v", first)
	}
	if err := os.RemoveAll(filepath.Join(app, "dist")); err != nil {
		t.Fatal(err)
	}
	second := runJob(t, job{dir: app, event: pullRequest(), kept: first.saved, env: append(hub.env(), "GITHUB_EVENT_NAME=pull_request", "GITHUB_REF=refs/pull/7/merge")})
	if second.status != 0 || second.saved == "" || !strings.Contains(second.log, "nothing changed since an earlier build, which is published again") {
		t.Errorf("%+v", second)
	}
	for what, j := range map[string]job{
		"the input":            {inputs: map[string]string{"cache": "false"}, env: push},
		"another cache":        {env: append(push, "PAINTBOX_CACHE="+filepath.Join(t.TempDir(), "kept"))},
		"check":                {inputs: map[string]string{"command": "check"}, env: push},
		"pull_request_target":  {env: []string{"GITHUB_EVENT_NAME=pull_request_target", "GITHUB_REF=refs/heads/main"}},
		"workflow_run":         {env: []string{"GITHUB_EVENT_NAME=workflow_run", "GITHUB_REF=refs/heads/main"}},
		"an event of tomorrow": {env: []string{"GITHUB_EVENT_NAME=another", "GITHUB_REF=refs/heads/main"}},
	} {
		j.dir, j.event, j.env = app, event, slices.Concat(hub.env(), j.env)
		if out := runJob(t, j); out.status != 0 || out.saved != "" {
			t.Errorf("%s: status %d, saved %q\n%s", what, out.status, out.saved, out.log)
		}
	}
}

// Only a push to the default branch may write to a shared cache, whatever a workflow
// sets.
func TestActionMayWrite(t *testing.T) {
	hub := newHub(t)
	app := t.TempDir()
	program := filepath.Join(app, "program.mjs")
	if err := os.WriteFile(program, []byte("console.log(`writes <${process.env.PAINTBOX_CACHE_WRITE}> to <${process.env.PAINTBOX_CACHE_URL}>`);"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		event, ref, payload string
		writes              bool
	}{
		{"push", "refs/heads/main", `{"repository": {"default_branch": "main"}}`, true},
		{"push", "refs/heads/trunk", `{"repository": {"default_branch": "trunk"}}`, true},
		{"push", "refs/heads/topic", `{"repository": {"default_branch": "main"}}`, false},
		{"push", "refs/tags/main", `{"repository": {"default_branch": "main"}}`, false},
		{"push", "refs/heads/", `{"repository": {}}`, false},
		{"push", "refs/heads/undefined", `{}`, false},
		{"pull_request", "refs/pull/7/merge", pullRequest(), false},
		{"pull_request_target", "refs/heads/main", `{"repository": {"default_branch": "main"}, "pull_request": {"number": 7, "base": {"ref": "main", "sha": "base"}}}`, false},
		{"workflow_run", "refs/heads/main", `{"repository": {"default_branch": "main"}}`, false},
		{"schedule", "refs/heads/main", `{"repository": {"default_branch": "main"}}`, false},
	} {
		for _, set := range []string{"", "1"} {
			out := runJob(t, job{dir: app, event: test.payload, inputs: map[string]string{"paintbox": "node " + filepath.ToSlash(program), "comment": "false"},
				env: append(hub.env(), "GITHUB_EVENT_NAME="+test.event, "GITHUB_REF="+test.ref, "PAINTBOX_CACHE_URL=redis://cache", "PAINTBOX_CACHE_WRITE="+set)})
			want := "writes <> to <redis://cache>"
			if test.writes {
				want = "writes <1> to <redis://cache>"
			}
			if !strings.Contains(out.log, want) {
				t.Errorf("%s: the log is\n%s", fmt.Sprint(test, set), out.log)
			}
		}
	}
}

// restore gives a job the cache that was saved before, where its step does.
func restore(t testing.TB, s step, values map[string]string, j job) {
	t.Helper()
	if want := "${{ inputs.command == 'build' && inputs.cache == 'true' && env.PAINTBOX_CACHE == '' }}"; s.If != want || s.Uses != "actions/cache/restore@v5" {
		t.Fatalf("the first step restores by %s if %s, which the test does not know", s.Uses, s.If)
	}
	named := slices.ContainsFunc(j.env, func(entry string) bool {
		return strings.HasPrefix(entry, "PAINTBOX_CACHE=") && entry != "PAINTBOX_CACHE="
	})
	if j.kept == "" || values["inputs.command"] != "build" || values["inputs.cache"] != "true" || named {
		return
	}
	if got, want := fill(t, fmt.Sprint(s.With["key"]), values), fill(t, fmt.Sprint(s.With["restore-keys"]), values)+"commit"; got != want {
		t.Fatalf("a cache is saved as %s, and asked for by another name than %s", got, want)
	}
	if err := os.CopyFS(fill(t, fmt.Sprint(s.With["path"]), values), os.DirFS(j.kept)); err != nil {
		t.Fatal(err)
	}
}

// saved is the directory that a step saves; "" where it does not run.
func saved(t testing.TB, s step, values map[string]string) string {
	t.Helper()
	if want := "${{ !cancelled() && steps.paintbox.outputs.cache != '' }}"; s.If != want || s.Uses != "actions/cache/save@v5" {
		t.Fatalf("the third step saves by %s if %s, which the test does not know", s.Uses, s.If)
	}
	if values["steps.paintbox.outputs.cache"] == "" {
		return ""
	}
	return fill(t, fmt.Sprint(s.With["path"]), values)
}
