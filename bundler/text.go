package bundler

import (
	"bytes"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
	"github.com/paintbox-build/paintbox/chunker"
)

// writer prints the text of units, every top-level name under the name that is
// unique in the program.
type writer struct {
	p      *Program
	out    bytes.Buffer
	trace  *sourcemap.Trace
	assets []string                    // the files that the text refers to
	load   func(from, root int) string // the expression, without its last parenthesis, by which a module loads a root
}

// deferredName is the name of the function that runs a deferred unit.
func deferredName(u int) string { return "paintbox$run$" + itoa(u) }

// step prints one step of a chunk.
func (w *writer) step(s chunker.Step) {
	u := &w.p.units[s.Unit]
	begin := w.out.Len()
	switch {
	case u.external != nil:
		if s.Mode != chunker.Call {
			w.external(u.external)
		}
	case s.Mode == chunker.Call:
		if w.p.Graph.Units[s.Unit].Await {
			w.out.WriteString("await ")
		}
		w.out.WriteString(deferredName(s.Unit) + "();\n")
	case s.Mode == chunker.Defer:
		w.deferred(s.Unit)
	default:
		for _, si := range u.statements {
			w.statement(u.file, int(si), false)
		}
	}
	module := w.p.Graph.Units[s.Unit].Module
	if file, ok := w.p.assetOf[module]; ok {
		if !slices.Contains(w.assets, file) {
			w.assets = append(w.assets, file)
		}
		if !strings.HasPrefix(w.p.Graph.Modules[module].Path, urlPrefix) { // those are relative to the script
			w.assetURL(begin, file)
		}
	}
}

// assetURL puts the final URL of a file into the text of the module that stands
// for it.
func (w *writer) assetURL(start int, name string) {
	expression := quote(w.p.options.base() + AssetsDir + "/" + name)
	if w.p.options.relativeBase() {
		expression = "new URL(" + quote("./"+name) + ", import.meta.url).href"
	}
	text := strings.ReplaceAll(w.out.String()[start:], quote("./"+name), expression)
	w.out.Truncate(start)
	w.out.WriteString(text)
}

// deferred prints a unit as a function that does its work once, on its first
// call. The names that it declares stay outside.
func (w *writer) deferred(id int) {
	u := &w.p.units[id]
	f := &w.p.files[u.file]
	var names []string
	for _, si := range u.statements {
		s := &f.Statements[si]
		if s.Form == cut.FormFunction {
			w.statement(u.file, int(si), false)
			continue
		}
		for _, r := range s.Refs {
			if r.Flags&cut.RefDeclared != 0 {
				names = append(names, w.p.symbols[f.symbols[r.Name]].name)
			}
		}
	}
	if len(names) > 0 {
		w.out.WriteString("var " + strings.Join(names, ", ") + ";\n")
	}
	name := deferredName(id)
	end := "}\n"
	if w.p.Graph.Units[id].Await { // whoever calls it waits for the same promise
		promise := name + "$promise"
		w.out.WriteString("function " + name + "() {\nvar " + promise + " = (async () => {\n")
		end = "})();\n" + name + " = () => " + promise + ";\nreturn " + promise + ";\n}\n"
	} else {
		w.out.WriteString("function " + name + "() {\n" + name + " = () => {};\n")
	}
	for _, si := range u.statements {
		if f.Statements[si].Form != cut.FormFunction {
			w.statement(u.file, int(si), true)
		}
	}
	w.out.WriteString(end)
}

// external prints an import of something that is not bundled.
func (w *writer) external(x *externalImport) {
	var named []string
	w.out.WriteString("import ")
	for i, n := range x.names {
		local := w.p.symbols[x.syms[i]].name
		switch n.name {
		case "*":
			w.out.WriteString("* as " + local + " from " + quote(x.path) + ";\nimport ")
		default:
			named = append(named, n.name+" as "+local)
		}
	}
	if len(named) > 0 {
		w.out.WriteString("{ " + strings.Join(named, ", ") + " } from ")
	}
	w.out.WriteString(quote(x.path) + ";\n")
}

// statement prints a statement; as assignments, when its declarations stand
// elsewhere.
func (w *writer) statement(file, si int, assign bool) {
	f := &w.p.files[file]
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
	w.replace(f, start+leadingSpace(f.Source[start:s.End]), prefix)
	dynamic, edits := s.Dynamic, f.edits[si]
	for _, r := range s.Refs {
		pos := int(r.Pos)
		for len(edits) > 0 && edits[0].start < pos {
			start = w.edit(f, start, edits[0])
			edits = edits[1:]
		}
		for len(dynamic) > 0 && dynamic[0].Arg < pos {
			start = w.dynamic(f, s, start, dynamic[0])
			dynamic = dynamic[1:]
		}
		sym := f.symbols[r.Name]
		if sym < 0 || pos < start {
			continue
		}
		old, name := f.Names[r.Name], w.p.nameAt(f, r)
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
func (p *Program) nameAt(f *source, r cut.Ref) string {
	name := p.symbols[f.symbols[r.Name]].name
	others, ok := f.fallbacks[r.Pos]
	if !ok {
		return name
	}
	for _, sym := range others {
		name += " || " + p.symbols[sym].name
	}
	return "(" + name + " || {})"
}

// edit prints the source up to what other text stands for, and that text.
func (w *writer) edit(f *source, start int, e edit) int {
	w.copy(f, start, e.start)
	w.replace(f, e.start, e.text)
	return e.end
}

// copy prints a part of an output.
func (w *writer) copy(f *source, start, end int) {
	w.trace.Copy(w.out.Len(), end-start, f.origins, start)
	w.out.Write(f.Source[start:end])
}

// replace prints what stands for the token at an offset of an output.
func (w *writer) replace(f *source, pos int, text string) {
	w.trace.Replace(w.out.Len(), len(text), f.origins, pos)
	w.out.WriteString(text)
}

func leadingSpace(text []byte) int { return len(text) - len(bytes.TrimLeft(text, " \n\t")) }

// dynamic prints the source up to an import() and the expression that loads
// the chunk of its root, up to the closing parenthesis.
func (w *writer) dynamic(f *source, s *cut.Statement, start int, imp cut.Import) int {
	to, ok := w.p.dynamicRoot(f, s, imp)
	if !ok {
		return start
	}
	w.copy(f, start, imp.Start)
	w.replace(f, imp.Start, w.load(w.p.moduleOf(f, s), to))
	return imp.End
}

// assignment tells how a declaration is printed as an assignment: what comes
// before it, where its text starts, and what comes after it.
func (w *writer) assignment(f *source, s *cut.Statement, suffix string) (string, int, string) {
	text := f.Source[s.Start:s.End]
	skip := leadingSpace(text)
	word := s.Prefix
	if word == "" {
		for _, w := range []string{"var", "let", "const", "class"} {
			if bytes.HasPrefix(text[skip:], []byte(w+" ")) {
				word = w
				skip += len(w) + 1
				break
			}
		}
	}
	start := s.Start + skip
	switch {
	case word == "class":
		name := w.p.symbols[f.symbols[s.Refs[0].Name]].name
		return name + " = class ", start, ";" + suffix
	case word == "":
		return "", s.Start, suffix
	case f.Source[start] == '{' || f.Source[start] == '[':
		return "(", start, ")" + suffix
	case len(s.Refs) == 1 && int(s.Refs[0].Pos)+len(f.Names[s.Refs[0].Name]) >= s.End:
		return "", s.End, suffix // a declaration without a value
	}
	return "", start, suffix
}
