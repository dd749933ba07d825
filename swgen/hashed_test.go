package swgen_test

import (
	"testing"

	"github.com/paintbox-build/paintbox/swgen"
)

func TestHashed(t *testing.T) {
	for _, name := range []string{
		"assets/vendor-4KPQ2XWA.js", "assets/main-WQJYBKRT.js", // Paintbox, esbuild, Angular
		"assets/index-B3x-9_aZ.css", "assets/react-CHdo91hT.svg", "assets/react-router-Cp-LmDk8.js", "assets/index-C7d0_S1-.js", // Vite
		"static/js/main.8e0ab2b5.js", "static/js/787.cda612ba.chunk.js", "static/css/main.f855e6bc.css", "static/media/logo.6ce24c58023cc2f8fd88fe9d219db6c6.svg", // Create React App
		"main.3f2a9c1b5d7e8f90.js", "polyfills.b1c2d3e4f5a6b7c8.js", "styles-5INURTSO.css", "chunk-2ZLJUPGN.js", // Angular
		"_next/static/chunks/webpack-8e0ab2b5cda612ba.js", "_next/static/css/3f2a9c1b5d7e8f90.css", "_next/static/o0Xq5Bk3xLzV_p2mN8RtA/_buildManifest.js", // Next
		"_app/immutable/entry/start.D1x2y3Z4.js", "index.3f2a9c1b.js", "fonts/inter.a1b2c3d4e5.woff2",
	} {
		if !swgen.Hashed(name, nil) {
			t.Errorf("%s is not seen as hashed", name)
		}
	}
	for _, name := range []string{
		"main.js", "assets/main.js", "sw.js", "index.html", "favicon.ico", "js/jquery-3.7.1.min.js", "bootstrap.bundle.min.js",
		"some-document.js", "my-component.js", "component-Dashboard.js", "photo-20241105.jpg", "icons/icon-192x192.png", "report-2024-11-05.pdf",
		"apple-touch-icon.png", "android-chrome-512x512.png", "splash-1024x768.png", "user-management.js", "book-chapter1.js", "site.webmanifest", "three.module.js",
		"runtime-production.js", "img/IMG_0001.jpg", "scan-IMG_0001.jpg", "translations.en-US.json", "data.12345678.json", "component-DataGrid.js", "DataGrid.js",
		"document.js", "12345678.js", "assets/index-DiwrgTda.js",
	} {
		if swgen.Hashed(name, nil) {
			t.Errorf("%s is seen as hashed", name)
		}
	}
}

func TestHashedBySiblings(t *testing.T) {
	vite := []string{"index-DiwrgTda.js", "index-B3x-9_aZ.css", "react-CHdo91hT.svg", "about-kfRTYqwe.js", "vendor-x1Y2z3A4.js"}
	if !swgen.Hashed("assets/index-DiwrgTda.js", vite) {
		t.Error("eight letters among hashes are not seen as a hash")
	}
	if swgen.Hashed("assets/component-DataGrid.js", []string{"component-DataGrid.js", "component-HomePage.js", "vendor-x1Y2z3A4.js"}) {
		t.Error("two words among words are seen as a hash")
	}
}
