package rename

// What the parser records: scopes, the declarations in them and the
// references from them. All are in the order of the code and refer to each
// other by index. References are resolved when all is parsed, since a
// declaration may stand after a reference to it.

// none is the index of nothing.
const none = -1

type scope struct {
	parent int32
	// last is the last scope inside this one, itself if there is none. The
	// scopes inside have all the numbers from this one's own to last.
	last int32
	// function tells that var declares here: a function, a static block, the
	// module.
	function bool
	// joined tells that the scope and its parent never declare the same name as
	// two bindings. That is so for the body of a function or of a catch clause
	// and the parameters around it, which are two scopes if default values
	// among the parameters refer to names, for those are not the names of the
	// body; and for the parameters of a function and its own name, which could
	// be two bindings, but esbuild takes them for one.
	joined bool
	// The declarations of the scope, a list linked by declaration.next.
	firstDeclaration, lastDeclaration int32
}

type declaration struct {
	name int32 // index in the names of the code
	next int32 // the next declaration of the scope
}

// reference is an identifier that stands for a binding, be it where the
// binding is declared, used or assigned.
type reference struct {
	pos   int32 // offset in the code
	name  int32 // index in the names of the code
	scope int32
	// shorthand tells that the name is that of a property too, as in {a};
	// hoisted, that var declares it.
	shorthand, hoisted bool
	// binding is set when the reference is resolved.
	binding int32
}

// recorder holds what is recorded.
type recorder struct {
	names        []string
	nameIndex    map[string]int32
	nameOfByte   [128]int32 // index + 1 of the names of one byte
	scopes       []scope
	declarations []declaration
	references   []reference
	scope        int32 // the current scope
	function     int32 // the current scope for var
	// targets are the references, by index, that get a value if the expression
	// just parsed turns out to be a pattern. As arrow functions are known by
	// the arrow after their parameters, and a literal is a pattern if an equals
	// sign follows, expressions are parsed first and then declared.
	targets []int32
}

// open makes a scope inside the current one.
func (r *recorder) open() int32 {
	s := int32(len(r.scopes))
	r.scopes = append(r.scopes, scope{parent: r.scope, firstDeclaration: none})
	r.scope = s
	return s
}

func (r *recorder) close() {
	s := &r.scopes[r.scope]
	s.last = int32(len(r.scopes) - 1)
	r.scope = s.parent
}

// name gives the index of a name.
func (r *recorder) name(text []byte) int32 {
	if len(text) == 1 && text[0] < 128 {
		i := r.nameOfByte[text[0]]
		if i == 0 {
			r.names = append(r.names, string(text))
			i = int32(len(r.names))
			r.nameOfByte[text[0]] = i
		}
		return i - 1
	}
	i, ok := r.nameIndex[string(text)]
	if !ok {
		i = int32(len(r.names))
		r.names = append(r.names, string(text))
		r.nameIndex[r.names[i]] = i
	}
	return i
}

// refer records a reference from the current scope.
func (r *recorder) refer(pos int32, text []byte) {
	r.references = append(r.references, reference{pos: pos, name: r.name(text), scope: r.scope})
}

// declare makes the targets from mark on bindings of a scope.
func (r *recorder) declare(s int32, mark int) {
	for _, t := range r.targets[mark:] {
		d := int32(len(r.declarations))
		r.declarations = append(r.declarations, declaration{name: r.references[t].name, next: none})
		if in := &r.scopes[s]; in.firstDeclaration == none {
			in.firstDeclaration, in.lastDeclaration = d, d
		} else {
			r.declarations[in.lastDeclaration].next = d
			in.lastDeclaration = d
		}
	}
	r.targets = r.targets[:mark]
}

// target makes the last reference a target.
func (r *recorder) target() {
	r.targets = append(r.targets, int32(len(r.references)-1))
}
