// Package codingtest makes bytes for tests of what compresses.
package codingtest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
)

// Script makes n bytes of text with the repetitiveness of minified code.
func Script(seed uint64, n int) []byte {
	words := strings.Fields("function return this.props const let void 0 => ( ) { } ; , . === !== && || ?. " +
		"Math.max Object.assign prototype length document.createElement useState useEffect children 'className' null !0 !1")
	r := rand.New(rand.NewPCG(seed, 1))
	var b bytes.Buffer
	for b.Len() < n {
		if r.IntN(3) == 0 {
			fmt.Fprintf(&b, "%c%c", 'a'+rune(r.IntN(26)), 'a'+rune(r.IntN(26)))
		}
		b.WriteString(words[r.IntN(len(words))])
	}
	return b.Bytes()[:n]
}

// Noise makes n bytes that no encoder can shorten.
func Noise(n int) []byte {
	r := rand.NewChaCha8([32]byte{1})
	b := make([]byte, n)
	_, _ = r.Read(b)
	return b
}
