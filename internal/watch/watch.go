// Package watch tells when files change that a build has read, or others appear that
// it would have read.
//
// A Watcher asks the system to tell it (fsnotify: inotify, kqueue,
// ReadDirectoryChangesW). Where that is not possible, as where watches run out or a
// container's files change outside of it, it looks by itself.
package watch

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Options say what is watched, and how. All paths are absolute.
type Options struct {
	Root  string        // the project's directory
	Skip  []string      // directories whose content never matters, such as that of the output
	Every time.Duration // looks so often, without the system's help; 0 asks the system
}

// Set is what matters. A file that appears beside a module of Files, or goes, matters
// too: imports may lead there.
type Set struct {
	Files []string               // absolute paths; some may not be there
	Trees []string               // directories below which everything matters
	All   bool                   // everything in the project does, but for what is in installed packages
	Also  func(path string) bool // what else of the project does, such as files that configure and are not there yet; nil for nothing
}

// Times that a Watcher keeps.
const (
	Quiet   = 40 * time.Millisecond  // without a change, after which changes belong together
	patient = 500 * time.Millisecond // how long changes may follow each other
	looking = 500 * time.Millisecond // between two looks where the system does not tell
)

// Unknown is the path of a change of which the system does not tell where it was.
const Unknown = ""

// Watcher watches. Its methods are called by one goroutine.
type Watcher struct {
	options Options
	system  *fsnotify.Watcher // nil where it looks by itself
	limited bool              // the system could not watch everything
	watched map[string]bool   // directories
	set     Set
	files   map[string]bool
	dirs    map[string]bool // of modules
	wanted  map[string]bool // of all files
	seen    map[string]look // by path, where it looks by itself
	looked  map[string]bool // the directories that were looked at for that

	mu      sync.Mutex
	pending map[string]bool // paths, with whether something appeared or went there
	wake    chan struct{}
}

// New starts to watch a project's directory.
func New(o Options) *Watcher {
	w := &Watcher{options: o, watched: map[string]bool{}, pending: map[string]bool{}, wake: make(chan struct{}, 1)}
	if o.Every == 0 {
		if system, err := fsnotify.NewWatcher(); err == nil {
			w.system = system
			go w.listen(system)
		}
	}
	if o.Every == 0 {
		w.options.Every = looking
	}
	w.addTree(o.Root)
	w.compare()
	return w
}

// Looks tells whether it looks by itself, because the system cannot tell.
func (w *Watcher) Looks() bool { return w.system == nil || w.limited }

// Close ends the watching.
func (w *Watcher) Close() error {
	if w.system == nil {
		return nil
	}
	return w.system.Close()
}

// Watch says what matters from now on. Changes since the last Wait are judged by it.
func (w *Watcher) Watch(set Set) {
	w.set, w.files, w.dirs, w.wanted = set, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, file := range set.Files {
		w.files[file] = true
		if module(filepath.Base(file)) {
			w.dirs[filepath.Dir(file)] = true
		}
		w.wanted[filepath.Dir(file)] = true
	}
	for dir := range w.wanted {
		w.add(dir)
	}
	for _, tree := range set.Trees {
		w.addTree(tree)
	}
	w.compare()
}

// Wait waits for changes that matter, and until they end. It returns their paths,
// sorted; one that is Unknown stands for any. There are none where ctx has ended.
func (w *Watcher) Wait(ctx context.Context) []string {
	var changed []string
	var since time.Time
	tick := time.NewTicker(w.options.Every)
	defer tick.Stop()
	for {
		quiet := make(<-chan time.Time)
		if more := w.take(); len(more) > 0 {
			if len(changed) == 0 {
				since = time.Now()
			}
			changed = append(changed, more...)
		}
		if len(changed) > 0 {
			if time.Since(since) > patient {
				return sorted(changed)
			}
			quiet = time.After(Quiet)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-quiet:
			return sorted(changed)
		case <-w.wake:
		case <-tick.C:
			w.compare()
		}
	}
}

func sorted(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// listen notes what the system tells.
func (w *Watcher) listen(system *fsnotify.Watcher) {
	for {
		select {
		case event, ok := <-system.Events:
			if !ok {
				return
			}
			if event.Op != fsnotify.Chmod {
				w.note(event.Name, event.Op&(fsnotify.Create|fsnotify.Remove|fsnotify.Rename) != 0)
			}
		case err, ok := <-system.Errors:
			if !ok {
				return
			}
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				w.note(Unknown, true)
			}
		}
	}
}

func (w *Watcher) note(path string, names bool) {
	w.mu.Lock()
	w.pending[path] = w.pending[path] || names
	w.mu.Unlock()
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// take returns the changes that matter of those noted.
func (w *Watcher) take() []string {
	w.mu.Lock()
	pending := w.pending
	w.pending = map[string]bool{}
	w.mu.Unlock()
	var list []string
	for path, names := range pending {
		if path != Unknown && w.skips(path) {
			continue
		}
		switch {
		case path == Unknown:
			w.addTree(w.options.Root) // what was made meanwhile may not have been told
		case names:
			w.appeared(path)
		}
		if w.matters(path, names) {
			list = append(list, path)
		}
	}
	return list
}

// module tells whether a file may be a module, which another file beside it can stand
// ahead of. Pages and sheets are named in full, and what configures is looked for in
// every directory above.
func module(name string) bool {
	return !strings.HasPrefix(name, ".") && !slices.Contains([]string{"", ".json", ".html", ".css", ".env"}, filepath.Ext(name))
}

// appeared watches what may be a directory that is new, or one that files were named
// of before it was there.
func (w *Watcher) appeared(path string) {
	w.gone(path)
	if w.inTrees(path) {
		w.addTree(path)
	}
	for dir := range w.wanted {
		if within(path, dir) {
			w.add(dir)
		}
	}
}

// matters tells whether a change does; names says that something appeared or went.
func (w *Watcher) matters(path string, names bool) bool {
	return path == Unknown || w.files[path] || (w.set.All || w.set.Also != nil && w.set.Also(path)) && w.inProject(path) || w.inSet(path) || names && (w.dirs[filepath.Dir(path)] || w.set.All && isPackage(path))
}

// isPackage tells whether a path is that of an installed package, or of a scope.
func isPackage(path string) bool {
	dir := filepath.Dir(path)
	return filepath.Base(dir) == modules || filepath.Base(filepath.Dir(dir)) == modules && strings.HasPrefix(filepath.Base(dir), "@")
}

func (w *Watcher) inSet(path string) bool {
	return slices.ContainsFunc(w.set.Trees, func(tree string) bool { return within(tree, path) })
}

func (w *Watcher) inTrees(path string) bool { return w.inProject(path) || w.inSet(path) }

// inProject tells whether a path is one of the project's own.
func (w *Watcher) inProject(path string) bool {
	return within(w.options.Root, path) && !slices.Contains(strings.Split(path[len(w.options.Root):], string(filepath.Separator)), modules)
}

// modules is the directory of installed packages.
const modules = "node_modules"

func within(dir, path string) bool {
	return path == dir || strings.HasPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}

// skips tells whether a path never matters: in directories that are skipped, those
// of version control and of caches, what publishing makes beside the output, and what
// editors make beside a file.
func (w *Watcher) skips(path string) bool {
	if slices.ContainsFunc(w.options.Skip, func(dir string) bool { return within(dir, path) }) {
		return true
	}
	parts := strings.Split(path, string(filepath.Separator))
	for i, name := range parts {
		switch {
		case name == ".git", name == ".hg", name == ".svn", name == ".cache" && i > 0 && parts[i-1] == modules:
			return true
		case strings.HasPrefix(name, ".") && strings.Contains(name, ".paintbox-"):
			return true
		}
	}
	name := parts[len(parts)-1]
	return strings.HasPrefix(name, ".#") || strings.HasSuffix(name, "~") || strings.HasSuffix(name, ".swp") || strings.HasSuffix(name, ".swx") || name == "4913" || name == ".DS_Store"
}

// add watches the names in a directory and the files there.
func (w *Watcher) add(dir string) {
	if w.watched[dir] || w.skips(dir) {
		return
	}
	if w.system != nil {
		err := w.system.Add(dir)
		w.limited = w.limited || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
		if err != nil && !w.limited {
			return // it is not there, or cannot be read
		}
	}
	w.watched[dir] = true
}

// gone forgets a directory, and those below it: the system does not watch them any
// more, should they come back.
func (w *Watcher) gone(path string) {
	if _, err := os.Lstat(path); err == nil {
		return
	}
	for dir := range w.watched {
		if within(path, dir) {
			delete(w.watched, dir)
		}
	}
}

// addTree watches a directory and those below it, but for installed packages.
func (w *Watcher) addTree(root string) {
	_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error { // what cannot be read cannot change either
		switch {
		case err != nil || !d.IsDir():
			return nil //nolint:nilerr // as above
		case path != root && (d.Name() == modules || w.skips(path)):
			if d.Name() == modules {
				w.addPackages(path)
			}
			return fs.SkipDir
		}
		w.add(path)
		return nil
	})
}

// addPackages watches which packages are installed.
func (w *Watcher) addPackages(dir string) {
	w.add(dir)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return // it is gone again
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "@") {
			w.add(filepath.Join(dir, e.Name()))
		}
	}
}

// look is what a file or directory looks like.
type look struct {
	size    int64
	changed time.Time
	dir     bool
}

// look looks at everything in the directories that are watched.
func (w *Watcher) look() map[string]look {
	now := map[string]look{}
	for dir := range w.watched {
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue
		}
		for _, e := range entries {
			path := filepath.Join(dir, e.Name())
			if info, err := e.Info(); err == nil && !w.skips(path) {
				now[path] = look{size: info.Size(), changed: info.ModTime(), dir: e.IsDir()}
			}
		}
	}
	return now
}

// compare looks, where the system does not tell, and notes what is otherwise than the
// last time. What is in directories that were not looked at then is new to nobody.
func (w *Watcher) compare() {
	if !w.Looks() {
		return
	}
	now := w.look()
	for path, l := range now {
		was, known := w.seen[path]
		if !known && w.looked[filepath.Dir(path)] || known && !l.dir && l != was {
			w.note(path, !known)
		}
	}
	for path := range w.seen {
		if _, there := now[path]; !there {
			w.note(path, true)
		}
	}
	w.seen, w.looked = now, maps.Clone(w.watched)
}
