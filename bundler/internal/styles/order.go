package styles

import (
	"bytes"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
	"github.com/paintbox-build/paintbox/internal/css"
)

// The order in which the sheets of a root apply. A script imports a sheet once;
// @import stands for the whole of what it names, each time, under its conditions;
// and what a class is composed of comes once, before the class. Of a sheet that
// comes twice under the same conditions the last one decides: of the others only
// the layers are left, whose order the first one decides.

// piece is what can be put into a style sheet: the text of a source, or what a
// source says at its head. No two are the same.
type piece struct {
	pieceKey
	from       region          // of a body
	conditions []css.Condition // from the outside in
	alone      bool            // what its text says holds for the whole of a file
}

// pieceKey tells pieces apart.
type pieceKey struct {
	kind   pieceKind
	module int    // whose text it is
	text   string // of a body its own; statements, rules or a URL
	within string // the conditions
	nth    int    // in one root
}

type pieceKind uint8

const (
	body     pieceKind = iota // the rules of a source
	layers                    // @layer statements, which may stand before @import rules
	declared                  // rules without styles that declare layers
	foreign                   // an @import rule of what is not bundled
)

// base is what a sheet that starts with the piece is called after, if it belongs
// to no single entry or route.
func (p *piece) base(of *program.Program) string {
	name, _, _ := strings.Cut(path.Base(of.Modules[p.module].Name), ".")
	return asset.FileName(name)
}

// lister lists the pieces of a root.
type lister struct {
	*cutter
	regions map[int]region
	seen    map[pieceKey]bool // what comes once
	pieces  []piece
}

// brought lists the pieces that the scripts behind a root bring, in their order.
// The sheets behind an import() are its route's.
func (c *cutter) brought(module int, regions map[int]region) []int {
	l := &lister{cutter: c, regions: regions, seen: map[pieceKey]bool{}}
	l.script(module)
	return c.known(lastOnes(l.pieces))
}

// imported lists the pieces of a style sheet.
func (c *cutter) imported(module int, regions map[int]region) []int {
	l := &lister{cutter: c, regions: regions, seen: map[pieceKey]bool{}}
	l.sheet(module, nil, nil)
	return c.known(lastOnes(l.pieces))
}

// script lists what a module and what it imports bring.
func (l *lister) script(module int) {
	if _, ok := l.regions[module]; ok || l.p.Modules[module].Head != nil {
		l.once(module, nil)
		return
	}
	key := pieceKey{module: module}
	if l.seen[key] {
		return
	}
	l.seen[key] = true
	for _, m := range imported(l.p, module, func(w link.Way) bool { return w != link.WayDynamic }) {
		l.script(m)
	}
}

// once lists a sheet that comes once under its conditions.
func (l *lister) once(module int, conditions []css.Condition) {
	key := pieceKey{module: module, within: within(conditions)}
	if !l.seen[key] {
		l.seen[key] = true
		l.sheet(module, conditions, nil)
	}
}

// sheet lists a sheet after what it imports and what its classes are composed of.
// Like browsers it passes over an import of a sheet that imports it.
func (l *lister) sheet(module int, conditions []css.Condition, importers []int) {
	if module < 0 || slices.Contains(importers, module) {
		return
	}
	importers = append(slices.Clip(importers), module)
	if head := l.p.Modules[module].Head; head != nil {
		l.head(module, head, conditions, importers)
	} else {
		for _, m := range imported(l.p, module, func(w link.Way) bool { return w == link.WayRule }) {
			l.sheet(m, conditions, importers)
		}
	}
	for _, m := range imported(l.p, module, func(w link.Way) bool { return w == link.WayComposes }) {
		if m != module {
			l.once(m, conditions)
		}
	}
	if r, ok := l.regions[module]; ok {
		head := l.p.Modules[module].Head
		l.add(piece{pieceKey: pieceKey{kind: body, module: module, text: string(bytes.TrimSpace(r.text))}, from: r, conditions: conditions, alone: head != nil && head.Namespace})
	}
}

// head lists what a sheet says at its head.
func (l *lister) head(module int, head *link.Head, conditions []css.Condition, importers []int) {
	if head.Layers != "" {
		l.add(piece{pieceKey: pieceKey{kind: layers, module: module, text: head.Layers}, conditions: conditions})
	}
	for i, imp := range head.Imports {
		inner := conditions
		if imp.Of() {
			inner = append(slices.Clip(conditions), l.named(imp.Condition, module, i))
		}
		if imp.Module >= 0 {
			l.sheet(imp.Module, inner, importers)
			continue
		}
		l.add(piece{pieceKey: pieceKey{kind: foreign, module: module, text: imp.URL}, conditions: inner})
	}
}

// named gives a layer without a name one that no other has, since what an import
// brings may be in several rules, which are of one layer.
func (l *lister) named(condition css.Condition, module, nth int) css.Condition {
	if !condition.Layered || condition.Layer != "" {
		return condition
	}
	key := pieceKey{module: module, nth: nth}
	if l.anonymous[key] == "" {
		l.anonymous[key] = "anonymous-" + strconv.Itoa(1+len(l.anonymous))
	}
	condition.Layer = l.anonymous[key]
	return condition
}

func (l *lister) add(p piece) {
	p.within = within(p.conditions)
	l.pieces = append(l.pieces, p)
}

// within tells lists of conditions apart.
func within(conditions []css.Condition) string {
	var text strings.Builder
	for _, c := range conditions {
		before, _ := c.Wrap()
		text.WriteString(before)
	}
	return text.String()
}

// lastOnes leaves out the bodies that come again later where the same conditions
// hold, but for the layers that they declare.
func lastOnes(pieces []piece) []piece {
	later := map[int][]piece{} // by module
	for i, p := range slices.Backward(pieces) {
		if p.kind != body {
			continue
		}
		if slices.ContainsFunc(later[p.module], func(l piece) bool { return l.replaces(&p) }) {
			pieces[i].kind = declared
			continue
		}
		later[p.module] = append(later[p.module], p)
	}
	return pieces
}

// replaces tells whether all that an earlier piece of the same text says is said
// again by this one: in the same layer, and at least where that holds.
func (p *piece) replaces(earlier *piece) bool {
	n := len(p.conditions)
	return n <= len(earlier.conditions) && slices.Equal(p.conditions, earlier.conditions[:n]) && !slices.ContainsFunc(earlier.conditions[n:], func(c css.Condition) bool { return c.Layered })
}

// known gives the pieces of a root their numbers. The same text under the same
// conditions is one piece in all roots; where a root brings it twice, each time is
// one. Layers that a piece before has declared are not declared again.
func (c *cutter) known(pieces []piece) []int {
	var list []int
	for _, p := range pieces {
		if p.kind == declared {
			p.from, p.alone = region{}, false
			if p.text = c.layersOf(&p); p.text == "" && !slices.ContainsFunc(p.conditions, func(c css.Condition) bool { return c.Layered }) {
				continue
			}
		}
		key := p.pieceKey
		if key.kind != body {
			key.module = -1
		}
		for slices.Contains(list, at(c.ids, key)) && (key.kind == body || key.kind == foreign) {
			key.nth++
		}
		id, ok := c.ids[key]
		if !ok {
			id = len(c.pieces)
			c.ids[key] = id
			c.pieces = append(c.pieces, p)
		}
		if !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list
}

// layersOf are the rules that declare the layers of a body.
func (c *cutter) layersOf(p *piece) string {
	if head := c.p.Modules[p.module].Head; head != nil {
		return head.Declared
	}
	return ""
}

// at is the value of a key, -1 where there is none.
func at[K comparable](m map[K]int, key K) int {
	if value, ok := m[key]; ok {
		return value
	}
	return -1
}
