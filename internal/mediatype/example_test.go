package mediatype_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/internal/mediatype"
)

// The type of a file follows from its extension, which a route has none of.
func Example() {
	fmt.Println(mediatype.Of("assets/main.JS"))
	fmt.Println(mediatype.Of("engine.wasm"))
	_, ok := mediatype.Known("docs/v1.2")
	fmt.Println(ok)
	// Output:
	// text/javascript; charset=utf-8
	// application/wasm
	// false
}
