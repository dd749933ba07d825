package program

import (
	"slices"

	"github.com/paintbox-build/paintbox/bundler/internal/cut"
)

// ReadsGlobal tells whether a statement reads a global variable that a program
// may change.
func (f *File) ReadsGlobal(s *cut.Statement) bool {
	return slices.ContainsFunc(s.Refs, func(r cut.Ref) bool {
		return f.Symbols[r.Name] < 0 && r.Flags&cut.RefLazy == 0 && !ofLanguage(f.Names[r.Name])
	})
}

// ofLanguage tells the global names of ECMAScript, which programs do not change.
func ofLanguage(name string) bool {
	switch name {
	case "Array", "ArrayBuffer", "BigInt", "Boolean", "DataView", "Date", "Error", "EvalError", "Function", "Infinity", "Intl", "JSON", "Map", "Math", "NaN", "Number",
		"Object", "Promise", "Proxy", "RangeError", "ReferenceError", "Reflect", "RegExp", "Set", "String", "Symbol", "SyntaxError", "TypeError", "Uint8Array", "WeakMap",
		"WeakRef", "WeakSet", "globalThis", "isFinite", "isNaN", "parseFloat", "parseInt", "undefined":
		return true
	}
	return false
}
