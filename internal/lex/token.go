package lex

// A Token is a piece of the text. Newline tells whether a line ends between it
// and the token before.
type Token struct {
	Start, End int32 // offsets in the text
	Kind       Kind
	Newline    bool
	Escaped    bool // a word with a character written as \u
}

// A Kind tells tokens apart as far as statements, names and operands can be
// told without their texts.
type Kind uint8

// The kinds of tokens.
const (
	End     Kind = iota
	Invalid      // text that cannot be a token, up to where it stops making sense
	Comment      // only where the lexer is asked for comments
	Private      // #name
	Number
	String
	Template     // the end of a template: `…` without expressions in it, or }…`
	TemplateOpen // a template up to an expression in it: `…${ or }…${
	RegExp
	Text // what stands between the tags of an element

	Backquote // the start of a template; this and every later kind up to Ident is punctuation
	BraceOpen
	BraceClose
	ParenOpen
	ParenClose
	BracketOpen
	BracketClose
	Semicolon
	Comma
	Colon
	Question
	Dot
	Optional // ?.
	Spread   // ...
	Arrow    // =>
	Assign   // =
	Change   // += and every other operator that changes a variable
	Update   // ++ and --
	Sign     // + and -, before or between operands
	Not      // ! and ~
	Star     // *
	Slash    // a division, or the start of a regular expression
	Choice   // && || ??
	Compare  // == != === !==
	Binary   // every other operator between operands

	Ident // a word that may be a name; this and every later kind is a word
	Await
	Break
	Case
	Catch
	Class
	Const
	Continue
	Debugger
	Default
	Delete
	Do
	Else
	Enum
	Export
	Extends
	False
	Finally
	For
	Function
	If
	Import
	In
	Instanceof
	New
	Null
	Return
	Super
	Switch
	This
	Throw
	True
	Try
	Typeof
	Var
	Void
	While
	With
	Yield
)

// Word tells whether a token is a name or a keyword.
func (k Kind) Word() bool { return k >= Ident }

// Punctuation tells whether a token is an operator, a bracket or the like.
func (k Kind) Punctuation() bool { return k >= Backquote && k < Ident }

// keyword gives the kind of a word. In a module await and yield are always
// keywords.
func keyword(word []byte) Kind {
	switch n := len(word); {
	case n < 2 || n > 10 || word[0] < 'a' || word[0] > 'y':
		return Ident
	case n < 5:
		return shortKeyword(word)
	case n == 5:
		return fiveLetters(word)
	}
	switch string(word) {
	case "continue":
		return Continue
	case "debugger":
		return Debugger
	case "default":
		return Default
	case "delete":
		return Delete
	case "export":
		return Export
	case "extends":
		return Extends
	case "finally":
		return Finally
	case "function":
		return Function
	case "import":
		return Import
	case "instanceof":
		return Instanceof
	case "return":
		return Return
	case "switch":
		return Switch
	case "typeof":
		return Typeof
	}
	return Ident
}

func fiveLetters(word []byte) Kind {
	switch string(word) {
	case "await":
		return Await
	case "break":
		return Break
	case "catch":
		return Catch
	case "class":
		return Class
	case "const":
		return Const
	case "false":
		return False
	case "super":
		return Super
	case "throw":
		return Throw
	case "while":
		return While
	case "yield":
		return Yield
	}
	return Ident
}

func shortKeyword(word []byte) Kind {
	switch string(word) {
	case "case":
		return Case
	case "do":
		return Do
	case "else":
		return Else
	case "enum":
		return Enum
	case "for":
		return For
	case "if":
		return If
	case "in":
		return In
	case "new":
		return New
	case "null":
		return Null
	case "this":
		return This
	case "true":
		return True
	case "try":
		return Try
	case "var":
		return Var
	case "void":
		return Void
	case "with":
		return With
	}
	return Ident
}
