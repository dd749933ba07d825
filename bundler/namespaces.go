package bundler

import (
	"bytes"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
)

// A namespace object that other modules only read properties of needs no more
// getters than there are such properties. The linker makes all of them as soon
// as a namespace passes through another module, as in import { z } from "zod",
// and with them keeps all that they name.

// namespace is an object made by __export(object, { name: () => variable, … }).
type namespace struct {
	file, statement int
	inner           map[string]int32 // the properties that are namespaces themselves
	escapes         bool             // something else may read any property
	used            map[string]bool  // the properties that are read
}

// namespaceUse is a mention of a namespace object.
type namespaceUse struct {
	object int32
	file   int
	ref    cut.Ref
}

// pruner removes getters of namespace objects.
type pruner struct {
	p       *Program
	objects map[int32]*namespace // by symbol
	uses    []namespaceUse
}

// pruneNamespaces removes the getters that nothing reads, and tells whether
// there was any.
func (p *Program) pruneNamespaces() bool {
	w := pruner{p: p, objects: p.namespaces()}
	if len(w.objects) == 0 {
		return false
	}
	w.findUses()
	w.readUses()
	pruned := false
	for _, n := range w.objects {
		if !n.escapes && w.dropGetters(n) {
			pruned = true
		}
	}
	return pruned
}

// namespaces finds the namespace objects by their symbols, and those that a
// module exports by default under both.
func (p *Program) namespaces() map[int32]*namespace {
	objects := map[int32]*namespace{}
	helper := p.helper("__export")
	for i := range p.files {
		f := &p.files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if helper < 0 || len(s.Refs) < 2 || s.Region < 0 || s.Form != cut.FormPlain || f.symbols[s.Refs[0].Name] != helper {
				continue
			}
			if object := f.symbols[s.Refs[1].Name]; object >= 0 {
				objects[object] = &namespace{file: i, statement: si, inner: map[string]int32{}, used: map[string]bool{}}
			}
		}
	}
	for i := range p.files {
		f := &p.files[i]
		for si := range f.Statements {
			if name, target, ok := f.defaultAlias(&f.Statements[si]); ok && objects[target] != nil {
				objects[name] = objects[target]
			}
		}
	}
	return objects
}

// findUses lists where namespace objects are mentioned, but for where they are
// made, and finds those that are properties of others.
func (w *pruner) findUses() {
	for i := range w.p.files {
		f := &w.p.files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if s.Form == cut.FormImport || s.Form == cut.FormExport {
				continue
			}
			alias := int32(-1)
			if _, target, ok := f.defaultAlias(s); ok {
				alias = target
			}
			for k, r := range s.Refs {
				sym := f.symbols[r.Name]
				if _, ok := w.objects[sym]; !ok || r.Flags&cut.RefDeclared != 0 || alias == sym {
					continue
				}
				switch outer := w.madeBy(i, si); {
				case outer == nil:
					w.uses = append(w.uses, namespaceUse{sym, i, r})
				case k > 1 && f.isGetter(r):
					outer.inner[f.getterKey(r)] = sym
				case k > 1:
					w.uses = append(w.uses, namespaceUse{sym, i, r})
				}
			}
		}
	}
}

// madeBy is the namespace that a statement makes, nil for none.
func (w *pruner) madeBy(file, statement int) *namespace {
	f := &w.p.files[file]
	s := &f.Statements[statement]
	if len(s.Refs) < 2 {
		return nil
	}
	if n, ok := w.objects[f.symbols[s.Refs[1].Name]]; ok && n.file == file && n.statement == statement {
		return n
	}
	return nil
}

// isGetter tells whether a reference is all that a getter returns.
func (f *source) isGetter(r cut.Ref) bool {
	return bytes.HasSuffix(f.Source[:r.Pos], []byte(": () => ")) && bytes.IndexByte([]byte(",\n"), f.Source[int(r.Pos)+len(f.Names[r.Name])]) >= 0
}

// readUses notes which properties of each namespace are read.
func (w *pruner) readUses() {
	for i := range w.p.roots {
		r := &w.p.roots[i]
		w.escape(r.object)
		for _, e := range r.exports {
			w.escape(e.symbol)
		}
	}
	for _, u := range w.uses {
		f := &w.p.files[u.file]
		rest := f.Source[int(u.ref.Pos)+len(f.Names[u.ref.Name]):]
		if u.ref.Flags&^cut.RefLazy != 0 {
			rest = nil
		}
		w.read(u.object, rest)
	}
}

// read notes what is read of a namespace by the text after its name, such as
// .inner.property. A namespace that is used otherwise escapes.
func (w *pruner) read(object int32, rest []byte) {
	n := w.objects[object]
	property, end := memberAt(rest)
	if end == 0 || calls(rest[end:]) && w.seesThis(n, property) {
		w.escape(object)
		return
	}
	n.used[property] = true
	if inner, ok := n.inner[property]; ok {
		w.read(inner, rest[end:])
	}
}

// seesThis tells whether a method of a namespace may read this, which is the
// namespace. A property that has no getter of a variable is no method.
func (w *pruner) seesThis(n *namespace, property string) bool {
	f := &w.p.files[n.file]
	for _, r := range f.Statements[n.statement].Refs[2:] {
		if f.isGetter(r) && f.getterKey(r) == property {
			return w.p.seesThis(f.symbols[r.Name])
		}
	}
	return true
}

// escape notes that any property of a namespace may be read, and whatever is
// read of those.
func (w *pruner) escape(object int32) {
	n, ok := w.objects[object]
	if !ok || n.escapes {
		return
	}
	n.escapes = true
	for _, inner := range n.inner {
		w.escape(inner)
	}
}

// dropGetters removes the getters that are not used, each of which the linker
// writes in a line of its own. It tells whether there was any.
func (w *pruner) dropGetters(n *namespace) bool {
	f := &w.p.files[n.file]
	s := &f.Statements[n.statement]
	kept := s.Refs[:2:2]
	for _, r := range s.Refs[2:] {
		key := f.getterKey(r)
		if n.used[key] || !f.isGetter(r) {
			kept = append(kept, r)
			continue
		}
		start := bytes.LastIndexByte(f.Source[:r.Pos], '\n') + 1
		end := int(r.Pos) + bytes.IndexByte(f.Source[r.Pos:], '\n') + 1
		f.replace(n.statement, start, end, "")
		s.Weight = max(s.Weight-len(key)-len(":()=>xy,"), 0)
	}
	dropped := len(kept) < len(s.Refs)
	s.Refs = kept
	return dropped
}
