package plugin

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
)

// Foreign is the configuration that a project has for Vite. It is a program, so
// Node runs it, once: its values complete what the project's own configuration
// does not say, and its plugins stay in that process, where a Host finds them.
type Foreign struct {
	ctx     context.Context //nolint:containedctx // of the run
	options Options
	project *project
	file    string // its name; "" where there is none
	values  configAnswer
	process *process             // nil where it was not read
	host    atomic.Pointer[Host] // that asks the process

	notes, warnings []asset.Message
}

// NewForeign says how Node may run. It starts nothing.
func NewForeign(ctx context.Context, o Options) *Foreign {
	if o.Limit == 0 {
		o.Limit = DefaultLimit
	}
	return &Foreign{ctx: ctx, options: o}
}

// Read reads the file in a directory, where there is one. It returns values by
// the keys of Paintbox's own configuration. A file that cannot be read is worth
// a warning, and no values.
func (f *Foreign) Read(dir, mode string) (file string, settings map[string]any) {
	f.options.Dir, f.project = dir, readProject(dir)
	for _, ext := range []string{"js", "mjs", "ts", "cjs", "mts", "cts"} { // Vite's order
		if name := "vite.config." + ext; f.file == "" && f.project.exists(filepath.Join(dir, name)) {
			f.file = name
		}
	}
	if f.file == "" {
		return "", nil
	}
	if f.options.NoNode {
		f.warnings = append(f.warnings, asset.Message{File: f.file, Text: "it is not read, since --no-node forbids to run it"})
		return f.file, nil
	}
	if err := f.read(mode); err != nil {
		f.warnings = append(f.warnings, asset.Message{File: f.file, Text: "it is not read: " + err.Error(), Note: "the build goes on without what it says of aliases, plugins and the like"})
		return f.file, nil
	}
	f.notes = append(f.notes, asset.Message{Text: f.file + " is read" + strings.TrimSuffix(": "+strings.Join(f.values.Used, ", "), ": ")})
	for _, text := range f.values.Warnings {
		f.warnings = append(f.warnings, asset.Message{File: f.file, Text: text})
	}
	return f.file, f.values.Settings
}

// read starts Node, and asks it.
func (f *Foreign) read(mode string) error {
	args := configArgs{File: filepath.ToSlash(filepath.Join(f.options.Dir, f.file)), Root: filepath.ToSlash(f.options.Dir), Mode: mode, Limit: f.options.Limit.Milliseconds()}
	if !f.project.installed("vite") {
		script, err := f.bundle()
		if err != nil {
			return err
		}
		defer func() { _ = os.Remove(script) }() // it was only read
		args.Script = filepath.ToSlash(script)
	}
	p, err := start(f.ctx, f.options, f.serve)
	if err != nil {
		return err
	}
	if _, failed := p.call(f.ctx, opConfig, args, &f.values); failed != nil {
		f.values = configAnswer{}
		text, _, _ := strings.Cut(failed.Text, "\n")
		return errors.Join(errors.New(text), p.close()) // what it left running is not what plugins should share a process with
	}
	f.process = p
	return nil
}

// bundle writes the file with what it imports of the project as one module, to
// a place from which its packages are found.
func (f *Foreign) bundle() (string, error) {
	text, err := bundler.ForNode(filepath.Join(f.options.Dir, f.file))
	if err != nil {
		return "", err
	}
	dir := f.options.Dir
	if modules := filepath.Join(dir, "node_modules"); isDir(modules) {
		dir = filepath.Join(modules, ".cache")
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return "", err
		}
	}
	file, err := os.CreateTemp(dir, ".paintbox-vite-config-*.mjs")
	if err != nil {
		return "", err
	}
	_, err = file.Write(text)
	return file.Name(), errors.Join(err, file.Close())
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// serve answers what plugins ask.
func (f *Foreign) serve(question frame) (any, [][]byte, error) {
	if h := f.host.Load(); h != nil {
		return h.serve(question)
	}
	return nil, nil, errors.New("nothing is built yet")
}

// processFor makes a host the one that uses the process; nil where there is none.
func (f *Foreign) processFor(h *Host) *process {
	if !f.Known() {
		return nil
	}
	f.host.Store(h)
	return f.process
}

// Known tells whether the file was read.
func (f *Foreign) Known() bool { return f != nil && f.process != nil }

// Messages are what is to be said about it.
func (f *Foreign) Messages() (notes, warnings []asset.Message) {
	if f == nil {
		return nil, nil
	}
	return slices.Clone(f.notes), slices.Clone(f.warnings)
}

// EnvDir is the directory of the .env files, "" where the file names none.
func (f *Foreign) EnvDir() string {
	if !f.Known() {
		return ""
	}
	return filepath.FromSlash(f.values.EnvDir)
}

// Root is the directory of the pages, relative to the project and with slashes;
// "" for the project itself.
func (f *Foreign) Root() string {
	if !f.Known() {
		return ""
	}
	return f.values.Root
}

// Close ends the process.
func (f *Foreign) Close() error {
	if f.process == nil {
		return nil
	}
	return f.process.close()
}

type configArgs struct {
	File   string `json:"file"`
	Script string `json:"script,omitempty"` // the file as one module; "" where Vite itself loads it
	Root   string `json:"root"`
	Mode   string `json:"mode"`
	Limit  int64  `json:"limit"` // in milliseconds
}

type configAnswer struct {
	Used     []string       `json:"used"`     // keys
	Settings map[string]any `json:"settings"` // by Paintbox's keys
	Root     string         `json:"root"`
	EnvDir   string         `json:"envDir"`
	PostCSS  bool           `json:"postcss"` // it has PostCSS's configuration in it
	Warnings []string       `json:"warnings"`
}
