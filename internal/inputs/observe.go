package inputs

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Wanted says what a build read and looked for. All paths are absolute.
type Wanted struct {
	Dir     string   // the project's directory, without symbolic links
	Written []string // the directories that builds write
	Trees   []string // directories all names below which matter, beside the project's
	Files   []string // the files whose content was read; some may not be there
	Lookups []Lookup
	Maps    bool // source maps of sources were read as well
}

// Lookup is an import that was resolved, from a directory.
type Lookup struct{ Dir, Specifier string }

// maxNames is how many names a project may hold for its directories to be watched:
// comparing more takes longer than it saves.
const maxNames = 100_000

// ErrUnknown is why nothing can be told of a build: what it depended on was changed
// meanwhile, or is kept in a way that is not understood.
var ErrUnknown = errors.New("what the build depended on is not known")

// Before is how directories were when a build began.
type Before struct {
	began time.Time
	names map[string]sum
	known map[string]known // files of an earlier build, by their paths in facts
	err   error
}

// known is the content of a file at a time.
type known struct {
	sum sum
	at  stamp
}

// Remember has Observe not read those files again that are as a list and its stamps
// have them.
func (b *Before) Remember(l *List, s Stamps) {
	if l == nil || len(s) != len(l.facts) {
		return
	}
	b.known = map[string]known{}
	for i, f := range l.facts {
		if f.Kind == File && s[i] != (stamp{}) {
			b.known[f.Path] = known{f.Sum, s[i]}
		}
	}
}

// Begin looks at the directories that a build is likely to change itself, or that
// somebody may change while it runs.
func Begin(w Wanted) *Before {
	o := newObserver(w, nil)
	b := &Before{began: time.Now(), names: map[string]sum{}}
	b.err = o.trees()
	for dir := w.Dir; ; dir = filepath.Dir(dir) {
		modules := filepath.Join(dir, modulesName)
		o.list(modules)
		if real, err := filepath.EvalSymlinks(modules); err == nil {
			o.list(real)
		}
		if filepath.Dir(dir) == dir {
			break
		}
	}
	for dir, names := range o.listed {
		b.names[dir] = sumOfNames(names)
	}
	return b
}

// Observe takes down what a build depended on that has just ended. Where that is
// not certain, the error is ErrUnknown.
func Observe(w Wanted, before *Before) (*List, Stamps, error) {
	if before.err != nil {
		return nil, nil, before.err
	}
	o := newObserver(w, before)
	if err := o.trees(); err != nil {
		return nil, nil, err
	}
	o.above(w.Dir)
	o.configurations()
	for _, file := range w.Files {
		o.file(file)
		if !slices.Contains(telling(), filepath.Base(file)) {
			o.list(filepath.Dir(file))
		}
		o.above(filepath.Dir(file))
	}
	for _, l := range w.Lookups {
		o.lookup(l)
	}
	o.settle()
	if o.err != nil {
		return nil, nil, o.err
	}
	l := &List{skip: o.skipped(), facts: slices.SortedFunc(maps.Keys(o.facts), byPath)}
	stamps := make(Stamps, len(l.facts))
	for i, f := range l.facts {
		stamps[i] = o.facts[f]
	}
	return l, stamps, nil
}

// observer collects facts.
type observer struct {
	Wanted
	before *Before // nil where only directories are looked at
	now    time.Time
	err    error // the first

	contents contents

	facts  map[fact]stamp
	listed map[string][]name          // directories, with those that are not there: nil
	climbs map[string]bool            // directories from which imports were looked for
	files  map[string]bool            // whose content is a fact
	places map[string]bool            // what relative imports led to
	used   map[string]map[string]bool // names of packages, with the paths below that were asked for
	bare   map[string]bool            // specifiers that name no path
}

func newObserver(w Wanted, before *Before) *observer {
	return &observer{
		Wanted: w, before: before, now: time.Now(), facts: map[fact]stamp{}, listed: map[string][]name{}, climbs: map[string]bool{}, files: map[string]bool{},
		places: map[string]bool{}, used: map[string]map[string]bool{}, bare: map[string]bool{},
	}
}

func (o *observer) fail(text, path string) {
	if o.err == nil {
		o.err = fmt.Errorf("%w: %s: %s", ErrUnknown, path, text)
	}
}

// skipped are the directories that are written where names are looked at.
func (o *observer) skipped() skip {
	var list skip
	for _, path := range o.Written {
		if o.listed[filepath.Dir(path)] != nil {
			list = append(list, relative(o.Dir, path))
		}
	}
	return list
}

// add takes down a fact.
func (o *observer) add(path string, kind Kind, s sum, at stamp) {
	if o.before != nil {
		o.facts[fact{relative(o.Dir, path), kind, s}] = at
	}
}

// trees takes down the names in the project and in other directories.
func (o *observer) trees() error {
	count := 0
	for _, root := range append([]string{o.Dir}, o.Trees...) {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil //nolint:nilerr // what cannot be read holds nothing for a build either
			}
			if count++; count > maxNames {
				return fmt.Errorf("%w: %s holds more than %d names", ErrUnknown, root, maxNames)
			}
			if !d.IsDir() {
				return nil
			}
			if path != root && (slices.Contains(o.Written, path) || d.Name() == modulesName || slices.Contains([]string{".git", ".hg", ".svn"}, d.Name())) {
				return fs.SkipDir
			}
			o.list(path)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// list takes down the names in a directory, once, or that there is none.
func (o *observer) list(dir string) []name {
	if names, ok := o.listed[dir]; ok {
		return names
	}
	info, err := os.Stat(dir)
	if err != nil || !info.IsDir() {
		o.listed[dir] = nil
		if missing(err) {
			o.nothing(dir)
		}
		return nil
	}
	names, err := namesIn(dir, o.Written)
	if err != nil {
		o.fail("cannot be read", dir)
	}
	o.listed[dir] = names
	if o.before == nil {
		return names
	}
	at, is := stampOf(info), sumOfNames(names)
	if was, known := o.before.names[dir]; known && was != is || !known && o.late(info, at) {
		o.fail("changed while the build ran", dir)
	}
	o.add(dir, Directory, is, at.settled(o.now))
	for _, n := range names {
		if n.mode&fs.ModeSymlink != 0 {
			o.link(filepath.Join(dir, n.text))
		}
	}
	return names
}

// late tells whether something may have changed since the build began.
func (o *observer) late(info fs.FileInfo, at stamp) bool {
	return max(at.Changed, info.ModTime().UnixNano()) >= o.before.began.Add(-tick).UnixNano()
}

// nothing takes down that a path is free: the uppermost part of it that is.
func (o *observer) nothing(path string) {
	for {
		parent := filepath.Dir(path)
		if parent == path {
			return
		}
		if _, err := os.Lstat(parent); !missing(err) {
			break
		}
		path = parent
	}
	if _, listed := o.listed[filepath.Dir(path)]; !listed {
		o.add(path, Nothing, sum{}, stamp{})
	}
}

// link takes down where a symbolic link leads to.
func (o *observer) link(path string) {
	s, err := sumOfLink(o.Dir, path)
	if err != nil {
		o.fail(err.Error(), path)
		return
	}
	at := stamp{}
	if info, err := os.Stat(path); err == nil {
		at = stampOf(info)
	}
	o.add(path, Link, s, at)
}

// file takes down the content of a file, once, or that there is none.
func (o *observer) file(path string) {
	if o.files[path] || !possible(path) {
		return
	}
	o.files[path] = true
	info, err := os.Stat(path)
	switch {
	case missing(err):
		o.nothing(path)
		return
	case err != nil:
		o.fail(err.Error(), path)
		return
	case info.IsDir():
		o.list(path)
		return
	case !info.Mode().IsRegular():
		o.fail("is no regular file", path)
		return
	}
	at := stampOf(info)
	if o.late(info, at) {
		o.fail("changed while the build ran", path)
		return
	}
	was := o.before.known[relative(o.Dir, path)]
	if at != was.at || at == (stamp{}) {
		if was.sum, err = o.contents.sumOf(path); err != nil {
			o.fail(err.Error(), path)
			return
		}
	}
	o.add(path, File, was.sum, at.settled(o.now))
	o.names(path)
}
