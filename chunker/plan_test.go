package chunker

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// build makes a graph of modules given as "path: imports; units", where a unit
// is a name with "!" for an effect, followed by the names it uses, in
// parentheses where it uses them lazily: "a: b; x!(y) z".
func build(t *testing.T, roots string, modules ...string) *Graph {
	t.Helper()
	g := &Graph{}
	byPath, byUnit := map[string]int{}, map[string]int{}
	var uses []string // by unit
	for i, text := range modules {
		path, rest, _ := strings.Cut(text, ":")
		byPath[path] = i
		_, list, _ := strings.Cut(rest, ";")
		m := Module{Path: path, SideEffects: true}
		for _, u := range strings.Split(list, ",") {
			name, used, _ := strings.Cut(strings.TrimSpace(u), " ")
			unit := Unit{Module: i, Size: 100, Runs: -1, Effect: strings.HasSuffix(name, "!"), Ordered: true}
			byUnit[strings.TrimSuffix(name, "!")] = len(g.Units)
			m.Units = append(m.Units, len(g.Units))
			g.Units = append(g.Units, unit)
			uses = append(uses, used)
		}
		g.Modules = append(g.Modules, m)
	}
	for i, text := range modules {
		_, rest, _ := strings.Cut(text, ":")
		imports, _, _ := strings.Cut(rest, ";")
		for _, path := range strings.Fields(imports) {
			g.Modules[i].Imports = append(g.Modules[i].Imports, Import{Module: byPath[path]})
		}
	}
	for u, used := range uses {
		for _, name := range strings.Fields(used) {
			lazy := strings.HasPrefix(name, "(")
			g.Units[u].Uses = append(g.Units[u].Uses, Use{Unit: byUnit[strings.Trim(name, "()")], Lazy: lazy})
		}
	}
	for _, path := range strings.Fields(roots) {
		g.Roots = append(g.Roots, Root{Module: byPath[path], Name: path, Entry: true})
	}
	return g
}

// describe prints the chunks that each root loads, with their units.
func describe(p Plan) []string {
	var lines []string
	for _, r := range p.Roots {
		var line []string
		for _, i := range r.Chunks {
			c := p.Chunks[i]
			var steps []string
			for _, s := range c.Steps {
				steps = append(steps, fmt.Sprint(s.Unit)+[]string{"", "?", "()"}[s.Mode])
			}
			line = append(line, c.Name+"["+strings.Join(steps, " ")+"]")
		}
		lines = append(lines, strings.Join(line, " "))
	}
	return lines
}

func TestNew(t *testing.T) {
	for _, test := range []struct {
		name    string
		roots   string
		modules []string
		options Options
		want    []string
	}{
		{"one module", "a", []string{"a:; x!, y! x"}, Options{}, []string{"a[0 1]"}},
		{"shared code", "a b", []string{"a: c; x! z", "b: c; y! z", "c:; z, unused"}, Options{}, []string{"commons-c[2] a[0]", "commons-c[2] b[1]"}},
		{"an effect before and after shared ones", "a b", []string{"a: c; x!", "b: d c; y!", "c:; z!", "d:; w!"}, Options{}, []string{"commons-c[2] a[0]", "b-d[3] commons-c[2] b[1]"}},
		{"effects in two orders", "a b", []string{"a: c d; x!", "b: d c; y!", "c:; z!", "d:; w!"}, Options{},
			[]string{"commons-c[2? 3?] a[0? 2() 3() 0()]", "commons-c[2? 3?] b[1? 3() 2() 1()]"}},
		{"a group", "a", []string{"a: lib/b; x! y", "lib/b:; y"}, Options{Groups: []Group{{Name: "lib", Files: []string{"lib/*"}}}}, []string{"lib-b[1] a[0]"}},
		{"a group between effects", "a", []string{"a: b lib/c d; x!", "b:; y!", "lib/c:; z!", "d:; w!"}, Options{Groups: []Group{{Name: "lib", Files: []string{"lib/*"}}}},
			[]string{"a-b[1] lib-c[2] a[3 0]"}},
		{"a limit", "a", []string{"a:; x!, y!, z!"}, Options{MaxSize: 250}, []string{"a-2[0 1] a[2]"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.options.MinSize = 1
			if test.options.Groups == nil {
				test.options.Groups = []Group{}
			}
			plan, err := New(build(t, test.roots, test.modules...), test.options, Calibration{})
			if err != nil {
				t.Fatal(err)
			}
			if got := describe(plan); !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

// randomGraph makes a graph as a linker could: modules import each other in any
// way, and units use units of their own module and of those it imports.
func randomGraph(r *rand.Rand) *Graph {
	g := &Graph{}
	modules := 2 + r.IntN(8)
	for m := range modules {
		mod := Module{Path: fmt.Sprintf("src/m%d.js", m), SideEffects: r.IntN(4) > 0}
		for range r.IntN(4) {
			mod.Imports = append(mod.Imports, Import{Module: r.IntN(modules)})
		}
		for range 1 + r.IntN(5) {
			mod.Units = append(mod.Units, len(g.Units))
			g.Units = append(g.Units, Unit{Module: m, Size: 1 + r.IntN(300), Runs: -1, Hoisted: r.IntN(4) == 0})
		}
		g.Modules = append(g.Modules, mod)
	}
	for u := range g.Units {
		unit := &g.Units[u]
		unit.Effect = !unit.Hoisted && r.IntN(2) == 0
		unit.Ordered = g.Modules[unit.Module].SideEffects || r.IntN(2) == 0
		reachable := slices.Clone(g.Modules[unit.Module].Units)
		for _, imp := range g.Modules[unit.Module].Imports {
			reachable = append(reachable, g.Modules[imp.Module].Units...)
		}
		for range r.IntN(4) {
			if to := reachable[r.IntN(len(reachable))]; to != u {
				unit.Uses = append(unit.Uses, Use{Unit: to, Lazy: unit.Hoisted || r.IntN(2) == 0})
			}
		}
		unit.Uses = slices.CompactFunc(unit.Uses, func(a, b Use) bool { return a.Unit == b.Unit })
	}
	for m := range min(modules, 1+r.IntN(4)) {
		g.Roots = append(g.Roots, Root{Module: m, Name: fmt.Sprint("root", m), Entry: m == 0 || r.IntN(2) == 0, Facade: true})
		if !g.Roots[m].Entry {
			u := &g.Units[r.IntN(len(g.Units))]
			u.Dynamic = append(u.Dynamic, m)
		}
	}
	return g
}

// Every graph has a plan that the simulation accepts, and always the same; in
// it, every unit that a root needs is in one chunk, which the root loads.
func TestRandomGraphs(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 0))
		g := randomGraph(r)
		o := Options{MaxSize: 200, MinSize: 1, Groups: []Group{{Name: "even", Files: []string{"src/m[02468].js"}}}}
		if r.IntN(2) == 0 {
			o = Options{MinSize: 1000, Groups: []Group{{Name: "low", Files: []string{"src/m[0-4].js"}}}}
		}
		plan, err := New(g, o, Calibration{})
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		again, err := New(g, o, Calibration{})
		if err != nil || !reflect.DeepEqual(plan, again) {
			t.Fatalf("seed %d: two plans of one graph differ (%v)", seed, err)
		}
		if o.MinSize == 1 {
			checkPlan(t, seed, g, &plan)
		}
	}
}

func checkPlan(t *testing.T, seed uint64, g *Graph, plan *Plan) {
	t.Helper()
	home := map[int]int{}
	for i, c := range plan.Chunks {
		for _, s := range c.Steps {
			if _, twice := home[s.Unit]; s.Mode != Call && twice {
				t.Fatalf("seed %d: unit %d stands in two chunks", seed, s.Unit)
			} else if s.Mode != Call {
				home[s.Unit] = i
			}
		}
	}
	n := findNeeds(g)
	for r := range g.Roots {
		for u := range g.Units {
			if n.units[r].has(u) && !n.loaded[r].has(u) && !slices.Contains(plan.Roots[r].Chunks, home[u]) {
				t.Fatalf("seed %d: root %d does not load unit %d", seed, r, u)
			}
		}
	}
}
