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

// Project is where a build takes place. All paths are absolute.
type Project struct {
	Dir     string   // the project's directory, without symbolic links
	Written []string // the directories that builds write
	Trees   []string // directories all names below which matter, beside the project's
	Maps    bool     // source maps of sources are read as well
}

// Reads are what a build read and looked for. All paths are absolute.
type Reads struct {
	Trees   []string // directories all names below which matter
	Files   []string // the files whose content was read; some may not be there
	Lookups []Lookup
}

// Lookup is an import that was resolved, from a directory.
type Lookup struct{ Dir, Specifier string }

// maxNames is how many names a project may hold for its directories to be watched:
// comparing more takes longer than it saves.
const maxNames = 100_000

// ErrUnknown is why nothing can be told of a build: what it depended on was changed
// meanwhile, or is kept in a way that is not understood.
var ErrUnknown = errors.New("what the build depended on is not known")

// Observer takes down what a build depends on, while it runs and when it has ended.
// Its methods are called one after the other.
type Observer struct {
	Project
	began  time.Time
	before map[string]sum   // the names of directories when the build began; nil until they are known
	known  map[string]known // files of an earlier build, by their paths in facts
	now    time.Time        // before what is looked at
	err    error            // the first

	contents contents

	facts    map[fact]stamp
	walked   map[string]bool            // directories with what is below them
	count    int                        // of the names in these
	listed   map[string][]name          // directories, with those that are not there: nil
	climbs   map[string]bool            // directories from which imports were looked for
	files    map[string]stamp           // whose content is a fact, as they were then
	places   map[string]bool            // what relative imports led to
	used     map[string]map[string]bool // names of packages, with the paths below that were asked for
	bare     map[string]bool            // specifiers that name no path
	mappings []mapping                  // of such specifiers
}

// known is the content of a file at a time.
type known struct {
	sum sum
	at  stamp
}

// Begin looks at the directories that a build is likely to change itself, or that
// somebody may change while it runs.
func Begin(p Project) *Observer {
	o := &Observer{Project: p, began: time.Now()}
	o.clear()
	for _, root := range append([]string{p.Dir}, p.Trees...) {
		o.tree(root)
	}
	for dir := p.Dir; ; dir = filepath.Dir(dir) {
		modules := filepath.Join(dir, modulesName)
		o.list(modules)
		if real, err := filepath.EvalSymlinks(modules); err == nil {
			o.list(real)
		}
		if filepath.Dir(dir) == dir {
			break
		}
	}
	before := map[string]sum{}
	for dir, names := range o.listed {
		before[dir] = sumOfNames(names)
	}
	o.clear()
	o.before = before
	return o
}

// clear forgets all facts.
func (o *Observer) clear() {
	o.facts, o.walked, o.count = map[fact]stamp{}, map[string]bool{}, 0
	o.listed, o.climbs, o.files = map[string][]name{}, map[string]bool{}, map[string]stamp{}
	o.places, o.used, o.bare = map[string]bool{}, map[string]map[string]bool{}, map[string]bool{}
}

// Remember has those files not read again that are as a list and its stamps have
// them.
func (o *Observer) Remember(l *List, s Stamps) {
	if l == nil || len(s) != len(l.facts) {
		return
	}
	o.known = map[string]known{}
	for i, f := range l.facts {
		if f.Kind == File && s[i] != (stamp{}) {
			o.known[f.Path] = known{f.Sum, s[i]}
		}
	}
}

// Take takes down what a build has read and looked for up to now.
func (o *Observer) Take(r Reads) {
	if o.err != nil {
		return
	}
	o.now = time.Now()
	for _, root := range slices.Concat([]string{o.Dir}, o.Trees, r.Trees) {
		o.tree(root)
	}
	o.above(o.Dir)
	o.configurations()
	for _, file := range r.Files {
		o.file(file)
		if !slices.Contains(telling(), filepath.Base(file)) {
			o.list(filepath.Dir(file))
		}
		o.above(filepath.Dir(file))
	}
	for _, l := range r.Lookups {
		o.lookup(l)
	}
}

// End tells all that a build depended on that has just ended. Where that is not
// certain, the error is ErrUnknown.
func (o *Observer) End() (*List, Stamps, error) {
	o.now = time.Now()
	for file, then := range o.files {
		if info, err := os.Stat(file); then != (stamp{}) && (err != nil || stampOf(info) != then) {
			o.fail("changed while the build ran", file)
		}
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

func (o *Observer) fail(text, path string) {
	if o.err == nil {
		o.err = fmt.Errorf("%w: %s: %s", ErrUnknown, path, text)
	}
}

// skipped are the directories that are written where names are looked at.
func (o *Observer) skipped() skip {
	var list skip
	for _, path := range o.Written {
		if o.listed[filepath.Dir(path)] != nil {
			list = append(list, relative(o.Dir, path))
		}
	}
	return list
}

// add takes down a fact.
func (o *Observer) add(path string, kind Kind, s sum, at stamp) {
	if o.before != nil {
		o.facts[fact{relative(o.Dir, path), kind, s}] = at
	}
}

// tree takes down the names in a directory and in those below.
func (o *Observer) tree(root string) {
	if o.walked[root] {
		return
	}
	o.walked[root] = true
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil //nolint:nilerr // what cannot be read holds nothing for a build either
		}
		if o.count++; o.count > maxNames {
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
	if err != nil && o.err == nil {
		o.err = err
	}
}

// list takes down the names in a directory, once, or that there is none.
func (o *Observer) list(dir string) []name {
	if names, ok := o.listed[dir]; ok {
		return names
	}
	info, err := os.Stat(dir)
	if err != nil || !info.IsDir() {
		o.listed[dir] = nil
		if _, known := o.before[dir]; known && o.before[dir] != sumOfNames(nil) {
			o.fail("changed while the build ran", dir)
		}
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
	if was, known := o.before[dir]; known && was != is || !known && o.late(info, at) {
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
func (o *Observer) late(info fs.FileInfo, at stamp) bool {
	return max(at.Changed, info.ModTime().UnixNano()) >= o.began.Add(-tick).UnixNano()
}

// nothing takes down that a path is free: the uppermost part of it that is.
func (o *Observer) nothing(path string) {
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
func (o *Observer) link(path string) {
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
func (o *Observer) file(path string) {
	if _, taken := o.files[path]; taken || !possible(path) {
		return
	}
	o.files[path] = stamp{}
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
	if o.files[path] = at; o.late(info, at) {
		o.fail("changed while the build ran", path)
		return
	}
	was := o.known[relative(o.Dir, path)]
	if at != was.at || at == (stamp{}) {
		if was.sum, err = o.contents.sumOf(path); err != nil {
			o.fail(err.Error(), path)
			return
		}
	}
	o.add(path, File, was.sum, at.settled(o.now))
	o.names(path)
}
