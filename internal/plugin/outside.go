package plugin

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/paintbox-build/paintbox/asset"
)

// outside is the output directory as it was before plugins started. What they
// write there themselves, goes to the scratch directory (host/redirect.mjs); what
// programs write that they start, is found by a second look, taken, and removed:
// until the build is published the directory is that of the last one.
type outside struct {
	dir    string // absolute
	before map[string]stamp
	made   bool // there was none, so that one was made for programs to write into
}

// stamp tells whether a file was written.
type stamp struct {
	size int64
	time time.Time
}

// outsideRecord is what every publication of a build replaces: where it changes,
// another build has been there, whose files are nobody else's.
const outsideRecord = ".paintbox/files.json"

func lookAt(dir string) (*outside, error) {
	before, err := stamps(dir)
	return &outside{dir: dir, before: before}, err
}

func stamps(dir string) (map[string]stamp, error) {
	found := map[string]stamp{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // there is none yet, or it went meanwhile
		}
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			found[name] = stamp{info.Size(), info.ModTime()}
		}
		return nil // or it went meanwhile
	})
	return found, err
}

// open makes the directory where there is none, for programs that plugins start.
func (o *outside) open() error {
	if _, err := os.Stat(o.dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	o.made = true
	return os.MkdirAll(o.dir, 0o755)
}

// take returns the files that are new there or were written again, and removes
// those that are new.
func (o *outside) take() ([]asset.File, error) {
	if o == nil {
		return nil, nil
	}
	now, err := stamps(o.dir)
	if err != nil || now[outsideRecord] != o.before[outsideRecord] {
		return nil, err
	}
	var files []asset.File
	for name, written := range now {
		was, there := o.before[name]
		if there && was == written {
			continue
		}
		file := filepath.Join(o.dir, filepath.FromSlash(name))
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		files = append(files, made(name, data))
		if there {
			continue
		}
		if err := os.Remove(file); err != nil {
			return nil, err
		}
		for at := path.Dir(name); at != "." && os.Remove(filepath.Join(o.dir, filepath.FromSlash(at))) == nil; at = path.Dir(at) {
			continue
		}
	}
	if o.made {
		_ = os.Remove(o.dir) // unless something is in it that is nobody's here
	}
	slices.SortFunc(files, func(a, b asset.File) int { return strings.Compare(a.Path, b.Path) })
	return files, nil
}
