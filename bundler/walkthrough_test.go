package bundler

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/emit"
	"github.com/paintbox-build/paintbox/bundler/internal/mend"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/bundler/internal/shake"
	"github.com/paintbox-build/paintbox/bundler/internal/styles"
	"github.com/paintbox-build/paintbox/bundler/internal/unit"
	"github.com/paintbox-build/paintbox/chunker"
)

// The worked example of docs/architecture.md is what the phases really hand on.
func TestWalkthrough(t *testing.T) {
	docs, err := os.ReadFile("../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	got := walk(t, map[string]string{
		"page.js":   `import { area } from "./shapes.js";` + "\nconsole.log(area(2));\nimport(\"./route.js\").then((m) => m.show());\n",
		"shapes.js": "export const pi = Math.PI;\nexport const area = (r) => pi * r * r;\nexport const unused = [pi];\n",
		"route.js":  `import { pi } from "./shapes.js";` + "\nexport const show = () => console.log(pi);\nexport const hide = () => console.clear();\n",
	})
	for line := range strings.Lines(got) {
		if !strings.Contains(string(docs), "    "+strings.TrimRight(line, "\n")) {
			t.Errorf("docs/architecture.md does not have the line %q", line)
		}
	}
	if t.Failed() {
		t.Log(got)
	}
}

// walk runs the phases as Linker.Link does, and writes down what each hands on.
func walk(t *testing.T, files map[string]string) string {
	t.Helper()
	var log strings.Builder
	dir := t.TempDir()
	for name, text := range files {
		writeTo(t, filepath.Join(dir, name), []byte(text))
	}
	l, err := NewLinker(Options{Dir: dir}, []Entry{{Name: "page", Source: "page.js"}})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	p, _, err := l.model(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.Files[:2] {
		f := &p.Files[i]
		fmt.Fprintf(&log, "link     %s, entry point %s\n", strings.Split(f.Name, "-")[0], p.Modules[f.Module].Path)
		for si := range f.Statements {
			s := &f.Statements[si]
			text := s.Prefix + " " + string(f.Source[s.Start:s.End])
			for k := range p.Files {
				if to := p.Files[k].Module; to >= 0 {
					text = strings.ReplaceAll(text, p.Files[k].Name, "chunk of "+p.Modules[to].Path)
				} else {
					text = strings.ReplaceAll(text, p.Files[k].Name, "shared chunk")
				}
			}
			fmt.Fprintf(&log, "program  %s\n", strings.Join(strings.Fields(text), " "))
		}
	}
	for _, run := range mend.Runs(p) {
		fmt.Fprintf(&log, "mend     %s runs %s\n", p.Modules[run.Module].Path, p.Symbols[run.Wrapper].Name)
	}
	for root, exports := range shake.Routes(p) {
		fmt.Fprintf(&log, "shake    %s exports %s only\n", p.SourceOf(root), exports[0].Name)
	}
	shakeAll(p)
	units := divide(p)
	describe(&log, p, units)
	sheets, err := styles.Cut(p)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := chunker.New(&units.Graph, chunker.Options{MinSize: 1, Groups: []chunker.Group{}}, chunker.Calibration{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range plan.Chunks {
		fmt.Fprintf(&log, "plan     %s: %d units, imports %d chunks\n", c.Name, len(c.Steps), len(c.Imports))
	}
	build, _, err := emit.New(p, units, sheets, nil).Assemble(t.Context(), &plan)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range build.Files {
		fmt.Fprintf(&log, "emit     %s: %s\n", f.Name, unhashed(build, strings.TrimSpace(string(f.Data))))
	}
	return log.String()
}

// describe writes down the units of the program's own modules.
func describe(log *strings.Builder, p *program.Program, units *unit.Set) {
	for i := range units.Units {
		g, u := &units.Graph.Units[i], &units.Units[i]
		if g.Module == p.Runtime {
			continue
		}
		f := &p.Files[u.File]
		s := &f.Statements[u.Statements[0]]
		what := "an effect"
		if len(s.Refs) > 0 && s.Declares != 0 {
			what = units.Names[f.SymbolAt(s, 0)]
		}
		var uses []string
		for _, use := range g.Uses {
			to := &units.Units[use.Unit]
			name := units.Names[p.Files[to.File].SymbolAt(&p.Files[to.File].Statements[to.Statements[0]], 0)]
			if use.Lazy {
				name += " later"
			}
			uses = append(uses, name)
		}
		line := fmt.Sprintf("unit     %s of %s", what, p.Modules[g.Module].Path)
		if len(uses) > 0 {
			line += " uses " + strings.Join(uses, ", ")
		}
		for _, r := range g.Dynamic {
			line += " loads " + p.SourceOf(r)
		}
		fmt.Fprintln(log, line)
	}
}

// unhashed takes the hashes out of a file's text.
func unhashed(b asset.Build, text string) string {
	for _, f := range slices.Backward(b.Files) {
		text = strings.ReplaceAll(text, filepath.Base(f.Path), filepath.Base(f.Name))
	}
	return text
}
