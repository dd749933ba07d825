package plugin

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/pathname"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/filter"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/node"
)

// hooked tells whether a plugin has a hook.
func (h *Host) hooked(names ...string) bool {
	r := h.running.Load()
	return r != nil && slices.ContainsFunc(names, func(name string) bool { return len(r.hooks[name]) > 0 })
}

// changesPages tells whether a plugin changes pages.
func (h *Host) changesPages() bool {
	r := h.running.Load()
	return r != nil && slices.ContainsFunc(r.answer.Hooks, func(d filter.Hook) bool { return d.Name == "transformIndexHtml" })
}

// Show tells plugins that change pages once they are written of all other files.
func (h *Host) Show(ctx context.Context, build asset.Build) error {
	if !h.changesPages() {
		return nil
	}
	args, data := shown(build)
	if _, failed := h.running.Load().process.Call(ctx, opShow, args, &struct{}{}, data...); failed != nil {
		h.fail(failed)
		_, errs := h.End()
		return errs
	}
	return nil
}

// shown are the files of a build as plugins are told of them.
func shown(build asset.Build) (args generateArgs, data [][]byte) {
	args.Files = []generatedFile{}
	for _, f := range build.Files {
		args.Files = append(args.Files, generatedFile{Path: f.Path, Name: path.Base(f.Name), Kind: string(f.Kind), Source: f.Source, Entry: f.Entry, Route: f.Route,
			Imports: f.Imports, Dynamic: f.Dynamic, CSS: f.CSS})
		data = append(data, f.Data)
	}
	return args, data
}

// Page is a page as plugins change it: before it is read, or, once it is
// written, with what belongs to the output. Name is its path in the project.
func (h *Host) Page(ctx context.Context, written bool, name string, page []byte) ([]byte, error) {
	if !h.changesPages() {
		return page, nil
	}
	args := htmlArgs{Phase: "pre", Path: "/" + name, File: filepath.ToSlash(filepath.Join(h.options.Dir, filepath.FromSlash(name)))}
	if written {
		args.Phase = "post"
	}
	var answer htmlAnswer
	parts, failed := h.running.Load().process.Call(ctx, opHTML, args, &answer, page)
	if failed != nil || len(parts) != 1 {
		h.fail(failed)
		_, errs := h.End()
		return nil, errs
	}
	h.warn(answer.Warnings)
	return parts[0], nil
}

// Costs lists the costs of all hooks, the largest first. It is empty where Node
// did not run.
func (h *Host) Costs(ctx context.Context) ([]Cost, error) {
	r := h.running.Load()
	if r == nil {
		return nil, nil
	}
	var answer profileAnswer
	if _, failed := r.process.Call(ctx, opProfile, struct{}{}, &answer); failed != nil {
		return nil, asset.Messages{failed.Message(h.name)}
	}
	slices.SortStableFunc(answer.Costs, func(a, b Cost) int { return cmp.Compare(b.Time, a.Time) })
	return answer.Costs, nil
}

// FS is the project with its pages as plugins change them before they are read.
func (h *Host) FS(ctx context.Context, under fs.FS, pages []string) fs.FS {
	return pagesFS{under, h, ctx, pages}
}

type pagesFS struct {
	fs.FS
	host  *Host
	ctx   context.Context //nolint:containedctx // fs.FS has none
	pages []string
}

// ReadFile reads a file, and has a page changed.
func (f pagesFS) ReadFile(name string) ([]byte, error) {
	data, err := fs.ReadFile(f.FS, name)
	if err != nil || !slices.Contains(f.pages, name) {
		return data, err
	}
	return f.host.Page(f.ctx, false, name, data)
}

// Finish runs the hooks that see the output. It returns the build with the files
// that plugins emit, or write into what they believe to be its directory.
func (h *Host) Finish(ctx context.Context, build asset.Build) (asset.Build, error) {
	r := h.running.Load()
	if r == nil {
		return h.warned(build), nil
	}
	var files []asset.File
	if h.configured() {
		shown := build
		if !h.hooked("generateBundle", "writeBundle", "closeBundle", "buildEnd") {
			shown = asset.Build{} // only what was emitted while modules were made is asked for
		}
		var err error
		if files, err = h.generate(ctx, r, shown); err != nil {
			return build, err
		}
	}
	written, err := h.collect(r.process.Scratch(), &build)
	if err != nil {
		return build, err
	}
	beside, err := h.outside.take()
	if err != nil {
		return build, err
	}
	for _, f := range slices.Concat(files, written, beside) {
		if !pathname.Local(f.Path) {
			return build, asset.Messages{{Text: "a plugin emitted " + f.Path + ", which is outside of the output directory", Note: "give it a name below that"}}
		}
		if have := build.File(f.Path); have == nil || have.Public {
			build = build.With(f)
		}
	}
	return h.warned(build), nil
}

// generate runs these hooks, with the build in the scratch directory where they
// see one. It returns what they emit.
func (h *Host) generate(ctx context.Context, r *running, build asset.Build) ([]asset.File, error) {
	args, data := shown(build)
	if h.hooked("writeBundle", "closeBundle") {
		if err := writeFiles(r.process.Scratch(), build.Files); err != nil {
			return nil, err
		}
		if err := h.outside.open(); err != nil {
			return nil, err
		}
	}
	var answer generateAnswer
	parts, failed := r.process.Call(ctx, opGenerate, args, &answer, data...)
	if failed != nil {
		h.fail(failed)
		_, errs := h.End()
		return nil, errs
	}
	h.warn(answer.Warnings)
	files := make([]asset.File, 0, len(parts))
	for i, name := range answer.Names[:min(len(parts), len(answer.Names))] {
		files = append(files, made(name, parts[i]))
	}
	return files, nil
}

// warned adds what plugins warned of since the program was linked.
func (h *Host) warned(build asset.Build) asset.Build {
	warnings, _ := h.End()
	for _, w := range warnings {
		if !slices.ContainsFunc(build.Warnings, func(have asset.Message) bool {
			return have.Text == w.Text && have.File == w.File && have.Line == w.Line
		}) {
			build.Warnings = append(build.Warnings, w)
		}
	}
	return build
}

func made(name string, data []byte) asset.File {
	return asset.File{Path: name, Name: name, Kind: asset.KindOf(name), Data: data}
}

func writeFiles(dir string, files []asset.File) error {
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.Data, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// collect reads what plugins wrote into the scratch directory, public files that
// they changed among it, and warns where they changed what the build had made.
func (h *Host) collect(scratch string, build *asset.Build) ([]asset.File, error) {
	var files []asset.File
	dir := os.DirFS(scratch)
	err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if name == "." && errors.Is(err, fs.ErrNotExist) {
			return nil // a plugin removed it
		}
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := fs.ReadFile(dir, name)
		if err != nil {
			return err
		}
		switch have := build.File(name); {
		case have == nil:
			files = append(files, made(name, data))
		case bytes.Equal(have.Data, data):
		case have.Public: // nothing of the build depends on it
			changed := *have
			changed.Data = data
			files = append(files, changed)
		default:
			h.warn([]node.Fault{{Text: "a plugin changed " + name + " after it was written; that is not published", Note: "change it in transform or transformIndexHtml"}})
		}
		return nil
	})
	return files, err
}
