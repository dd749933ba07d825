package shake

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
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
	asked           bool             // something asks for a name that ordinary objects have, or gives it a property
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
	p       *program.Program
	objects map[int32]*namespace // by symbol
	uses    []namespaceUse
}

// Namespaces finds the getters of namespace objects that nothing reads.
func Namespaces(p *program.Program) []program.Getters {
	w := pruner{p: p, objects: findNamespaces(p)}
	if len(w.objects) == 0 {
		return nil
	}
	w.findUses()
	w.readUses()
	unread := map[*namespace]program.Getters{}
	for _, n := range w.objects {
		if g := w.unread(n); !n.escapes && len(g.Refs) > 0 {
			unread[n] = g
		}
	}
	return slices.SortedFunc(maps.Values(unread), func(a, b program.Getters) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Statement, b.Statement))
	})
}

// findNamespaces finds the namespace objects by their symbols, and those that a
// module exports by default under both.
func findNamespaces(p *program.Program) map[int32]*namespace {
	objects := map[int32]*namespace{}
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if object := f.SymbolAt(s, 1); object >= 0 && p.MakesNamespace(f, s) {
				objects[object] = &namespace{file: i, statement: si, inner: map[string]int32{}, used: map[string]bool{}}
			}
		}
	}
	for i := range p.Files {
		f := &p.Files[i]
		for si := range f.Statements {
			if name, target, ok := f.Repeats(&f.Statements[si]); ok && objects[target] != nil {
				objects[name] = objects[target]
			}
		}
	}
	return objects
}

// findUses lists where namespace objects are mentioned, but for where they are
// made, and finds those that are properties of others.
func (w *pruner) findUses() {
	for i := range w.p.Files {
		f := &w.p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if s.Form == cut.FormImport || s.Form == cut.FormExport {
				continue
			}
			alias := int32(-1)
			if _, target, ok := f.Repeats(s); ok {
				alias = target
			}
			for k, r := range s.Refs {
				sym := f.Symbols[r.Name]
				if _, ok := w.objects[sym]; !ok || r.Flags&cut.RefDeclared != 0 || alias == sym {
					continue
				}
				switch outer := w.madeBy(i, si); {
				case outer == nil:
					w.uses = append(w.uses, namespaceUse{sym, i, r})
				case k > 1:
					if getter, ok := s.Getter(r); ok && getter.Whole {
						outer.inner[getter.Key] = sym
					} else {
						w.uses = append(w.uses, namespaceUse{sym, i, r})
					}
				}
			}
		}
	}
}

// madeBy is the namespace that a statement makes, nil for none.
func (w *pruner) madeBy(file, statement int) *namespace {
	f := &w.p.Files[file]
	s := &f.Statements[statement]
	if len(s.Refs) < 2 {
		return nil
	}
	if n, ok := w.objects[f.Symbols[s.Refs[1].Name]]; ok && n.file == file && n.statement == statement {
		return n
	}
	return nil
}

// readUses notes which properties of each namespace are read.
func (w *pruner) readUses() {
	for i := range w.p.Roots {
		r := &w.p.Roots[i]
		for _, e := range r.Exports {
			w.escape(e.Symbol)
		}
	}
	for _, u := range w.uses {
		f := &w.p.Files[u.file]
		chain := f.Chain(u.ref)
		if u.ref.Flags&^cut.RefLazy != 0 {
			chain = cut.Chain{}
		}
		w.read(u.object, chain, u.ref.Next&cut.NextChanged != 0)
	}
}

// read notes what is read of a namespace by the properties after its name, such
// as .inner.property, and whether the last of them may be changed. A namespace that is used
// otherwise escapes.
func (w *pruner) read(object int32, chain cut.Chain, changed bool) {
	n := w.objects[object]
	property, rest, ok := chain.First()
	if !ok || property.Called && w.seesThis(n, property.Name) {
		w.escape(object)
		return
	}
	n.used[property.Name] = true
	n.asked = n.asked || ofObjects(property.Name) || changed && rest.Empty()
	if inner, ok := n.inner[property.Name]; ok {
		w.read(inner, rest, changed)
	}
}

// ofObjects tells the names that ordinary objects have from their prototype.
func ofObjects(name string) bool {
	switch name {
	case "constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "toString", "valueOf":
		return true
	}
	return strings.HasPrefix(name, "__") && strings.HasSuffix(name, "__")
}

// seesThis tells whether a method of a namespace may read this, which is the
// namespace. A property that has no getter of a variable is no method.
func (w *pruner) seesThis(n *namespace, property string) bool {
	f := &w.p.Files[n.file]
	s := &f.Statements[n.statement]
	for _, r := range s.Refs[2:] {
		if getter, ok := s.Getter(r); ok && getter.Whole && getter.Key == property {
			return seesThis(w.p, f.Symbols[r.Name])
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

// unread lists the getters that are not used.
func (w *pruner) unread(n *namespace) program.Getters {
	f := &w.p.Files[n.file]
	unread := program.Getters{File: n.file, Statement: n.statement}
	s := &f.Statements[n.statement]
	for k, r := range s.Refs {
		if getter, ok := s.Getter(r); ok && getter.Whole && k > 1 && !n.used[getter.Key] {
			unread.Refs = append(unread.Refs, k)
		}
	}
	return unread
}
