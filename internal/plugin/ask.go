package plugin

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/filter"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/node"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/recipe"
)

// Resolve asks the plugins which module an import names.
func (h *Host) Resolve(i bundler.Import) (bundler.Resolved, bool) {
	if r, ok := h.redirected(i); ok {
		return r, true
	}
	if !h.passes("resolveId", filter.Subject{ID: i.Specifier, Namespace: i.Importer.Namespace, Specifier: true}) {
		return bundler.Resolved{}, false
	}
	h.mu.Lock()
	known, ok := h.resolved[i]
	h.mu.Unlock()
	if ok {
		return known.result, known.ok
	}
	var answer resolveAnswer
	args := resolveArgs{Specifier: i.Specifier, Importer: i.Importer.ID, Namespace: i.Importer.Namespace, Dir: i.Dir, Way: i.Way, Data: i.Data}
	if _, failed := h.running.Load().process.Call(h.ctx, opResolve, args, &answer); failed != nil {
		h.fail(failed)
		return bundler.Resolved{}, false
	}
	h.warn(answer.Warnings)
	var made resolution
	if f := answer.Found; f != nil {
		made.ok = true
		made.result = bundler.Resolved{Module: bundler.ModuleID{ID: f.ID, Namespace: f.Namespace}, External: f.External, Pure: f.Pure, Data: f.Data}
		if !f.External && h.leadsNowhere(filter.Subject{ID: f.ID, Namespace: f.Namespace}) {
			h.fail(&node.Fault{Plugin: f.Plugin, Hook: "resolveId", File: i.Importer.ID, Text: fmt.Sprintf("%q leads to %s, which does not exist", i.Specifier, h.name(f.ID))})
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.resolved[i] = made
	return made.result, made.ok
}

// leadsNowhere tells whether a module is a file that is not there, and that no
// hook makes.
func (h *Host) leadsNowhere(s filter.Subject) bool {
	file, _, _ := strings.Cut(s.ID, "?")
	return s.Namespace == "" && filepath.IsAbs(file) && !h.project.Exists(filepath.FromSlash(file)) && !h.passes("load", s)
}

// redirected resolves what a recipe takes under another name.
func (h *Host) redirected(i bundler.Import) (bundler.Resolved, bool) {
	if i.Way != "import-statement" && i.Way != "dynamic-import" {
		return bundler.Resolved{}, false
	}
	for _, r := range h.active() {
		specifier, suffix, ok := r.Redirects(i.Specifier)
		if !ok {
			continue
		}
		found := h.resolvePast(resolveArgs{Specifier: specifier, Importer: i.Importer.ID, Dir: i.Dir, Way: i.Way})
		if !found.Failed && !found.External && found.Module.Namespace == "" {
			found.Module.ID += suffix
			return found, true
		}
	}
	return bundler.Resolved{}, false
}

func (h *Host) passes(hook string, s filter.Subject) bool {
	r := h.running.Load()
	return r != nil && slices.ContainsFunc(r.hooks[hook], func(f filter.Filter) bool { return f.Passes(s) })
}

// Wants tells whether a hook or a recipe may have to do with a module.
func (h *Host) Wants(m bundler.ModuleID) bool {
	return h.wanted(filter.Subject{ID: m.ID, Namespace: m.Namespace})
}

// Load asks the plugins for a module's text.
func (h *Host) Load(m bundler.ModuleID, data any) (bundler.Loaded, bool) {
	s := filter.Subject{ID: m.ID, Namespace: m.Namespace}
	if !h.wanted(s) {
		return bundler.Loaded{}, false
	}
	var parts [][]byte
	if file, _, _ := strings.Cut(m.ID, "?"); m.Namespace == "" && filepath.IsAbs(file) {
		if data, err := os.ReadFile(filepath.FromSlash(file)); err == nil {
			s.Text, parts = data, [][]byte{data}
		}
	}
	if s.Text != nil && !h.wanted(s) {
		return bundler.Loaded{}, false
	}
	if instead, lacks := h.lacks(s); lacks {
		return instead, true
	}
	key := fmt.Sprint(m.Namespace, "\x00", m.ID, "\x00", data, "\x00", string(sum(s.Text)))
	h.mu.Lock()
	known, ok := h.loaded[key]
	h.mu.Unlock()
	if ok {
		return known.result, known.ok
	}
	kept := ""
	if data == nil {
		kept = h.results.key(s, h.rows)
	}
	if made, ok := h.recall(m, key, kept); ok {
		return made, true
	}
	if !h.start() {
		return bundler.Loaded{Loader: "empty"}, true
	}
	made, failed := h.load(loadArgs{ID: m.ID, Namespace: m.Namespace, Data: data}, parts, kept)
	if failed != nil {
		h.fail(failed)
		return bundler.Loaded{Loader: "empty"}, true
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.loaded[key] = made
	return made.result, made.ok
}

// recall gives what an earlier build has kept. Whoever asks for the same again in this
// build gets the same.
func (h *Host) recall(m bundler.ModuleID, asked, kept string) (bundler.Loaded, bool) {
	c, ok := h.results.recall(kept)
	if !ok {
		return bundler.Loaded{}, false
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	made := loading{ok: true, result: bundler.Loaded{Text: c.Text, Loader: c.Loader, Read: c.Read}}
	h.recalled, h.taken[m.ID], h.loaded[asked] = true, c.Taken, made
	return made.result, true
}

// Settle finishes the style sheets that plugins make of what all modules say.
func (h *Host) Settle() bool {
	if !h.hooked("renderChunk") {
		return false
	}
	var answer settleAnswer
	if _, failed := h.running.Load().process.Call(h.ctx, opSettle, struct{}{}, &answer); failed != nil {
		h.fail(failed)
		return false
	}
	h.warn(answer.Warnings)
	h.mu.Lock()
	defer h.mu.Unlock()
	maps.DeleteFunc(h.loaded, func(key string, _ loading) bool {
		return slices.ContainsFunc(answer.Changed, func(id string) bool { return strings.HasPrefix(key, "\x00"+id+"\x00") })
	})
	return len(answer.Changed) > 0
}

func sum(data []byte) []byte {
	hash := sha256.Sum256(data)
	return hash[:]
}

func (h *Host) load(args loadArgs, parts [][]byte, kept string) (loading, *node.Fault) {
	var answer loadAnswer
	began := time.Now()
	text, failed := h.running.Load().process.Call(h.ctx, opLoad, args, &answer, parts...)
	if failed != nil {
		return loading{}, failed
	}
	h.warn(answer.Warnings)
	f := answer.Found
	if f == nil || len(text) == 0 {
		return loading{}, nil
	}
	made := loading{ok: true, result: bundler.Loaded{Text: text[0], Loader: f.Loader, Dir: f.Dir, Data: f.Data, Read: f.Watch}}
	if len(text) > 1 {
		made.result.Map = text[1]
	}
	if kept != "" && f.Depend != nil && f.Data == nil && f.Dir == "" && len(text) == 1 && len(answer.Warnings) == 0 {
		h.results.keep(kept, compiled{Text: text[0], Loader: f.Loader, Taken: f.Taken, Read: f.Watch, Depends: *f.Depend}, time.Since(began))
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.taken[strings.TrimPrefix(args.Namespace+":"+args.ID, ":")] = f.Taken
	return made, nil
}

// wanted tells whether a hook or a recipe may have to do with a module.
func (h *Host) wanted(s filter.Subject) bool {
	if slices.ContainsFunc(h.active(), func(r recipe.Row) bool { return r.Takes(s) }) {
		return true
	}
	return h.passes("load", filter.Subject{ID: s.ID, Namespace: s.Namespace}) || s.Namespace == "" && h.passes("transform", s)
}

// active are the recipes that apply.
func (h *Host) active() []recipe.Row {
	if r := h.running.Load(); r != nil {
		return r.rows
	}
	return h.rows
}

// lacks notes that packages are missing for a module, and gives what stands in its place.
func (h *Host) lacks(s filter.Subject) (instead bundler.Loaded, lacks bool) {
	for _, r := range h.active() {
		if r.Install == "" || !r.Certain(s) {
			continue
		}
		file, _, _ := strings.Cut(s.ID, "?")
		if r.File && s.Text != nil {
			h.warn([]node.Fault{{File: file, Text: "it has no effect: nothing compiles it, and Create React App publishes it as a file", Note: r.Install + ", or remove the import"}})
			return bundler.Loaded{Text: s.Text, Loader: "file"}, true
		}
		h.mu.Lock()
		defer h.mu.Unlock()
		if name := h.name(file); !slices.Contains(h.missing[r.Install], name) {
			h.missing[r.Install] = append(h.missing[r.Install], name)
		}
		return bundler.Loaded{Loader: "empty"}, true
	}
	return bundler.Loaded{}, false
}
