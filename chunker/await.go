package chunker

import (
	"fmt"
	"slices"
)

// Top-level await. A module that awaits lets those go on that do not import it, and
// whoever imports it waits until it has ended. Files do the same for each other. So
// modules share a file only where they wait for the same ones, and a file imports
// what its modules wait for, also where it uses no name of that.

// findWaits finds for each module the modules with top-level await that have to end
// before it does: itself, if it is one, and those of what it imports. One after which
// nothing is evaluated, such as an entry, may share the file of what it imports.
func (pl *planner) findWaits() {
	pl.waits = make([][]int, len(pl.g.Modules))
	if pl.awaiting = slices.ContainsFunc(pl.g.Units, func(u Unit) bool { return u.Await }); !pl.awaiting {
		return
	}
	awaits, last := make([]bool, len(pl.g.Modules)), pl.lastModules()
	for u := range pl.g.Units {
		m := pl.g.Units[u].Module
		awaits[m] = awaits[m] || pl.g.Units[u].Await && !last[m]
	}
	if !slices.Contains(awaits, true) {
		return
	}
	circles := components(len(pl.g.Modules), pl.g.staticImports)
	for _, members := range circles { // imports first
		var all []int
		for _, m := range members {
			if awaits[m] {
				all = append(all, m)
			}
			pl.g.staticImports(m, func(to int) { all = append(all, pl.waits[to]...) })
		}
		slices.Sort(all)
		all = slices.Compact(all)
		for _, m := range members {
			pl.waits[m] = all
		}
	}
}

// lastModules finds the modules after which nothing else is evaluated: those that
// none imports, or only as the last by modules that do nothing themselves and are
// such ones, as pages' are.
func (pl *planner) lastModules() []bool {
	last := make([]bool, len(pl.g.Modules))
	for m := range last {
		last[m] = true
	}
	for changed := true; changed; {
		changed = false
		for m := range pl.g.Modules {
			does := slices.ContainsFunc(pl.g.Modules[m].Units, func(u int) bool { return !pl.g.Units[u].Hoisted })
			before := -1
			not := func(to int) {
				changed = changed || to >= 0 && last[to]
				if to >= 0 {
					last[to] = false
				}
			}
			pl.g.staticImports(m, func(to int) {
				if before != to {
					not(before)
				}
				before = to
			})
			if does || !last[m] {
				not(before)
			}
		}
	}
	return last
}

// apart says with which other units a unit may share a file: those of which it is
// the same. It is "" for most.
func (pl *planner) apart(u int) string {
	m := pl.g.Units[u].Module
	if pl.g.Modules[m].Alone {
		return fmt.Sprint("module ", m)
	}
	if evaluated := pl.evaluates(u); evaluated >= 0 {
		m = evaluated
	}
	return pl.waitsFor(m)
}

// waitsFor is "" for modules that wait for none.
func (pl *planner) waitsFor(m int) string {
	if len(pl.waits[m]) == 0 {
		return ""
	}
	return fmt.Sprint("waits for ", pl.waits[m])
}

// evaluates is the module of which evaluating the unit is a part, -1 for none: the
// lazy module that it runs, else its own.
func (pl *planner) evaluates(u int) int {
	unit := &pl.g.Units[u]
	switch {
	case unit.Hoisted:
		return -1
	case unit.Runs >= 0 && !unit.Await:
		return unit.Runs
	}
	return unit.Module
}

// addWaits makes each chunk import those in which what its modules import is
// evaluated, if that takes time: the chunk awaits, or imports one that does, or is
// in a circle with one. It tells whether there was any to add.
func (b *planBuilder) addWaits(uses, circles [][]int) bool {
	if !b.awaiting {
		return false
	}
	slow := make([]bool, len(uses))
	holders := make([][]int, len(b.g.Modules)) // by module: the chunks that evaluate it
	for i := range b.plan.Chunks {
		for _, s := range b.plan.Chunks[i].Steps {
			m := b.evaluates(s.Unit)
			if s.Mode != Place || m < 0 {
				continue
			}
			slow[i] = slow[i] || b.g.Units[s.Unit].Await
			if !slices.Contains(holders[m], i) {
				holders[m] = append(holders[m], i)
			}
		}
	}
	if !slices.Contains(slow, true) {
		return false
	}
	imported := make([][]int, len(uses)) // by chunk: those that evaluate what its modules import
	for m, list := range holders {
		for _, i := range list {
			imported[i] = append(imported[i], b.evaluatedBefore(m, holders)...)
		}
	}
	for _, members := range circles { // what they use comes first
		waits := slices.ContainsFunc(members, func(i int) bool {
			return slow[i] || slices.ContainsFunc(uses[i], func(to int) bool { return slow[to] })
		})
		for _, i := range members {
			slow[i] = waits
		}
	}
	changed := false
	for again := true; again; changed = changed || again {
		again = false
		for i := range uses {
			slow[i] = slow[i] || slices.ContainsFunc(uses[i], func(to int) bool { return slow[to] })
			for _, to := range imported[i] {
				if slow[to] && to < i && !slices.Contains(uses[i], to) && containsAll(b.plan.Chunks[to].Roots, b.plan.Chunks[i].Roots) {
					uses[i] = append(uses[i], to)
					again = true
				}
			}
		}
	}
	return changed
}

// evaluatedBefore lists the chunks of a module and of what it imports, and of what
// is behind imported modules that are in no chunk.
func (b *planBuilder) evaluatedBefore(m int, holders [][]int) []int {
	chunks := slices.Clone(holders[m])
	seen := map[int]bool{m: true}
	var visit func(to int)
	visit = func(to int) {
		if seen[to] {
			return
		}
		seen[to] = true
		chunks = append(chunks, holders[to]...)
		if len(holders[to]) == 0 {
			b.g.staticImports(to, visit)
		}
	}
	b.g.staticImports(m, visit)
	return chunks
}
