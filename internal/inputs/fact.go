package inputs

import (
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// stamp is what a system tells of a file or directory without reading it. The zero
// value decides nothing.
type stamp struct {
	Size    int64
	Changed int64 // nanoseconds; of whichever time is later, that of the content or that of the file itself
	Times   int64 // nanoseconds of both times, added
	Number  uint64
}

// tick is how much the times of files may lag behind the clock.
const tick = 20 * time.Millisecond

// settled is the stamp where a change after now would show in it, else the zero
// value. Some file systems know no parts of seconds.
func (s stamp) settled(now time.Time) stamp {
	lag := tick
	if s.Changed%int64(time.Second) == 0 {
		lag = 2 * time.Second
	}
	if s.Changed >= now.Add(-lag).UnixNano() {
		return stamp{}
	}
	return s
}

// holds tells whether a fact is true, and whether something had to be read for it
// that was no directory. The stamp, which may be that of an earlier time, becomes
// that of now.
func (f *fact) holds(dir string, s skip, known *stamp, c *contents) (holds, content bool) {
	path := absolute(dir, f.Path)
	if f.Kind == Nothing {
		_, err := os.Lstat(path)
		return missing(err), false
	}
	now := time.Now()
	info, err := os.Stat(path)
	if err != nil {
		return f.Kind == Link && f.Sum == sum{}, false
	}
	at := stampOf(info)
	if at != (stamp{}) && f.Kind != Link && at == *known {
		return true, false
	}
	if f.Kind == Link && at.Number != 0 && at.Number == known.Number {
		return true, false
	}
	got, err := f.Kind.read(dir, path, info, s, c)
	if err != nil || got != f.Sum {
		return false, true
	}
	if *known = at; f.Kind != Link {
		*known = at.settled(now)
	}
	return true, f.Kind != Directory
}

// missing tells whether an error says that nothing is at a path.
func missing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// possible tells whether something can be at a path: modules that are none of files,
// such as data URLs, have names that no system takes.
func possible(path string) bool {
	const longest = 255 // bytes of a name on all systems that are known
	return !strings.Contains(path, "\x00") && !slices.ContainsFunc(strings.Split(path, string(filepath.Separator)), func(name string) bool { return len(name) > longest })
}

var errKind = errors.New("it is of another kind")

// read makes the sum of what is at a path.
func (k Kind) read(dir, path string, info fs.FileInfo, s skip, c *contents) (sum, error) {
	switch k {
	case File:
		if !info.Mode().IsRegular() {
			return sum{}, errKind
		}
		return c.sumOf(path)
	case Directory:
		names, err := namesIn(path, s.in(dir))
		return sumOfNames(names), err
	case Link:
		return sumOfLink(dir, path)
	}
	return sum{}, errKind
}

// contents reads files, one after the other, by way of one buffer. The zero value is
// ready.
type contents struct{ buffer []byte }

// sumOf is that of a file.
func (c *contents) sumOf(path string) (sum, error) {
	f, err := os.Open(path)
	if err != nil {
		return sum{}, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	if c.buffer == nil {
		const size = 64 << 10 // more than most sources have
		c.buffer = make([]byte, size)
	}
	hash := sha256.New()
	_, err = io.CopyBuffer(hash, struct{ io.Reader }{f}, c.buffer) // a file by itself would take a buffer of its own
	return sum(hash.Sum(nil)), err
}

// sumOfLink is that of where a path leads to; the zero value for nowhere.
func sumOfLink(dir, path string) (sum, error) {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return sum{}, nil //nolint:nilerr // a link that leads nowhere is a fact as well
	}
	return sha256.Sum256([]byte(relative(dir, real))), nil
}

// in makes the paths absolute.
func (s skip) in(dir string) []string {
	list := make([]string, len(s))
	for i, path := range s {
		list[i] = absolute(dir, path)
	}
	return list
}

// name is one of a directory.
type name struct {
	text string
	mode fs.FileMode // the type's bits
	to   string      // of a symbolic link, as it is written
}

// namesIn lists a directory, sorted: all that is there but what builds write
// themselves, and what no import can name.
func namesIn(dir string, written []string) ([]name, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	modules := filepath.Base(dir) == modulesName
	var names []name
	for _, e := range entries {
		n := name{text: e.Name(), mode: e.Type()}
		own := func(path string) bool {
			base, beside := strings.CutPrefix(path, dir+string(filepath.Separator))
			return beside && (n.text == base || strings.HasPrefix(n.text, "."+base+".paintbox-")) // which publishing makes
		}
		if modules && strings.HasPrefix(n.text, ".") || slices.ContainsFunc(written, own) {
			continue
		}
		if n.mode&fs.ModeSymlink != 0 {
			n.to, _ = os.Readlink(filepath.Join(dir, n.text)) // what is no link any more has another mode
		}
		names = append(names, n)
	}
	return names, nil
}

// modulesName is the directory of installed packages. Names with a dot in front are
// the package manager's there, and those of caches.
const modulesName = "node_modules"

func sumOfNames(names []name) sum {
	hash := sha256.New()
	for _, n := range names {
		_, _ = io.WriteString(hash, n.text+"\x00"+n.mode.String()+"\x00"+filepath.ToSlash(n.to)+"\n") // a hash takes everything
	}
	return sum(hash.Sum(nil))
}

// has tells whether a name is in a directory.
func has(names []name, text string) bool {
	_, ok := slices.BinarySearchFunc(names, text, func(n name, text string) int { return strings.Compare(n.text, text) })
	return ok
}
