package lex

import (
	"bytes"
	"iter"
	"slices"
)

// A Found is a place where a phrase stands in a text.
type Found struct {
	Phrase int      // which of those that were looked for
	Values []string // of the strings that stand for $string, in their order
	End    int      // offset behind it
}

// Find finds the first place where one of some phrases stands.
//
// A phrase is a few tokens of JavaScript, as in `outDir: $string`, where $string
// stands for any string or template without expressions in it. White space,
// comments and the kind of quotes make no difference, and nothing is found inside
// of a string, a comment or a regular expression.
func Find(text []byte, phrases ...string) (found Found, ok bool) {
	for found := range FindAll(text, phrases...) {
		return found, true
	}
	return Found{}, false
}

// FindAll yields every place, in the order of their ends.
func FindAll(text []byte, phrases ...string) iter.Seq[Found] {
	return func(yield func(Found) bool) {
		list := make([][]word, len(phrases))
		longest := 0
		for i, phrase := range phrases {
			list[i] = words(phrase)
			longest = max(longest, len(list[i]))
		}
		var window []Token // the last tokens
		r := NewReader(text, false)
		for t := r.Next(); t.Kind != End; t = r.Next() {
			if len(window) == longest {
				window = append(window[:0], window[1:]...)
			}
			window = append(window, t)
			for i, phrase := range list {
				values, ok := ends(text, window, phrase)
				if ok && !yield(Found{i, values, int(t.End)}) {
					return
				}
			}
		}
	}
}

// word is a token of a phrase.
type word struct {
	kind Kind
	text []byte
	any  bool // $string
}

func words(phrase string) []word {
	text := []byte(phrase)
	var list []word
	r := NewReader(text, false)
	for t := r.Next(); t.Kind != End; t = r.Next() {
		w := word{kind: t.Kind, text: text[t.Start:t.End]}
		w.any = string(w.text) == "$string"
		list = append(list, w)
	}
	return list
}

// ends tells whether the tokens end with a phrase.
func ends(text []byte, tokens []Token, phrase []word) (values []string, ok bool) {
	from := len(tokens) - len(phrase)
	if from < 0 {
		return nil, false
	}
	for i, w := range slices.Backward(phrase) { // most phrases end with what is rare
		if t := tokens[from+i]; !w.is(t, text[t.Start:t.End]) {
			return nil, false
		}
	}
	for i, w := range phrase {
		if t := tokens[from+i]; w.any {
			value, _ := Value(text[t.Start:t.End])
			values = append(values, value)
		}
	}
	return values, true
}

// is tells whether a token of a text is that of the phrase.
func (w word) is(t Token, text []byte) bool {
	switch {
	case w.any:
		_, is := Value(text)
		return is
	case w.kind == String:
		want, _ := Value(w.text)
		got, is := Value(text)
		return is && got == want
	}
	return t.Kind == w.kind && bytes.Equal(text, w.text)
}
