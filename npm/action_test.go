package npm

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// action is action.yml, as far as the tests run it.
type action struct {
	Inputs map[string]struct {
		Description, Default string
		Required             bool
	}
	Outputs map[string]struct{ Value string }
	Runs    struct{ Steps []step }
}

type step struct {
	ID, If, Shell, Run, Uses string
	WorkingDirectory         string `json:"working-directory"`
	Env, With                map[string]any
}

// fromYAML reads YAML into v.
func fromYAML(t testing.TB, text string, v any) {
	t.Helper()
	cmd := command("testdata", nil, "node", "--eval", `
		const { parse } = require('yaml');
		process.stdout.write(JSON.stringify(parse(require('fs').readFileSync(0, 'utf8'), { strict: true, uniqueKeys: true })));`)
	cmd.Stdin = strings.NewReader(text)
	if err := json.Unmarshal([]byte(run(t, cmd)), v); err != nil {
		t.Fatal(err)
	}
}

func readAction(t testing.TB) action {
	t.Helper()
	text, err := os.ReadFile("../action.yml")
	if err != nil {
		t.Fatal(err)
	}
	var a action
	fromYAML(t, string(text), &a)
	return a
}

// job is a job that uses the action.
type job struct {
	dir    string            // the checkout
	event  string            // JSON
	inputs map[string]string // "with"
	env    []string
	kept   string // the directory of a cache that was saved before
}

// outcome is what a job did.
type outcome struct {
	status   int
	log      string
	summary  string
	outputs  map[string]string
	uploaded map[string]string // what the upload step was given; nil where it did not run
	saved    string            // the directory of the cache that was saved; "" where none was
}

// runJob does what a runner does: it fills in the expressions and runs the steps.
// The steps that upload, restore and save are GitHub's, so the test looks at what they
// are given.
func runJob(t testing.TB, j job) outcome {
	t.Helper()
	a, temp, out := readAction(t), t.TempDir(), outcome{}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	event, output, summary := filepath.Join(temp, "event"), filepath.Join(temp, "output"), filepath.Join(temp, "summary")
	for file, text := range map[string]string{event: j.event, output: "", summary: ""} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	values := map[string]string{"github.token": "secret-token", "github.sha": "commit", "runner.temp": temp, "runner.os": "Linux", "runner.arch": "X64"}
	for name, in := range a.Inputs {
		values["inputs."+name] = fill(t, in.Default, values)
	}
	for name, value := range j.inputs {
		if _, ok := a.Inputs[name]; !ok {
			t.Fatalf("action.yml has no input %s", name)
		}
		values["inputs."+name] = value
	}
	runs, uploads := a.Runs.Steps[1], a.Runs.Steps[3]
	restore(t, a.Runs.Steps[0], values, j)
	cmd := command(filepath.Join(j.dir, fill(t, runs.WorkingDirectory, values)), j.env, runs.Shell, "-e", "-o", "pipefail", "-c", fill(t, runs.Run, values))
	cmd.Env = append(cmd.Env, "GITHUB_ACTIONS=true", "GITHUB_ACTION_PATH="+root, "GITHUB_EVENT_PATH="+event, "GITHUB_OUTPUT="+output,
		"GITHUB_STEP_SUMMARY="+summary, "GITHUB_REPOSITORY=owner/app", "RUNNER_TEMP="+temp)
	for name, value := range runs.Env {
		cmd.Env = append(cmd.Env, name+"="+fill(t, value.(string), values))
	}
	log, err := cmd.CombinedOutput()
	if ended, ok := errors.AsType[*exec.ExitError](err); ok {
		out.status = ended.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	out.log, out.summary, out.outputs = string(log), read(t, summary), map[string]string{}
	for line := range strings.Lines(read(t, output)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		values["steps."+runs.ID+".outputs."+name], out.outputs[name] = value, value
	}
	if want := "${{ !cancelled() && steps.paintbox.outputs.baseline != '' }}"; uploads.If != want {
		t.Fatalf("the upload step runs if %s, which the test does not know", uploads.If)
	}
	out.saved = saved(t, a.Runs.Steps[2], values)
	if out.outputs["baseline"] != "" {
		out.uploaded = map[string]string{}
		for name, value := range uploads.With {
			out.uploaded[name] = fill(t, fmt.Sprint(value), values)
		}
	}
	return out
}

// fill replaces expressions by values, those of outputs that were not set by
// nothing.
func fill(t testing.TB, text string, values map[string]string) string {
	t.Helper()
	return regexp.MustCompile(`\$\{\{ *([\w.-]+) *\}\}`).ReplaceAllStringFunc(text, func(expression string) string {
		name := strings.Trim(expression, "${} ")
		value, ok := values[name]
		if !ok && !strings.Contains(name, ".outputs.") {
			t.Fatalf("no value for %s", expression)
		}
		return value
	})
}

func read(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// pullRequest is the event of a pull request into main, as far as it is read.
func pullRequest() string {
	return `{"pull_request": {"number": 7, "base": {"ref": "main", "sha": "base-sha"}, "head": {"ref": "topic"}}}`
}

// judged makes a project with a build, and with the budgets that it is judged by.
func judged(t testing.TB, budgets string) string {
	t.Helper()
	app := application(t, "types")
	if err := os.WriteFile(filepath.Join(app, "paintbox.json"), []byte(`{ "budgets": `+budgets+` }`), 0o644); err != nil {
		t.Fatal(err)
	}
	return app
}

// TestActionOnBaseBranch pushes to main, with a build and with a check: the
// baseline is kept, and nobody is told.
func TestActionOnBaseBranch(t *testing.T) {
	hub := newHub(t)
	app := judged(t, `[{ "type": "total", "max": "1MB" }]`)
	for _, command := range []string{"build", "check"} {
		out := runJob(t, job{dir: app, event: `{"ref": "refs/heads/main"}`, inputs: map[string]string{"command": command}, env: hub.env()})
		if out.status != 0 || out.outputs["exceeded"] != "false" || !strings.Contains(out.summary, "<!-- paintbox-report -->") {
			t.Fatalf("%s: %+v", command, out)
		}
		if out.uploaded["name"] != "paintbox-baseline" || !strings.Contains(read(t, out.uploaded["path"]), `"total": {`) {
			t.Errorf("%s uploaded %v", command, out.uploaded)
		}
		var report struct{ Schema int }
		if err := json.Unmarshal([]byte(read(t, out.outputs["report"])), &report); err != nil || report.Schema != 1 {
			t.Errorf("%s: the report %s, %v", command, out.outputs["report"], err)
		}
	}
	if len(hub.requests) > 0 {
		t.Errorf("the action asked GitHub: %v", hub.requests)
	}
}

// TestActionOnPullRequest compares with what main left, writes one comment, and
// keeps it up to date.
func TestActionOnPullRequest(t *testing.T) {
	hub := newHub(t)
	app := judged(t, `[{ "type": "total", "max": "1MB", "maxIncrease": "50B" }]`)
	base := runJob(t, job{dir: app, event: `{}`, env: hub.env()})
	hub.artifact(artifact{ID: 1, Branch: "main", Commit: "older", Created: "2026-01-01T00:00:00Z"}, "nothing that anyone should read")
	hub.artifact(artifact{ID: 2, Branch: "main", Commit: "newer", Created: "2026-01-02T00:00:00Z"}, read(t, base.outputs["baseline"]))
	hub.artifact(artifact{ID: 3, Branch: "main", Commit: "base-sha", Created: "2026-01-03T00:00:00Z", Fork: true}, "a fork's")
	hub.artifact(artifact{ID: 4, Branch: "main", Commit: "base-sha", Created: "2026-01-04T00:00:00Z", Expired: true}, "gone")
	hub.artifact(artifact{ID: 5, Branch: "topic", Commit: "base-sha", Created: "2026-01-05T00:00:00Z"}, "another branch's")
	for range 100 {
		hub.comments = append(hub.comments, comment{Body: "> <!-- paintbox-report -->", User: user{"ada", "User"}})
	}
	hub.comments = append(hub.comments, comment{Body: "<!-- paintbox-report -->\nwritten by hand", User: user{"ada", "User"}})
	before := len(hub.comments)

	out := runJob(t, job{dir: app, event: pullRequest(), env: hub.env()})
	if out.status != 0 || out.uploaded != nil || out.outputs["baseline"] != "" {
		t.Fatalf("%+v", out)
	}
	if len(hub.comments) != before+1 {
		t.Fatalf("%d comments, want one more than %d\n%s", len(hub.comments), before, out.log)
	}
	first := hub.comments[before].Body
	if !strings.HasPrefix(first, "<!-- paintbox-report -->") || strings.Contains(first, "not compared") {
		t.Errorf("the comment is\n%s", first)
	}

	// The pull request grows, and exceeds the budget.
	grown := "\nconsole.log('" + strings.Repeat("more ", 40) + "');\n"
	if err := os.WriteFile(filepath.Join(app, "src", "main.js"), []byte(read(t, filepath.Join(app, "src", "main.js"))+grown), 0o644); err != nil {
		t.Fatal(err)
	}
	out = runJob(t, job{dir: app, event: pullRequest(), env: hub.env()})
	if out.status != 3 || out.outputs["exceeded"] != "true" || !strings.Contains(out.log, "\n::error file=paintbox.json,title=Budget exceeded%3A total::") {
		t.Errorf("status %d, outputs %v\n%s", out.status, out.outputs, out.log)
	}
	if len(hub.comments) != before+1 {
		t.Fatalf("%d comments, want the one of before", len(hub.comments)-before)
	}
	if second := hub.comments[before].Body; second == first || !strings.Contains(second, "❌") || second != read(t, out.outputs["markdown"]) {
		t.Errorf("the comment is\n%s", second)
	}
	if strings.Contains(out.log, "secret-token") {
		t.Error("the log tells the token")
	}

	// A merge queue compares, too, and comments nothing.
	asked := len(hub.requests)
	out = runJob(t, job{dir: app, event: `{"merge_group": {"base_ref": "refs/heads/main", "base_sha": "base-sha"}}`, env: hub.env()})
	if out.status != 3 || out.uploaded != nil || len(hub.requests) != asked+2 {
		t.Errorf("merge queue: status %d, requests %v", out.status, hub.requests[asked:])
	}

	// Another report of the same repository has a comment of its own.
	out = runJob(t, job{dir: app, event: pullRequest(), inputs: map[string]string{"name": "shop"}, env: hub.env()})
	if len(hub.comments) != before+2 || !strings.HasPrefix(hub.comments[before+1].Body, "<!-- paintbox-report shop -->\n") {
		t.Errorf("%d comments\n%s", len(hub.comments)-before, out.log)
	}
	if out.status != 0 || !strings.Contains(hub.comments[before+1].Body, "not compared") {
		t.Errorf("status %d, want a comment that says that nothing is compared\n%s", out.status, hub.comments[before+1].Body)
	}
}

// TestActionWithUsersToken keeps a user's own comment up to date, and no other's.
func TestActionWithUsersToken(t *testing.T) {
	hub := newHub(t)
	hub.login = "robot"
	hub.comments = append(hub.comments, comment{Body: "<!-- paintbox-report -->\nwritten by hand", User: user{"ada", "User"}})
	app := judged(t, `[{ "type": "total", "max": "1MB" }]`)
	for range 2 {
		out := runJob(t, job{dir: app, event: pullRequest(), env: hub.env()})
		if out.status != 0 || len(hub.comments) != 2 || hub.comments[1].User.Login != "robot" {
			t.Fatalf("%d comments\n%s", len(hub.comments), out.log)
		}
	}
	if !strings.HasSuffix(hub.comments[0].Body, "by hand") || !slices.Contains(hub.requests, "PATCH /repos/owner/app/issues/comments/1001") {
		t.Errorf("%+v, %v", hub.comments[0], hub.requests)
	}
}

// TestActionFromFork has a token that only reads: the report is in the summary
// and in annotations, and the verdict is the same.
func TestActionFromFork(t *testing.T) {
	hub := newHub(t)
	hub.readOnly = true
	app := judged(t, `[{ "type": "total", "max": "1KB" }]`)
	out := runJob(t, job{dir: app, event: pullRequest(), env: hub.env()})
	if out.status != 3 || len(hub.comments) > 0 {
		t.Errorf("status %d, %d comments", out.status, len(hub.comments))
	}
	for _, want := range []string{"\n::error file=paintbox.json,title=Budget exceeded%3A total::", "::notice title=Paintbox::the report is in the summary", "forks"} {
		if !strings.Contains(out.log, want) {
			t.Errorf("no %q in\n%s", want, out.log)
		}
	}
	if !strings.Contains(out.log, "::notice title=Paintbox::nothing is compared: main has left no baseline yet") {
		t.Errorf("the log does not say that there is no baseline\n%s", out.log)
	}
	if !strings.Contains(out.summary, "❌") {
		t.Errorf("the summary is\n%s", out.summary)
	}
}

// TestActionWithoutGitHub cannot reach what it asks for: the job says so, and the
// verdict is the same.
func TestActionWithoutGitHub(t *testing.T) {
	hub := newHub(t)
	hub.broken = true
	app := judged(t, `[{ "type": "total", "max": "1MB", "maxIncrease": "1B" }]`)
	out := runJob(t, job{dir: app, event: pullRequest(), env: hub.env()})
	if out.status != 0 {
		t.Errorf("status %d\n%s", out.status, out.log)
	}
	for _, want := range []string{"::warning title=Paintbox::nothing is compared: cannot read the baseline of main", "::warning title=Paintbox::the report is in the summary"} {
		if !strings.Contains(out.log, want) {
			t.Errorf("no %q in\n%s", want, out.log)
		}
	}
}

// TestActionWithDamagedArtifact finds an artifact that is none.
func TestActionWithDamagedArtifact(t *testing.T) {
	hub := newHub(t)
	app := judged(t, `[{ "type": "total", "max": "1MB" }]`)
	hub.artifact(artifact{ID: 1, Branch: "main", Commit: "base-sha", Created: "2026-01-01T00:00:00Z"}, `{}`)
	whole := hub.zips["1"]
	var empty bytes.Buffer
	if err := zip.NewWriter(&empty).Close(); err != nil {
		t.Fatal(err)
	}
	hub.artifact(artifact{ID: 2}, strings.Repeat(" ", 33_000_000))
	large := hub.zips["2"]
	hub.artifacts = hub.artifacts[:1]
	broken := bytes.ReplaceAll(whole, []byte("PK\x01\x02"), []byte("PK\x09\x09"))
	for want, data := range map[string][]byte{"no zip archive": whole[:40], "damaged": broken, "holds no baseline.json": empty.Bytes(), "larger than 32 MB": large} {
		hub.zips["1"] = data
		out := runJob(t, job{dir: app, event: pullRequest(), env: hub.env()})
		if out.status != 0 || !strings.Contains(out.log, "::warning title=Paintbox::nothing is compared: cannot read the baseline of main: the artifact") || !strings.Contains(out.log, want) {
			t.Errorf("%s: status %d\n%s", want, out.status, out.log)
		}
	}
}

// TestActionInputs uses the other inputs, right and wrong.
func TestActionInputs(t *testing.T) {
	hub := newHub(t)
	app := judged(t, `[{ "type": "total", "max": "1MB", "maxIncrease": "1B" }]`)
	project := filepath.Base(app)
	run := func(inputs map[string]string) outcome {
		all := map[string]string{"working-directory": project, "comment": "false"}
		maps.Copy(all, inputs)
		return runJob(t, job{dir: filepath.Dir(app), event: pullRequest(), inputs: all, env: hub.env()})
	}
	if out := run(map[string]string{"args": "--outdir 'the output' --write-baseline sizes.json"}); out.status != 0 {
		t.Fatalf("%+v", out)
	}
	out := run(map[string]string{"command": "check", "directory": "the output", "baseline": "sizes.json", "paintbox": "npm exec paintbox --"})
	if out.status != 0 || strings.Contains(out.summary, "not compared") || out.uploaded != nil {
		t.Errorf("%+v", out)
	}
	for name, inputs := range map[string]map[string]string{
		"unknown command":            {"command": "sw"},
		"set command to check":       {"directory": "dist"},
		"no directory nowhere":       {"command": "check", "directory": "nowhere"},
		"unknown flag: --nonsense":   {"args": "--nonsense"},
		"--baseline sizes.json.none": {"baseline": "sizes.json.none", "args": "--require-baseline"},
	} {
		if out := run(inputs); out.status == 0 || !strings.Contains(out.log, strings.TrimPrefix(name, "--baseline ")) {
			t.Errorf("%v: status %d\n%s", inputs, out.status, out.log)
		}
	}
	if len(hub.comments) > 0 {
		t.Error("a comment, with comment: false")
	}
}
