// Package publish puts a finished build in place of the last one, whole or not
// at all.
//
// Write fills a temporary directory beside the output directory and then swaps
// the two by rename. Until the swap nothing that was there is touched, so a full
// disk, an interrupt or a refusal leaves the last build as it was; after it,
// nothing of the last build remains. Where the system can exchange two
// directories (Linux, macOS) there is no moment without an output directory;
// elsewhere an interrupt between two renames is repaired by the next run.
//
// A directory that cannot be renamed (a mount point, a directory of a lower
// image layer, a directory in one that is not writable) is filled in place: the
// new files are written into a temporary directory inside it, complete, before
// the first of them replaces an old one, hashed files before pages, and what is
// obsolete goes last.
//
// A directory is replaced only if the record that Write leaves in it
// (.paintbox/files.json) lists every file that it holds, or Options.Empty says
// that the rest may go. A directory that holds sources is never replaced.
package publish

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/pathname"
)

// Options say whose output directory it is.
type Options struct {
	// Project is the absolute path of the project's directory.
	Project string
	// Sources are paths relative to the project, or absolute, that the output directory must not hold.
	Sources []string
	// Empty allows to remove files that Paintbox did not write.
	Empty bool
}

// RefusedError says why an output directory must not be replaced.
type RefusedError struct{ Reason string }

// Error is the reason, and what to change.
func (e *RefusedError) Error() string { return e.Reason }

// Check reports whether Write would replace dir, an absolute path, so that a
// build can fail before it starts: with a RefusedError, or with the system's
// error where dir cannot be written. It changes nothing, except that it removes
// what an interrupted run has left beside dir.
func Check(dir string, opts Options) error {
	t, err := newTarget(dir, opts)
	if err != nil {
		return err
	}
	t.recover()
	if err := t.check(opts.Sources); err != nil {
		return err
	}
	return t.probe()
}

// Write replaces dir, an absolute path, by the build's files, their compressed
// siblings, and a record of them all. No module of the build may be in dir. When
// Write returns an error, dir is as it was, and nothing is left beside it. A build
// without files, but for records, never replaces one.
func Write(ctx context.Context, dir string, build asset.Build, opts Options) error {
	t, err := newTarget(dir, opts)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(build.Files, func(f asset.File) bool { return path.Dir(f.Path) != path.Dir(recordPath) }) {
		return &RefusedError{"the build made no file, so that what is in " + t.name + " stays (this is a defect of Paintbox where the entries hold something; please report it)"}
	}
	t.recover()
	sources := slices.Clone(opts.Sources)
	for _, in := range build.Inputs {
		sources = append(sources, in.Path)
	}
	if err := t.check(sources); err != nil {
		return err
	}
	err = t.replace(ctx, build.Files, t.beside, (*stage).swap)
	if pinned(err) {
		err = t.replace(ctx, build.Files, t.inside, (*stage).moveIn)
	}
	if pinned(err) {
		return t.unwritable(err)
	}
	return err
}

// replace fills a temporary directory and puts it, or what is in it, in place.
func (t *target) replace(ctx context.Context, files []asset.File, where func() (*stage, error), put func(*stage) error) error {
	s, err := where()
	if err != nil {
		return err
	}
	defer s.discard()
	switch err := s.fill(ctx, files); {
	case err != nil && ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return fmt.Errorf("%s: cannot write the build: %w (is there room on the disk? the last build is as it was)", t.name, pathname.Reason(err))
	}
	return put(s)
}

// relativeName is how messages call a path; the project itself has its own.
func relativeName(project, p string) string {
	if name := pathname.Of(project, p); name != "." {
		return name
	}
	return p
}

// perm is the mode of what Write creates, before the umask.
const (
	dirPerm  fs.FileMode = 0o777
	filePerm fs.FileMode = 0o666
)
