package modulefuzz_test

import (
	"context"
	"fmt"

	"github.com/paintbox-build/paintbox/bundler/internal/modulefuzz"
)

// A seed stands for a program. Of this one, what esbuild makes without splitting
// logs the same as the sources do in Node.
func ExampleHarness() {
	program := modulefuzz.Generate(7, modulefuzz.Options{})
	h := modulefuzz.Harness{Build: modulefuzz.Unsplit}
	verdicts, err := h.Check(context.Background(), []modulefuzz.Graph{program})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("the same again:", program.String() == modulefuzz.Generate(7, modulefuzz.Options{}).String())
	fmt.Println("a program that runs:", verdicts[0].Invalid == nil)
	fmt.Println("built right:", verdicts[0].Difference == nil)
	// Output:
	// the same again: true
	// a program that runs: true
	// built right: true
}
