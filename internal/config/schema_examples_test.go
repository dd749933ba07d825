package config

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tailscale/hujson"
)

// ajv is a program for Node that validates values by the schema, with the
// validator that most tools use. It reads {schema, values} and prints what is
// wrong with each value, "" for what is right.
const ajv = `
const Ajv = require(process.argv[1])
const { schema, values } = JSON.parse(require("fs").readFileSync(0, "utf8"))
const validate = new Ajv.default({ allErrors: true, allowUnionTypes: true }).compile(schema)
console.log(JSON.stringify(values.map(v => validate(v) ? "" : JSON.stringify(validate.errors))))`

// validateAll validates JSON texts, which may have comments, by the schema.
func validateAll(t *testing.T, texts []string) []string {
	t.Helper()
	input := struct {
		Schema json.RawMessage   `json:"schema"`
		Values []json.RawMessage `json:"values"`
	}{Schema: makeSchema(t)}
	for _, text := range texts {
		value, err := hujson.Standardize([]byte(text))
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		input.Values = append(input.Values, value)
	}
	stdin, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	module, err := filepath.Abs("../../testdata/libraries/node_modules/ajv")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "node", "-e", ajv, module)
	cmd.Stdin = bytes.NewReader(stdin)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v (make packages installs what this test needs)", err)
	}
	var verdicts []string
	if err := json.Unmarshal(out, &verdicts); err != nil || len(verdicts) != len(texts) {
		t.Fatalf("%v: %s", err, out)
	}
	return verdicts
}

// accepted reports whether the decoder takes a text.
func accepted(t *testing.T, text string) bool {
	t.Helper()
	cfg, d := defaults(), decoder{origins: map[string]origin{}}
	cfg.Dir, cfg.origins = t.TempDir(), d.origins
	return d.file(&cfg, "paintbox.json", []byte(text)) && len(d.errs) == 0 && len(validate(&cfg, Request{Existing: true})) == 0
}

// TestSchemaAgreesWithTheDecoder: what the one accepts the other does.
func TestSchemaAgreesWithTheDecoder(t *testing.T) {
	texts := map[string]bool{
		`{}`: true,
		`{"$schema": "./node_modules/paintbox/schema.json", /* comments */ "outdir": "out",}`:                                                                                           true,
		`{"entries": {"main": "src/main.ts", "admin": "src/admin.tsx"}}`:                                                                                                                true,
		`{"entries": ["a.html"], "base": "https://cdn.example.com/", "target": "chrome120"}`:                                                                                            true,
		`{"define": {"process.env.API": "\"x\""}, "alias": {"react": "preact/compat"}, "external": ["x"], "conditions": ["worker"], "loader": {".txt": "text"}, "sourcemap": "hidden"}`: true,
		`{"chunks": {"maxSize": "1.5 MB", "minSize": 1000, "groups": [{"name": "a", "packages": ["b", "@c/*"], "files": ["src/**"], "priority": -3, "maxSize": ".5MiB"}]}}`:             true,
		`{"chunks": {"groups": []}, "serviceWorker": false, "compress": false, "budgets": false}`:                                                                                       true,
		`{"serviceWorker": true, "compress": true, "budgets": true}`:                                                                                                                    true,
		`{"serviceWorker": {"precache": ["index.html"], "precacheLimit": 4, "cacheLimit": "25MB", "navigationTimeout": "1.5s", "register": true}}`:                                      true,
		`{"compress": {"gzip": false, "threshold": "0B"}}`:                                                                                                                              true,
		`{"budgets": [{"type": "total", "max": "5MB", "warn": "4 mb", "maxRequests": 9, "maxIncrease": "2KB", "measure": "brotli"}]}`:                                                   true,
		`{"budgets": [{"type": "group", "name": "v", "files": "v-*.js", "each": true, "maxIncrease": "2.5%", "increaseFloor": 0}]}`:                                                     true,
		`{"budgets": [{"type": "route", "maxIncrease": 100}]}`:                                                                                                                          true,
		`{"entrise": []}`:                                                      false,
		`{"entries": "index.html"}`:                                            false,
		`{"entries": [1]}`:                                                     false,
		`{"outdir": 5}`:                                                        false,
		`{"interop": "bundler"}`:                                               true,
		`{"interop": "webpack"}`:                                               false,
		`{"sourcemap": "inline"}`:                                              false,
		`{"loader": {".txt": "xt"}}`:                                           false,
		`{"define": {"A": 5}}`:                                                 false,
		`{"chunks": {"maxSize": "244XB"}}`:                                     false,
		`{"chunks": {"maxSize": -5}}`:                                          false,
		`{"chunks": {"groups": [{"packages": ["a"]}]}}`:                        false,
		`{"chunks": {"groups": [{"name": "a", "file": "x"}]}}`:                 false,
		`{"serviceWorker": {"navigationTimeout": "soon"}}`:                     false,
		`{"serviceWorker": {"precacheLimit": "3"}}`:                            false,
		`{"serviceWorker": 5}`:                                                 false,
		`{"compress": {"lzma": true}}`:                                         false,
		`{"budgets": {"type": "total"}}`:                                       false,
		`{"budgets": [{"max": "5MB"}]}`:                                        false,
		`{"budgets": [{"type": "entrys", "max": "5MB"}]}`:                      false,
		`{"budgets": [{"type": "total", "max": "5 bananas"}]}`:                 false,
		`{"budgets": [{"type": "total", "max": "5%"}]}`:                        false,
		`{"budgets": [{"type": "total", "maxIncrease": "-5%"}]}`:               false,
		`{"budgets": [{"type": "total", "max": "5MB", "measure": "lzma"}]}`:    false,
		`{"budgets": [{"type": "total", "max": "5MB", "maxRequests": "ten"}]}`: false,
	}
	var list []string
	for text := range texts {
		list = append(list, text)
	}
	slices.Sort(list)
	for i, wrong := range validateAll(t, list) {
		if want := texts[list[i]]; (wrong == "") != want {
			t.Errorf("schema, want accepted %v: %s\n%s", want, list[i], wrong)
		}
		if want := texts[list[i]]; accepted(t, list[i]) != want {
			t.Errorf("decoder, want accepted %v: %s", want, list[i])
		}
	}
}

// TestDocumentedExamples: every configuration in the documentation is one.
func TestDocumentedExamples(t *testing.T) {
	docs, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	var examples []string
	for _, name := range append(docs, "../../README.md", "../../npm/paintbox/README.md") {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		examples = append(examples, configurations(string(text))...)
	}
	if len(examples) < 6 {
		t.Errorf("found only %d", len(examples))
	}
	for i, wrong := range validateAll(t, examples) {
		if wrong != "" || !accepted(t, examples[i]) {
			t.Errorf("%s\n%s", examples[i], wrong)
		}
	}
}

// configurations finds the blocks of JSON with keys of the configuration, whole
// or a member by itself.
func configurations(markdown string) []string {
	keys := []string{"entries", "outdir", "chunks", "serviceWorker", "compress", "budgets", "base"}
	member := func(line string) bool {
		return slices.ContainsFunc(keys, func(key string) bool { return strings.HasPrefix(line, `"`+key+`":`) })
	}
	var list []string
	block := ""
	end := func() {
		whole := strings.HasPrefix(block, "{") && slices.ContainsFunc(keys, func(key string) bool { return strings.Contains(block, "\n  \""+key+`":`) })
		if member(block) {
			block, whole = "{"+block+"\n}", true
		}
		if whole {
			list = append(list, block)
		}
		block = ""
	}
	for line := range strings.SplitSeq(markdown, "\n") {
		text, indented := strings.CutPrefix(line, "    ")
		if !indented || member(text) {
			end()
		}
		if indented {
			block += text + "\n"
		}
	}
	end()
	return list
}
