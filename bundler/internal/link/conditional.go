package link

import (
	"slices"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// usesAnyway tells whether a script that esbuild printed uses a name where no
// condition stands before that, as it does in a branch, behind && or in a try
// statement: packages ask in many ways what there is. A use in a function counts
// as one where the function is.
func usesAnyway(script []byte, name string) bool {
	s := readTokens(script, api.LoaderJS)
	starts := make(map[int]int, len(s.list)/8)
	for open, end := range s.ends {
		starts[end] = open
	}
	return slices.ContainsFunc(s.indices(name), func(i int) bool { return !s.conditional(i, starts) })
}

// conditional tells whether a condition decides if a token is reached. It goes
// back to the start of the statement, and from bracket to bracket. Starts are the
// opening brackets, by their other ends.
func (s *tokens) conditional(i int, starts map[int]int) bool {
	for ; i >= 0; i = s.within[i] {
		open := s.within[i]
		k := i - 1
		if s.kind(i) == lex.ParenOpen && (s.kind(k) == lex.If || s.kind(k) == lex.While || s.kind(k) == lex.Switch) {
			k-- // it is in the condition itself
		}
		for k > open {
			if start, closed := starts[k]; closed {
				if s.kind(k) == lex.BraceClose && s.list[k+1].Newline {
					break // of a statement before
				}
				k = start - 1
				continue
			}
			switch s.kind(k) {
			case lex.Question, lex.Choice, lex.If, lex.Else, lex.Try, lex.Catch, lex.Case, lex.While:
				return true
			case lex.Semicolon, lex.Comma:
				k = open
			}
			k--
		}
	}
	return false
}
