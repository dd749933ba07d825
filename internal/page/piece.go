package page

import "github.com/paintbox-build/paintbox/internal/lex"

// piece is a piece of a program, such as what stands in a tag of a template. It
// need not be whole: } else { is one.
type piece struct {
	text   string
	tokens []lex.Token // without comments
}

func readPiece(code string) piece {
	p := piece{text: code}
	r := lex.NewReader([]byte(code), false)
	for t := r.Next(); t.Kind != lex.End; t = r.Next() {
		p.tokens = append(p.tokens, t)
	}
	return p
}

// word is the text of a token.
func (p piece) word(i int) string { return p.text[p.tokens[i].Start:p.tokens[i].End] }

// kind is that of a token, lex.End where there is none.
func (p piece) kind(i int) lex.Kind {
	if i < 0 || i >= len(p.tokens) {
		return lex.End
	}
	return p.tokens[i].Kind
}

// begins tells whether tokens of these kinds go first.
func (p piece) begins(kinds ...lex.Kind) bool {
	for i, k := range kinds {
		if p.kind(i) != k {
			return false
		}
	}
	return true
}

// between is the piece from one token up to another.
func (p piece) between(from, to int) piece {
	if from >= to {
		return piece{}
	}
	start := p.tokens[from].Start
	made := piece{text: p.text[start:p.tokens[to-1].End]}
	for _, t := range p.tokens[from:to] {
		t.Start, t.End = t.Start-start, t.End-start
		made.tokens = append(made.tokens, t)
	}
	return made
}

// open lists the brackets that nothing closes in the piece.
func (p piece) open() []int {
	var list []int
	for i, t := range p.tokens {
		switch t.Kind {
		case lex.ParenOpen, lex.BracketOpen, lex.BraceOpen, lex.TemplateOpen:
			if t.Kind != lex.TemplateOpen || p.text[t.Start] == '`' {
				list = append(list, i)
			}
		case lex.ParenClose, lex.BracketClose, lex.BraceClose, lex.Template:
			if n := len(list); n > 0 && (t.Kind != lex.Template || p.text[t.Start] == '}') {
				list = list[:n-1]
			}
		}
	}
	return list
}

// head is what stands in the parenthesis that a token opens, where its end and {
// are the end of the piece, as in if (…) {.
func (p piece) head(at int) (inner piece, ok bool) {
	last := len(p.tokens) - 1
	if p.kind(at) != lex.ParenOpen || p.kind(last) != lex.BraceOpen || p.kind(last-1) != lex.ParenClose || last-1 < at {
		return piece{}, false
	}
	within := p.between(at, last-1).open() // of the parenthesis all closed but itself
	if len(within) != 1 || within[0] != 0 {
		return piece{}, false
	}
	return p.between(at+1, last-1), true
}

// loops is the list that a loop goes over, as in for (… of list) {, or what it
// counts up to, as in for (…; i < list.length; …) {, or list.forEach(… => {.
func (p piece) loops() (list piece, ok bool) {
	if p.begins(lex.For) {
		inner, ok := p.head(1)
		if !ok {
			return piece{}, false
		}
		return inner.bound()
	}
	open, last := p.open(), len(p.tokens)-1
	if len(open) != 2 || open[1] != last || p.kind(last) != lex.BraceOpen {
		return piece{}, false
	}
	call := open[0]
	if p.kind(call) != lex.ParenOpen || call < 3 || p.kind(call-2) != lex.Dot || p.word(call-1) != "forEach" && p.word(call-1) != "map" {
		return piece{}, false
	}
	function := p.kind(call+1) == lex.Function && p.kind(last-1) == lex.ParenClose
	if !function && p.kind(last-1) != lex.Arrow {
		return piece{}, false
	}
	return p.between(0, call-2), true
}

// bound is the list in the parenthesis of a for statement.
func (p piece) bound() (list piece, ok bool) {
	counts, from := false, -1
	for i, t := range p.tokens {
		word := p.word(i)
		switch {
		case from < 0 && !counts && (t.Kind == lex.In || t.Kind == lex.Ident && word == "of" && i > 0 && p.kind(i-1) != lex.Const && p.kind(i-1) != lex.Var):
			return p.between(i+1, len(p.tokens)), true
		case from < 0 && counts && (word == "<" || word == "<="):
			from = i + 1
		case from >= 0 && t.Kind == lex.Semicolon:
			return p.between(from, i), true
		case t.Kind == lex.Semicolon:
			counts = true
		}
	}
	return piece{}, false
}
