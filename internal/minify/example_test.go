package minify_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/internal/minify"
)

// A page keeps its meaning: the space between words and that in pre stay.
func ExampleHTML() {
	short, err := minify.HTML([]byte(`<!DOCTYPE html>
<html lang="en">
  <body>
    <!-- the plan -->
    <p class="plan">Two   <b>rooms</b>
    <pre>  1
  2</pre>
  </body>
</html>
`))
	fmt.Println(string(short), err)
	// Output:
	// <!doctype html><html lang=en>
	// <body>
	// <p class=plan>Two <b>rooms</b>
	// <pre>  1
	//   2</pre>
	// </body>
	// </html> <nil>
}
