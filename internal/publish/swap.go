package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/internal/pathname"
)

// The names of what stands beside the target during a run, followed by a random
// part: the build that is being written, and the one that is being replaced.
const (
	newInfix = ".paintbox-new-"
	oldInfix = ".paintbox-old-"
)

// sibling makes a name beside the target.
func (t *target) sibling(infix, unique string) string {
	return filepath.Join(filepath.Dir(t.dir), "."+filepath.Base(t.dir)+infix+unique)
}

// swap puts the directory in the target's place, and what was there in the
// directory's. It is not interrupted: it takes two renames at most.
func (s *stage) swap() error {
	var err error
	if !exists(s.target.dir) {
		err = os.Rename(s.dir, s.target.dir)
	} else if err = exchange(s.dir, s.target.dir); errors.Is(err, errors.ErrUnsupported) {
		err = s.swapByTwo()
	}
	if err != nil {
		return fmt.Errorf("%s: cannot replace the last build: %w (it is as it was)", s.name, pathname.Reason(err))
	}
	return nil
}

// swapByTwo moves the target away and the directory into its place. An
// interrupt between the two is what recover repairs.
func (s *stage) swapByTwo() error {
	old := s.sibling(oldInfix, s.unique)
	release, _ := hold(s.target.dir)
	if err := os.Rename(s.target.dir, old); err != nil {
		release()
		return err
	}
	if err := os.Rename(s.dir, s.target.dir); err != nil {
		err = errors.Join(err, os.Rename(old, s.target.dir))
		release()
		return err
	}
	remove(old, release)
	return nil
}

// moveIn moves each file to its place in a target that cannot be moved itself:
// hashed files first, so that the old pages work until the new ones are there,
// and the record last. Then it removes what is not part of the build.
func (s *stage) moveIn() error {
	slices.SortStableFunc(s.outputs, func(a, b output) int {
		if a.immutable == b.immutable {
			return 0
		} else if a.immutable {
			return -1
		}
		return 1
	})
	keep, err := s.moveFiles()
	if err == nil {
		err = s.prune(keep)
	}
	if err != nil {
		return fmt.Errorf("%s: cannot replace the last build: %w (a part of it is replaced; build again)", s.name, pathname.Reason(err))
	}
	return nil
}

// moveFiles returns the files that are in place, and their directories.
func (s *stage) moveFiles() (map[string]bool, error) {
	keep := map[string]bool{}
	for _, o := range s.outputs {
		to := filepath.Join(s.target.dir, filepath.FromSlash(o.path))
		if err := os.MkdirAll(filepath.Dir(to), dirPerm); err != nil {
			return nil, err
		}
		if err := os.Rename(s.path(o.path), to); err != nil {
			return nil, err
		}
		for ; to != s.target.dir; to = filepath.Dir(to) {
			keep[to] = true
		}
	}
	return keep, nil
}

// prune removes from the target everything that is not to be kept.
func (s *stage) prune(keep map[string]bool) error {
	return filepath.WalkDir(s.target.dir, func(p string, e fs.DirEntry, err error) error {
		switch {
		case err != nil || p == s.target.dir || keep[p]:
			return err
		case e.IsDir():
			if err := os.RemoveAll(p); err != nil {
				return err
			}
			return fs.SkipDir
		}
		return os.Remove(p)
	})
}

// recover ends what an interrupted run has begun: it puts the old build back
// where it is missing, and removes the rest, unless a living process still works
// on it. What cannot be removed now, the next run will try again.
func (t *target) recover() {
	for _, old := range t.leftovers(oldInfix) {
		if release, free := claim(old); free {
			if !exists(t.dir) && os.Rename(old, t.dir) == nil {
				release()
				continue
			}
			remove(old, release)
		}
	}
	for _, half := range t.leftovers(newInfix) {
		if release, free := claim(half); free {
			remove(half, release)
		}
	}
}

// leftovers lists what interrupted and running builds have beside the target.
func (t *target) leftovers(infix string) []string {
	parent, prefix := filepath.Split(t.sibling(infix, ""))
	entries, _ := os.ReadDir(parent) // what cannot be listed cannot be cleaned
	var found []string
	for _, e := range entries {
		if e.IsDir() && strings.HasPrefix(e.Name(), prefix) {
			found = append(found, filepath.Join(parent, e.Name()))
		}
	}
	return found
}
