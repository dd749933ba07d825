package compress_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/compress"
)

// Text gets smaller siblings. An image is compressed already, and a file of a
// few bytes is not worth one.
func ExampleAll() {
	build := asset.Build{Files: []asset.File{
		{Path: "assets/main-4KPQ2XWA.js", Kind: asset.KindJS, Data: []byte(strings.Repeat("draw(room);", 1000))},
		{Path: "assets/plan-M2JRTB6Q.png", Kind: asset.KindImage, Data: make([]byte, 9_000)},
		{Path: "assets/tiny-ZC5K7QHD.js", Kind: asset.KindJS, Data: []byte("draw()")},
	}}
	compressed, err := compress.All(context.Background(), build, compress.Defaults(), nil, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range compressed.Files {
		fmt.Print(f.Path)
		for c, data := range coding.Forms(f.Encodings) {
			fmt.Printf(" %s less than a tenth: %t", c.Suffix, len(data) < len(f.Data)/10)
		}
		fmt.Println()
	}
	// Output:
	// assets/main-4KPQ2XWA.js .gz less than a tenth: true .br less than a tenth: true
	// assets/plan-M2JRTB6Q.png
	// assets/tiny-ZC5K7QHD.js
}
