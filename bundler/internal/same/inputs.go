package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/modulefuzz"
	"github.com/paintbox-build/paintbox/chunker"
	"github.com/paintbox-build/paintbox/internal/glob"
)

// input is a project to build.
type input struct {
	name   string // slash-separated
	dir    string // of the project
	config string // the configuration file, "" where the project's own holds
}

// settings are a configuration, by key.
type settings map[string]any

// groups are the kinds of inputs, in the order in which they are built.
func groups() []string { return []string{"fuzz", "growth", "sample", "libraries"} }

// inputs writes what a group builds.
func (w *workshop) inputs(ctx context.Context, group string, o options) ([]input, error) {
	switch group {
	case "fuzz":
		return w.fuzz(o)
	case "growth":
		return w.growth(ctx)
	case "sample":
		return w.sample()
	}
	return w.libraries()
}

// input writes the configuration of an input. What is not to be compared, or
// follows from what is, costs no time: compressed files, the service worker, and
// budgets.
func (w *workshop) input(name, dir string, s settings) (input, error) {
	for _, key := range []string{"compress", "serviceWorker", "budgets"} {
		s[key] = false
	}
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return input{}, err
	}
	file := filepath.Join(w.dir, "configurations", filepath.FromSlash(name)+".json")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return input{}, err
	}
	return input{name, dir, file}, os.WriteFile(file, text, 0o644)
}

// sample is the sample application as it is, and with other settings.
func (w *workshop) sample() ([]input, error) {
	dir, err := w.project("testdata/paintbox")
	if err != nil {
		return nil, err
	}
	inputs := []input{{name: "sample/own", dir: dir}}
	variants := map[string]settings{
		"linked":    {"sourcemap": "linked"},
		"hidden":    {"sourcemap": "hidden", "base": "./", "chunks": settings{"importMap": true}},
		"importmap": {"chunks": settings{"importMap": true}},
		"relative":  {"base": "./"},
		"small":     {"chunks": settings{"maxSize": "30KB", "minSize": "1B"}},
		"ungrouped": {"chunks": settings{"groups": []any{}}},
	}
	for _, name := range slices.Sorted(maps.Keys(variants)) {
		in, err := w.input("sample/"+name, dir, variants[name])
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, in)
	}
	return inputs, nil
}

// project is the absolute path of a project with npm packages.
func (w *workshop) project(name string) (string, error) {
	dir, err := filepath.Abs(filepath.Join(w.root, name))
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules")); err != nil {
		return "", fmt.Errorf("the packages of %s are missing: run make packages", name)
	}
	return dir, nil
}

// growth writes copies of the application whose growth the benchmark measures.
func (w *workshop) growth(ctx context.Context) ([]input, error) {
	const script = `const { writeGrowthApp } = await import("./lib/growth-app.mjs"); await writeGrowthApp(process.argv[1], Number(process.argv[2]));`
	var inputs []input
	for _, copies := range []string{"1", "2", "4"} {
		dir := filepath.Join(w.dir, "projects", "growth-"+copies)
		if _, err := call(ctx, filepath.Join(w.root, "testdata", "bench"), nil, "node", "--input-type=module", "--eval", script, dir, copies); err != nil {
			return nil, err
		}
		in, err := w.input("growth/"+copies, dir, settings{"entries": []string{"src/main.js"}})
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, in)
	}
	return inputs, nil
}

// fuzz writes random programs. Some have a top-level await, some source maps, and
// a few cannot be built.
func (w *workshop) fuzz(o options) ([]input, error) {
	var inputs []input
	for seed := o.seed; seed < o.seed+uint64(o.programs); seed++ {
		program := modulefuzz.Generate(seed, modulefuzz.Options{Await: seed%10 == 0})
		name := strconv.FormatUint(seed, 10)
		dir := filepath.Join(w.dir, "projects", "fuzz-"+name)
		if seed%20 == 7 {
			damage(program, []string{`import "./missing.js";`, "const = 1;"}[seed/20%2])
		}
		if err := program.Write(dir); err != nil {
			return nil, err
		}
		in, err := w.input("fuzz/"+name, dir, settings{
			"entries":   program.Entries,
			"base":      "./",
			"sourcemap": []string{"none", "linked", "hidden"}[seed%3],
			"chunks":    limits(program.Config),
		})
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, in)
	}
	return inputs, nil
}

// damage adds a statement to the first entry.
func damage(program modulefuzz.Graph, text string) {
	i := slices.IndexFunc(program.Files, func(f modulefuzz.File) bool { return f.Path == program.Entries[0] })
	program.Files[i].Stmts = append(program.Files[i].Stmts, modulefuzz.Stmt{Text: text})
}

// limits are the key "chunks" of a configuration, which has sizes as strings.
func limits(o chunker.Options) settings {
	groups := []settings{}
	for _, g := range o.Groups {
		group := settings{"name": g.Name, "packages": g.Packages, "files": g.Files, "priority": g.Priority}
		if g.MaxSize > 0 {
			group["maxSize"] = g.MaxSize.String()
		}
		for _, key := range []string{"packages", "files"} {
			if len(group[key].([]string)) == 0 {
				delete(group, key)
			}
		}
		groups = append(groups, group)
	}
	return settings{"maxSize": o.MaxSize.String(), "minSize": o.MinSize.String(), "groups": groups}
}

// libraries is real packages, cut small and spread over random groups: each
// script by itself, and all together.
func (w *workshop) libraries() ([]input, error) {
	dir, err := w.project("testdata/libraries")
	if err != nil {
		return nil, err
	}
	scripts, err := glob.Files(os.DirFS(dir), "src/*.js")
	if err != nil {
		return nil, err
	}
	var names []string
	for _, script := range scripts {
		names = append(names, strings.TrimSuffix(path.Base(script), ".js"))
	}
	chunks, err := spread(dir)
	if err != nil {
		return nil, err
	}
	var inputs []input
	for _, name := range append(names, "all") {
		entries := settings{name: "src/" + name + ".js"}
		if name == "all" {
			entries = settings{}
			for _, name := range names {
				entries[name] = "src/" + name + ".js"
			}
		}
		in, err := w.input("libraries/"+name, dir, settings{"entries": entries, "base": "./", "chunks": limits(chunks)})
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, in)
	}
	return inputs, nil
}

// spread puts the packages that a project depends on into groups, the same every
// time.
func spread(dir string) (chunker.Options, error) {
	data, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil {
		return chunker.Options{}, err
	}
	var manifest struct{ Dependencies map[string]string }
	if err := json.Unmarshal(data, &manifest); err != nil {
		return chunker.Options{}, err
	}
	rng := rand.New(rand.NewPCG(1, 1))
	o := chunker.Options{MaxSize: 30_000, MinSize: 5_000}
	for i := range 6 {
		o.Groups = append(o.Groups, chunker.Group{Name: fmt.Sprintf("g%d", i), Priority: i % 3})
	}
	for _, name := range slices.Sorted(maps.Keys(manifest.Dependencies)) {
		if i := rng.IntN(len(o.Groups) + 1); i < len(o.Groups) {
			o.Groups[i].Packages = append(o.Groups[i].Packages, name)
		}
	}
	return o, nil
}
