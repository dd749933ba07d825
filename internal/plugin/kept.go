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

	"github.com/paintbox-build/paintbox/bundler"
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
	Depends depends
}

// keptAs is by what a module's result is kept; "" where it is not: only one recipe
// may have to do with the module, and that has to say what it depends on. Plugins of
// the project may depend on anything.
func (h *Host) keptAs(m bundler.ModuleID, data any, s filter.Subject) string {
	o := h.options
	if o.Store == nil || h.configured() || o.Sourcemap || data != nil || m.Namespace != "" || s.Text == nil || strings.Contains(m.ID, "?") {
		return ""
	}
	var only *recipe.Row
	for i := range h.rows {
		if !h.rows[i].Takes(s) {
			continue
		}
		if only != nil || !h.rows[i].Pure {
			return ""
		}
		only = &h.rows[i]
	}
	if only == nil {
		return ""
	}
	key := fmt.Sprintf("%q %q %s %q %x", o.Version, o.Program, only, h.near(m.ID), sum(s.Text))
	for _, manifest := range only.Needs {
		data, err := os.ReadFile(manifest)
		if err != nil {
			return ""
		}
		key += fmt.Sprintf(" %x", sum(data))
	}
	return key
}

// recall gives a result that was kept, where all that it depends on is as it was.
// Whoever asks for the same again in this build gets the same.
func (h *Host) recall(m bundler.ModuleID, asked, kept string) (bundler.Loaded, bool) {
	if kept == "" {
		return bundler.Loaded{}, false
	}
	data, ok := h.options.Store.Get("compiled", kept)
	var c compiled
	if !ok || flat.Read(data, &c) != nil || !h.holds(c.Depends) {
		return bundler.Loaded{}, false
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.recalled = true
	h.taken[m.ID] = c.Taken
	made := loading{ok: true, result: bundler.Loaded{Text: c.Text, Loader: c.Loader}}
	h.loaded[asked] = made
	return made.result, true
}

// keep keeps a result.
func (h *Host) keep(key string, made loading, answer *loadAnswer, took time.Duration) {
	f := answer.Found
	if key == "" || !made.ok || f.Depend == nil || f.Data != nil || f.Dir != "" || made.result.Map != nil || len(answer.Warnings) > 0 {
		return
	}
	var d depends
	for _, file := range f.Depend.Files {
		d.Files = append(d.Files, [2]string{h.near(file[0]), file[1]})
	}
	for _, name := range f.Depend.Missing {
		d.Missing = append(d.Missing, h.near(name))
	}
	for _, link := range f.Depend.Links {
		d.Links = append(d.Links, [2]string{h.near(link[0]), h.near(link[1])})
	}
	h.options.Store.Put("compiled", key, flat.Append(nil, compiled{Text: made.result.Text, Loader: f.Loader, Taken: f.Taken, Depends: d}), took)
}

// holds tells whether everything is as it was.
func (h *Host) holds(d depends) bool {
	for _, file := range d.Files {
		data, err := os.ReadFile(h.far(file[0]))
		if sum := sha256.Sum256(data); err != nil || hex.EncodeToString(sum[:]) != file[1] {
			return false
		}
	}
	for _, name := range d.Missing {
		if _, err := os.Lstat(h.far(name)); !errors.Is(err, fs.ErrNotExist) {
			return false
		}
	}
	for _, link := range d.Links {
		name, err := filepath.EvalSymlinks(h.far(link[0]))
		real, wrong := filepath.EvalSymlinks(h.far(link[1]))
		if err != nil || wrong != nil || name != real {
			return false
		}
	}
	return true
}

// near is a path as it is kept, and far what that is in this project.
func (h *Host) near(path string) string {
	path = filepath.FromSlash(path)
	if rel, err := filepath.Rel(h.options.Dir, path); err == nil {
		path = rel
	}
	return filepath.ToSlash(path)
}

func (h *Host) far(path string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(h.options.Dir, path)
}
