package js_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/bundler/internal/js"
)

// What stands between quotes, and the shortest names there are, in their order.
func Example() {
	fmt.Println(js.Quote("a\n\"b\""), js.Unquote(`"the name"`), js.Unquote("name"))
	fmt.Println(js.ShortName(0), js.ShortName(51), js.ShortName(52))
	// Output:
	// "a\n\"b\"" the name name
	// a Z aa
}
