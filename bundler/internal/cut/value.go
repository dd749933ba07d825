package cut

import (
	"bytes"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// What a statement declares, and what value it gives to that.

// declaration reads a declaration, or a declarator where that is known. The
// target is the index of the token that starts what is declared.
func (p phrase) declaration(declarator bool) (d Declares, target int, v Value) {
	switch {
	case p.kind(0) == lex.Class:
		return DeclaresClass, 1, p.class(0)
	case declarator:
	case p.declarator(0):
		target = 1
	default:
		return DeclaresNothing, 0, ValueOther
	}
	switch k := p.kind(target); {
	case k == lex.BraceOpen || k == lex.BracketOpen:
		return DeclaresPattern, target, ValueOther
	case p.kind(target+1) == lex.Assign:
		v := p.value(target + 2)
		if !p.plain(target) && v != ValueName && v != ValueEmpty {
			v = ValueOther
		}
		return DeclaresName, target, v
	case target+1 >= len(p.toks):
		return DeclaresBare, target, ValueOther
	}
	return DeclaresName, target, ValueOther
}

// value reads the value of a declared variable.
func (p phrase) value(i int) Value {
	switch {
	case p.kind(i) == lex.Class:
		return p.class(i)
	case p.function(i):
		return ValueFunction
	case p.knownCall(i):
		return ValueCall
	case p.primitive(i):
		return ValuePrimitive
	case p.kind(i) == lex.Ident && i+1 == len(p.toks):
		return ValueName
	case p.match(i, lex.BraceOpen, lex.BraceClose) && i+2 == len(p.toks):
		return ValueEmpty
	}
	return ValueOther
}

// class tells the new classes apart.
func (p phrase) class(i int) Value {
	if i++; p.kind(i) == lex.Ident && p.plain(i) {
		i++
	}
	if p.kind(i) != lex.BraceOpen || mayHaveAccessor(p.src[p.toks[0].Start:p.toks[len(p.toks)-1].End]) {
		return ValueDerived
	}
	return ValueClass
}

// plainNumber tells whether a token is a number without a negative exponent.
func (p phrase) plainNumber(i int) bool {
	return p.kind(i) == lex.Number && bytes.IndexByte(p.text(i), '-') < 0
}

// startsKey tells whether a token may start the name of a property.
func (p phrase) startsKey(i int) bool {
	switch k := p.kind(i); k {
	case lex.Private, lex.String, lex.Number:
		return true
	case lex.BracketOpen: // [get[i]] has no space there
		return p.toks[i].Start > p.toks[i-1].End
	default:
		return k.Word()
	}
}

// function tells whether a function starts at a token, if it is an arrow
// function one whose parameters are names.
func (p phrase) function(i int) bool {
	if p.is(i, "async") && p.kind(i+1) != lex.Arrow {
		i++
	}
	switch p.kind(i) {
	case lex.Function:
		return true
	case lex.Ident:
		return p.plain(i) && p.kind(i+1) == lex.Arrow
	case lex.ParenOpen:
		for i++; p.kind(i) == lex.Ident && p.plain(i) || p.kind(i) == lex.Comma; {
			i++
		}
		return p.match(i, lex.ParenClose, lex.Arrow)
	}
	return false
}

// knownCall tells whether a value is that of a call like React.memo(f), or
// (0, React.memo)(f).
func (p phrase) knownCall(i int) bool {
	grouped := p.match(i, lex.ParenOpen, lex.Number, lex.Comma) && string(p.text(i+1)) == "0"
	if grouped {
		i += 3
	}
	if !p.match(i, lex.Ident, lex.Dot, lex.Ident) || !p.plain(i) {
		return false
	}
	switch string(p.text(i + 2)) {
	case "memo", "forwardRef", "createContext", "lazy":
		return grouped && p.match(i+3, lex.ParenClose, lex.ParenOpen) || p.kind(i+3) == lex.ParenOpen
	}
	return false
}

// primitive tells whether the rest of a statement is a primitive value.
func (p phrase) primitive(i int) bool {
	switch p.kind(i) {
	case lex.Sign: // +1 is not printed
		if i++; !p.plainNumber(i) {
			return false
		}
	case lex.Number:
		if !p.plainNumber(i) {
			return false
		}
	case lex.String, lex.Null:
	case lex.Not, lex.Void:
		i++
		if p.kind(i) != lex.Number {
			return false
		}
	default:
		return false
	}
	return i+1 == len(p.toks)
}
