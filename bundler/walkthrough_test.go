package bundler

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/emit"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/mend"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/shake"
	"github.com/paintbox-build/paintbox/bundler/internal/styles"
	"github.com/paintbox-build/paintbox/bundler/internal/unit"
	"github.com/paintbox-build/paintbox/bundler/internal/why"
	"github.com/paintbox-build/paintbox/chunker"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// The worked example of docs/architecture.md is what the phases hand on of the
// sources that stand there: every line of it is real, and none is missing.
func TestWalkthrough(t *testing.T) {
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(unindented(figure(t, "**A worked example.**")))).Files {
		projecttest.Write(t, filepath.Join(dir, f.Name), f.Data)
	}
	w := walk(t, dir)
	if diff := cmp.Diff(strings.Split(unindented(figure(t, "**What is handed on.**")), "\n"), append(w.lines, "")); diff != "" {
		t.Errorf("docs/architecture.md (-) tells something else than the phases hand on (+)\n%s\n    %s", diff, strings.Join(w.lines, "\n    "))
	}
	for _, phase := range phases(t) {
		if !w.said[phase] {
			t.Errorf("the example lacks the phase %s", phase)
		}
	}
}

func unindented(lines []string) string {
	var text strings.Builder
	for _, line := range lines {
		fmt.Fprintln(&text, strings.TrimPrefix(line, "    "))
	}
	return text.String()
}

// phases are the functions of the rooms that the face calls.
func phases(t *testing.T) []string {
	t.Helper()
	var list []string
	file, err := parser.ParseFile(token.NewFileSet(), "bundler.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if s, ok := call.Fun.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && slices.Contains([]string{"program", "mend", "shake", "unit", "styles"}, x.Name) {
					list = append(list, x.Name+"."+s.Sel.Name)
				}
			}
		}
		return true
	})
	if len(list) < 15 {
		t.Fatalf("the face calls %v only", list)
	}
	return append(list, "link.Run", "chunker.New", "emit.Assemble", "why.Explain")
}

// walked is what was said of phases.
type walked struct {
	p     *program.Program
	lines []string
	said  map[string]bool
	empty bool // the last line lists phases that found nothing
}

// say tells what a phase found: of one that is asked again, only what is new.
func (w *walked) say(phase string, found ...string) {
	for _, f := range found {
		w.lines = append(w.lines, fmt.Sprintf("%-15s %s", phase, f))
		w.empty = false
	}
	switch {
	case len(found) > 0 || w.said[phase]:
	case w.empty:
		w.lines[len(w.lines)-1] += ", " + phase
	default:
		w.lines = append(w.lines, fmt.Sprintf("%-15s %s", "nothing of", phase))
		w.empty = true
	}
	w.said[phase] = true
}

// walk runs the phases as Linker.Link does, in both modes of default imports.
func walk(t *testing.T, dir string) *walked {
	t.Helper()
	l, err := NewLinker(Options{Dir: dir}, []Entry{{Name: "page", Source: "page.js"}})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	out, err := l.linker.Run(t.Context(), link.Requirements{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := program.Read(l.settings, l.entries, out)
	if err != nil {
		t.Fatal(err)
	}
	w := &walked{p: p, said: map[string]bool{}}
	w.linked(out)
	w.read()
	sources := link.NewSources(l.settings, out)
	w.mend(sources)
	if _, ok := shake.Required(p, sources); ok {
		t.Fatal("the example is linked a second time")
	}
	w.shake()
	units := w.divide()
	sheets, err := styles.Cut(p)
	if err != nil {
		t.Fatal(err)
	}
	for rank, s := range sheets.List {
		w.say("styles.Cut", fmt.Sprintf("%d %s: %s", rank, s.Base, s.Data))
	}
	w.assemble(t, units, sheets)
	return w
}

func (w *walked) linked(out *link.Output) {
	for i := range out.Scripts {
		s := &out.Scripts[i]
		name := "what both import"
		if s.Module >= 0 {
			name = out.Modules[s.Module].Path
		}
		w.say("link.Run", fmt.Sprintf("%s: %s, %d bytes", name, strings.Join(w.p.Files[i].Regions, " "), len(s.Text)))
	}
}

// read tells the statements that the linker printed.
func (w *walked) read() {
	for i := range w.p.Files {
		f := &w.p.Files[i]
		for si := range f.Statements {
			s := &f.Statements[si]
			if s.Region < 0 || w.p.ModuleOf(f, s) == w.p.Runtime {
				continue
			}
			w.say("program.Read", w.text(f, s))
		}
	}
}

func (w *walked) mend(sources *link.Sources) {
	p := w.p
	bound := func(pass string, list []program.Rebinding) {
		var found []string
		for _, b := range list {
			f := &p.Files[b.File]
			s := &f.Statements[b.Statement]
			to := p.Symbols[b.Symbol]
			home := &p.Files[to.File]
			found = append(found, fmt.Sprintf("%s of %s is the %s of %s", f.Names[s.Refs[b.Ref].Name], w.module(f, s), to.Name, w.module(home, &home.Statements[to.Statement])))
		}
		w.say(pass, found...)
		p.Rebind(list)
	}
	bound("mend.Getters", mend.Getters(p, sources))
	w.say("shake.Required")
	w.say("mend.Defaults", each(mend.Defaults(p))...)
	w.say("mend.NodeImports", each(mend.NodeImports(p))...)
	w.say("mend.NodeNames", each(mend.NodeNames(p))...)
	w.say("mend.Waits", each(slices.Sorted(maps.Keys(mend.Waits(p))))...)
	bound("mend.Interop", mend.Interop(p))
	w.say("mend.Runs", each(mend.Runs(p))...)
}

func each[T any](list []T) (texts []string) {
	for _, x := range list {
		texts = append(texts, fmt.Sprint(x))
	}
	return texts
}

func (w *walked) shake() {
	p := w.p
	for {
		dead, ok := shake.Dead(p)
		var roots []string
		for _, r := range dead.Roots {
			roots = append(roots, p.SourceOf(r)+" is not loaded")
		}
		w.say("shake.Dead", roots...)
		if ok {
			p.Drop(dead)
		}
		routes := shake.Routes(p)
		var limited []string
		for root, exports := range routes {
			var names []string
			for _, e := range exports {
				names = append(names, e.Name)
			}
			limited = append(limited, p.SourceOf(root)+" exports "+strings.Join(names, ", ")+" only")
		}
		w.say("shake.Routes", limited...)
		p.Limit(routes)
		getters := w.namespaces()
		if len(routes) == 0 && getters == 0 {
			return
		}
		w.unused()
		w.namespaces()
		w.unused()
	}
}

func (w *walked) namespaces() int {
	getters := shake.Namespaces(w.p)
	var found []string
	for _, g := range getters {
		f := &w.p.Files[g.File]
		for _, r := range g.Refs {
			found = append(found, "nothing reads "+f.Names[f.Statements[g.Statement].Refs[r].Name]+" of "+w.module(f, &f.Statements[g.Statement]))
		}
	}
	w.say("shake.Namespaces", found...)
	w.p.DropGetters(getters)
	return len(getters)
}

func (w *walked) unused() {
	unused := shake.Unused(w.p)
	var found []string
	for i, list := range unused {
		for _, si := range list {
			found = append(found, "nothing uses "+w.text(&w.p.Files[i], &w.p.Files[i].Statements[si]))
		}
	}
	w.say("shake.Unused", found...)
	w.spaces()
	w.p.LeaveOut(unused)
}

// spaces tells which namespace objects others can tell from ordinary ones.
func (w *walked) spaces() {
	found := shake.Spaces(w.p)
	var said []string
	for _, at := range found.Objects {
		said = append(said, fmt.Sprintf("statement %d of %s", at.Statement, w.p.Files[at.File].Name))
	}
	w.say("shake.Spaces", said...)
	w.p.SetSpaces(found)
	w.p.Rebind(found.Once)
}

// divide tells the units of the program's own modules.
func (w *walked) divide() *unit.Set {
	p := w.p
	groups := unit.Group(p)
	for i := range groups.Units {
		u := &groups.Units[i]
		f := &p.Files[u.File]
		if len(u.Statements) > 1 && w.p.ModuleOf(f, &f.Statements[u.Statements[0]]) != p.Runtime {
			var texts []string
			for _, si := range u.Statements {
				texts = append(texts, w.text(f, &f.Statements[si]))
			}
			w.say("unit.Group", strings.Join(texts, " and ")+" stay together")
		}
	}
	aliases := unit.Aliases(p, groups)
	var repeated []string
	for from, to := range aliases {
		repeated = append(repeated, p.Symbols[from].Name+" is "+p.Symbols[to].Name)
	}
	slices.Sort(repeated)
	w.say("unit.Aliases", repeated...)
	p.Replace(aliases)
	units := unit.Describe(p, groups)
	for i := range units.Units {
		if g := &units.Graph.Units[i]; g.Module != p.Runtime {
			w.say("unit.Describe", w.unit(units, i))
		}
	}
	return units
}

func (w *walked) unit(units *unit.Set, i int) string {
	g := &units.Graph.Units[i]
	line := w.name(units, i)
	var uses []string
	for _, use := range g.Uses {
		name := w.name(units, use.Unit)
		if use.Lazy {
			name += " later"
		}
		uses = append(uses, name)
	}
	if len(uses) > 0 {
		line += " uses " + strings.Join(uses, ", ")
	}
	for _, r := range g.Dynamic {
		line += " loads " + w.p.SourceOf(r)
	}
	if g.Effect {
		line += ", an effect"
	}
	return line
}

// name is what a unit declares, or its number, with its module.
func (w *walked) name(units *unit.Set, i int) string {
	u := &units.Units[i]
	f := &w.p.Files[u.File]
	s := &f.Statements[u.Statements[0]]
	name := fmt.Sprintf("unit %d", i)
	if len(s.Refs) > 0 && s.Declares != 0 {
		name = f.Names[s.Refs[0].Name]
	}
	return name + " of " + w.module(f, s)
}

func (w *walked) assemble(t *testing.T, units *unit.Set, sheets *styles.Sheets) {
	t.Helper()
	o := chunker.Options{MinSize: 1, Groups: []chunker.Group{}}
	plan, err := chunker.New(&units.Graph, o, chunker.Calibration{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range plan.Chunks {
		line := c.Name + ":"
		for _, s := range c.Steps {
			line += " " + w.name(units, s.Unit) + ","
		}
		for _, i := range c.Imports {
			line += " imports " + plan.Chunks[i].Name + ","
		}
		w.say("chunker.New", strings.TrimSuffix(line, ","))
	}
	build, _, err := emit.New(w.p, units, sheets, nil).Assemble(t.Context(), &plan)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range build.Files {
		w.say("emit.Assemble", f.Name+": "+unhashed(build, strings.TrimSpace(string(f.Data))))
	}
	for _, m := range why.Explain(w.p, units, &build, &plan, o) {
		line := m.Module
		if m.By != "" {
			line += ": " + m.By + " of " + m.Importer
		}
		for _, part := range m.Parts {
			line += ", in " + unhashed(build, part.File)
		}
		w.say("why.Explain", line)
	}
}

func (w *walked) module(f *program.File, s *cut.Statement) string {
	return w.p.Modules[w.p.ModuleOf(f, s)].Path
}

// text is a statement, without the hashes in the names of the linker's files.
func (w *walked) text(f *program.File, s *cut.Statement) string {
	text := s.Prefix + " " + string(f.Source[s.Start:s.End])
	for k := range w.p.Files {
		if to := w.p.Files[k].Module; to >= 0 {
			text = strings.ReplaceAll(text, w.p.Files[k].Name, "script of "+w.p.Modules[to].Path)
		}
	}
	return w.module(f, s) + ": " + strings.Join(strings.Fields(text), " ")
}

// unhashed takes the hashes out of a file's text.
func unhashed(b asset.Build, text string) string {
	for _, f := range slices.Backward(b.Files) {
		text = strings.ReplaceAll(text, filepath.Base(f.Path), filepath.Base(f.Name))
	}
	return text
}
