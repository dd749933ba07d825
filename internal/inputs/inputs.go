// Package inputs takes down what a build depended on, and tells later whether that
// is as it was.
//
// A List holds facts: a file has this content, a directory these names, a path
// leads there, and nothing is at another. An Observer makes it while a build runs; Changed
// compares it with the disk. What a file's size, times and number tell is believed
// where a later change would show in them; else its content is read again. Facts
// are relative to the project's directory and hold hashes, no times, so that a List
// may be used where the project lies elsewhere; what the times were (Stamps) is
// kept beside it, for one machine.
package inputs

import (
	"cmp"
	"crypto/sha256"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/paintbox-build/paintbox/internal/flat"
)

// List is what a build depended on.
type List struct {
	skip  skip
	facts []fact // by path
}

// fact is what was true of a path.
type fact struct {
	Path string // relative to the project's directory, slash-separated
	Kind Kind
	Sum  sum
}

// Kind tells what is said of a path.
type Kind uint8

// The kinds of facts.
const (
	File      Kind = iota + 1 // a file of this content
	Directory                 // a directory of these names
	Link                      // it leads to this path
	Nothing                   // nothing is there
)

// sum is a SHA-256.
type sum [sha256.Size]byte

// Stamps are what a machine tells of the files of a List without reading them, in
// the order of its facts.
type Stamps []stamp

// skip are the paths of the directories that builds write: that these are there says
// nothing.
type skip []string

// Encode writes a list, and Decode reads it.
func (l *List) Encode() []byte { return flat.Append(flat.Append(nil, l.skip), l.facts) }

// Decode reads what Encode wrote.
func Decode(data []byte) (*List, error) {
	var written struct {
		Skip  skip
		Facts []fact
	}
	err := flat.Read(data, &written)
	return &List{skip: written.Skip, facts: written.Facts}, err
}

// Input is a fact as people and other tools read it.
type Input struct {
	Path string // relative to the project's directory, slash-separated
	Kind Kind
}

// Inputs lists what the build depended on, by path.
func (l *List) Inputs() []Input {
	list := make([]Input, len(l.facts))
	for i, f := range l.facts {
		list[i] = Input{f.Path, f.Kind}
	}
	return list
}

// Changed compares the facts with what is on disk now, of a project in a
// directory. It returns the path of one that does not hold, "" where all do.
// Stamps of an earlier comparison save reading; fresh are those of this one where
// they save more, else nil.
func (l *List) Changed(dir string, known Stamps) (path string, fresh Stamps) {
	if len(known) != len(l.facts) {
		known = make(Stamps, len(l.facts))
	}
	now := slices.Clone(known)
	var wrong atomic.Int64
	wrong.Store(int64(len(l.facts)))
	var read atomic.Bool
	var group errgroup.Group
	workers := min(8, 2*runtime.GOMAXPROCS(0))
	for w := range workers {
		group.Go(func() error {
			var c contents
			for i := w; i < len(l.facts) && int64(i) < wrong.Load(); i += workers {
				holds, content := l.facts[i].holds(dir, l.skip, &now[i], &c)
				if content {
					read.Store(true)
				}
				if !holds {
					lower(&wrong, int64(i))
					break
				}
			}
			return nil
		})
	}
	_ = group.Wait() // the goroutines return none
	if i := wrong.Load(); i < int64(len(l.facts)) {
		return l.facts[i].Path, nil
	}
	if read.Load() {
		return "", now
	}
	return "", nil
}

// lower sets a number where that is less.
func lower(n *atomic.Int64, to int64) {
	for at := n.Load(); to < at && !n.CompareAndSwap(at, to); at = n.Load() {
		continue
	}
}

// Encode writes stamps, and DecodeStamps reads them.
func (s Stamps) Encode() []byte { return flat.Append(nil, s) }

// DecodeStamps reads what Encode wrote; what it cannot read are none.
func DecodeStamps(data []byte) Stamps {
	var s Stamps
	if flat.Read(data, &s) != nil {
		return nil
	}
	return s
}

// relative writes a path as facts have it. Where it is on another volume it stays
// as it is.
func relative(dir, path string) string {
	rel, err := filepath.Rel(dir, path)
	if err != nil {
		rel = path
	}
	return filepath.ToSlash(rel)
}

// absolute is the path of a fact.
func absolute(dir, path string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}

func byPath(a, b fact) int {
	return cmp.Or(strings.Compare(a.Path, b.Path), cmp.Compare(a.Kind, b.Kind))
}
