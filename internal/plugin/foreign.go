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
	"github.com/paintbox-build/paintbox/internal/pathname"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/node"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/recipe"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/tool"
)

// Foreign is the configuration that a project has for another tool: Vite,
// Rsbuild, webpack and those of the table in internal/tool. It is a program, so
// Node runs it, once: its values complete what the project's own configuration
// does not say, and its plugins stay in that process, where a Host finds them.
type Foreign struct {
	ctx       context.Context //nolint:containedctx // of the run
	node      Node
	dir       string
	project   *recipe.Project
	file      string // its name; "" where there is none
	config    tool.Config
	component string // what an image's default export is, where no program says so
	values    configAnswer
	process   *node.Process               // nil where it was not read
	answer    atomic.Pointer[node.Answer] // of the host that uses the process

	notes, warnings []asset.Message
}

// NewForeign says how Node may run. It starts nothing.
func NewForeign(ctx context.Context, n Node) *Foreign {
	return &Foreign{ctx: ctx, node: n}
}

// Read reads the file in a directory, where there is one. It returns values by
// the keys of Paintbox's own configuration. A file that cannot be read is worth
// a warning, and no values.
func (f *Foreign) Read(dir, mode string) (file string, settings map[string]any) {
	f.dir, f.project = dir, recipe.Read(dir)
	var found bool
	if f.config, found = tool.Find(dir); !found {
		return f.data()
	}
	f.file = f.config.File
	if f.node.Never {
		f.warnings = append(f.warnings, asset.Message{File: f.file, Text: "it is not read, since --no-node forbids to run it"})
		return f.file, nil
	}
	if failed := f.read(mode); failed != nil {
		f.warnings = append(f.warnings, f.unread(failed))
		return f.file, nil
	}
	f.notes = append(f.notes, asset.Message{Text: f.file + " is read" + strings.TrimSuffix(": "+strings.Join(f.values.Used, ", "), ": ")})
	for _, w := range f.values.Warnings {
		f.warnings = append(f.warnings, asset.Message{File: f.file, Text: w.Text, Note: w.Note})
	}
	return f.file, f.values.Settings
}

// data reads a configuration that is no program: Node has nothing to do with it.
func (f *Foreign) data() (file string, settings map[string]any) {
	d, ok := tool.Parcel(f.dir)
	if !ok {
		return "", nil
	}
	if len(d.Used) > 0 {
		f.notes = append(f.notes, asset.Message{Text: "package.json is read for Parcel: " + strings.Join(d.Used, ", ")})
	}
	for _, name := range d.Plugins {
		f.warnings = append(f.warnings, asset.Message{File: ".parcelrc", Text: "the plugin " + name + " does not run", Note: `where the application needs what it makes, name a plugin for Vite that does the same in "plugins"`})
	}
	if d.Component {
		f.component = "component"
	}
	return "package.json", d.Settings
}

// unread is the warning about a file that cannot be read.
func (f *Foreign) unread(failed *node.Fault) asset.Message {
	text, _, _ := strings.Cut(failed.Text, "\n")
	m := asset.Message{File: f.file, Text: "it is not read: " + text, Note: "the build goes on without what it says of aliases, plugins and the like"}
	if file := filepath.FromSlash(failed.File); file != "" && pathname.Within(f.dir, file) {
		m.File, m.Line = pathname.Of(f.dir, file), failed.Line
		if m.File != f.file {
			m.Text = f.file + " is not read: " + text
		}
	}
	if failed.Note != "" {
		m.Note = failed.Note + "; until then " + m.Note
	}
	return m
}

// Failed is what of the configuration cannot be done here, and what a build
// without it would not be right.
func (f *Foreign) Failed() error {
	if !f.Known() || len(f.values.Errors) == 0 {
		return nil
	}
	var list asset.Messages
	for _, e := range f.values.Errors {
		list = append(list, asset.Message{File: f.file, Text: e.Text, Note: e.Note})
	}
	return list
}

// read reads the file as its tool does. An old Vite may stumble over a newer
// Node.js: then it is read without Vite.
func (f *Foreign) read(mode string) *node.Fault {
	if f.config.Tool != "vite" {
		return f.ask(mode, f.config.Module(f.dir) || f.config.Tool == "esbuild" && f.config.Flags == nil, false)
	}
	vite := f.project.Installed("vite")
	failed := f.ask(mode, true, vite)
	if failed == nil || !vite || !strings.HasPrefix(f.project.Version("vite"), "2.") {
		return failed
	}
	if f.ask(mode, true, false) == nil {
		return nil
	}
	return failed
}

// ask starts Node, and asks it. The file is made one module where bundled is true,
// while Node starts; where vite is, Vite reads what is none.
func (f *Foreign) ask(mode string, bundled, vite bool) *node.Fault {
	args := configArgs{Tool: f.config.Tool, File: filepath.ToSlash(filepath.Join(f.dir, f.file)), Root: filepath.ToSlash(f.dir), Mode: mode, Limit: f.node.limit().Milliseconds(), Env: f.config.Args, Set: f.config.Env, Flags: f.config.Flags, Vite: vite}
	p, err := f.node.start(f.ctx, f.dir, f.serve)
	if err != nil {
		return &node.Fault{Text: err.Error()}
	}
	prepared := make(chan *node.Fault, 1)
	go func() {
		_, failed := p.Call(f.ctx, opPrepare, struct{}{}, &struct{}{})
		prepared <- failed
	}()
	var script string
	if bundled {
		script, err = f.bundle(vite)
	}
	failed := <-prepared
	if script != "" {
		defer func() { _ = os.Remove(script) }() // it was only read
		args.Script = filepath.ToSlash(script)
	} else if err != nil && !vite {
		failed = &node.Fault{Text: err.Error()}
	}
	if failed == nil {
		_, failed = p.Call(f.ctx, opConfig, args, &f.values)
	}
	if failed != nil {
		f.values = configAnswer{}
		if err := p.Close(); err != nil { // what it left running is not what plugins should share a process with
			failed.Text += "; " + err.Error()
		}
		return failed
	}
	f.process = p
	return nil
}

// bundle writes the file with what it imports of the project as one module, to
// a place from which its packages are found.
func (f *Foreign) bundle(vite bool) (string, error) {
	tool := f.config.Tool
	if tool == "vite" && !vite {
		tool = "" // it is not there
	}
	text, err := bundler.ForNode(filepath.Join(f.dir, f.file), tool)
	if err != nil {
		return "", err
	}
	dir := f.dir
	if modules := filepath.Join(dir, "node_modules"); isDir(modules) {
		dir = filepath.Join(modules, ".cache")
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return "", err
		}
	}
	file, err := os.CreateTemp(dir, ".paintbox-config-*.mjs")
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
func (f *Foreign) serve(q node.Question) (any, [][]byte, error) {
	if answer := f.answer.Load(); answer != nil {
		return (*answer)(q)
	}
	return nil, nil, errors.New("nothing is built yet")
}

// processFor is the process, which asks a host from now on; nil where there is
// none.
func (f *Foreign) processFor(answer node.Answer) *node.Process {
	if !f.Known() {
		return nil
	}
	f.answer.Store(&answer)
	return f.process
}

// Known tells whether the file was read.
func (f *Foreign) Known() bool { return f != nil && f.process != nil }

// Vites tells whether settings go before tsconfig.json, as they do with Vite: no
// other tool's configuration was read.
func (f *Foreign) Vites() bool { return !f.Known() || f.config.Tool == "vite" }

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

// Vendors tells of which chunks the configuration has packages in files of their
// own: "all", "initial" for those that pages start with, "never", or "" where it
// says nothing.
func (f *Foreign) Vendors() string {
	if !f.Known() {
		return ""
	}
	return f.values.Vendors
}

// Provide are the names that stand, where nothing declares them, for a module: its
// specifier, and an export of it where not the whole is meant.
func (f *Foreign) Provide() map[string][]string {
	if !f.Known() {
		return nil
	}
	return f.values.Provide
}

// Close ends the process.
func (f *Foreign) Close() error {
	if f.process == nil {
		return nil
	}
	return f.process.Close()
}
