package jsregexp_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/internal/jsregexp"
)

// A pattern that means the same in Go is translated; one that Go cannot match is
// left to Node.
func ExampleTranslate() {
	for _, source := range []string{`\.vue$`, `^[^/]+\/(?<name>\w+)$`, `(?<!\.d)\.ts$`} {
		pattern, ok := jsregexp.Translate(source, "")
		fmt.Println(source, ok)
		if ok {
			fmt.Println("  ", pattern, pattern.MatchString("pages/home.vue"), pattern.MatchString("pages/home"))
		}
	}
	// Output:
	// \.vue$ true
	//    \.vue$ true false
	// ^[^/]+\/(?<name>\w+)$ true
	//    ^[^/]+\/(?<name>\w+)$ false true
	// (?<!\.d)\.ts$ false
}
