package plugin

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/bundler"
)

type resolution struct {
	result bundler.Resolved
	ok     bool
}

type loading struct {
	result bundler.Loaded
	ok     bool
}

// Resolve asks the plugins which module an import names.
func (h *Host) Resolve(i bundler.Import) (bundler.Resolved, bool) {
	if r, ok := h.redirected(i); ok {
		return r, true
	}
	if !h.passes("resolveId", subject{id: i.Specifier, namespace: i.Importer.Namespace, specifier: true}) {
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
	if _, failed := h.running.Load().process.call(h.ctx, opResolve, args, &answer); failed != nil {
		h.fail(failed)
		return bundler.Resolved{}, false
	}
	h.warn(answer.Warnings)
	var made resolution
	if f := answer.Found; f != nil {
		made.ok = true
		made.result = bundler.Resolved{Module: bundler.ModuleID{ID: f.ID, Namespace: f.Namespace}, External: f.External, Pure: f.Pure, Data: f.Data}
		if !f.External && h.leadsNowhere(subject{id: f.ID, namespace: f.Namespace}) {
			h.fail(&fault{Plugin: f.Plugin, Hook: "resolveId", File: i.Importer.ID, Text: fmt.Sprintf("%q leads to %s, which does not exist", i.Specifier, h.name(f.ID))})
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.resolved[i] = made
	return made.result, made.ok
}

// leadsNowhere tells whether a module is a file that is not there, and that no
// hook makes.
func (h *Host) leadsNowhere(s subject) bool {
	file, _, _ := strings.Cut(s.id, "?")
	return s.namespace == "" && filepath.IsAbs(file) && !h.project.exists(filepath.FromSlash(file)) && !h.passes("load", s)
}

// redirected resolves what a recipe takes under another name.
func (h *Host) redirected(i bundler.Import) (bundler.Resolved, bool) {
	for _, r := range h.active() {
		if r.imports == nil || i.Way != "import-statement" && i.Way != "dynamic-import" || !r.imports.MatchString(i.Specifier) {
			continue
		}
		specifier, suffix, _ := strings.Cut(i.Specifier, "?")
		if suffix = "?" + suffix; r.suffix != "" {
			suffix = r.suffix
		}
		found := h.resolvePast(resolveArgs{Specifier: specifier, Importer: i.Importer.ID, Dir: i.Dir, Way: i.Way})
		if !found.Failed && !found.External && found.Module.Namespace == "" {
			found.Module.ID += suffix
			return found, true
		}
	}
	return bundler.Resolved{}, false
}

func (h *Host) passes(hook string, s subject) bool {
	r := h.running.Load()
	return r != nil && slices.ContainsFunc(r.hooks[hook], func(f filter) bool { return f.passes(s) })
}

// Wants tells whether a hook or a recipe may have to do with a module.
func (h *Host) Wants(m bundler.ModuleID) bool {
	return h.wanted(subject{id: m.ID, namespace: m.Namespace})
}

// Load asks the plugins for a module's text.
func (h *Host) Load(m bundler.ModuleID, data any) (bundler.Loaded, bool) {
	s := subject{id: m.ID, namespace: m.Namespace}
	if !h.wanted(s) {
		return bundler.Loaded{}, false
	}
	var parts [][]byte
	if file, _, _ := strings.Cut(m.ID, "?"); m.Namespace == "" && filepath.IsAbs(file) {
		if data, err := os.ReadFile(filepath.FromSlash(file)); err == nil {
			s.text, parts = data, [][]byte{data}
		}
	}
	if s.text != nil && !h.wanted(s) {
		return bundler.Loaded{}, false
	}
	if h.lacks(s) || !h.start() {
		return bundler.Loaded{Loader: "empty"}, true
	}
	key := fmt.Sprint(m.Namespace, "\x00", m.ID, "\x00", data, "\x00", string(sum(s.text)))
	h.mu.Lock()
	known, ok := h.loaded[key]
	h.mu.Unlock()
	if ok {
		return known.result, known.ok
	}
	made, failed := h.load(loadArgs{ID: m.ID, Namespace: m.Namespace, Data: data}, parts)
	if failed != nil {
		h.fail(failed)
		return bundler.Loaded{Loader: "empty"}, true
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.loaded[key] = made
	return made.result, made.ok
}

func sum(data []byte) []byte {
	hash := sha256.Sum256(data)
	return hash[:]
}

func (h *Host) load(args loadArgs, parts [][]byte) (loading, *fault) {
	var answer loadAnswer
	text, failed := h.running.Load().process.call(h.ctx, opLoad, args, &answer, parts...)
	if failed != nil {
		return loading{}, failed
	}
	h.warn(answer.Warnings)
	f := answer.Found
	if f == nil || len(text) == 0 {
		return loading{}, nil
	}
	made := loading{ok: true, result: bundler.Loaded{Text: text[0], Loader: f.Loader, Dir: f.Dir, Data: f.Data}}
	if len(text) > 1 {
		made.result.Map = text[1]
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.taken[strings.TrimPrefix(args.Namespace+":"+args.ID, ":")] = f.Taken
	return made, nil
}

// wanted tells whether a hook or a recipe may have to do with a module.
func (h *Host) wanted(s subject) bool {
	if slices.ContainsFunc(h.active(), func(r row) bool { return r.takes(s) }) {
		return true
	}
	return h.passes("load", subject{id: s.id, namespace: s.namespace}) || s.namespace == "" && h.passes("transform", s)
}

// active are the recipes that apply.
func (h *Host) active() []row {
	if r := h.running.Load(); r != nil {
		return r.rows
	}
	return h.rows
}

// lacks notes that packages are missing for a module.
func (h *Host) lacks(s subject) bool {
	for _, r := range h.active() {
		if r.install != "" && r.takes(s) {
			h.mu.Lock()
			defer h.mu.Unlock()
			file, _, _ := strings.Cut(s.id, "?")
			if name := h.name(file); !slices.Contains(h.missing[r.install], name) {
				h.missing[r.install] = append(h.missing[r.install], name)
			}
			return true
		}
	}
	return false
}
