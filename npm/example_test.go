package npm_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/npm"
)

// The packages are the launcher's, and one for each platform; "npm pack" would
// name them so.
func ExamplePack() {
	version, err := npm.Version("v1.4.0-3-gabc1234")
	if err != nil {
		fmt.Println(err)
		return
	}
	tarballs, err := npm.Pack("..", version, func(p npm.Platform) ([]byte, error) {
		return []byte("the program for " + p.GOOS), nil
	})
	for _, t := range tarballs[:2] {
		fmt.Println(t.Package, t.Name)
	}
	fmt.Println(err)
	// Output:
	// paintbox paintbox-1.4.1-dev.3.gabc1234.tgz
	// @paintbox-build/darwin-arm64 paintbox-build-darwin-arm64-1.4.1-dev.3.gabc1234.tgz
	// <nil>
}
