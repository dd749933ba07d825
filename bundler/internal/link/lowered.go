package link

import (
	"slices"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// What the linker writes wrong where it puts newer syntax into the words of an older
// target. It says nothing of that itself.

// unlowered is a kind of syntax that the linker writes wrong.
type unlowered struct {
	word  string // without it a source has none
	lacks string // a program that it writes otherwise for such a target
	knows string // and one that it leaves as it is, "" for any target
	find  finder // the tokens where it stands
	what  string // is said of it
	fails bool   // no chunk can be made of what is written
}

type finder func(s *tokens) []int

const (
	privateLacks = "class a{#b=1}"
	asyncLacks   = "async()=>{}"
)

func unloweredKinds() []unlowered {
	return []unlowered{
		{"#", privateLacks, "", (*tokens).privateLoops, "a private field as the variable of a loop stays without a value", false},
		{"#", privateLacks, "a?.b", (*tokens).privateCalls, "the optional call of a private method loses its object", false},
		{"super", privateLacks, "", (*tokens).staticSupers, "super in a static block or field loses its object", false},
		{"super", "a??=b", "", (*tokens).assignedSupers, "an assignment to a property of super by ??=, ||= or &&= cannot be written", true},
		{"super", "async function*a(){}", asyncLacks, (*tokens).generatorSupers, "super in an async generator cannot be written", true},
		{"new", asyncLacks, "", (*tokens).asyncTargets, "new.target in an async function is not that of the function around it", false},
	}
}

// privateLoops finds the private fields that for gives values.
func (s *tokens) privateLoops() (found []int) {
	for i := range s.list {
		head := i + 1
		if s.is(head, "await") {
			head++
		}
		if s.kind(i) != lex.For || s.property(i) || s.kind(head) != lex.ParenOpen || s.kind(head+1) == lex.Const || s.kind(head+1) == lex.Var {
			continue
		}
		var list []int
		for k := head + 1; k < s.ends[head]; k++ {
			if s.within[k] == head && (s.kind(k) == lex.In || s.is(k, "of")) {
				found = append(found, list...)
				break
			}
			if next := s.kind(k + 1); s.kind(k) == lex.Private && next != lex.Dot && next != lex.Optional && next != lex.ParenOpen && next != lex.BracketOpen {
				list = append(list, k)
			}
		}
	}
	return found
}

// privateCalls finds the private methods that are called by ?.().
func (s *tokens) privateCalls() (found []int) {
	for i := range s.list {
		if s.match(i, lex.Private, lex.Optional, lex.ParenOpen) {
			found = append(found, i)
		}
	}
	return found
}

// assignedSupers finds what gives a property of super a value by a short circuit.
func (s *tokens) assignedSupers() (found []int) {
	for i := range s.list {
		end := i + 3
		if s.match(i, lex.Super, lex.BracketOpen) && s.ends[i+1] >= 0 {
			end = s.ends[i+1] + 1
		}
		if s.kind(i) == lex.Super && s.kind(end) == lex.Change && slices.Contains([]string{"??=", "||=", "&&="}, string(s.text(end))) {
			found = append(found, i)
		}
	}
	return found
}

// staticSupers finds super in static blocks, and in static fields up to the end of
// their line.
func (s *tokens) staticSupers() (found []int) {
	for i := range s.list {
		if !s.is(i, "static") || s.property(i) || s.within[i] < 0 {
			continue
		}
		end := -1
		switch {
		case s.kind(i+1) == lex.BraceOpen:
			end = s.ends[i+1]
		case (s.kind(i+1).Word() || s.kind(i+1) == lex.Private) && s.kind(i+2) == lex.Assign:
			for end = i + 3; end < len(s.list) && s.within[end] >= s.within[i] && (s.within[end] > s.within[i] || s.kind(end) != lex.Semicolon && !s.list[end].Newline); end++ {
			}
		}
		found = append(found, s.supers(i, end)...)
	}
	return found
}

// generatorSupers finds super in the methods that are async generators.
func (s *tokens) generatorSupers() (found []int) {
	for i := range s.list {
		if !s.is(i, "async") || s.kind(i+1) != lex.Star {
			continue
		}
		list := i + 3
		if s.kind(i+2) == lex.BracketOpen && s.ends[i+2] >= 0 {
			list = s.ends[i+2] + 1
		}
		if s.kind(list) == lex.ParenOpen && s.ends[list] >= 0 && s.kind(s.ends[list]+1) == lex.BraceOpen {
			found = append(found, s.supers(list, s.ends[s.ends[list]+1])...)
		}
	}
	return found
}

// supers finds super from one token to another, and not in a class in between.
func (s *tokens) supers(from, to int) (found []int) {
	for i := from; i < to; i++ {
		if s.kind(i) == lex.Class && !s.property(i) {
			return found
		}
		if s.kind(i) == lex.Super && !s.property(i) {
			found = append(found, i)
		}
	}
	return found
}

// asyncTargets finds new.target in async functions that are arrows.
func (s *tokens) asyncTargets() (found []int) {
	for i := range s.list {
		if !s.match(i, lex.New, lex.Dot) || !s.is(i+2, "target") {
			continue
		}
		at := s.within[i]
		for at >= 0 && s.opensPlainBlock(at) {
			at = s.within[at]
		}
		if s.arrowIsAsync(at-1) || s.kind(i-1) == lex.Arrow && s.arrowIsAsync(i-1) {
			found = append(found, i)
		}
	}
	return found
}

// opensPlainBlock tells whether a bracket is none of a function's body or class.
func (s *tokens) opensPlainBlock(i int) bool {
	switch {
	case s.kind(i) != lex.BraceOpen:
		return true
	case s.kind(i-1) != lex.ParenClose:
		return s.kind(i-1) != lex.Arrow
	}
	switch s.kind(s.within[i-2] - 1) {
	case lex.If, lex.For, lex.While, lex.With, lex.Catch, lex.Switch:
		return true
	}
	return false
}

// arrowIsAsync tells whether an arrow is that of an async function.
func (s *tokens) arrowIsAsync(i int) bool {
	if s.kind(i) != lex.Arrow {
		return false
	}
	if s.kind(i-1) == lex.ParenClose {
		return s.is(s.within[i-2]-1, "async") || s.kind(i-2) == lex.ParenOpen && s.is(i-3, "async")
	}
	return s.is(i-2, "async")
}
