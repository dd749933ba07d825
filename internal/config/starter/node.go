package starter

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/tailscale/hujson"
)

// evaluate is a program for Node: it loads a configuration as its tool would and
// prints the parts of it that hold budgets. Functions, which no JSON can hold,
// become words.
const evaluate = `
const { pathToFileURL } = await import("node:url")
const loaded = await import(pathToFileURL(process.argv[1]))
let config = loaded.default ?? loaded
if (typeof config === "function") config = await config({ production: true }, { mode: "production" })
const part = c => c && typeof c === "object" && !Array.isArray(c) && !c.limit
  ? { performance: c.performance, files: c.files, defaultCompression: c.defaultCompression, ci: c.ci && {} } : c
config = Array.isArray(config) ? config.map(part) : part(config)
process.stdout.write("\n" + JSON.stringify(config, (k, v) => typeof v === "function" ? "(function)" : v instanceof RegExp ? String(v) : v))`

// patience is how long a configuration may take to load.
const patience = 30 * time.Second

// config reads a configuration as JSON. One that is a program is run.
func (f *finder) config(name string) ([]byte, error) {
	switch path.Ext(name) {
	case ".js", ".cjs", ".mjs", ".ts":
		return f.run(name)
	}
	data, err := f.read(name)
	if err != nil {
		return nil, err
	}
	return standard(bytes.TrimPrefix(data, []byte("\uFEFF")))
}

func (f *finder) run(name string) ([]byte, error) {
	if f.options.NoNode {
		return nil, errors.New("it is a program, and --no-node forbids to run it")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, errors.New("it is a program, and Node is not there to run it")
	}
	file, err := filepath.Abs(f.path(name))
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(f.ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, node, "--input-type=module", "-e", evaluate, file)
	cmd.Dir = f.dir
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("node: %s", reason(stderr.String(), err))
	}
	out = out[bytes.LastIndexByte(out, '\n')+1:] // what the configuration itself prints comes before
	if !json.Valid(out) {
		return nil, errors.New("it does not export a configuration")
	}
	return out, nil
}

// complaint is the line of Node's output that says what is wrong.
var complaint = regexp.MustCompile(`(?m)^\w*Error\b.*?: (.*?)( imported from .*)?$`)

func reason(stderr string, err error) string {
	if m := complaint.FindStringSubmatch(stderr); m != nil {
		return m[1]
	}
	return err.Error()
}

// standard turns JSON with comments, which several tools accept, into JSON.
func standard(data []byte) ([]byte, error) {
	return hujson.Standardize(slices.Clone(data))
}
