package cache_test

import (
	"fmt"
	"os"
	"time"

	"github.com/paintbox-build/paintbox/internal/cache"
)

// What one build kept, the next one finds.
func Example() {
	dir, err := os.MkdirTemp("", "paintbox-example-")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	build := func() {
		c := cache.Open(cache.Tiers{Dir: dir, Disk: cache.Options{}.Limit(), Salt: "1.0"})
		if value, ok := c.Get("brotli", "level 11, the text's hash"); ok {
			fmt.Printf("kept: %s\n", value)
		} else {
			fmt.Println("made")
			c.Put("brotli", "level 11, the text's hash", []byte("fewer bytes"), time.Second)
		}
		for _, u := range c.Uses() {
			fmt.Println(u.Kind, u.Hits, "of", u.Hits+u.Misses, "saved", u.Saved)
		}
	}
	build()
	build()
	// Output:
	// made
	// brotli 0 of 1 saved 0s
	// kept: fewer bytes
	// brotli 1 of 1 saved 1s
}
