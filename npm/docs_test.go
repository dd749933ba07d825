package npm

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// blocks returns the code of one language in docs/ci.md, in order.
func blocks(t testing.TB, language string) []string {
	t.Helper()
	var found []string
	for _, m := range regexp.MustCompile("(?ms)^```"+language+"\n(.*?)^```$").FindAllStringSubmatch(read(t, "../docs/ci.md"), -1) {
		found = append(found, m[1])
	}
	if len(found) == 0 {
		t.Fatalf("no %s in docs/ci.md", language)
	}
	return found
}

// lint runs actionlint on workflows in a repository that has our action.yml. The
// action is a local one there, so that its metadata and what it is given are
// checked as well.
func lint(t testing.TB, workflows map[string]string) error {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{"action.yml": read(t, "../action.yml"), ".git/HEAD": ""}
	for name, text := range workflows {
		files[".github/workflows/"+name+".yml"] = strings.ReplaceAll(text, "paintbox-build/paintbox@v1", "./")
	}
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		projecttest.Write(t, file, []byte(text))
	}
	cmd := exec.Command("go", "run", "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12", "-shellcheck=", "-pyflakes=")
	cmd.Dir = dir
	_, err := output(cmd)
	return err
}

// TestWorkflows checks the jobs of docs/ci.md, and the steps of action.yml as if
// they stood in a workflow with the same inputs.
func TestWorkflows(t *testing.T) {
	workflows := map[string]string{"action": asWorkflow(t)}
	for _, text := range blocks(t, "yaml") {
		if strings.Contains(text, "runs-on:") {
			name, _, _ := strings.Cut(strings.TrimPrefix(text, "name: "), "\n")
			workflows[name] = text
		}
	}
	if len(workflows) != 5 {
		t.Errorf("%d workflows, want 4 and the action", len(workflows)-1)
	}
	if err := lint(t, workflows); err != nil {
		t.Error(err)
	}
	// What is wrong is found.
	for what, change := range map[string][2]string{
		`input "directories" is not defined`:      {"directory: dist", "directories: dist"},
		`input "cash" is not defined`:             {"cache: npm", "cash: npm"},
		`unknown permission scope "pull-request"`: {"pull-requests: write", "pull-request: write"},
	} {
		wrong := strings.Replace(workflows["Size"], change[0], change[1], 1)
		if err := lint(t, map[string]string{"wrong": wrong}); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", what, err)
		}
	}
	wrong := strings.Replace(workflows["action"], "inputs.command", "inputs.comand", 1)
	if err := lint(t, map[string]string{"wrong": wrong}); err == nil || !strings.Contains(err.Error(), `property "comand" is not defined`) {
		t.Errorf("a wrong expression: %v", err)
	}
}

// asWorkflow writes action.yml's steps into a workflow with the same inputs, in
// JSON, which is YAML.
func asWorkflow(t testing.TB) string {
	t.Helper()
	var a map[string]any
	fromYAML(t, read(t, "../action.yml"), &a)
	inputs := map[string]any{}
	for name := range a["inputs"].(map[string]any) {
		inputs[name] = map[string]any{"type": "string", "description": name}
	}
	text, err := json.MarshalIndent(map[string]any{
		"name": "action",
		"on":   map[string]any{"workflow_call": map[string]any{"inputs": inputs}},
		"jobs": map[string]any{"action": map[string]any{"runs-on": "ubuntu-latest", "steps": a["runs"].(map[string]any)["steps"]}},
	}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestDocumentedInputs compares the table of docs/ci.md with action.yml.
func TestDocumentedInputs(t *testing.T) {
	a := readAction(t)
	documented := map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^\\| `([\\w-]+)` \\|").FindAllStringSubmatch(read(t, "../docs/ci.md"), -1) {
		documented[m[1]] = true
		if _, ok := a.Inputs[m[1]]; !ok {
			t.Errorf("docs/ci.md documents %s, which is no input", m[1])
		}
	}
	for name, in := range a.Inputs {
		if !documented[name] {
			t.Errorf("docs/ci.md does not document the input %s", name)
		}
		if in.Description == "" {
			t.Errorf("action.yml does not describe %s", name)
		}
	}
	for name := range a.Outputs {
		if !strings.Contains(read(t, "../docs/ci.md"), "`"+name+"`") {
			t.Errorf("docs/ci.md does not document the output %s", name)
		}
	}
}

// TestDocumentedFlags looks up the flags that docs/ci.md names.
func TestDocumentedFlags(t *testing.T) {
	known := append(flagsOf(t, "build"), flagsOf(t, "check")...)
	flag := regexp.MustCompile(`--([a-z][\w-]*)`)
	found := 0
	for _, m := range regexp.MustCompile("(?:paintbox (?:build|check)|`)( *--[^`\"\n]+)").FindAllStringSubmatch(read(t, "../docs/ci.md"), -1) {
		for _, name := range flag.FindAllStringSubmatch(m[1], -1) {
			found++
			if !strings.Contains(" "+strings.Join(known, " ")+" ", " "+name[1]+" ") {
				t.Errorf("docs/ci.md names --%s, which is no flag", name[1])
			}
		}
	}
	if found < 7 {
		t.Errorf("found %d flags only", found)
	}
}

// TestGitLab runs the script of the job for GitLab, first on the default branch
// and then, with what that left, in a merge request that grows.
func TestGitLab(t *testing.T) {
	var job struct {
		Paintbox struct {
			Script    []string
			Artifacts struct {
				Paths   []string
				Reports struct{ JUnit string }
			}
		}
	}
	for _, text := range blocks(t, "yaml") {
		if strings.Contains(text, "CI_PROJECT_ID") {
			fromYAML(t, text, &job)
		}
	}
	app, kept := application(t, "types"), ""
	gitlab := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if kept == "" || r.URL.String() != "/projects/5/jobs/artifacts/main/raw/sizes.json?job=paintbox" || r.Header.Get("PRIVATE-TOKEN") != "token" {
			http.NotFound(w, r)
			return
		}
		w.Write([]byte(kept))
	}))
	defer gitlab.Close()
	script := strings.Join(job.Paintbox.Script, "\n")
	script = "set -e\n" + strings.Replace(script, "npm ci\n", "", 1) // the application has no lock file
	env := []string{"CI_API_V4_URL=" + gitlab.URL, "CI_PROJECT_ID=5", "PAINTBOX_TOKEN=token", "CI_DEFAULT_BRANCH=main"}

	log := run(t, command(app, env, "bash", "-c", script))
	if !strings.Contains(log, "no baseline of main") {
		t.Errorf("the first run printed\n%s", log)
	}
	for _, name := range append(job.Paintbox.Artifacts.Paths, job.Paintbox.Artifacts.Reports.JUnit) {
		if _, err := os.Stat(filepath.Join(app, name)); err != nil {
			t.Error(err)
		}
	}
	kept = read(t, filepath.Join(app, "sizes.json"))
	config := `{ "budgets": [{ "type": "total", "maxIncrease": "0" }] }`
	for name, text := range map[string]string{"paintbox.json": config, "src/greeting.js": "export const greeting = (name) => `A very good morning, ${name}!`;\n"} {
		if err := os.WriteFile(filepath.Join(app, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	fails(t, command(app, append(env, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main"), "bash", "-c", script), 3)
	if report := read(t, filepath.Join(app, "budgets.xml")); !strings.Contains(report, "<failure") {
		t.Errorf("the report is\n%s", report)
	}
}

// TestScripts runs the scripts of package.json.
func TestScripts(t *testing.T) {
	app := application(t, "types")
	if err := os.WriteFile(filepath.Join(app, "package.json"), []byte(blocks(t, "json")[0]), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"build", "size:update", "size"} {
		run(t, command(app, nil, "npm", "run", name))
	}
	if text := run(t, command(app, nil, "npm", "run", "size")); strings.Contains(text, "not compared") {
		t.Errorf("npm run size printed\n%s", text)
	}
}
