package hosting_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/hosting"
)

// A build of a page and a hashed script becomes the files that Netlify reads.
func Example() {
	build := asset.Build{Base: "/"}.With(
		asset.File{Path: "index.html", Kind: asset.KindHTML, Data: []byte("<script src=/assets/main-4KPQ2XWA.js></script>")},
		asset.File{Path: "assets/main-4KPQ2XWA.js", Kind: asset.KindJS, Immutable: true},
	)
	result, err := hosting.Write("netlify", hosting.NewSite(build, hosting.Options{Policy: "off"}))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range result.Files {
		fmt.Printf("-- %s --\n%s", f.Path, f.Data)
	}
	// Output:
	// -- _headers --
	// # Written by paintbox host netlify. Write it again after each build.
	// /*
	//   X-Content-Type-Options: nosniff
	//   Referrer-Policy: strict-origin-when-cross-origin
	//   Permissions-Policy: camera=(), microphone=(), geolocation=(), payment=(), usb=(), bluetooth=(), serial=(), hid=(), midi=(), display-capture=()
	// /assets/*
	//   Cache-Control: public, max-age=31536000, immutable
	// -- _redirects --
	// # Written by paintbox host netlify. Write it again after each build.
	// /.paintbox/* /404.html 404!
	// /assets/* /404.html 404
	// /* /index.html 200
}
