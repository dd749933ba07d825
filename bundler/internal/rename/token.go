package rename

// A kind of token tells the parser no more than it needs to find names: which
// operator joins two operands does not matter.
type kind uint8

const (
	tokEnd kind = iota
	tokPrivate
	tokNumber
	tokString
	tokTemplate // the backquote that opens a template
	tokBraceOpen
	tokBraceClose
	tokParenOpen
	tokParenClose
	tokBracketOpen
	tokBracketClose
	tokSemicolon
	tokComma
	tokColon
	tokQuestion
	tokDot
	tokOptional // ?.
	tokSpread
	tokArrow
	tokAssign // =
	tokUpdate // ++ and --
	tokSign   // + and -, before or between operands
	tokNot    // ! and ~, before an operand
	tokStar
	tokSlash  // / and /=, or the start of a regular expression
	tokBinary // every other operator between operands, with those that assign

	tokIdent // a word that may be a name; this and every later kind is a word
	kwAwait
	kwBreak
	kwCase
	kwCatch
	kwClass
	kwConst
	kwContinue
	kwDebugger
	kwDefault
	kwDo
	kwElse
	kwExport
	kwExtends
	kwFinally
	kwFor
	kwFunction
	kwIf
	kwImport
	kwIn
	kwInstanceof
	kwNew
	kwReturn
	kwSuper
	kwSwitch
	kwThrow
	kwTry
	kwUnary // delete, typeof, void
	kwValue // false, null, this, true
	kwVar
	kwWhile
	kwWith
	kwYield
	kwReserved // enum
)

// keyword gives the kind of a word. In a module await and yield are always
// keywords.
func keyword(word string) kind {
	if len(word) < 2 || len(word) > 10 || word[0] < 'a' || word[0] > 'y' {
		return tokIdent
	}
	if len(word) < 5 {
		return shortKeyword(word)
	}
	switch word {
	case "await":
		return kwAwait
	case "break":
		return kwBreak
	case "catch":
		return kwCatch
	case "class":
		return kwClass
	case "const":
		return kwConst
	case "continue":
		return kwContinue
	case "debugger":
		return kwDebugger
	case "default":
		return kwDefault
	case "delete", "typeof":
		return kwUnary
	case "export":
		return kwExport
	case "extends":
		return kwExtends
	case "false":
		return kwValue
	case "finally":
		return kwFinally
	case "function":
		return kwFunction
	case "import":
		return kwImport
	case "instanceof":
		return kwInstanceof
	case "return":
		return kwReturn
	case "super":
		return kwSuper
	case "switch":
		return kwSwitch
	case "throw":
		return kwThrow
	case "while":
		return kwWhile
	case "yield":
		return kwYield
	}
	return tokIdent
}

func shortKeyword(word string) kind {
	switch word {
	case "case":
		return kwCase
	case "do":
		return kwDo
	case "else":
		return kwElse
	case "enum":
		return kwReserved
	case "for":
		return kwFor
	case "if":
		return kwIf
	case "in":
		return kwIn
	case "new":
		return kwNew
	case "null", "this", "true":
		return kwValue
	case "try":
		return kwTry
	case "var":
		return kwVar
	case "void":
		return kwUnary
	case "with":
		return kwWith
	}
	return tokIdent
}
