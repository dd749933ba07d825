package cut

import (
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// What a statement reads of a variable that holds what import() or require()
// gives.

// taking finds what a statement takes.
type taking struct {
	phrase
	prefix bool  // it is a declarator after a comma
	refs   []Ref // with what follows them
	chains []string
	at     []int32         // the tokens of refs
	known  map[int32]Taken // by name: what is taken of the statement's variables
}

// variable finds what the statement takes of the variable that a token names.
func (t *taking) variable(i int) Taken {
	name := t.name(i)
	if name < 0 {
		return Taken{}
	}
	return t.read(name)
}

// name is the index of the name that a token is a reference by, -1 if it is
// none.
func (t *taking) name(i int) int32 {
	k, ok := slices.BinarySearch(t.at, int32(i))
	if !ok {
		return -1
	}
	return t.refs[k].Name
}

// read lists the properties that the statement reads of its variables of a name,
// but for where these are declared to hold what import() or require() gives. It
// is the same for each of them.
func (t *taking) read(name int32) Taken {
	if taken, ok := t.known[name]; ok {
		return taken
	}
	taken := Taken{Known: true}
	for k := range t.refs {
		r := &t.refs[k]
		switch {
		case r.Name != name || t.holds(int(t.at[k])):
		case r.Chain == 0:
			taken = Taken{}
			t.known[name] = taken
			return taken
		default:
			taken.Names = append(taken.Names, t.first(r, int(t.at[k])))
		}
	}
	taken = taken.sorted()
	t.known[name] = taken
	return taken
}

// first is the property that follows a reference.
func (t *taking) first(r *Ref, at int) Member {
	name := string(t.text(at + 2))
	return Member{name, len(t.chains[r.Chain]) == len(name)+1 && r.Next&NextCall != 0}
}

// holds tells whether a name is declared to hold what import() or require()
// gives, or is the last parameter of an arrow function.
func (t *taking) holds(i int) bool {
	switch k := t.kind(i - 1); {
	case t.newline(i):
		return false
	case k == lex.ParenOpen, k == lex.Comma, k == lex.BracketOpen, t.declarator(i - 1), t.prefix && i == 0:
	default:
		return false
	}
	if t.match(i+1, lex.ParenClose, lex.Arrow) || t.match(i+1, lex.Assign, lex.Await, lex.Import, lex.ParenOpen, lex.String) ||
		t.match(i+1, lex.Assign, lex.Await) && t.loadsSelf(i+3) || t.match(i+1, lex.Assign, lex.ParenOpen, lex.Ident, lex.ParenOpen, lex.ParenClose, lex.Comma, lex.Ident, lex.ParenOpen) {
		return true
	}
	for i++; i < len(t.toks); i++ {
		switch t.kind(i) {
		case lex.Semicolon, lex.ParenOpen, lex.ParenClose:
			return false
		case lex.BracketClose:
			if t.all(i+7) && (t.match(i+8, lex.Import, lex.ParenOpen) || t.loadsSelf(i+8)) {
				return true
			}
		}
	}
	return false
}

// all tells whether a bracket is that of the array in [ … ] = await
// Promise.all([…]).
func (t *taking) all(i int) bool {
	return t.match(i-7, lex.BracketClose, lex.Assign, lex.Await, lex.Ident, lex.Dot, lex.Ident, lex.ParenOpen, lex.BracketOpen) && t.is(i-2, "all") && t.is(i-4, "Promise")
}

// sorted puts the names in order, no name twice.
func (t Taken) sorted() Taken {
	slices.SortFunc(t.Names, func(a, b Member) int { return strings.Compare(a.Name, b.Name) })
	kept := t.Names[:0]
	for _, m := range t.Names {
		if last := len(kept) - 1; last >= 0 && kept[last].Name == m.Name {
			kept[last].Called = kept[last].Called || m.Called
			continue
		}
		kept = append(kept, m)
	}
	t.Names = kept
	return t
}
