package flat_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/internal/flat"
)

// A value is written, and read back.
func Example() {
	type note struct {
		Text  string
		Lines []int
	}
	written := flat.Append(nil, note{Text: "unused", Lines: []int{3, 14}})
	var n note
	err := flat.Read(written, &n)
	fmt.Println(len(written), "bytes:", n.Text, n.Lines, err)
	fmt.Println(flat.Read(written[1:], &n))
	// Output:
	// 10 bytes: unused [3 14] <nil>
	// bytes of no such value
}
