package css_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/internal/css"
)

// A browser drops what a preprocessor would have replaced, without a word.
func ExampleUnknown() {
	const sheet = `.plan { color: red; @apply rounded; width: $wide }`
	for _, f := range css.Unknown(sheet) {
		fmt.Printf("%d: %s\n", f.Offset, css.Problem(f))
	}
	// Output:
	// 20: no browser knows @apply, and nothing made CSS of it
	// 43: no browser knows $wide, and nothing made CSS of it
}
