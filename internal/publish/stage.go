package publish

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/pathname"
)

// stage is a temporary directory that holds the new build until it is in place.
type stage struct {
	*target
	dir     string
	unique  string
	outputs []output
	release func()
}

// beside makes the temporary directory beside the target. The caller discards it.
func (t *target) beside() (*stage, error) {
	if err := os.MkdirAll(filepath.Dir(t.dir), dirPerm); err != nil {
		return nil, err
	}
	return t.stage(func(unique string) string { return t.sibling(newInfix, unique) })
}

// inside makes the temporary directory inside the target. The caller discards it.
func (t *target) inside() (*stage, error) {
	return t.stage(func(unique string) string { return filepath.Join(t.dir, newInfix+unique) })
}

func (t *target) stage(name func(unique string) string) (*stage, error) {
	for {
		s := &stage{target: t, unique: rand.Text()[:10]}
		s.dir = name(s.unique)
		if err := os.Mkdir(s.dir, dirPerm); err != nil {
			return nil, err
		}
		var held bool
		if s.release, held = hold(s.dir); !held || !exists(s.dir) {
			s.release()
			continue // a build that runs beside this one took it for a leftover
		}
		if st, err := os.Stat(t.dir); err == nil {
			_ = os.Chmod(s.dir, st.Mode().Perm()) // the mode of the last build, where the system lets us
		}
		return s, nil
	}
}

// discard removes the directory, or after a swap the old build that is in its
// place. What cannot be removed is removed by the next run.
func (s *stage) discard() { remove(s.dir, s.release) }

func remove(dir string, release func()) {
	_ = os.RemoveAll(dir)
	release()
}

// output is one file to write.
type output struct {
	path      string
	data      []byte
	immutable bool
}

// fill writes everything, the record last.
//
// Only the record is synced to the disk. After a power cut a new build restores
// whatever was still in memory, at no cost to all the others (a sync of every
// file takes longer than the rest of publishing, a second and more on macOS);
// but a torn record would make that build refuse the directory.
func (s *stage) fill(ctx context.Context, files []asset.File) error {
	outputs, err := list(files)
	if err != nil {
		return err
	}
	s.outputs = outputs
	outputs, last := outputs[:len(outputs)-1], outputs[len(outputs)-1]
	dirs := map[string]bool{}
	for _, p := range paths(s.outputs) {
		if d := path.Dir(p); !dirs[d] {
			dirs[d] = true
			if err := os.MkdirAll(s.path(d), dirPerm); err != nil {
				return err
			}
		}
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(2 * runtime.GOMAXPROCS(0)) // writers wait for the disk half of the time
	for _, o := range outputs {
		g.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return write(s.path(o.path), o.data, false)
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return write(s.path(last.path), last.data, true)
}

// path is where an output is written.
func (s *stage) path(p string) string { return filepath.Join(s.dir, filepath.FromSlash(p)) }

// list flattens the files and their siblings; the record comes last. It refuses paths that leave the directory and paths that two files share.
func list(files []asset.File) ([]output, error) {
	var outputs []output
	for _, f := range files {
		outputs = append(outputs, output{f.Path, f.Data, f.Immutable})
		for c, data := range coding.Forms(f.Encodings) {
			outputs = append(outputs, output{f.Path + c.Suffix, data, f.Immutable})
		}
	}
	r := record{Files: paths(outputs)}
	slices.Sort(r.Files)
	for i, p := range r.Files {
		if !pathname.Local(p) || path.Clean(p) != p || p == recordPath {
			return nil, fmt.Errorf("bad output path %q", p)
		}
		if i > 0 && p == r.Files[i-1] {
			return nil, fmt.Errorf("two files are called %q", p)
		}
	}
	text, err := r.encode()
	return append(outputs, output{recordPath, text, false}), err
}

func paths(outputs []output) []string {
	all := make([]string, len(outputs))
	for i, o := range outputs {
		all[i] = o.path
	}
	return all
}

// write creates a file and reports what the disk reports, also on closing.
func write(name string, data []byte, sync bool) (err error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, filePerm)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if _, err = f.Write(data); err == nil && sync {
		err = f.Sync()
	}
	return err
}
