package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"
)

// workshop is the directory in which the commands are built and run. Outputs of
// both sides stand equally deep, so that relative paths to sources, which source
// maps hold, are the same.
type workshop struct {
	dir  string // absolute
	root string // of the module
}

// command is the path of a side's command, out that of its outputs.
func (w *workshop) command(side string) string { return filepath.Join(w.dir, side+"-paintbox"+exe()) }
func (w *workshop) out(side string) string     { return filepath.Join(w.dir, side) }

func exe() string {
	if runtime.GOOS == "windows" {
		return ".exe"
	}
	return ""
}

// commands builds the command of the base revision and that of the working tree.
// The version is the same in both, because reports hold it.
func (w *workshop) commands(ctx context.Context, base string) error {
	sources := filepath.Join(w.dir, "sources")
	index := []string{"GIT_INDEX_FILE=" + filepath.Join(w.dir, "index")}
	revision, err := call(ctx, w.root, nil, "git", "log", "-1", "--format=%h %s", base, "--")
	if err != nil {
		return err
	}
	fmt.Printf("the working tree against %s\n", revision)
	if _, err := call(ctx, w.root, index, "git", "read-tree", base); err != nil {
		return err
	}
	if _, err := call(ctx, w.root, index, "git", "checkout-index", "--all", "--prefix="+filepath.ToSlash(sources)+"/"); err != nil {
		return err
	}
	for side, dir := range map[string]string{"base": sources, "work": w.root} {
		if _, err := call(ctx, dir, []string{"CGO_ENABLED=0"}, "go", "build", "-trimpath", "-buildvcs=false",
			"-ldflags", "-X main.release=same", "-o", w.command(side), "./cmd/paintbox"); err != nil {
			return err
		}
	}
	return nil
}

// call runs a command that has to succeed, and returns what it prints.
func call(ctx context.Context, dir string, env []string, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	out, err := cmd.Output()
	if failed, ok := errors.AsType[*exec.ExitError](err); ok {
		err = fmt.Errorf("%s %s: %w\n%s", name, args[0], err, failed.Stderr)
	}
	return strings.TrimSpace(string(out)), err
}

// compareGroup builds the inputs with both commands and prints what differs, of
// the first inputs two files. It returns how many inputs differ.
func (w *workshop) compareGroup(ctx context.Context, name string, inputs []input) (differs int, err error) {
	start := time.Now()
	results := make([]comparison, len(inputs))
	errs := make([]error, len(inputs))
	next := make(chan int)
	var workers sync.WaitGroup
	for range max(1, runtime.NumCPU()/2) { // each runs two builds at a time
		workers.Go(func() {
			for i := range next {
				results[i], errs[i] = w.compare(ctx, inputs[i])
			}
		})
	}
	said := start
	for i := range inputs {
		if time.Since(said) > 10*time.Second {
			said = time.Now()
			fmt.Fprintf(os.Stderr, "%s: %d of %d\n", name, i, len(inputs))
		}
		next <- i
	}
	close(next)
	workers.Wait()
	if err := errors.Join(append(errs, ctx.Err())...); err != nil {
		return 0, err
	}
	failed := 0
	for i, in := range inputs {
		if results[i].failed {
			failed++
		}
		if found := results[i].found; len(found) > 0 {
			differs++
			full := 2
			if differs > 10 {
				full = 0
			}
			fmt.Print(describe(in.name, found, full))
		}
	}
	fmt.Printf("%-9s %3d inputs, of which %d cannot be built: %d differ (%v)\n", name, len(inputs), failed, differs, time.Since(start).Round(100*time.Millisecond))
	return differs, nil
}

// comparison is what came out of one input.
type comparison struct {
	found  []difference
	failed bool // the base cannot build it, which then is what has to be the same
}

// compare builds one input with both commands. Outputs that are equal are
// removed.
func (w *workshop) compare(ctx context.Context, in input) (comparison, error) {
	var outputs [2]output
	var errs [2]error
	var sides sync.WaitGroup
	for i, side := range []string{"base", "work"} {
		sides.Go(func() { outputs[i], errs[i] = w.build(ctx, side, in) })
	}
	sides.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		return comparison{}, err
	}
	c := comparison{compare(outputs[0], outputs[1]), string(outputs[0][status]) != "0"}
	if len(c.found) > 0 {
		return c, nil
	}
	return c, errors.Join(os.RemoveAll(filepath.Join(w.out("base"), in.name)), os.RemoveAll(filepath.Join(w.out("work"), in.name)))
}

// build builds an input with one side's command.
func (w *workshop) build(ctx context.Context, side string, in input) (output, error) {
	out := filepath.Join(w.out(side), filepath.FromSlash(in.name))
	if err := os.MkdirAll(out, 0o755); err != nil {
		return nil, err
	}
	args := []string{"build", "--cwd", in.dir, "--outdir", out}
	if in.config != "" {
		args = append(args, "--config", in.config)
	}
	var stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, w.command(side), append(args, "--quiet")...)
	cmd.Stderr = &stderr
	err := cmd.Run()
	if _, failed := errors.AsType[*exec.ExitError](err); err != nil && !failed {
		return nil, err
	}
	// Messages may name the output directory.
	said := strings.ReplaceAll(stderr.String(), w.out(side), filepath.Join(w.dir, "out"))
	files, err := read(out)
	files[messages] = []byte(said)
	files[status] = fmt.Append(nil, cmd.ProcessState.ExitCode())
	return files, err
}
