package pagefuzz_test

import (
	"fmt"
	"maps"

	"github.com/paintbox-build/paintbox/internal/page/pagefuzz"
)

// The same seed makes the same project.
func Example() {
	once, again := pagefuzz.Make(7), pagefuzz.Make(7)
	fmt.Println(once.Pages[0], len(once.Files) > 1, maps.Equal(once.Files, again.Files))
	// Output:
	// index.html true true
}
