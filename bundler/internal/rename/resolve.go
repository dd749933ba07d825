package rename

import "slices"

// binding is what references with the same name in the same scope stand for.
type binding struct {
	name  int32 // index in the names of the code
	scope int32 // 0 if the module declares it or nothing does
	// outer is the binding that the name stands for outside the scope.
	outer int32
	// last is the scope of the last reference found.
	last int32
	// given is the new name, an index in the list of names; for a binding that
	// keeps its name the index of that, none if it is not in the list.
	given int32
}

// use tells that a scope, or one inside it, refers to a binding from outside.
type use struct {
	binding int32
	next    int32 // the next use in the same scope
}

// resolver finds the binding of each reference and what each scope uses. It
// goes through the references in the order of the code, which is a walk
// through the tree of scopes.
type resolver struct {
	*recorder
	list     *nameList
	bindings []binding
	uses     []use
	// around is, for each scope, the innermost scope around it that declares
	// something.
	around []int32
	// first is, for each scope, its first binding; count the number of them.
	first, count []int32
	firstUse     []int32
	current      []int32 // the binding that each name stands for now
	path         []int32 // scopes to enter, the innermost one first
}

func resolve(r *recorder, list *nameList) *resolver {
	n := len(r.scopes)
	slots := make([]int32, 4*n+len(r.names))
	v := &resolver{recorder: r, list: list, bindings: make([]binding, 0, len(r.declarations)+len(r.names))}
	v.around, v.first, v.count, v.firstUse, v.current = slots[:n], slots[n:2*n], slots[2*n:3*n], slots[3*n:4*n], slots[4*n:]
	for i := range v.firstUse {
		v.firstUse[i] = none
	}
	for i := range v.current {
		v.current[i] = none
	}
	v.around[0] = none
	for s := 1; s < n; s++ {
		parent := r.scopes[s].parent
		if r.scopes[parent].firstDeclaration == none && parent != 0 {
			parent = v.around[parent]
			r.scopes[s].joined = false
		}
		v.around[s] = parent
	}
	return v
}

// resolveAll resolves all references. It tells whether all is understood.
func (v *resolver) resolveAll() bool {
	v.enter(0)
	in := int32(0)
	for i := range v.references {
		ref := &v.references[i]
		if ref.scope == none {
			continue
		}
		s := ref.scope
		if v.scopes[s].firstDeclaration == none && s != 0 {
			s = v.around[s]
		}
		in = v.move(in, s)
		b := v.current[ref.name]
		if b == none { // a global
			b = v.add(ref.name, 0)
		}
		ref.binding = b
		if ref.hoisted && !v.scopes[v.bindings[b].scope].function {
			return false // catch(e){var e=1} assigns another binding than it declares
		}
		v.use(s, b)
	}
	return true
}

// move leaves and enters scopes until it is in the scope s.
func (v *resolver) move(in, s int32) int32 {
	for !v.contains(in, s) {
		first := v.first[in]
		for b := first; b < first+v.count[in]; b++ {
			v.current[v.bindings[b].name] = v.bindings[b].outer
		}
		in = v.around[in]
	}
	v.path = v.path[:0]
	for to := s; to != in; to = v.around[to] {
		v.path = append(v.path, to)
	}
	for _, to := range slices.Backward(v.path) {
		v.enter(to)
	}
	return s
}

// contains tells whether a scope is another one or around it.
func (v *resolver) contains(outer, inner int32) bool {
	return outer <= inner && inner <= v.scopes[outer].last
}

// enter makes the bindings of a scope the current ones.
func (v *resolver) enter(s int32) {
	v.first[s] = int32(len(v.bindings))
	for d := v.scopes[s].firstDeclaration; d != none; d = v.declarations[d].next {
		name := v.declarations[d].name
		if b := v.current[name]; b == none || !v.shares(s, v.bindings[b].scope) {
			v.add(name, s)
		}
	}
	v.count[s] = int32(len(v.bindings)) - v.first[s]
}

// shares tells whether the declarations of two scopes are the same bindings if
// they have the same name.
func (v *resolver) shares(s, outer int32) bool {
	for v.scopes[s].joined && s != outer {
		s = v.around[s]
	}
	return s == outer
}

// add makes a binding the current one of its name.
func (v *resolver) add(name, s int32) int32 {
	b := int32(len(v.bindings))
	given := int32(none)
	if s == 0 {
		given = v.list.index(v.names[name])
	}
	v.bindings = append(v.bindings, binding{name: name, scope: s, outer: v.current[name], last: none, given: given})
	v.current[name] = b
	return b
}

// use records that the scope s refers to a binding, and with it every scope
// around s that is inside the binding's own.
func (v *resolver) use(s, b int32) {
	to := &v.bindings[b]
	if to.scope == 0 && to.given == none {
		return // no other binding can get its name
	}
	// The scopes around the last reference have recorded the use.
	for x := s; x != to.scope && !v.contains(x, to.last); x = v.around[x] {
		v.uses = append(v.uses, use{binding: b, next: v.firstUse[x]})
		v.firstUse[x] = int32(len(v.uses) - 1)
	}
	to.last = s
}
