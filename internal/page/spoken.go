package page

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// What programs say of files: strings that they add something to, as in
// "img/" + name + ".png" and `img/${name}.png`, and scripts that they start. The
// path may be a part of the string, as in '<img src="img/' + name + '.png">'.

// maxAdded is how far behind the start of a path, in bytes, its end is looked for.
const maxAdded = 300

// spokenOfPage finds them in a page: in its scripts and in what frameworks read,
// which are attributes and text.
func spokenOfPage(src []byte) []placed {
	var list []placed
	z := html.NewTokenizer(bytes.NewReader(src))
	for at := 0; ; {
		token := z.Next()
		if token == html.ErrorToken {
			return list
		}
		start := at
		at += len(z.Raw())
		switch token {
		case html.TextToken:
			list = append(list, spoken(string(src[start:at]), start)...)
		case html.StartTagToken, html.SelfClosingTagToken:
			z.TagName()
			for _, a := range attributes(src[start:at], start, z) {
				list = append(list, spoken(a.value, a.valueStart)...)
			}
		}
	}
}

// spoken finds them in a program, or a piece of one, that starts at an offset.
func spoken(program string, offset int) []placed {
	var list []placed
	p := readPiece(program)
	for i, t := range p.tokens {
		if !p.isLiteral(i) {
			continue
		}
		at := offset + int(t.Start)
		if started := p.starts(i); started != "" {
			list = append(list, placed{Mention{Path: started, Script: true}, at})
		}
		if m := named(p.beginning(i)); m.Prefix && p.onward(i) > 0 {
			m.Added, m.Suffix = true, p.ending(i)
			list = append(list, placed{m, at})
		}
	}
	return list
}

// isLiteral tells whether a token is a string or a piece of a template.
func (p piece) isLiteral(i int) bool {
	k := p.kind(i)
	return k == lex.String || k == lex.Template || k == lex.TemplateOpen
}

// literal is what stands in it, as written.
func (p piece) literal(i int) string {
	word := p.word(i)
	if p.kind(i) == lex.TemplateOpen {
		return word[1 : len(word)-len("${")]
	}
	return word[1 : len(word)-1]
}

// beginning is the path that a literal ends with, "" for none: it goes back to the
// start of the string, or to a quote in it.
func (p piece) beginning(i int) string {
	text := p.literal(i)
	start := len(text)
	for start > 0 && inPath[text[start-1]] {
		start--
	}
	if start == 0 && p.word(i)[0] == '}' || start > 0 && !isQuote(text[start-1]) {
		return ""
	}
	return text[start:]
}

// ending is how the path ends that a literal begins, as far as its extension; "" if
// nothing says it.
func (p piece) ending(i int) (known string) {
	limit := p.tokens[i].End + maxAdded
	made := ""
	for i = p.onward(i); i > 0 && p.tokens[i].Start < limit; i = p.onward(i) {
		if !p.isLiteral(i) {
			made = ""
			continue
		}
		if p.word(i)[0] == '}' {
			made = ""
		}
		text := p.literal(i)
		length := 0
		for length < len(text) && inPath[text[length]] {
			length++
		}
		made += text[:length]
		if length < len(text) && !isQuote(text[length]) && strings.IndexByte(`\?#`, text[length]) < 0 {
			return known // no path goes on so
		}
		if ext := path.Ext(made); len(ext) > 1 && strings.Trim(ext[1:], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == "" {
			known = made
		}
		if length < len(text) {
			return known
		}
	}
	return known
}

// onward is the token that starts what is added to a literal or another operand that
// starts at one: the next piece of a template, or what stands behind a plus sign. It
// is -1 where nothing is added.
func (p piece) onward(i int) int {
	switch p.kind(i) {
	case lex.TemplateOpen:
		return p.pieceAfter(i)
	case lex.String, lex.Template:
		if p.kind(i+1) == lex.Sign && p.word(i+1) == "+" && i+2 < len(p.tokens) {
			return i + 2
		}
		return -1
	}
	for j, depth := i, 0; j < len(p.tokens); j++ {
		switch k := p.kind(j); {
		case opensPiece(p, j):
			depth++
		case closesPiece(p, j):
			if depth--; depth < 0 {
				return -1
			}
		case depth > 0:
		case j > i && k == lex.Sign && p.word(j) == "+" && j+1 < len(p.tokens):
			return j + 1
		case endsOperand(k), j > i && p.tokens[j].Newline && k.Word() && !p.kind(j-1).Punctuation():
			return -1
		}
	}
	return -1
}

// pieceAfter is the piece of a template behind the expression that a token opens, -1
// if there is none.
func (p piece) pieceAfter(i int) int {
	depth := 0
	for j := i + 1; j < len(p.tokens); j++ {
		inside := p.kind(j) == lex.Template || p.kind(j) == lex.TemplateOpen
		switch {
		case depth == 0 && inside && p.word(j)[0] == '}':
			return j
		case opensPiece(p, j):
			depth++
		case closesPiece(p, j):
			depth--
		}
	}
	return -1
}

func opensPiece(p piece, i int) bool {
	switch p.kind(i) {
	case lex.ParenOpen, lex.BracketOpen, lex.BraceOpen:
		return true
	case lex.TemplateOpen:
		return p.word(i)[0] == '`'
	}
	return false
}

// closesPiece leaves out what both ends an expression in a template and starts another.
func closesPiece(p piece, i int) bool {
	switch p.kind(i) {
	case lex.ParenClose, lex.BracketClose, lex.BraceClose:
		return true
	case lex.Template:
		return p.word(i)[0] == '}'
	}
	return false
}

// endsOperand tells whether no operand of a plus sign goes on over a token.
func endsOperand(k lex.Kind) bool {
	switch k {
	case lex.Semicolon, lex.Comma, lex.Question, lex.Colon, lex.Choice, lex.Compare, lex.Arrow, lex.Assign, lex.Change, lex.TemplateOpen, lex.Invalid:
		return true
	}
	return false
}

// starts is the path of the script that is started by a call whose argument is a
// literal, as in new Worker("a.js"); "" for any other.
func (p piece) starts(i int) string {
	name, ok := lex.Value([]byte(p.word(i)))
	ext := path.Ext(name)
	if !ok || ext != ".js" && ext != ".mjs" || name == ext || slices.ContainsFunc([]byte(name), func(c byte) bool { return !inPath[c] }) {
		return ""
	}
	first := i
	for p.kind(first-1) == lex.Comma && p.isLiteral(first-2) {
		first -= 2
	}
	if p.kind(first-1) != lex.ParenOpen || first < 2 {
		return ""
	}
	callee := first - 2
	member := p.kind(callee-1) == lex.Dot || p.kind(callee-1) == lex.Optional
	switch p.word(callee) {
	case "importScripts":
		return name
	case "register":
		if member && first == i {
			return name
		}
	case "Worker", "SharedWorker":
		for p.kind(callee-1) == lex.Dot && p.kind(callee-2).Word() {
			callee -= 2
		}
		if p.kind(callee-1) == lex.New && first == i {
			return name
		}
	}
	return ""
}
