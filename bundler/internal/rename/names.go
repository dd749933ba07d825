package rename

import "strings"

// first are the first characters of names and, with digits, rest the others.
// The letters that keywords and properties use most come first, since text that
// uses few letters compresses best; on real libraries other orders are no better.
const (
	first = "etnriaosclufdphmgvybwxkSTjA_CENOPRzIMDLqBFHUG$WVYKXZJQ"
	rest  = first + "0123456789"
)

// nameList is the list that all new names are taken from: those of one
// character, then those of two, then those of three.
type nameList struct {
	texts []string // the names made so far
	// limit is more than the number of names that may be asked for.
	limit int
}

// index gives the place of a name in the list, none if it has no place below
// the limit.
func (l *nameList) index(name string) int32 {
	if len(name) > 3 {
		return none
	}
	i := 0
	for k := len(name) - 1; k > 0; k-- {
		c := strings.IndexByte(rest, name[k])
		if c < 0 {
			return none
		}
		i = i*len(rest) + c + 1
	}
	c := strings.IndexByte(first, name[0])
	if c < 0 || i*len(first)+c >= l.limit {
		return none
	}
	return int32(i*len(first) + c)
}

// text gives the name at a place of the list.
func (l *nameList) text(i int32) string {
	for n := len(l.texts); n <= int(i); n++ {
		name := []byte{first[n%len(first)]}
		for k := n / len(first); k > 0; k = (k - 1) / len(rest) {
			name = append(name, rest[(k-1)%len(rest)])
		}
		l.texts = append(l.texts, string(name))
	}
	return l.texts[i]
}

// reservedWords are the names of up to three characters that are never given,
// since they are keywords or mean something where they stand.
func reservedWords() []string {
	return []string{"as", "do", "get", "if", "in", "for", "let", "new", "of", "set", "try", "var"}
}

// assigner gives the bindings of inner scopes their names.
type assigner struct {
	*resolver
	// taken is, for each place of the list, the last scope that may not give
	// this name; always if none may.
	taken []int32
}

const always = 1 << 30

// assign goes through the scopes from outside to inside, so that the names of
// the bindings that a scope uses are known.
func (v *resolver) assign() {
	a := &assigner{resolver: v, taken: make([]int32, v.list.limit)}
	for _, word := range reservedWords() {
		if i := v.list.index(word); i != none {
			a.taken[i] = always
		}
	}
	for s := 1; s < len(v.scopes); s++ {
		if v.count[s] > 0 {
			a.names(int32(s))
		}
	}
}

// names gives the bindings of a scope, in the order of their declarations, the
// first names that nothing stands for that the scope uses.
func (a *assigner) names(s int32) {
	for u := a.firstUse[s]; u != none; u = a.uses[u].next {
		a.take(s, a.bindings[a.uses[u].binding].given)
	}
	for x := s; a.scopes[x].joined; {
		x = a.around[x]
		for b := a.first[x]; b < a.first[x]+a.count[x]; b++ {
			a.take(s, a.bindings[b].given)
		}
	}
	i := int32(0)
	for b := a.first[s]; b < a.first[s]+a.count[s]; b++ {
		for a.taken[i] == s || a.taken[i] == always {
			i++
		}
		a.bindings[b].given = i
		i++
	}
}

func (a *assigner) take(s, name int32) {
	if a.taken[name] != always {
		a.taken[name] = s
	}
}
