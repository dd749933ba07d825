// Package rename gives the variables of minified code the names that compress
// best. Use Nested for modules, Script for classic scripts.
//
// A minifier that gives each variable of a function a name that no function
// around it uses names the first parameter differently at each depth, so that
// equal functions become different texts. Here every scope starts anew: its
// variables get, in the order of their declarations, the first names of a
// fixed list that do not stand for anything else that the scope uses. An inner
// name may thus hide an outer one that is not needed there.
//
// The work is done in three steps, each linear in the length of the code but
// for the depth of scopes: the parser records scopes, declarations and
// references; the resolver finds what each reference stands for and what each
// scope uses from outside; then names are given from the outermost scope to
// the innermost ones.
//
//   - Takes: minified code.
//   - Gives: the same program with other names of local variables, and the places
//     of these.
//   - Changes: nothing; code that it cannot read comes back as it was.
package rename

import (
	"math"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// Edit is a replacement in the code.
type Edit struct {
	Pos int // offset in the code before all edits, in bytes
	Old int // number of bytes replaced
	New int // number of bytes that replace them
}

// Nested renames the bindings of all scopes inside a module: parameters, local
// variables, functions and classes, names of function and class expressions.
// What the module itself declares, imports or exports keeps its name, as do
// globals, properties and labels.
//
// The code is what esbuild prints for a module. If there is anything in it that
// is not understood, such as a direct call of eval, Nested returns it as it is,
// without edits. The edits are in ascending order and do not overlap. The code
// is not changed; the result is the same slice if there are no edits.
func Nested(code []byte) (out []byte, edits []Edit) {
	if len(code) >= math.MaxInt32 {
		return code, nil
	}
	r, ok := record(code)
	if !ok {
		return code, nil
	}
	// A scope has no more bindings of its own and from outside than there are
	// declarations and globals.
	limit := len(r.declarations) + len(r.names) + len(reservedWords()) + 1
	v := resolve(r, &nameList{limit: limit})
	if !v.resolveAll() {
		return code, nil
	}
	v.assign()
	return v.apply(code)
}

// Script renames what Nested does in a classic script. One with a declaration or
// expression that begins with function, or with a with statement, it returns as it is:
// outside strict mode what such a name stands for is decided by other rules.
func Script(code []byte) []byte {
	if _, sloppy := lex.Find(code, "function", "with"); sloppy {
		return code
	}
	out, _ := Nested(code)
	return out
}

// record parses the code. It tells whether all is understood.
func record(code []byte) (r *recorder, ok bool) {
	p := &parser{Lexer: lex.Lexer{Text: code}}
	p.nameIndex = map[string]int32{}
	p.references = make([]reference, 0, len(code)/8)
	defer func() {
		if problem := recover(); problem != nil {
			if _, expected := problem.(notUnderstood); !expected {
				panic(problem)
			}
			r, ok = nil, false
		}
	}()
	p.program()
	return &p.recorder, true
}

// apply writes the names into the code.
func (v *resolver) apply(code []byte) ([]byte, []Edit) {
	out := make([]byte, 0, len(code)+len(code)/16)
	edits := make([]Edit, 0, len(v.references))
	at := 0
	for i := range v.references {
		ref := &v.references[i]
		if ref.scope == none || v.bindings[ref.binding].scope == 0 {
			continue
		}
		old, name := v.names[ref.name], v.list.text(v.bindings[ref.binding].given)
		if name == old {
			continue
		}
		pos, length := int(ref.pos), len(name)
		out = append(out, code[at:pos]...)
		if ref.shorthand { // {t} becomes {t:e}
			out = append(append(out, old...), ':')
			length += len(old) + 1
		}
		out = append(out, name...)
		at = pos + len(old)
		edits = append(edits, Edit{Pos: pos, Old: len(old), New: length})
	}
	if len(edits) == 0 {
		return code, nil
	}
	return append(out, code[at:]...), edits
}
