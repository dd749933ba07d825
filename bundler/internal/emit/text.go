package emit

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
	"github.com/paintbox-build/paintbox/bundler/internal/unit"
	"github.com/paintbox-build/paintbox/chunker"
)

// writer prints the text of units, every top-level name under the name that is
// unique in the program.
type writer struct {
	p      *program.Program
	units  *unit.Set
	out    bytes.Buffer
	trace  *sourcemap.Trace
	assets []string                    // the files that the text refers to
	common bool                        // the text looks like that of a CommonJS module
	load   func(from, root int) string // the expression, without its last parenthesis, by which a module loads a root
}

// deferredName is the name of the function that runs a deferred unit.
func deferredName(u int) string { return "paintbox$run$" + strconv.Itoa(u) }

// step prints one step of a chunk.
func (w *writer) step(s chunker.Step) {
	u := &w.units.Units[s.Unit]
	switch {
	case u.External != nil:
		if s.Mode != chunker.Call {
			w.external(u.External)
		}
	case s.Mode == chunker.Call:
		if w.units.Graph.Units[s.Unit].Await {
			w.out.WriteString("await ")
		}
		w.out.WriteString(deferredName(s.Unit) + "();\n")
	case s.Mode == chunker.Defer:
		w.deferred(s.Unit)
	default:
		for _, si := range u.Statements {
			w.statement(u.File, int(si), false)
		}
	}
	module := w.units.Graph.Units[s.Unit].Module
	if file := w.p.Modules[module].Copied; file != "" && !slices.Contains(w.assets, file) {
		w.assets = append(w.assets, file)
	}
}

// deferred prints a unit as a function that does its work once, on its first
// call. The names that it declares stay outside.
func (w *writer) deferred(id int) {
	u := &w.units.Units[id]
	f := &w.p.Files[u.File]
	var names []string
	for _, si := range u.Statements {
		s := &f.Statements[si]
		if s.Form == cut.FormFunction {
			w.statement(u.File, int(si), false)
			continue
		}
		for _, r := range s.Refs {
			if r.Flags&cut.RefDeclared != 0 {
				names = append(names, w.units.Names[f.Symbols[r.Name]])
			}
		}
	}
	if len(names) > 0 {
		w.out.WriteString("var " + strings.Join(names, ", ") + ";\n")
	}
	name := deferredName(id)
	end := "}\n"
	if w.units.Graph.Units[id].Await { // whoever calls it waits for the same promise
		promise := name + "$promise"
		w.out.WriteString("function " + name + "() {\nvar " + promise + " = (async () => {\n")
		end = "})();\n" + name + " = () => " + promise + ";\nreturn " + promise + ";\n}\n"
	} else {
		w.out.WriteString("function " + name + "() {\n" + name + " = () => {};\n")
	}
	for _, si := range u.Statements {
		if f.Statements[si].Form != cut.FormFunction {
			w.statement(u.File, int(si), true)
		}
	}
	w.out.WriteString(end)
}

// external prints an import of something that is not bundled.
func (w *writer) external(x *program.External) {
	var named []string
	w.out.WriteString("import ")
	for i, name := range x.Names {
		local := w.units.Names[x.Symbols[i]]
		switch name {
		case "*":
			w.out.WriteString("* as " + local + " from " + js.Quote(x.Path) + ";\nimport ")
		default:
			named = append(named, name+" as "+local)
		}
	}
	if len(named) > 0 {
		w.out.WriteString("{ " + strings.Join(named, ", ") + " } from ")
	}
	w.out.WriteString(js.Quote(x.Path) + ";\n")
}

// statement prints a statement; as assignments, when its declarations stand
// elsewhere.
func (w *writer) statement(file, si int, assign bool) {
	f := &w.p.Files[file]
	s := &f.Statements[si]
	start, suffix := s.Start, s.Suffix+"\n"
	prefix := s.Prefix
	if prefix != "" {
		prefix += " "
	}
	if assign {
		prefix, start, suffix = w.assignment(f, s, suffix)
		if prefix == "" && start >= s.End {
			return
		}
	}
	w.common = w.common || s.CommonJS
	w.replace(f, start, prefix)
	dynamic, edits := s.Dynamic, f.Edits[si]
	for _, r := range s.Refs {
		pos := int(r.Pos)
		for len(edits) > 0 && edits[0].Start < pos {
			start = w.edit(f, start, edits[0])
			edits = edits[1:]
		}
		for len(dynamic) > 0 && dynamic[0].Arg < pos {
			start = w.dynamic(f, s, start, dynamic[0])
			dynamic = dynamic[1:]
		}
		sym := f.Symbols[r.Name]
		if sym < 0 || pos < start {
			continue
		}
		old, name := f.Names[r.Name], w.nameAt(f, r)
		if old == name {
			continue
		}
		w.copy(f, start, pos)
		if r.Flags&cut.RefShorthand != 0 {
			w.replace(f, pos, old+": ")
		}
		w.replace(f, pos, name)
		start = pos + len(old)
	}
	for _, e := range edits {
		start = w.edit(f, start, e)
	}
	for _, span := range dynamic {
		start = w.dynamic(f, s, start, span)
	}
	w.copy(f, start, s.End)
	w.out.WriteString(suffix)
}

// nameAt is what stands for a reference.
func (w *writer) nameAt(f *program.File, r cut.Ref) string {
	name := w.units.Names[f.Symbols[r.Name]]
	others, ok := f.Fallbacks[r.Pos]
	if !ok {
		return name
	}
	for _, sym := range others {
		name += " || " + w.units.Names[sym]
	}
	return "(" + name + " || {})"
}

// edit prints the source up to what other text stands for, and that text.
func (w *writer) edit(f *program.File, start int, e program.Edit) int {
	w.copy(f, start, e.Start)
	w.replace(f, e.Start, e.Text)
	return e.End
}

// copy prints a part of an output.
func (w *writer) copy(f *program.File, start, end int) {
	w.trace.Copy(w.out.Len(), end-start, f.Origins, start)
	w.out.Write(f.Source[start:end])
}

// replace prints what stands for the token at an offset of an output.
func (w *writer) replace(f *program.File, pos int, text string) {
	w.trace.Replace(w.out.Len(), len(text), f.Origins, pos)
	w.out.WriteString(text)
}

// dynamic prints the source up to an import() and the expression that loads
// the chunk of its root, up to the closing parenthesis.
func (w *writer) dynamic(f *program.File, s *cut.Statement, start int, imp cut.Import) int {
	to := w.p.RootOf(f, s, imp)
	if to < 0 {
		return start
	}
	w.copy(f, start, imp.Start)
	w.replace(f, imp.Start, w.load(w.p.ModuleOf(f, s), to))
	return imp.End
}

// assignment tells how a declaration is printed as an assignment: what comes
// before it, where its text starts, and what comes after it.
func (w *writer) assignment(f *program.File, s *cut.Statement, suffix string) (string, int, string) {
	switch s.Declares {
	case cut.DeclaresClass:
		name := w.units.Names[f.SymbolAt(s, 0)]
		return name + " = class ", int(s.Target), ";" + suffix
	case cut.DeclaresPattern:
		return "(", int(s.Target), ")" + suffix
	case cut.DeclaresBare:
		return "", s.End, suffix
	case cut.DeclaresName:
		return "", int(s.Target), suffix
	}
	return "", s.Start, suffix
}
