package remote_test

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/paintbox-build/paintbox/internal/cache/remote"
	"github.com/paintbox-build/paintbox/internal/cache/servertest"
)

// What one machine puts on a server, another one gets.
func Example() {
	redis := servertest.Redis()
	defer redis.Stop()
	name := strings.Repeat("0123456789abcdef", 4)
	for _, machine := range []string{"first", "second"} {
		server, err := remote.Open(context.Background(), "redis://"+redis.Addr, time.Minute)
		if err != nil {
			fmt.Println(err)
			return
		}
		data, err := server.Get(name)
		fmt.Printf("%s: %q, %v\n", machine, data, err)
		if err := server.Put(name, []byte("made by the first")); err != nil {
			fmt.Println(err)
		}
		_ = server.Close()
	}
	// Output:
	// first: "", file does not exist
	// second: "made by the first", <nil>
}
