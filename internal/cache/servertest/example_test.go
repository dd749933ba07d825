package servertest_test

import (
	"fmt"
	"net"

	"github.com/paintbox-build/paintbox/internal/cache/servertest"
)

// A Redis takes connections until it is stopped.
func Example() {
	server := servertest.Redis()
	c, err := net.Dial("tcp", server.Addr)
	fmt.Println(err)
	_ = c.Close()
	server.Stop()
	_, err = net.Dial("tcp", server.Addr)
	fmt.Println(err != nil)
	// Output:
	// <nil>
	// true
}
