package sheetfuzz_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/internal/sheetfuzz"
)

// A seed is one site, whenever it is asked for.
func ExampleNew() {
	a, b := sheetfuzz.New(7, "http://localhost/"), sheetfuzz.New(7, "http://localhost/")
	fmt.Println(a.Text() == b.Text(), len(a.Text()) > 0)
	// Output: true true
}
