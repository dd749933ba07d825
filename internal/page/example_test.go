package page_test

import (
	"fmt"

	"github.com/paintbox-build/paintbox/internal/page"
)

// What a page refers to gets its final URL; all else stays as it was, byte for
// byte.
func ExampleParse() {
	p, err := page.Parse("index.html", []byte(`<!doctype html>
<link rel=icon   href="icon.svg#small">
<a href='https://example.org'>Elsewhere</a>
<script type="module" src="/src/main.js"></script>
`), page.Public{})
	if err != nil {
		fmt.Println(err)
		return
	}
	urls := map[int]string{}
	for i, r := range p.References() {
		fmt.Println(r.At.Line, r.Path)
		urls[i] = "/assets/" + map[string]string{"icon.svg": "icon-4KPQ2XWA.svg", "src/main.js": "main-M2JRTB6Q.js"}[r.Path]
	}
	html, err := p.Render(page.Edits{URL: urls})
	fmt.Printf("%s%v\n", html, err)
	// Output:
	// 2 icon.svg
	// 4 src/main.js
	// <!doctype html>
	// <link rel=icon   href="/assets/icon-4KPQ2XWA.svg#small">
	// <a href='https://example.org'>Elsewhere</a>
	// <script type="module" src="/assets/main-M2JRTB6Q.js"></script>
	// <nil>
}
