package swgen_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/swgen"
)

// The worker stores the page with what starts it at installation, and other
// files when they are used: the shell starts without a network.
func ExampleGenerate() {
	build := asset.Build{Base: "/", Files: []asset.File{
		{Path: "assets/main-4KPQ2XWA.js", Name: "assets/main.js", Kind: asset.KindJS, Immutable: true, Data: []byte("start()")},
		{Path: "assets/plan-M2JRTB6Q.png", Name: "assets/plan.png", Kind: asset.KindImage, Immutable: true, Data: make([]byte, 9_000)},
		{Path: "index.html", Name: "index.html", Kind: asset.KindHTML, Entry: true, Data: []byte("<!doctype html>")},
	}, Roots: []asset.Root{
		{Source: "index.html", Name: "index", Entry: true, Page: "index.html", File: "assets/main-4KPQ2XWA.js", Scripts: []string{"assets/main-4KPQ2XWA.js"}},
	}}
	made, err := swgen.Generate(build, swgen.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(made.Files[0].Path, swgen.Generated(made.Files[0].Data))
	for _, p := range made.Precache {
		fmt.Println("stored at installation:", p)
	}
	fmt.Println(made.Register)
	// Output:
	// sw.js true
	// stored at installation: index.html
	// stored at installation: assets/main-4KPQ2XWA.js
	// navigator.serviceWorker.register("/sw.js")
}
