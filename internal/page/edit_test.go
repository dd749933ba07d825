package page

import (
	"strings"
	"testing"
)

const vite = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="UTF-8" />
    <link rel="icon" type="image/svg+xml" href="/vite.svg" />
    <meta name="viewport" content="width=device-width, initial-scale=1.0" />
    <title>Vite + React + TS</title>
  </head>
  <body>
    <div id="root"></div>
    <script type="module" src="/src/main.tsx"></script>
  </body>
</html>
`

const cra = `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <link rel="icon" href="%PUBLIC_URL%/favicon.ico" />
    <meta name="theme-color" content="#000000" />
    <link rel="apple-touch-icon" href="%PUBLIC_URL%/logo192.png" />
    <!-- manifest.json provides metadata -->
    <link rel="manifest" href="%PUBLIC_URL%/manifest.json" />
    <title>React App</title>
  </head>
  <body>
    <noscript>You need to enable JavaScript to run this app.</noscript>
    <div id="root"></div>
  </body>
</html>
`

const odd = `<META CHARSET=utf-8><TITLE>Old &amp; odd</TITLE>
<LINK HREF=theme.css REL=StyleSheet MEDIA=screen>
<SCRIPT>if (1 < 2) document.write("</head>")</SCRIPT>
<BODY BGCOLOR=white onload='go("a.png")'>
<IMG ALT="a > b" SRC='photo.jpg?size=1&amp;q=2'BORDER=0>
<P STYLE='background:url("bg.png")'>text <![CDATA[ x ]]>
<script src=main.js type=module async integrity="sha384-x" crossorigin></script>
`

// edit applies edits whose keys are paths of references, or "inline".
func edit(t *testing.T, src string, urls map[string]string, drop []string, head ...Tag) string {
	t.Helper()
	p := parsed(t, "index.html", src)
	e := Edits{URL: map[int]string{}, Drop: map[int]bool{}, Head: head}
	for i, r := range p.References() {
		key := r.Path
		if r.Kind == InlineModule {
			key = "inline"
		}
		if url, ok := urls[key]; ok {
			e.URL[i] = url
		}
		for _, d := range drop {
			if d == key {
				e.Drop[i] = true
			}
		}
	}
	out, err := p.Render(e)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestRender(t *testing.T) {
	tests := []struct {
		name, src string
		urls      map[string]string
		drop      []string
		want      string
	}{
		{"attributes stay", `<script type=module src="/a.js"  crossorigin async nonce=x></script>`, map[string]string{"a.js": "/b.js"}, nil,
			`<script type=module src="/b.js"  crossorigin async nonce=x></script>`},
		{"query and fragment stay", `<img src="a.svg?x=1&amp;y=2#z">`, map[string]string{"a.svg": "/b.svg"}, nil, `<img src="/b.svg?x=1&amp;y=2#z">`},
		{"unquoted and single quotes", `<img src=a.png><img src='a.png'alt=x>`, map[string]string{"a.png": "/b.png"}, nil, `<img src="/b.png"><img src="/b.png"alt=x>`},
		{"escaped", `<img src=a.png>`, map[string]string{"a.png": `/"&<.png`}, nil, `<img src="/&#34;&amp;&lt;.png">`},
		{"integrity goes", `<script integrity="sha384-x" src=a.js></script><link integrity=y rel=stylesheet href=b.css>`, map[string]string{"a.js": "/c.js"}, nil,
			`<script src="/c.js"></script><link integrity=y rel=stylesheet href=b.css>`},
		{"srcset", `<img srcset="a.png 1x,  b.png 2x, https://x.example/c.png 3x">`, map[string]string{"a.png": "/d,e.png", "b.png": "/f.png"}, nil,
			`<img srcset="/d%2Ce.png 1x,  /f.png 2x, https://x.example/c.png 3x">`},
		{"style", "<style>\n@import 'a.css';\n b { c: url( \"d.png\" ) , url(e.png) }</style>", map[string]string{"a.css": "/f.css", "d.png": "/g.png", "e.png": "/h i.png"}, nil,
			"<style>\n@import \"/f.css\";\n b { c: url(/g.png) , url(\"/h i.png\") }</style>"},
		{"style attribute", `<p style='a: url("b.png"); c: d'>`, map[string]string{"b.png": "/e.png"}, nil, `<p style="a: url(/e.png); c: d">`},
		{"no way out of a style", `<style>a{b:url(c.png?x<y)}</style>`, map[string]string{"c.png": "/d.png"}, nil, `<style>a{b:url("/d.png?x%3Cy")}</style>`},
		{"inline module", "<script type=module nonce=n>\nimport 'a'\n</script>", map[string]string{"inline": "/b.js"}, nil, `<script src="/b.js" type=module nonce=n></script>`},
		{"drop", "<p>a</p><script type=module src=b.js>\n x</script ><p>c</p><link rel=modulepreload href=d.js><p>e</p>", nil, []string{"b.js", "d.js"}, "<p>a</p><p>c</p><p>e</p>"},
		{"drop wins", `<script type=module src=b.js integrity=x style="a:url(b.js)"></script>`, map[string]string{"b.js": "/c.js"}, []string{"b.js"}, ""},
		{"ignored", "<img data-paintbox-ignore src=a.png><img src=a.png\n data-paintbox-ignore=''><a x=\"1\"data-paintbox-ignore b><br data-paintbox-ignore/>", map[string]string{"a.png": "/b.png"}, nil,
			"<img src=a.png><img src=a.png><a x=\"1\" b><br />"},
	}
	for _, test := range tests {
		if got := edit(t, test.src, test.urls, test.drop); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

func TestRenderAddsToTheHead(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"before </head>", "<!doctype html><html><head><title>a</title></head><body>", "<!doctype html><html><head><title>a</title>+</head><body>"},
		{"not in a script", `<head><script>"</head>"</script></HEAD><body>`, `<head><script>"</head>"</script>+</HEAD><body>`},
		{"not in a comment", `<head><!-- </head> --><meta></head>`, `<head><!-- </head> --><meta>+</head>`},
		{"not in a template", `<head><template><p></head></template><noscript><p>x</p></noscript></head>`, `<head><template><p></head></template><noscript><p>x</p></noscript>+</head>`},
		{"end tag omitted", "<head><title>a</title>\n<body>", "<head><title>a</title>\n+<body>"},
		{"head omitted", "<!doctype html>\n<title>a</title>\n<p>b", "<!doctype html>\n<title>a</title>\n+<p>b"},
		{"text", "<!doctype html> a", "<!doctype html>+ a"},
		{"nothing", "", "+"},
		{"only a head", "<head><title>a</title>", "<head><title>a</title>+"},
		{"unfinished title", "<head><meta><title>a", "<head><meta>+<title>a"},
		{"unfinished comment", "<meta><!-- a >", "<meta>+<!-- a >"},
		{"unfinished tag", "<meta><link href=", "<meta>+<link href="},
		{"a header is no head", "<header></header><head>", "+<header></header><head>"},
	}
	for _, test := range tests {
		got := edit(t, test.src, nil, nil, Tag{Name: "link", Attrs: []Attr{{"rel", `a"b`}, {"crossorigin", ""}}})
		want := strings.Replace(test.want, "+", `<link rel="a&#34;b" crossorigin>`, 1)
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, want)
		}
	}
}

func TestRenderKeepsTheRest(t *testing.T) {
	got := edit(t, odd, map[string]string{"theme.css": "/t.css", "photo.jpg": "/p.jpg", "bg.png": "/b.png", "main.js": "/m.js"}, nil)
	want := strings.NewReplacer(
		"HREF=theme.css", `HREF="/t.css"`,
		"SRC='photo.jpg?size=1&amp;q=2'", `SRC="/p.jpg?size=1&amp;q=2"`,
		`STYLE='background:url("bg.png")'`, `STYLE="background:url(/b.png)"`,
		`src=main.js`, `src="/m.js"`,
		` integrity="sha384-x"`, "",
	).Replace(odd)
	if got != want {
		t.Errorf(" got %s\nwant %s", got, want)
	}
}

func TestRenderRefusesUnknownReferences(t *testing.T) {
	p := parsed(t, "index.html", "<img src=a.png>")
	for _, e := range []Edits{{URL: map[int]string{1: ""}}, {Drop: map[int]bool{-1: true}}} {
		if _, err := p.Render(e); err == nil || !strings.Contains(err.Error(), "index.html") {
			t.Errorf("%+v: error %v", e, err)
		}
	}
}
