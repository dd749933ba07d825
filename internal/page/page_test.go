package page

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/paintbox-build/paintbox/asset"
)

func parsed(t *testing.T, source, src string) *Page {
	t.Helper()
	p, err := Parse(source, []byte(src), Public{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// list writes references as "kind path suffix", with what else is set.
func list(refs []Reference) []string {
	names := map[Kind]string{
		ModuleScript: "module", InlineModule: "inline", ClassicScript: "classic", Stylesheet: "style", Asset: "asset",
		Manifest: "manifest", ModulePreload: "modulepreload", PreloadScript: "preloadscript", PreloadStyle: "preloadstyle",
	}
	var lines []string
	for _, r := range refs {
		s := names[r.Kind] + " " + r.Path + r.Suffix + string(r.Inline)
		if r.Program > 0 {
			s += fmt.Sprintf(" program %d", r.Program)
		}
		lines = append(lines, s)
	}
	return lines
}

func TestReferences(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"module", `<script type="module" src="/src/main.tsx"></script>`, "module src/main.tsx"},
		{"module, odd spelling", `<SCRIPT TYPE=" Module" SRC=src/main.js ASYNC></SCRIPT>`, "module src/main.js"},
		{"programs", `<script type=module src=a.js></script><script type=module async src=b.js></script><script src=c.js></script><script type=module>d</script>` +
			`<script src=e.js defer></script><script type=module src=f.js></script><script type=module src=https://x.example/g.js></script><script type=module src=h.js></script>` +
			`<script defer async src=i.js></script><script defer nomodule src=j.js></script><script data-paintbox-ignore src=k.js></script><script type=module src=l.js></script>` +
			`<script data-paintbox-ignore defer src=m.js></script><script type=module src=n.js></script>`,
			"module a.js\nmodule b.js program 1\nclassic c.js\ninline d program 2\nclassic e.js\nmodule f.js program 3\nmodule h.js program 4\nclassic i.js\nclassic j.js\nmodule l.js program 5\nmodule n.js program 6"},
		{"inert programs come last", `<template><script type=module src=a.js></script><template shadowrootmode=open><script type=module src=b.js></script></template></template><noscript><script type=module src=c.js></script></noscript><script type=module src=d.js></script>`,
			"module a.js program 1\nmodule b.js program 2\nmodule c.js program 3\nmodule d.js"},
		{"a declared shadow root runs", `<div><template shadowrootmode=OPEN><script type=module src=a.js></script></template></div><template shadowrootmode=x><script type=module src=b.js></script></template><script type=module src=c.js></script>`,
			"module a.js\nmodule b.js program 2\nmodule c.js program 1"},
		{"scripts of pictures", `<svg><script type=module href=a.js src=b.js></script><script xlink:href=c.js></script><script src=d.js></script><foreignObject><script src=e.js></script></foreignObject><p><script src=f.js></script>`,
			"module a.js\nclassic c.js\nclassic e.js\nclassic f.js"},
		{"formulas have none", `<math><script src=a.js></script><mtext><script src=b.js></script></mtext><annotation-xml><script src=c.js></script></annotation-xml><annotation-xml encoding=text/html><script src=d.js></script></annotation-xml></math>`,
			"classic b.js\nclassic d.js"},
		{"languages", `<script language=vbscript src=a.js></script><script language=JavaScript src=b.js></script><script type="" language=vbscript src=c.js></script><script type=" " src=d.js></script><script type=text/javascript1.5 src=e.js></script><script type="text/javascript; x" src=f.js></script>`,
			"classic b.js\nclassic c.js\nclassic e.js"},
		{"inline module", `<script type=module>import "./a.js"; "</head>"</script>`, `inline import "./a.js"; "</head>"`},
		{"classic", `<script src="a.js"></script><script defer type="text/javascript" src=b.js></script><script>c()</script>`, "classic a.js\nclassic b.js"},
		{"data blocks", `<script type="importmap">{"imports":{}}</script><script type="application/ld+json" src="a.json"></script>`, ""},
		{"styles", `<link rel=stylesheet href=a.css><link rel="alternate stylesheet" href="b.css"><link rel=canonical href=/c>`, "style a.css\nstyle b.css"},
		{"icons and manifest", `<link rel="shortcut icon" href=a.ico><link rel=apple-touch-icon href=b.png><link rel=mask-icon href=c.svg><link rel=manifest href=/m.webmanifest>`,
			"asset a.ico\nasset b.png\nasset c.svg\nmanifest m.webmanifest"},
		{"preloads", `<link rel=modulepreload href=a.js><link rel=preload as=script href=b.js><link rel=preload as=style href=c.css><link rel=preload as=font href=d.woff2 crossorigin>` +
			`<link rel=preload as=image imagesrcset="e.png 1x, f.png 2x"><link rel=prefetch href=g.json><link rel=preconnect href=https://h.example>`,
			"modulepreload a.js\npreloadscript b.js\npreloadstyle c.css\nasset d.woff2\nasset e.png\nasset f.png\nasset g.json"},
		{"media", `<img src=a.png><video src=b.mp4 poster=c.jpg></video><audio src=d.mp3></audio><track src=e.vtt><object data=f.svg></object><embed src=g.swf><input type=IMAGE src=h.png><input src=no.png>` +
			`<picture><source srcset=i.avif type=image/avif></picture>`,
			"asset a.png\nasset b.mp4\nasset c.jpg\nasset d.mp3\nasset e.vtt\nasset f.svg\nasset g.swf\nasset h.png\nasset i.avif"},
		{"srcset", `<img srcset=" a.png , b.png 2x,c.png 400w 300h,data:image/png;base64,AAAA 3x, https://x.example/d.png 4x">`, "asset a.png\nasset b.png\nasset c.png"},
		{"svg", `<svg><use href="sprite.svg#a"/><use xlink:href=#b /><image href="c.png"/><style>.a{fill:url(#g);mask:url(d.svg#m)}</style></svg>`,
			"asset sprite.svg#a\nasset c.png\nasset d.svg#m"},
		{"svg, closed elements", `<svg><style/><script/><title/></svg><img src=a.png>`, "asset a.png"},
		{"meta", `<meta property="og:image" content="/a.png"><meta name="twitter:image" content="b.png"><meta property="og:image" content="https://x.example/c.png"><meta name=description content=d.png>`,
			"asset a.png\nasset b.png"},
		{"style", "<style>@import \"a.css\" screen;@import url(b.css);@font-face{src:url('c d.woff2')format('woff2'),url(e\\ f.woff)}\n a{background:image-set(\"g.png\" 1x, url(h.png) 2x);content:\"i.png\"} /* url(j.png) */ @import \"https://k.example\";</style>",
			"style a.css\nstyle b.css\nasset c d.woff2\nasset e f.woff\nasset g.png\nasset h.png"},
		{"style attribute", `<p style="background: url(&quot;a.png&quot;), URL( 'b.png' )">`, "asset a.png\nasset b.png"},
		{"external", `<img src="https://a.example/a.png"><img src="//b.example/b.png"><img src="data:,x"><img src="#a"><img src="?a"><img src="blob:x"><img src=""><img src>` +
			`<script src="HTTPS://c.example/c.js"></script><link rel=icon href="about:blank"><img src="/">`, ""},
		{"paths", `<img src="./a.png"><img src="x/../b.png"><img src="/y//c.png?v=1#f"><img src=" d%20e.png "><img src="100%.png"><img src="../up.png">`,
			"asset a.png\nasset b.png\nasset y/c.png?v=1#f\nasset d e.png\nasset 100%.png\nasset ../up.png"},
		{"entities", `<img src="a&amp;b.png?x=1&copy=2"><img src="&#x63;.png">`, "asset a&b.png?x=1&copy=2\nasset c.png"},
		{"names for the base", `<img src="%PUBLIC_URL%/a.png"><img src="%BASE_URL%b.png">`, "asset a.png\nasset b.png"},
		{"template and noscript", `<template><img src=a.png></template><noscript><link rel=stylesheet href=b.css><img src=c.png></noscript>`, "asset a.png\nstyle b.css\nasset c.png"},
		{"not elements", `<!-- <img src=a.png> --><textarea><img src=b.png></textarea><title><img src=c.png></title><script>"<img src=d.png>"</script><![CDATA[ <img src=e.png> ]]>`, ""},
		{"cdata of svg", `<svg><![CDATA[ <image href=a.png /> ]]></svg><img src=b.png>`, "asset b.png"},
		{"ignored", `<script data-paintbox-ignore src=a.js></script><img src=b.png DATA-paintbox-IGNORE>`, ""},
		{"duplicate attributes", `<img src=a.png src=b.png SRC=c.png>`, "asset a.png"},
		{"unfinished", `<img src=a.png><img src=b.png`, "asset a.png"},
		{"unfinished style", `<style>a{b:url(c.png`, "asset c.png"},
		{"a slash ends no unquoted value, so it names a directory", `<img src=a.png/><img/src=b.png><img src=c.png>`, "asset b.png\nasset c.png"},
		{"attributes without space", `<img alt="x"src="a.png"width=1>`, "asset a.png"},
	}
	for _, test := range tests {
		got := strings.Join(list(parsed(t, "index.html", test.src).References()), "\n")
		if got != test.want {
			t.Errorf("%s:\n%s\n got %q\nwant %q", test.name, test.src, got, test.want)
		}
	}
}

func TestReferencesOfNestedPages(t *testing.T) {
	tests := []struct{ source, src, want string }{
		{"admin/index.html", `<img src=a.png><img src=/b.png><img src=../c.png><img src=../../d.png>`, "asset admin/a.png\nasset b.png\nasset c.png\nasset ../d.png"},
		{"admin/index.html", `<base href="/x/y"><img src=a.png><img src=/b.png>`, "asset x/a.png\nasset b.png"},
		{"admin/index.html", `<base target=_blank><base href="../sub/"><img src=a.png>`, "asset sub/a.png"},
		{"index.html", `<img src=a.png><base href="https://x.example/"><img src=/b.png>`, ""},
		{"index.html", `<base href=""><img src=a.png>`, "asset a.png"},
	}
	for _, test := range tests {
		if got := strings.Join(list(parsed(t, test.source, test.src).References()), "\n"); got != test.want {
			t.Errorf("%s %s:\n got %q\nwant %q", test.source, test.src, got, test.want)
		}
	}
}

// TestPositions: an attribute's value has a column in the line as it is written; one
// that a constant moved, or that stands in another attribute, has none.
func TestPositions(t *testing.T) {
	dir := fstest.MapFS{"index.html": &fstest.MapFile{Data: []byte("<!doctype html>\n<script type=module>\n\n</script><img\n  src=a.png>\n<style>\n a {\n b: url(c.png) }</style>\n" +
		"<i>%MODE%</i><img src=d.png>\n<iframe srcdoc='\n<img src=e.png>'></iframe><img src=f.png>")}}
	pages, err := Load(dir, []string{"index.html"}, Public{}, Names{}, Constants{Values: map[string]string{"MODE": "production"}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range pages[0].References() {
		got = append(got, fmt.Sprintf("%s %d:%d %s", r.URL, r.At.Line, r.At.Column, r.At.Source))
	}
	want := []string{" 2:21 <script type=module>", "a.png 5:7   src=a.png>", "c.png 8:5  b: url(c.png) }</style>", "d.png 9:0 ", "f.png 11:36 <img src=e.png>'></iframe><img src=f.png>", "e.png 11:0 "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParseRefusesPathsOutsideTheProject(t *testing.T) {
	for _, source := range []string{"../index.html", "/index.html", "", "a//b.html"} {
		if _, err := Parse(source, nil, Public{}); err == nil {
			t.Errorf("%q was accepted", source)
		}
	}
}

func TestLoad(t *testing.T) {
	fsys := fstest.MapFS{"index.html": {Data: []byte("<p>")}, "admin/index.html": {Data: []byte("<img src=a.png>")}}
	pages, err := Load(fsys, []string{"index.html", "admin/index.html"}, Public{}, Names{}, Constants{})
	if err != nil || len(pages) != 2 || pages[1].References()[0].Path != "admin/a.png" {
		t.Errorf("pages %v, error %v", pages, err)
	}
	_, err = Load(fsys, []string{"a.html", "index.html", "admin", "../b.html"}, Public{}, Names{}, Constants{})
	var ms asset.Messages
	if !errors.As(err, &ms) || len(ms) != 3 || !strings.HasPrefix(err.Error(), "a.html: no such page (create it") {
		t.Errorf("error %v", err)
	}
}

// TestAttributePlaces compares the places with the tokenizer's attributes.
func TestAttributePlaces(t *testing.T) {
	for _, src := range seeds() {
		checkAttributes(t, []byte(src))
	}
}

func checkAttributes(t *testing.T, src []byte) {
	t.Helper()
	elements, _ := scan(src)
	for _, e := range elements {
		z := html.NewTokenizer(bytes.NewReader(src[e.start:e.tagEnd]))
		z.Next()
		want := z.Token().Attr
		if len(want) != len(e.attrs) {
			t.Fatalf("%q: %d attributes, want %d", src[e.start:e.tagEnd], len(e.attrs), len(want))
		}
		for i, a := range e.attrs {
			if a.name != want[i].Key || a.value != want[i].Val {
				t.Errorf("%q: attribute %q=%q, want %q=%q", src[e.start:e.tagEnd], a.name, a.value, want[i].Key, want[i].Val)
			}
			name := bytes.ReplaceAll(src[a.start:min(a.end, a.start+len(a.name))], []byte{0}, nil)
			if !bytes.Contains(src[a.start:a.end], []byte{0}) && lower(name) != a.name {
				t.Errorf("%q: the place of %q holds %q", src[e.start:e.tagEnd], a.name, src[a.start:a.end])
			}
		}
	}
}

// FuzzRoundTrip: an unedited page is the same bytes, and after giving every
// reference another URL the page has the same references with that URL.
func FuzzRoundTrip(f *testing.F) {
	for _, s := range seeds() {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		p := parsed(t, "index.html", string(src))
		checkAttributes(t, src)
		out, err := p.Render(Edits{})
		if err != nil {
			t.Fatal(err)
		}
		if len(p.ignored) == 0 && !bytes.Equal(out, src) {
			t.Errorf("%q became %q", src, out)
		}
		edits := Edits{URL: map[int]string{}, Head: []Tag{{Name: "link", Attrs: []Attr{{"rel", "icon"}, {"href", "https://x.example/"}}}}}
		var want []string
		for i, r := range p.References() {
			edits.URL[i] = "/new.bin"
			kind := r.Kind
			if kind == InlineModule {
				kind = ModuleScript
			}
			want = append(want, fmt.Sprint(kind, " new.bin"))
		}
		out, err = p.Render(edits)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range parsed(t, "index.html", string(out)).References() {
			got = append(got, fmt.Sprint(r.Kind, " ", r.Path))
		}
		if diff := cmp.Diff(want, got); diff != "" && len(p.ignored) == 0 {
			t.Errorf("%q became %q\n%s", src, out, diff)
		}
	})
}

func seeds() []string {
	return []string{
		vite, cra, odd, "", "<", "<a", "<a b", "<a b=", "<a b='", "<a b=c", "</", "<!", "<!--", "<?x?>", "<a/b/c=d/>", "<a =b =c==d>",
		"<img src=a.png src=b.png>", "<svg><![CDATA[<a>]]></svg>", "<![CDATA[x]]>", "<script>a</scrip></script>", "<script><!--<script></script>--></script>",
		"<style>a{b:url(c)}</style>", "<style>@import 'a'", "<img srcset='a 1x, b 2x,,c'>", "<p style='a:url(b)'>", "<noscript><img src=a></noscript>",
		"<plaintext><img src=a>", "<xmp><img src=a></xmp>", "a\x00b<a\x00 b\x00=c\x00>", "<a\r\nb\r=\r'c\r\n'>\r\n", "<textarea>\n<img src=a></textarea>",
		"<img src=a.png data-paintbox-ignore>", "<math><mi></math>", "<script type=module>a", "<script type=module src=a></script><script type=module>b</script>",
		"<base href=/x/><img src=a>", "<link rel=stylesheet href=a integrity=b>", "\ufeff<!doctype html>", "<img src='a&amp;b?c&lt=d'>",
	}
}
