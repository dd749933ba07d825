package modulefuzz

import (
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/paintbox-build/paintbox/chunker"
)

//go:embed run.mjs
var script []byte

// Output is what a builder makes of a program.
type Output struct {
	Files   map[string][]byte // by path; ES modules
	Entries map[string]string // source path of each entry → its file
}

// Builder builds the program in dir. Entries are paths relative to dir.
type Builder func(ctx context.Context, dir string, entries []string, o chunker.Options) (Output, error)

// Harness compares builds with native evaluation.
type Harness struct {
	Build Builder
	Node  string // path of Node, found in PATH if empty; it must be able to require() ES modules

	Patience time.Duration // for each entry to load; 30 s if 0
}

// Verdict is the outcome for one program.
type Verdict struct {
	Graph      Graph
	Invalid    error       // the program itself is wrong: it throws natively
	Difference *Difference // nil if the build agrees
	Tainted    bool        // only a part of the logs could be compared
}

// Check builds and runs programs, natively and built, and compares. Each entry
// runs from a copy of the files of its own. One batch should have at most a few
// hundred programs, because Node never forgets a module.
func (h *Harness) Check(ctx context.Context, graphs []Graph) ([]Verdict, error) {
	dir, err := scratch()
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }() // what is left of a temporary directory harms nobody

	var natives [][]string
	var nativeErr error
	var wait sync.WaitGroup
	wait.Go(func() { natives, nativeErr = h.native(ctx, filepath.Join(dir, "native"), graphs) })
	built, err := h.built(ctx, dir, graphs)
	wait.Wait()
	if err != nil {
		return nil, err
	}
	if nativeErr != nil {
		return nil, nativeErr
	}

	verdicts := make([]Verdict, len(graphs))
	for i, g := range graphs {
		n := len(g.Entries)
		verdicts[i] = judge(g, natives[:n], built[i])
		natives = natives[n:]
	}
	return verdicts, nil
}

// scratch makes a directory. Node resolves symbolic links, so its name is what they
// lead to.
func scratch() (string, error) {
	dir, err := os.MkdirTemp("", "modulefuzz")
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(dir)
}

// Built gives the logs of what is built of programs with one entry each.
func (h *Harness) Built(ctx context.Context, graphs []Graph) ([][]string, error) {
	dir, err := scratch()
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }() // what is left of a temporary directory harms nobody
	built, err := h.built(ctx, dir, graphs)
	logs := make([][]string, len(built))
	for i, b := range built {
		if b.err != nil {
			return nil, fmt.Errorf("entry %s: %w", graphs[i].Entries[0], b.err)
		}
		logs[i] = b.logs[0]
	}
	return logs, err
}

// build is the outcome of building one program: its logs, or an error.
type build struct {
	logs [][]string
	err  error
}

func judge(g Graph, natives [][]string, b build) Verdict {
	v := Verdict{Graph: g}
	for i, entry := range g.Entries {
		if v.Invalid = invalid(natives[i]); v.Invalid != nil {
			return v
		}
		v.Tainted = v.Tainted || tainted(natives[i]) >= 0
		if v.Difference != nil {
			continue
		}
		if b.err != nil {
			v.Difference = &Difference{Graph: g, Entry: entry, Kind: Broken, Native: natives[i], Err: b.err}
		} else if kind := compare(natives[i], b.logs[i]); kind != "" {
			v.Difference = &Difference{Graph: g, Entry: entry, Kind: kind, Native: natives[i], Built: b.logs[i]}
		}
	}
	return v
}

func (h *Harness) native(ctx context.Context, dir string, graphs []Graph) ([][]string, error) {
	var files []string
	for i, g := range graphs {
		for j, entry := range g.Entries {
			sub := filepath.Join(dir, strconv.Itoa(i), strconv.Itoa(j))
			if err := g.Write(sub); err != nil {
				return nil, err
			}
			files = append(files, filepath.Join(sub, filepath.FromSlash(entry)))
		}
	}
	return h.Run(ctx, files)
}

func (h *Harness) built(ctx context.Context, dir string, graphs []Graph) ([]build, error) {
	builds := make([]build, len(graphs))
	var files []string
	for i, g := range graphs {
		source := filepath.Join(dir, "source", strconv.Itoa(i))
		if err := g.Write(source); err != nil {
			return nil, err
		}
		out, err := h.Build(ctx, source, g.Entries, g.Config)
		if err != nil {
			builds[i].err = err
			continue
		}
		for j, entry := range g.Entries {
			sub := filepath.Join(dir, "built", strconv.Itoa(i), strconv.Itoa(j))
			out.Files["package.json"] = []byte(`{ "type": "module" }`)
			for name, data := range out.Files {
				if err := writeFile(filepath.Join(sub, filepath.FromSlash(name)), data); err != nil {
					return nil, err
				}
			}
			files = append(files, filepath.Join(sub, filepath.FromSlash(out.Entries[entry])))
		}
	}
	logs, err := h.Run(ctx, files)
	if err != nil {
		return nil, err
	}
	for i, g := range graphs {
		if builds[i].err == nil {
			builds[i].logs, logs = logs[:len(g.Entries)], logs[len(g.Entries):]
		}
	}
	return builds, nil
}

// Run has one Node process import each file in turn and returns their logs.
func (h *Harness) Run(ctx context.Context, files []string) ([][]string, error) {
	type job struct {
		URL      string `json:"url"`
		Patience int    `json:"patience"` // milliseconds
	}
	jobs := make([]job, len(files))
	for i, f := range files {
		u := url.URL{Scheme: "file", Path: filepath.ToSlash(f)}
		jobs[i] = job{u.String(), int(cmp.Or(h.Patience, 30*time.Second).Milliseconds())}
	}
	input, err := json.Marshal(jobs)
	if err != nil {
		return nil, err
	}
	node := h.Node
	if node == "" {
		node = "node"
	}
	cmd := exec.CommandContext(ctx, node, "--no-warnings", "--experimental-require-module", "--input-type=module", "--eval", string(script))
	cmd.Stdin = bytes.NewReader(input)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("node: %w: %s", err, stderr.String())
	}
	var logs [][]string
	if err := json.Unmarshal(stdout.Bytes(), &logs); err != nil {
		return nil, fmt.Errorf("node: %w", err)
	}
	return logs, nil
}
