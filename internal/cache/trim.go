package cache

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/paintbox-build/paintbox/asset"
)

// Status is what a directory holds.
type Status struct {
	Directory string
	Entries   int
	Bytes     asset.Size // on disk
	Kinds     []Kind     // sorted by name
	Oldest    time.Time  // when the entry was last used that was not for longest; zero without entries
}

// Kind is what a directory holds of one kind.
type Kind struct {
	Name    string
	Entries int
	Bytes   asset.Size
}

// file is an entry on disk.
type file struct {
	name, kind string
	size       asset.Size
	used       time.Time
	writing    bool
}

// Read tells what a directory holds; one that is not there holds nothing.
func Read(dir string) (Status, error) {
	s := Status{Directory: dir}
	list, err := files(dir)
	if err != nil {
		return s, err
	}
	for _, f := range list {
		if f.writing {
			continue
		}
		s.Entries++
		s.Bytes += f.size
		if s.Oldest.IsZero() || f.used.Before(s.Oldest) {
			s.Oldest = f.used
		}
		i := slices.IndexFunc(s.Kinds, func(k Kind) bool { return k.Name == f.kind })
		if i < 0 {
			s.Kinds = append(s.Kinds, Kind{Name: f.kind})
			i = len(s.Kinds) - 1
		}
		s.Kinds[i].Entries++
		s.Kinds[i].Bytes += f.size
	}
	slices.SortFunc(s.Kinds, func(a, b Kind) int { return strings.Compare(a.Name, b.Name) })
	return s, nil
}

// Clear removes all entries of a directory. Files that are none stay.
func Clear(dir string) (removed Status, err error) {
	removed, err = remove(dir, func(file) bool { return true })
	if wrong := os.Remove(filepath.Join(dir, totalsFile)); wrong != nil && !errors.Is(wrong, fs.ErrNotExist) && err == nil {
		err = wrong
	}
	return removed, err
}

// Verify reads all entries of a directory, and removes those that are not whole.
func Verify(dir string) (removed Status, err error) {
	return remove(dir, func(f file) bool {
		_, err := readEntry(f.name, filepath.Base(f.name))
		return err != nil
	})
}

// Prune removes the least recently used entries of a directory, until it holds at
// most limit.
func Prune(dir string, limit asset.Size) (removed Status, err error) {
	list, err := files(dir)
	if err != nil {
		return Status{}, err
	}
	return prune(dir, list, limit)
}

func prune(dir string, list []file, limit asset.Size) (Status, error) {
	slices.SortFunc(list, func(a, b file) int { return b.used.Compare(a.used) })
	var kept asset.Size
	old := map[string]bool{}
	for _, f := range list {
		if kept += f.size; kept > limit {
			old[f.name] = true
			kept -= f.size
		}
	}
	return remove(dir, func(f file) bool { return old[f.name] })
}

// remove removes the entries that are chosen, and what was not written to its end
// within an hour.
func remove(dir string, chosen func(file) bool) (Status, error) {
	const abandoned = time.Hour
	removed := Status{Directory: dir}
	list, err := files(dir)
	if err != nil {
		return removed, err
	}
	for _, f := range list {
		if f.writing && time.Since(f.used) < abandoned || !f.writing && !chosen(f) {
			continue
		}
		if err := os.Remove(f.name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return removed, err
		}
		removed.Entries++
		removed.Bytes += f.size
	}
	return removed, nil
}

// files lists the entries of a directory, and what is being written there.
func files(dir string) ([]file, error) {
	var list []file
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			var f file
			if f, err = fileOf(dir, name, d); f.name != "" {
				list = append(list, f)
			}
		}
		if errors.Is(err, fs.ErrNotExist) {
			err = nil // it was removed meanwhile, or nothing was kept yet
		}
		return err
	})
	return list, err
}

// fileOf tells an entry, or what is being written, from other files, for which it
// returns none.
func fileOf(dir, name string, d fs.DirEntry) (file, error) {
	parts := strings.Split(strings.TrimPrefix(name, dir+string(filepath.Separator)), string(filepath.Separator))
	if len(parts) != 3 {
		return file{}, nil
	}
	writing := strings.HasPrefix(parts[2], strings.TrimSuffix(temporary, "*"))
	if !writing && !isHash(parts[2]) {
		return file{}, nil
	}
	info, err := d.Info()
	if err != nil {
		return file{}, err
	}
	return file{name: name, kind: parts[0], size: asset.Size(info.Size()), used: info.ModTime(), writing: writing}, nil
}

// isHash tells the names of entries.
func isHash(name string) bool {
	return len(name) == 64 && strings.Trim(name, "0123456789abcdef") == ""
}

// trimDaily prunes the cache where nobody did within a day, or where this build
// wrote much.
func (c *Cache) trimDaily(now time.Time) error {
	const day = 24 * time.Hour
	mark := filepath.Join(c.tiers.Dir, "trimmed")
	info, err := os.Stat(mark)
	if err == nil && c.written < c.tiers.Disk/10 && now.Sub(info.ModTime()) < day && !info.ModTime().After(now.Add(day)) {
		return nil
	}
	if err := os.WriteFile(mark, nil, 0o666); err != nil {
		return err
	}
	if err := os.Chtimes(mark, now, now); err != nil {
		return err
	}
	_, err = Prune(c.tiers.Dir, c.tiers.Disk)
	return err
}
