package cut

import (
	"cmp"
	"slices"
)

// Held says how a statement names a value that the property default of an object
// holds, by indices into File.Names.
type Held struct {
	Spaces []int32  // the names that are the object
	Values []int32  // the names that are the value
	Loads  []Import // the import() expressions that give the object
}

// Uses is what a statement does with such a value.
type Uses struct {
	Applied bool // it calls, constructs, extends or renders the value
	Handed  bool // it hands it on: as an argument, an element, a property or a result
	Known   bool // it reads a property of it
	Asked   bool // it asks for its type

	Spaces, Values []int32 // the top-level names that it gives the object, and the value
}

// Follow tells what a statement does with a value, also by the variables that it
// gives it. Top tells which names are of the top level; no other name of the
// statement equals one that stands around it.
func (f *File) Follow(s *Statement, held Held, top func(name int32) bool) Uses {
	w := &follower{file: f, statement: s, top: top, given: map[int32]bool{}}
	for i := range s.Refs {
		switch r := &s.Refs[i]; {
		case slices.Contains(held.Spaces, r.Name):
			w.visit(r.Does, r.Pos, true)
		case slices.Contains(held.Values, r.Name):
			w.visit(r.Does, r.Pos, false)
		}
	}
	for _, imp := range held.Loads {
		w.visit(imp.Does, int32(imp.Start), true)
	}
	return w.uses
}

// follower follows a value by the references of a statement.
type follower struct {
	file      *File
	statement *Statement
	top       func(name int32) bool
	given     map[int32]bool // the places of the variables that are followed
	uses      Uses
}

// visit adds what is done with a reference to the object, or to the value.
func (w *follower) visit(does Does, pos int32, space bool) {
	u := &w.uses
	switch {
	case does&DoesDefault != 0 && !space:
		u.Known = true
		return
	case does&DoesDefault != 0, !space:
		u.Applied = u.Applied || does&DoesApply != 0
		u.Handed = u.Handed || does&DoesHand != 0
		u.Known = u.Known || does&DoesKnow != 0
		u.Asked = u.Asked || does&DoesAsk != 0
	}
	for _, g := range w.file.givenBy(pos) {
		switch {
		case !g.Default:
			w.hold(g, space)
		case space:
			w.hold(g, false)
		}
	}
}

// givenBy lists the variables that a reference or an import() gives its value.
func (f *File) givenBy(pos int32) []Give {
	first, _ := slices.BinarySearchFunc(f.Gives, pos, func(g Give, pos int32) int { return cmp.Compare(g.From, pos) })
	last := first
	for last < len(f.Gives) && f.Gives[last].From == pos {
		last++
	}
	return f.Gives[first:last]
}

// hold follows a variable that holds the object or the value; or notes it where it
// is of the top level. What is given other things as well is only handed on.
func (w *follower) hold(g Give, space bool) {
	if w.top(g.Name) {
		names := &w.uses.Values
		if space {
			names = &w.uses.Spaces
		}
		if !slices.Contains(*names, g.Name) {
			*names = append(*names, g.Name)
		}
		return
	}
	if w.given[g.Pos] {
		return
	}
	w.given[g.Pos] = true
	var list []Ref
	for _, r := range w.statement.Refs {
		if r.Name == g.Name && r.Pos >= g.First && r.Pos < g.Last && r.Pos != g.Pos {
			list = append(list, r)
		}
	}
	if slices.ContainsFunc(list, func(r Ref) bool { return r.Chain == 0 && r.Next&NextChanged != 0 }) {
		w.uses.Handed = true
		return
	}
	for _, r := range list {
		w.visit(r.Does, r.Pos, space)
	}
}
