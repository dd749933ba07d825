package codingtest_test

import (
	"context"
	"fmt"

	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/coding/codingtest"
)

// Every coding makes much less of a script, and nothing less of noise.
func Example() {
	script, noise := codingtest.Script(1, 50_000), codingtest.Noise(50_000)
	much, nothing := true, true
	for _, c := range coding.Table() {
		ofScript, _, err := c.Encoder().Encode(context.Background(), script)
		much = much && err == nil && len(ofScript) < len(script)/2
		ofNoise, _, err := c.Encoder().Encode(context.Background(), noise)
		nothing = nothing && err == nil && len(ofNoise) >= len(noise)
	}
	fmt.Println(much, nothing)
	// Output: true true
}
