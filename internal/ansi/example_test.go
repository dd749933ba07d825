package ansi_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/internal/ansi"
)

// A file gets the same text as a terminal, without looks.
func ExamplePaint() {
	for _, terminal := range []bool{true, false} {
		fmt.Printf("%q\n", ansi.Paint(terminal).In(ansi.Bold+";"+ansi.Red, "error:")+" no entry")
	}
	// Output:
	// "\x1b[1;31merror:\x1b[0m no entry"
	// "error: no entry"
}
