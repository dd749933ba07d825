package config_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// A mistake is an error that names its place and what to change; all of them are
// told at once.
func ExampleLoad() {
	dir, remove := projecttest.Make(`
-- index.html --
<script type="module" src="/main.js"></script>
-- paintbox.json --
{
  "chunk": {"maxSize": "244KB"},
  "chunks": {
    // half of that over HTTP/1.1
    "maxSize": "1O0KB"
  }
}
`)
	defer remove()
	_, err := config.Load(config.Request{Dir: dir})
	fmt.Println(err)
	// Output:
	// paintbox.json:2: unknown key "chunk" (did you mean "chunks"?)
	// paintbox.json:5: chunks.maxSize: bad size "1O0KB" (write a number and B, KB, MB, GB, KiB, MiB or GiB, such as "244KB")
}
