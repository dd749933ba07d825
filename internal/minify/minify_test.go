package minify

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestHTML(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"white space and quotes",
			"<!doctype html>\n<html lang=\"en\">\n  <head>\n    <meta charset=\"UTF-8\" />\n    <title> Paint  box </title>\n  </head>\n  <body>\n    <div id=\"root\"></div>\n  </body>\n</html>\n",
			"<!doctype html><html lang=en>\n<head>\n<meta charset=UTF-8>\n<title> Paint box </title>\n</head>\n<body>\n<div id=root></div>\n</body>\n</html>"},
		{"white space between inline elements stays", "<p>a  <b>b</b>   <i>c</i> , d</p>", "<p>a <b>b</b> <i>c</i> , d</p>"},
		{"white space between blocks stays, for they may be inline blocks", "<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"},
		{"pre and textarea", "<pre>a\n  b</pre><textarea> c\n\n d </textarea>", "<pre>a\n  b</pre><textarea> c\n\n d </textarea>"},
		{"comments", "<p>a <!-- b --> c<!--[if IE]><b>d</b><![endif]--><!--# include --></p>", "<p>a c<!--[if IE]><b>d</b><![endif]--><!--# include --></p>"},
		{"scripts and styles stay", "<script>\n  let a = 1; // b\n</script><style>\n a { b: c }\n</style>", "<script>\n  let a = 1; // b\n</script><style>\n a { b: c }\n</style>"},
		{"default values stay", `<input type="text"><form method="get"></form><script type="text/javascript" src="a.js"></script>`, `<input type=text><form method=get></form><script type=text/javascript src=a.js></script>`},
		{"end tags stay", "<table><tr><td>a</td></tr></table><p>b</p>", "<table><tr><td>a</td></tr></table><p>b</p>"},
		{"boolean attributes", `<button disabled="disabled" hidden="until-found">a</button>`, `<button disabled hidden=until-found>a</button>`},
		{"handlers and javascript: stay", `<a href="javascript:void(0)" onclick="a( 1 );">b</a>`, `<a href=javascript:void(0) onclick="a( 1 );">b</a>`},
		{"data URLs", `<link rel="icon" href="data:image/svg+xml,%3csvg%20xmlns=%27http://www.w3.org/2000/svg%27/%3e">`, `<link rel=icon href="data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'/%3E">`},
		{"svg keeps its slashes", `<svg viewBox="0 0 1 1"><path d="M0 0"/><path d="M1 1"/></svg> <b >a</b>`, `<svg viewBox="0 0 1 1"><path d="M0 0"/><path d="M1 1"/></svg> <b>a</b>`},
		{"nothing to save", "<p>a", "<p>a"},
		{"empty", "", ""},
	}
	for _, test := range tests {
		src := []byte(test.src)
		got, err := HTML(src)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if string(got) != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
		if string(src) != test.src {
			t.Errorf("%s: the source was changed", test.name)
		}
	}
}

// TestHTMLRefuses holds pages that tdewolff's minifier changes.
func TestHTMLRefuses(t *testing.T) {
	for _, src := range []string{
		`<input type="checkbox"  value="">`, // without a value it submits "on"
		`<input type="submit"  value="">`,   // without a value it is labeled "Submit"
		`<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd"><p>almost standards mode</p>`,
	} {
		got, err := HTML([]byte(src))
		if err == nil {
			t.Errorf("%s became %s", src, got)
		} else if !strings.Contains(err.Error(), "another document") {
			t.Errorf("%s: error %v", src, err)
		}
	}
}

// The parser that compares pages does not see what follows a template in a
// drawing, where the minifier takes the text of some elements for tags.
func TestHTMLIsComparedToItsEnd(t *testing.T) {
	for _, raw := range []string{"noframes", "noembed"} {
		for _, before := range []string{"", "<svg><foreignObject><template></template></foreignObject></svg>", "<math><mi><template></template></mi></math>"} {
			src := "<!doctype html><title>a</title>" + before + "<" + raw + `><img src="a.png"></` + raw + ">"
			if got, err := HTML([]byte(src)); err == nil {
				t.Errorf("%s became %s", src, got)
			}
		}
	}
	for _, src := range []string{"<p>a<!-- b", "<p  >a<script>b", "<p  >a<textarea>b", "<p  >a<plaintext>b", "<frameset><frame  ></frameset>", "<svg><text>a</text></svg><template><p  >b</p></template>"} {
		if _, err := HTML([]byte(src)); err != nil {
			t.Errorf("%s: %v", src, err)
		}
	}
}

func TestSameDocument(t *testing.T) {
	tests := []struct {
		a, b string
		same bool
	}{
		{"<p>a b</p>", "<p>a\n  b", true},
		{"<p>a b</p>", "<p>ab</p>", false},
		{"<p>a <b>b</b></p>", "<p>a<b>b</b></p>", false},
		{"<p>a<!-- c --> b</p>", "<p>a b</p>", true},
		{"<b>a</b><b>b</b>", "<b>a</b> <b>b</b>", false},
		{"<pre>a  b</pre>", "<pre>a b</pre>", false},
		{"<style>a  b</style>", "<style>a b</style>", false},
		{"<script>a</script>", "<script>b</script>", false},
		{"<p id=a class=' b  c '>", "<p id='a' class='b c'>", true},
		{"<p id=a>", "<p id=b>", false},
		{"<p id=a>", "<p>", false},
		{"<p title='a  b'>", "<p title='a b'>", false},
		{"<p class=''>", "<p>", true},
		{"<p data-a=''>", "<p>", false},
		{"<input disabled=disabled>", "<input disabled>", true},
		{"<input disabled>", "<input>", false},
		{"<script></script>", "", true},
		{"<script id=a></script>", "", false},
		{"<div><p>a</div>", "<div><p>a</p></div>", true},
		{"<noscript><p>a</p></noscript>", "<noscript><p>a</noscript>", true},
		{"<noscript><p>a</p></noscript>", "<noscript><p>b</p></noscript>", false},
		{"<meta http-equiv=Content-Type content='text/html; charset=UTF-8'>", "<meta charset=utf-8>", true},
		{"<meta charset=latin1>", "<meta charset=utf-8>", false},
		{"<meta name=viewport content='width=device-width, initial-scale=1.0'>", "<meta name=viewport content='width=device-width,initial-scale=1'>", true},
		{"<meta name=viewport content='initial-scale=1.05'>", "<meta name=viewport content='initial-scale=1.5'>", false},
		{"<a href='data:text/plain,a%20b'>", "<a href='data:text/plain;base64,YSBi'>", true},
		{"<a href='data:text/plain,a%20b'>", "<a href='data:text/plain,ab'>", false},
		{"<table><tr><td>a", "<table> <tbody> <tr> <td>a</td> </tr> </table>", true},
		{"<!doctype html><p>a", "<p>a", false},
	}
	for _, test := range tests {
		err := sameDocument([]byte(test.a), []byte(test.b))
		if (err == nil) != test.same {
			t.Errorf("%s and %s: %v", test.a, test.b, err)
		}
	}
}

// FuzzHTML: a page that HTML returns is no longer, the same document, and made
// of bytes of its own.
func FuzzHTML(f *testing.F) {
	for _, s := range []string{"<p class=a >b", "<pre>\n\na</pre>", "<!--[if IE]> <b> <![endif]-->", "<svg><a/></svg> <math>", "<title> a</title><textarea>\n", "<a href='data:,a b'>&amp;lt; &nbsp;"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		before := bytes.Clone(src)
		out, err := HTML(src)
		if !bytes.Equal(src, before) {
			t.Fatal("the source was changed")
		}
		if err != nil {
			return
		}
		if len(out) > len(src) {
			t.Errorf("%d bytes became %d", len(src), len(out))
		}
		if err := sameDocument(src, out); err != nil {
			t.Error(err)
		}
	})
}

func TestSVG(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"white space and comments",
			"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">\n  <!-- made by hand -->\n  <path d=\"M 0.10 0 L 9,9\"></path>\n</svg>\n",
			`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M 0.10 0 L 9,9"/></svg>`},
		{"text", "<svg>\n <text> a  b </text>\n</svg>", "<svg>\n <text> a  b </text>\n</svg>"},
		{"license", "<svg><!--! CC BY 4.0 -->\n</svg>", "<svg><!--! CC BY 4.0 -->\n</svg>"},
		{"nothing to save", "<svg/>", "<svg/>"},
	}
	for _, test := range tests {
		src := []byte(test.src)
		got, err := SVG(src)
		if err != nil || string(got) != test.want || string(src) != test.src {
			t.Errorf("%s: got %s, error %v", test.name, got, err)
		}
	}
}

func TestJSON(t *testing.T) {
	got, err := JSON([]byte("{\n  \"b\": 1.0e+2,\n  \"a\": [ \"<  >\", null ]\n}\n"))
	if want := `{"b":1.0e+2,"a":["<  >",null]}`; err != nil || string(got) != want {
		t.Errorf("got %s, error %v", got, err)
	}
	if got, err := JSON([]byte(`{"a":1,}`)); err == nil {
		t.Errorf("accepted as %s", got)
	}
}

// TestSVGLooksTheSame draws images before and after in Chromium.
func TestSVGLooksTheSame(t *testing.T) {
	images := []string{
		`<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">
		  <defs> <linearGradient id="g"> <stop offset="0" stop-color="red"/> <stop offset="1" stop-color="#00f"/> </linearGradient> </defs>
		  <!-- a circle --> <circle cx="32" cy="32" r="30" fill="url(#g)"/>
		</svg>`,
		`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="64" height="64">
		  <style> <![CDATA[ .a { fill: green } ]]> </style>
		  <g id="a"> <path class="a" d="M 10 10 h 20 v 20 h -20 Z m 5 5 l 10 0"/> </g>
		  <use xlink:href="#a" x="20" y="20"/>
		</svg>`,
	}
	var page strings.Builder
	page.WriteString(`<!doctype html><pre id="out">unfinished</pre><script>
		async function draw(svg) {
			const image = new Image();
			image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
			await image.decode();
			const c = new OffscreenCanvas(64, 64).getContext("2d");
			c.drawImage(image, 0, 0);
			return c.getImageData(0, 0, 64, 64).data;
		}
		async function same(a, b) {
			a = await draw(a); b = await draw(b);
			return a.some((v) => v) && a.every((v, i) => v === b[i]);
		}
		(async () => { out.textContent = JSON.stringify([`)
	for _, src := range images {
		min, err := SVG([]byte(src))
		if err != nil || len(min) >= len(src) {
			t.Fatalf("%s: %s, error %v", src, min, err)
		}
		page.WriteString("await same(`" + src + "`, `" + string(min) + "`),")
	}
	page.WriteString(`])})();</script>`)
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, []byte(page.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic",
		"--user-data-dir="+t.TempDir(), "--virtual-time-budget=10000", "--dump-dom", "file://"+file).Output()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(out, []byte(`[true,true]`)) {
		t.Errorf("the images differ: %.200s", out)
	}
}
