package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/paintbox-build/paintbox/internal/pathname"
)

// target is the directory to be replaced.
type target struct {
	Options
	name string // for messages
	dir  string // absolute; no symbolic link itself
}

// newTarget follows dir if it is a symbolic link: what it points to is replaced,
// and the link stays.
func newTarget(dir string, opts Options) (*target, error) {
	t := &target{Options: opts, name: relativeName(opts.Project, dir), dir: filepath.Clean(dir)}
	const maxLinks = 40 // as Linux does
	for range maxLinks {
		link, err := os.Readlink(t.dir)
		if err != nil {
			return t, nil //nolint:nilerr // it is no link, or not there; check tells what else is wrong
		}
		if !filepath.IsAbs(link) {
			link = filepath.Join(filepath.Dir(t.dir), link)
		}
		t.dir = filepath.Clean(link)
	}
	return nil, fmt.Errorf("%s: too many symbolic links (choose another outdir)", t.name)
}

// check refuses a directory that must not be replaced.
func (t *target) check(sources []string) error {
	real := realPath(t.dir)
	if pathname.Within(real, realPath(t.Project)) {
		return t.refuse("holds the project itself", `choose a directory of its own, such as "dist"`)
	}
	if name := t.kept(real); name != "" {
		return t.refuse("is in "+name+", which other tools keep", `choose a directory of its own, such as "dist"`)
	}
	realDirs := map[string]string{} // thousands of modules are in hundreds of directories
	for _, s := range sources {
		p := filepath.FromSlash(s)
		if !filepath.IsAbs(p) {
			p = filepath.Join(t.Project, p)
		}
		dir := filepath.Dir(p)
		if _, known := realDirs[dir]; !known {
			realDirs[dir] = realPath(dir)
		}
		if pathname.Within(real, p) || pathname.Within(real, realDirs[dir]) {
			return t.refuse("holds sources of the build: "+s, `choose a directory of its own, such as "dist"`)
		}
	}
	st, err := os.Lstat(t.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("%s: cannot read the output directory: %w", t.name, pathname.Reason(err))
	case !st.IsDir():
		return t.refuse("is a file", "remove it, or choose another outdir")
	}
	for _, name := range repositories() {
		if exists(filepath.Join(t.dir, name)) {
			return t.refuse("is a working tree: it holds "+name, "choose a directory inside it")
		}
	}
	if t.Empty {
		return nil
	}
	foreign, err := t.foreign()
	if err != nil {
		return fmt.Errorf("%s: cannot read the output directory: %w", t.name, err)
	}
	if len(foreign) > 0 {
		return t.refuse("holds files that paintbox did not write: "+strings.Join(foreign, ", "),
			"move them, choose another outdir, or let --empty-outdir remove them")
	}
	return nil
}

// repositories are the directories that version control keeps in a working tree.
func repositories() []string { return []string{".git", ".hg", ".svn"} }

// kept names the directory of version control or of a package manager that the
// path is or lies in. The project itself may be in one.
func (t *target) kept(real string) string {
	for part := range strings.SplitSeq(filepath.ToSlash(pathname.Of(realPath(t.Project), real)), "/") {
		for _, name := range append(repositories(), "node_modules") {
			if strings.EqualFold(part, name) {
				return name
			}
		}
	}
	return ""
}

func (t *target) refuse(reason, note string) error {
	return &RefusedError{Reason: fmt.Sprintf("outdir %s %s (%s)", t.name, reason, note)}
}

// foreign lists the first few files that the record does not, in lexical order,
// and ends in "…" when there are more. What file managers leave behind does not
// count.
func (t *target) foreign() ([]string, error) {
	for {
		root, err := os.OpenRoot(t.dir)
		if err != nil {
			return nil, err
		}
		found, err := unrecorded(root.FS())
		here, hereErr := root.Stat(".")
		_ = root.Close()
		now, nowErr := os.Stat(t.dir)
		if hereErr == nil && nowErr == nil && !os.SameFile(here, now) {
			continue // another build has replaced it meanwhile
		}
		return found, err
	}
}

func unrecorded(dir fs.FS) ([]string, error) {
	const enough = 3
	var found []string
	known := recorded(dir)
	err := fs.WalkDir(dir, ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || known[p] || strings.HasPrefix(p, newInfix) ||
			slices.Contains([]string{".DS_Store", "Thumbs.db", "desktop.ini"}, e.Name()) {
			return err
		}
		if len(found) == enough {
			found = append(found, "…")
			return fs.SkipAll
		}
		found = append(found, p)
		return nil
	})
	return found, err
}

// probe finds out whether the temporary directory can be made.
func (t *target) probe() error {
	parent := filepath.Dir(t.dir)
	for !exists(parent) && filepath.Dir(parent) != parent {
		parent = filepath.Dir(parent)
	}
	dir, err := os.MkdirTemp(parent, filepath.Base(t.sibling(newInfix, "*")))
	if st, statErr := os.Stat(t.dir); err == nil && statErr == nil && st.Mode().Perm()&0o200 == 0 {
		_ = os.Remove(dir)
		dir, err = os.MkdirTemp(t.dir, newInfix+"*") // the new build gets the mode of the last one
	}
	if pinned(err) && exists(t.dir) {
		dir, err = os.MkdirTemp(t.dir, newInfix+"*")
	}
	if err != nil {
		return t.unwritable(err)
	}
	if err := os.Remove(dir); !errors.Is(err, fs.ErrNotExist) { // a build beside this one may have cleaned up
		return err
	}
	return nil
}

// pinned reports whether an error means that a directory cannot be renamed, or
// nothing be written beside it.
func pinned(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EXDEV) ||
		errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.EROFS)
}

func (t *target) unwritable(err error) error {
	obstacle := filepath.Dir(t.dir)
	if pe, ok := errors.AsType[*fs.PathError](err); ok && pathname.Within(t.dir, filepath.Dir(pe.Path)) {
		obstacle = t.dir
	}
	return fmt.Errorf("%s: cannot write the output directory: %w (make %s writable, or choose another outdir)",
		t.name, pathname.Reason(err), relativeName(t.Project, obstacle))
}

func exists(p string) bool {
	_, err := os.Lstat(p)
	return err == nil
}

// realPath follows the symbolic links of the part of p that exists.
func realPath(p string) string {
	if real, err := filepath.EvalSymlinks(p); err == nil {
		return real
	}
	parent := filepath.Dir(p)
	if parent == p {
		return p
	}
	return filepath.Join(realPath(parent), filepath.Base(p))
}
