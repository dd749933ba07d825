package codingtest_test

import (
	"context"
	"fmt"

	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/coding/codingtest"
)

// Every coding makes much less of a script, and nothing less of noise.
func Example() {
	for _, c := range coding.Table() {
		for _, data := range [][]byte{codingtest.Script(1, 50_000), codingtest.Noise(50_000)} {
			encoded, _, err := c.Encoder().Encode(context.Background(), data)
			fmt.Print(c.Name, " ", len(encoded) < len(data)/2, " ", len(encoded) < len(data), " ", err, "\n")
		}
	}
	// Output:
	// gzip true true <nil>
	// gzip false false <nil>
	// zstd true true <nil>
	// zstd false false <nil>
	// brotli true true <nil>
	// brotli false false <nil>
}
