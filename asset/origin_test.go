package asset

import "testing"

func TestOrigin(t *testing.T) {
	for _, test := range []struct {
		path   string
		public bool
		want   Origin
	}{
		{"index.html", false, OriginMade},
		{"assets/main.js", false, OriginMade},
		{"assets/main.css", false, OriginMade},
		{"assets/sum.wasm", false, OriginMade},
		{"sw.js", false, OriginMade},
		{"sw.txt", false, OriginMade},
		{"manifest.webmanifest", false, OriginMade},
		{"assets/logo.svg", false, OriginPublic},
		{"assets/inter.woff2", false, OriginPublic},
		{"assets/film.mp4", false, OriginPublic},
		{"robots.txt", true, OriginPublic},
		{"legacy/jquery.js", true, OriginPublic},
		{"legacy/index.html", true, OriginPublic},
		{"licenses.txt", true, OriginPublic},
		{"licenses.txt", false, OriginOutside},
		{"licenses.json", false, OriginOutside},
		{"assets/licenses.json", false, OriginMade},
		{"main.3f2a1b9c.js.LICENSE.txt", false, OriginOutside},
		{"assets/main.js.map", false, OriginOutside},
	} {
		f := File{Path: test.path, Kind: KindOf(test.path), Public: test.public}
		if got := f.Origin(); got != test.want {
			t.Errorf("%s (public %v): origin %d, want %d", test.path, test.public, got, test.want)
		}
	}
}
