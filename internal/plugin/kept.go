package plugin

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/paintbox-build/paintbox/internal/flat"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/filter"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/recipe"
)

// Store keeps what compilers made for the next build.
type Store interface {
	Get(kind, key string) ([]byte, bool)
	Put(kind, key string, value []byte, cost time.Duration)
}

// depends is all that a result depends on beside the text, as Node tells it: files
// with the SHA-256 of what was read, names at which no file is, and what names lead to.
type depends struct {
	Files   [][2]string `json:"files"`
	Missing []string    `json:"missing"`
	Links   [][2]string `json:"links"`
}

// compiled is a result as it is kept. Paths are relative to the project.
type compiled struct {
	Text    []byte
	Loader  string
	Taken   []string
	Read    []string // the files that it read beside the module, which may stand in the text
	Depends depends
}

// results are those that are kept for the project in dir; none without a store.
type results struct {
	dir   string
	store Store
	asked string // what they depend on beside the module: versions of the program
}

// key is by what a module's result is kept; "" where it is not: only one recipe may
// have to do with the module, and that has to say what it depends on.
func (r results) key(s filter.Subject, rows []recipe.Row) string {
	if r.store == nil || s.Namespace != "" || s.Text == nil || strings.Contains(s.ID, "?") {
		return ""
	}
	var only *recipe.Row
	for i := range rows {
		if !rows[i].Takes(s) {
			continue
		}
		if only != nil || !rows[i].Pure {
			return ""
		}
		only = &rows[i]
	}
	if only == nil {
		return ""
	}
	key := fmt.Sprintf("%q %s %q %x", r.asked, only, r.near(s.ID), sha256.Sum256(s.Text))
	for _, manifest := range only.Needs {
		data, err := os.ReadFile(manifest)
		if err != nil {
			return ""
		}
		key += fmt.Sprintf(" %x", sha256.Sum256(data))
	}
	return key
}

// recall gives a result that was kept, where all that it depends on is as it was.
func (r results) recall(key string) (compiled, bool) {
	var c compiled
	if key == "" {
		return c, false
	}
	data, ok := r.store.Get("compiled", key)
	ok = ok && flat.Read(data, &c) == nil && r.holds(c.Depends)
	for i, file := range c.Read {
		c.Read[i] = filepath.ToSlash(r.far(file))
	}
	return c, ok
}

// keep keeps a result.
func (r results) keep(key string, c compiled, took time.Duration) {
	var d depends
	for _, file := range c.Depends.Files {
		d.Files = append(d.Files, [2]string{r.near(file[0]), file[1]})
	}
	for _, name := range c.Depends.Missing {
		d.Missing = append(d.Missing, r.near(name))
	}
	for _, link := range c.Depends.Links {
		d.Links = append(d.Links, [2]string{r.near(link[0]), r.near(link[1])})
	}
	c.Depends = d
	read := c.Read
	c.Read = nil
	for _, file := range read {
		c.Read = append(c.Read, r.near(file))
	}
	r.store.Put("compiled", key, flat.Append(nil, c), took)
}

// holds tells whether everything is as it was.
func (r results) holds(d depends) bool {
	for _, file := range d.Files {
		data, err := os.ReadFile(r.far(file[0]))
		if sum := sha256.Sum256(data); err != nil || hex.EncodeToString(sum[:]) != file[1] {
			return false
		}
	}
	for _, name := range d.Missing {
		if _, err := os.Lstat(r.far(name)); !errors.Is(err, fs.ErrNotExist) {
			return false
		}
	}
	for _, link := range d.Links {
		name, err := filepath.EvalSymlinks(r.far(link[0]))
		real, wrong := filepath.EvalSymlinks(r.far(link[1]))
		if err != nil || wrong != nil || name != real {
			return false
		}
	}
	return true
}

// near is a path as it is kept, and far what that is in this project.
func (r results) near(path string) string {
	path = filepath.FromSlash(path)
	if rel, err := filepath.Rel(r.dir, path); err == nil {
		path = rel
	}
	return filepath.ToSlash(path)
}

func (r results) far(path string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(r.dir, path)
}
