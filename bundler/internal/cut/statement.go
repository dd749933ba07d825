// Package cut takes the linker's output apart: into regions, each of one
// source module, and the regions into statements, the smallest pieces of code
// that can move to another file. It is the one reader of that output: what
// later passes want to know of its text, it notes as facts of statements.
//
// It reads what esbuild prints with white space kept, in one pass and without
// building a tree. That is enough because esbuild guarantees what a parser
// would have to find out: statements start in the first column and end with a
// semicolon or a brace, every region starts with a comment that names its
// module, and no local name of any function equals a name at the top level of
// its file. So an identifier that equals a top-level name, and is no property
// key, is a use of that name.
//
// The scanner knows the brackets that are open, and so what each token is. The
// facts are read when a statement has ended, from its tokens.
//
//   - Takes: a script or a style sheet as the linker printed it, and which comments
//     name modules.
//   - Gives: a File of statements, names, references and facts, or the parts of a
//     sheet.
//   - Changes: nothing; it keeps the text that it was given, which nobody writes
//     into. Files are part of the model, and change as program says.
package cut

import (
	"slices"
	"strings"
)

// File is a scanned file.
type File struct {
	Source     []byte
	Regions    []string // the text of each header comment, without the slashes
	Names      []string
	Chains     []string // the property names that follow references, each after a dot; the first is empty
	Gives      []Give   // the variables that are given values of others, by From
	Provided   []string // the names of OfPlatform that the file may give a value
	Statements []Statement
}

// A Statement is a top-level statement, or one declarator of a var statement.
// Its text is Prefix + " " + source[Start:End] + Suffix; neither Start nor End
// is at white space.
type Statement struct {
	Region         int // index into File.Regions, -1 before the first header
	Start, End     int
	Prefix, Suffix string
	Refs           []Ref    // the identifiers that may be uses of top-level names, in order
	Dynamic        []Import // the import() expressions with a literal argument
	Calls          []Call   // calls that are without effect if their names are React's
	Coerced        []int32  // indices into File.Names: variables of which operators make primitive values
	Rare           *Rare    // what few statements have; nil for none
	Weight         int      // estimate of its bytes after minification
	Target         int32    // offset of the name or pattern that a declaration, function declarations apart, starts with
	Form           Form     // what kind of statement it is
	Declares       Declares // what stands at Target
	Value          Value    // what the declared variable gets
	Effect         bool     // evaluating it may do or read something that depends on order
	Local          bool     // it gives a property to what the first of Refs names, which is an effect unless that is new
	Runs           bool     // it calls functions, which may call those that they are given
	Control        bool     // it branches or repeats, and so may have variables of its own: if, for, try, a block and their like
	Throws         bool     // one of these, or a function in it, may throw by itself
	Await          bool     // it awaits at the top level
	Eval           bool     // it calls eval directly, which sees every name
	This           bool     // a function that it makes may read what it is called as a method of
	CommonJS       bool     // module or exports is named in it, which may be a variable of a function, but for the wrappers of modules
	AnyThis        bool     // the word this is in its text, be it in a comment or string
	Dots           bool     // a dot is in its text, so that it may read a property
}

// Form tells the statements apart that are treated differently.
type Form uint8

// The forms of statements.
const (
	FormPlain    Form = iota
	FormFunction      // a function declaration: exists before evaluation starts
	FormImport
	FormExport
	FormNone // left out
)

// Declares tells what a statement declares.
type Declares uint8

// What statements declare.
const (
	DeclaresNothing Declares = iota
	DeclaresName             // a variable with a value
	DeclaresBare             // a variable without a value
	DeclaresPattern          // the variables of a pattern
	DeclaresClass            // a class, by a statement
)

// Value is what is known of the value that a declared variable gets.
type Value uint8

// The values that are told apart.
const (
	ValueOther     Value = iota
	ValueFunction        // a new function; of arrow functions, those whose parameters are names
	ValueClass           // a new class that extends nothing and has no accessors
	ValueDerived         // any other new class
	ValueCall            // what a function makes that has the name of one of React's; it is called by the first of Calls
	ValuePrimitive       // a number, a string, true, false, null or undefined, written as such
	ValueName            // the value of another variable, the second of Refs
	ValueEmpty           // {}
)

// Import is an import() expression: the offsets of its keyword, of its string
// literal, and of what follows the literal.
type Import struct {
	Start, Arg, End int
	Path            string // what it imports: the literal's value
	Self            bool   // it imports its own module; instead of a literal there is the call of a name
	Does            Does   // with the property default of what it gives
	Taken           Taken
}

// Taken is what code takes of a namespace object. The zero value means
// anything.
type Taken struct {
	Known bool     // nothing but Names is taken
	Names []Member // sorted, no name twice
}

// Member is a property, with whether it is called as a method, which sees the
// object as this.
type Member struct {
	Name   string
	Called bool
}

// Call is a call of a method of what a top-level name stands for, such as
// React.memo(f). Effect leaves it out of account.
type Call struct {
	Name int32 // index into File.Names
	Pure bool  // its author says that it is without effect, whatever it is
}

// Ref is an identifier that is not a property name.
type Ref struct {
	Name  int32 // index into File.Names
	Pos   int32 // offset of its first byte in the source
	Chain int32 // index into File.Chains: the property names that follow, as in .inner.property
	Flags RefFlags
	Next  RefNext
	Does  Does
}

// RefFlags say how an identifier is used.
type RefFlags uint8

// The flags of a Ref.
const (
	RefDeclared  RefFlags = 1 << iota // the statement declares the name
	RefAssigned                       // the statement changes the name's value, otherwise than by its declaration
	RefLazy                           // inside a function: not read when the statement is evaluated
	RefShorthand                      // { name } stands for { name: name }
)

// RefNext says what stands after an identifier and the property names that
// follow it.
type RefNext uint8

// What may stand there.
const (
	NextCall     RefNext = 1 << iota // a call
	NextNode                         // the rest of helper(name(), 1), by which the linker imports as Node does
	NextAsked                        // whatever does, typeof stands before it: typeof name
	NextSearched                     // whatever does, in stands before it: key in name
	NextSet                          // an assignment to it
	NextChanged                      // it may be changed or deleted, in whatever way
)

// Does says what is done on the spot with the value of a reference.
type Does uint8

// What may be done with it.
const (
	DoesApply   Does = 1 << iota // it is called, constructed, extended or rendered
	DoesHand                     // it is handed on: as an argument, an element, a property or a result
	DoesKnow                     // a property of it is read
	DoesAsk                      // it is asked for its type
	DoesDefault                  // all that is done with its property default, and not with itself
)

// Give is a variable that is given the value of a reference, or of what an import()
// loads.
type Give struct {
	From        int32 // the position of the reference, or of the word import
	Default     bool  // it is given the property default of that
	Name        int32 // index into File.Names: the variable
	Pos         int32 // where it is given that
	First, Last int32 // a local variable holds it from one offset to another
}

// Chain is the property names that follow a Ref.
type Chain struct {
	text   string // each after a dot
	called bool   // the last one is called
}

// Chain gives what follows a reference of the file.
func (f *File) Chain(r Ref) Chain {
	return Chain{f.Chains[r.Chain], r.Next&NextCall != 0}
}

// First gives the first property of a chain and the rest of it. Ok is false
// where the chain is empty.
func (c Chain) First() (m Member, rest Chain, ok bool) {
	if c.text == "" {
		return Member{}, Chain{}, false
	}
	name, rest := c.text[1:], Chain{called: c.called}
	if dot := strings.IndexByte(name, '.'); dot >= 0 {
		name, rest.text = name[:dot], name[dot:]
	}
	return Member{name, c.called && rest.text == ""}, rest, true
}

// Empty tells whether no property follows.
func (c Chain) Empty() bool { return c.text == "" }

// Rare is what few statements have.
type Rare struct {
	Clause   Clause // of import and export statements
	Path     Span   // the string in name = helper({ "path"(…) {…} }), by which the linker declares a wrapped module
	Async    bool   // that function is asynchronous
	Requires []Require
	Getters  []Getter
	Selves   []Self
	Relative []Literal // the strings that start with ./, but for those of import, export and import()
	Exports  Exports
	Free     []Free // the names of Node's that it uses, each once
}

// Exports is what a wrapped CommonJS module seems to do with its exports.
type Exports struct {
	ESModule bool    // it says that it was an ES module, by __esModule
	Default  bool    // it sets the property "default"
	Method   bool    // it sets one that is called as a method of functions is: call, apply or bind
	Whole    bool    // it sets module.exports to something of its own
	Passes   []int32 // the names of functions that give, without arguments, what it sets module.exports to
}

// Span is a part of the source, empty for none.
type Span struct{ Start, End int32 }

// Literal is a string in the source, with its value.
type Literal struct {
	Span
	Value string
}

// Clause is what an import or export statement says.
type Clause struct {
	Path    string       // the module, "" for an export of local names
	Names   []ClauseName // in their order
	Star    bool         // export * from path
	Default bool         // export default
	Value   string       // the name in export default name, or in export default name()
}

// ClauseName is one name of a clause. In imports, Name is what the other
// module exports ("default", "*" for its namespace) and Local what it is
// called here; in exports, Local is the name here and Name the exported one.
// What the other module exports may be a string, in quotes.
type ClauseName struct{ Name, Local string }

// Require is an expression of the form (init(), copy(object)), which the linker
// writes for the require() of an ES module.
type Require struct {
	Pos    int32 // of the reference to the object
	Holder int32 // index into File.Names: the variable that is declared to have the value, -1 for none
	Taken        // of the object; where there is a holder, by the statement and as if only that knew it
}

// Getter is a property key: () => variable of the object that a statement
// helper(object, {…}) starts with.
type Getter struct {
	Pos   int32  // of the reference to the variable
	Key   string // without quotes
	Whole bool   // the variable is all that it returns, and it has lines of its own
	Lines Span   // those
}

// Self is Promise.resolve().then(() => name()), which the linker writes for the
// import() of a module by itself; then there is no variable of that name. Where the
// module waits for others by top-level await, it writes name() alone.
type Self struct {
	Name int32 // index into File.Names
	Bare bool  // it is name() alone
	Import
}

// Clause gives what an import or export statement says.
func (s *Statement) Clause() Clause {
	if s.Rare == nil {
		return Clause{}
	}
	return s.Rare.Clause
}

// Getter gives the getter that a reference is in.
func (s *Statement) Getter(r Ref) (g Getter, ok bool) {
	if s.Rare == nil {
		return Getter{}, false
	}
	return at(s.Rare.Getters, r.Pos, func(g Getter) int32 { return g.Pos })
}

// Require gives the expression for require() that names an object by a
// reference.
func (s *Statement) Require(r Ref) (q Require, ok bool) {
	if s.Rare == nil {
		return Require{}, false
	}
	return at(s.Rare.Requires, r.Pos, func(q Require) int32 { return q.Pos })
}

// rare gives what the statement has of that, making it.
func (s *Statement) rare() *Rare {
	if s.Rare == nil {
		s.Rare = &Rare{}
	}
	return s.Rare
}

// at finds the fact of a reference; they are in the order of positions.
func at[T any](list []T, pos int32, of func(T) int32) (found T, ok bool) {
	i, ok := slices.BinarySearchFunc(list, pos, func(x T, pos int32) int { return int(of(x) - pos) })
	if ok {
		found = list[i]
	}
	return found, ok
}
