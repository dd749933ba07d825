package lex_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// Whoever reads tokens knows where a slash starts a regular expression.
func ExampleLexer() {
	text := "x = /[/]/.test(y)"
	l := lex.Lexer{Text: []byte(text)}
	for t := l.Next(); t.Kind != lex.End; t = l.Next() {
		if t.Kind == lex.Slash {
			t = l.RegExp(t)
		}
		fmt.Print(text[t.Start:t.End], " ")
	}
	// Output: x = /[/]/ . test ( y )
}

// A Reader knows by itself; Find looks for a few tokens in any text.
func ExampleFind() {
	config := []byte("// outDir: 'old'\nexport default { build: { outDir: `site` } }")
	found, ok := lex.Find(config, "outDir: $string")
	fmt.Println(found.Values, ok)
	// Output: [site] true
}
