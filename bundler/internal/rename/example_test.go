package rename_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/bundler/internal/rename"
)

// Equal functions become equal texts at every depth.
func ExampleNested() {
	code, edits := rename.Nested([]byte("export const a=n=>n+1;export const b=n=>{const t=r=>r+1;return t(n)};"))
	fmt.Printf("%s\n%d edits\n", code, len(edits))
	// Output:
	// export const a=e=>e+1;export const b=e=>{const t=e=>e+1;return t(e)};
	// 6 edits
}
