package toolchain_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/internal/projecttest"
	"github.com/paintbox-build/paintbox/internal/toolchain"
)

// A project that only its framework can build is known by more than one sign.
func ExampleRecognize() {
	dir, remove := projecttest.Make(`
-- package.json --
{
  "dependencies": {"next": "16.1.0"},
  "scripts": {"build": "next build"}
}
-- next.config.mjs --
export default {};
`)
	defer remove()
	found, ok := toolchain.Recognize(dir)
	fmt.Println(ok, found.Name, "builds it:", found.Build)
	for _, s := range found.Signs {
		fmt.Println(s)
	}
	// Output:
	// true Next builds it: npm run build
	// next.config.mjs
	// package.json:3 (next build)
	// package.json:2 (next)
}
