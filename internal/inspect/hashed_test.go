package inspect

import "testing"

func TestHashed(t *testing.T) {
	for _, name := range []string{
		"assets/vendor-4KPQ2XWA.js", "assets/main-WQJYBKRT.js", // Paintbox, esbuild, Angular
		"assets/index-B3x-9_aZ.css", "assets/react-CHdo91hT.svg", "assets/react-router-Cp-LmDk8.js", "assets/index-C7d0_S1-.js", // Vite
		"static/js/main.8e0ab2b5.js", "static/js/787.cda612ba.chunk.js", "static/css/main.f855e6bc.css", "static/media/logo.6ce24c58023cc2f8fd88fe9d219db6c6.svg", // Create React App
		"main.3f2a9c1b5d7e8f90.js", "polyfills.b1c2d3e4f5a6b7c8.js", "styles-5INURTSO.css", "chunk-2ZLJUPGN.js", // Angular
		"_next/static/chunks/webpack-8e0ab2b5cda612ba.js", "_next/static/css/3f2a9c1b5d7e8f90.css", "_next/static/o0Xq5Bk3xLzV_p2mN8RtA/_buildManifest.js", // Next
		"_app/immutable/entry/start.D1x2y3Z4.js", "index.3f2a9c1b.js", "fonts/inter.a1b2c3d4e5.woff2",
	} {
		if !Hashed(name, nil) {
			t.Errorf("%s is not seen as hashed", name)
		}
	}
	for _, name := range []string{
		"main.js", "assets/main.js", "sw.js", "index.html", "favicon.ico", "js/jquery-3.7.1.min.js", "bootstrap.bundle.min.js",
		"some-document.js", "my-component.js", "component-Dashboard.js", "photo-20241105.jpg", "icons/icon-192x192.png", "report-2024-11-05.pdf",
		"apple-touch-icon.png", "android-chrome-512x512.png", "splash-1024x768.png", "user-management.js", "book-chapter1.js", "site.webmanifest", "three.module.js",
		"runtime-production.js", "img/IMG_0001.jpg", "scan-IMG_0001.jpg", "translations.en-US.json", "data.12345678.json", "component-DataGrid.js", "DataGrid.js",
		"document.js", "12345678.js", "_nuxt/builds/latest.json", "assets/index-DiwrgTda.js",
	} {
		if Hashed(name, nil) {
			t.Errorf("%s is seen as hashed", name)
		}
	}
}

func TestHashedBySiblings(t *testing.T) {
	vite := []string{"index-DiwrgTda.js", "index-B3x-9_aZ.css", "react-CHdo91hT.svg", "about-kfRTYqwe.js", "vendor-x1Y2z3A4.js"}
	if !Hashed("assets/index-DiwrgTda.js", vite) {
		t.Error("eight letters among hashes are not seen as a hash")
	}
	if Hashed("assets/component-DataGrid.js", []string{"component-DataGrid.js", "component-HomePage.js", "vendor-x1Y2z3A4.js"}) {
		t.Error("two words among words are seen as a hash")
	}
}

// Where all names of a directory have long hashes, those are seen as such.
func TestHashedByLongSiblings(t *testing.T) {
	rollup := []string{"index-D1x2y3Z4kfRT.js", "about-B3xQ9aZqwe1P.js", "vendor-Tabcdefgh1jk.js"}
	for _, name := range rollup {
		if !Hashed("assets/"+name, rollup) || Hashed("assets/"+name, nil) {
			t.Errorf("%s is not judged by the names beside it", name)
		}
	}
	for _, name := range []string{"lib-iPhone12ProMax.js", "lib-jquery3slim.js", "lib-application.js"} {
		if Hashed(name, []string{"lib-iPhone12ProMax.js", "lib-jquery3slim.js", "lib-application.js"}) {
			t.Errorf("%s is seen as hashed", name)
		}
	}
}

func TestWithoutHash(t *testing.T) {
	for path, want := range map[string]string{
		"assets/index-DiwrgTda.js":                          "assets/index.js",
		"assets/index-B-x_9aZ2.css":                         "assets/index.css",
		"assets/my-page-4KPQ2XWA.js":                        "assets/my-page.js",
		"assets/my-page-4KPQ2XWA.js.map":                    "assets/my-page.js.map",
		"static/js/main.3f2a1b9c.js":                        "static/js/main.js",
		"static/js/787.28cb0dcd.chunk.js":                   "static/js/787.chunk.js",
		"static/js/787.28cb0dcd.chunk.js.map":               "static/js/787.chunk.js.map",
		"_next/static/chunks/framework-0123456789abcdef.js": "_next/static/chunks/framework.js",
		"_next/static/chunks/turbopack-2u1d16houkiyo.js":    "_next/static/chunks/turbopack.js",
		"chunk-ABCDEFGH.js":                                 "chunk.js",
		"0123456789abcdef.css":                              "0123456789abcdef.css",
		"jquery.min.js":                                     "jquery.min.js",
		"index.html":                                        "index.html",
	} {
		if got := withoutHash(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}
