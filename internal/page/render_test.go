package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/paintbox-build/paintbox/asset"
)

// hashed resolves references to "assets/<name>", except what is missing.
func hashed(_ string, ref Reference) (string, bool) {
	return "assets/" + ref.Path[strings.LastIndexByte(ref.Path, '/')+1:], !strings.Contains(ref.Path, "missing")
}

func render(t *testing.T, source, src string, out Output) asset.File {
	t.Helper()
	if out.Resolve == nil {
		out.Resolve = hashed
	}
	files, warnings, err := Render([]*Page{parsed(t, source, src)}, out)
	if err != nil || len(warnings) != 0 {
		t.Fatalf("error %v, warnings %v", err, warnings)
	}
	return files[0]
}

func TestRenderPages(t *testing.T) {
	root := asset.Root{
		Source: "index.html", Page: "index.html", File: "assets/index-1.js",
		Scripts: []string{"assets/framework-2.js", "assets/ui-3.js", "assets/index-1.js"}, Styles: []string{"assets/index-4.css"},
	}
	tests := []struct {
		name, source, src string
		base              string
		root              asset.Root
		want              string
	}{
		{"vite", "index.html", vite, "/app/", root, strings.NewReplacer(
			`href="/vite.svg"`, `href="/app/assets/vite.svg"`,
			`src="/src/main.tsx"`, `src="/app/assets/index-1.js"`,
			"</title>\n  </head>", "</title>\n  <link rel=\"modulepreload\" href=\"/app/assets/framework-2.js\"><link rel=\"modulepreload\" href=\"/app/assets/ui-3.js\"><link rel=\"stylesheet\" href=\"/app/assets/index-4.css\"></head>",
		).Replace(vite)},
		{"cra without scripts", "index.html", cra, "/", asset.Root{}, strings.NewReplacer(
			"%PUBLIC_URL%/", "/assets/").Replace(cra)},
		{"a module in a picture", "index.html", `<head></head><svg><script type=module>a</script></svg>`, "/",
			asset.Root{Page: "index.html", File: "m.js", Scripts: []string{"m.js"}},
			`<head></head><svg><script href="/m.js" type=module></script></svg>`},
		{"a script that the page does not name", "index.html", `<head></head><p>`, "/",
			asset.Root{Page: "index.html", File: "m.js", Scripts: []string{"n.js", "m.js"}, Styles: []string{"m.css"}},
			`<head><script type="module" src="/m.js"></script><link rel="modulepreload" href="/n.js"><link rel="stylesheet" href="/m.css"></head><p>`},
		{"placeholders", "a/index.html", `<base href="%PUBLIC_URL%/"><meta name=u content="%PUBLIC_URL%"><script>u='%BASE_URL%x'</script><img src="%PUBLIC_URL%/i.png">`, "/app/", asset.Root{},
			`<base href="/app/"><meta name=u content="/app"><script>u='/app/x'</script><img src="/app/assets/i.png">`},
		{"inline module", "index.html", `<script type=module>a</script>`, "/",
			asset.Root{Page: "index.html", File: "m.js"}, `<script src="/m.js" type=module></script>`},
		{"own styles come first", "index.html", `<head><link rel=stylesheet href=a.css></head><script type=module src=b.js></script>`, "/",
			asset.Root{Page: "index.html", File: "m.js", Styles: []string{"m.css", "assets/a.css"}},
			`<head><link rel=stylesheet href="/assets/a.css"><link rel="stylesheet" href="/m.css"></head><script type=module src="/m.js"></script>`},
		{"preloads of modules go", "index.html", `<link rel=modulepreload href=a.js><link rel=preload as=script href=a.js><link rel=preload as=script href=b.js><link rel=preload as=style href=c.css><script type=module src=a.js></script>`, "/",
			asset.Root{Page: "index.html", File: "m.js"},
			`<link rel=preload as=script href="/assets/b.js"><link rel=preload as=style href="/assets/c.css"><script type=module src="/m.js"></script>`},
		{"nonce", "index.html", `<head></head><script type=module nonce=n src=a.js></script>`, "/",
			asset.Root{Page: "index.html", File: "m.js", Scripts: []string{"n.js"}},
			`<head><link rel="modulepreload" href="/n.js" nonce="n"></head><script type=module nonce=n src="/m.js"></script>`},
		{"relative base", "admin/index.html", `<img src=/a.png><script type=module src=b.js></script>`, "./",
			asset.Root{Page: "admin/index.html", File: "admin/m.js"}, `<img src="../assets/a.png"><script type=module src="./m.js"></script>`},
		{"relative base and <base>", "admin/index.html", `<base href="/"><img src=a.png>`, "./", asset.Root{}, `<base href="/"><img src="./assets/a.png">`},
		{"other server", "index.html", `<img src="/a b.png">`, "https://cdn.example/x/", asset.Root{}, `<img src="https://cdn.example/x/assets/a%20b.png">`},
		{"external modules stay", "index.html", `<script type=module src="https://x.example/a.js"></script>`, "/", asset.Root{}, `<script type=module src="https://x.example/a.js"></script>`},
	}
	for _, test := range tests {
		got := render(t, test.source, test.src, Output{Base: test.base, Roots: []asset.Root{{Page: "other.html"}, test.root}, Unminified: true})
		if diff := cmp.Diff(test.want, string(got.Data)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

func TestRenderPrograms(t *testing.T) {
	src := `<head></head><script type=module src=a.js></script><script type=module async src=b.js></script><script type=module src=c.js></script>` +
		`<script defer src=d.js></script><script type=module>e</script><script type=module src=f.js></script>`
	got := render(t, "index.html", src, Output{Base: "/", Unminified: true, Roots: []asset.Root{
		{Page: "other.html", File: "0.js"},
		{Page: "index.html", File: "1.js", Starts: []string{"1.js", "2.js", "3.js", "4.js", "5.js"}, Scripts: []string{"shared.js", "1.js", "2.js", "3.js", "4.js", "5.js"}, Styles: []string{"1.css"}},
	}})
	want := `<head><link rel="modulepreload" href="/shared.js"><link rel="stylesheet" href="/1.css"></head><script type=module src="/1.js"></script>` +
		`<script type=module async src="/2.js"></script><script type=module src="/3.js"></script><script defer src="/assets/d.js"></script><script src="/4.js" type=module></script><script type=module src="/5.js"></script>`
	if diff := cmp.Diff(want, string(got.Data)); diff != "" {
		t.Error(diff)
	}
	if want := []string{"1.js", "2.js", "3.js", "assets/d.js", "4.js", "5.js"}; !cmp.Equal(want, got.Imports) {
		t.Errorf("imports %v, want %v", got.Imports, want)
	}
}

func TestRenderDescribesTheFile(t *testing.T) {
	src := `<link rel=icon href=i.png><link rel=manifest href=m.json><link rel=stylesheet href=a.css><script src=c.js></script><script type=module src=d.js></script><img src=i.png>`
	got := render(t, "admin/index.html", src, Output{Base: "/", Roots: []asset.Root{{Page: "admin/index.html", File: "r.js", Scripts: []string{"v.js", "r.js"}, Styles: []string{"r.css"}}}})
	got.Data = nil
	want := asset.File{
		Path: "admin/index.html", Name: "admin/index.html", Kind: asset.KindHTML, Source: "admin/index.html", Entry: true,
		Imports: []string{"assets/c.js", "r.js"}, CSS: []string{"assets/a.css", "r.css"}, Assets: []string{"assets/i.png", "assets/m.json"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRenderMinifies(t *testing.T) {
	got := render(t, "index.html", vite, Output{Base: "/", Roots: []asset.Root{{Page: "index.html", File: "a.js"}}})
	if len(got.Data) >= len(vite) || !strings.Contains(string(got.Data), `<script type=module src=/a.js></script>`) {
		t.Errorf("%s", got.Data)
	}
	if _, err := html.Parse(strings.NewReader(string(got.Data))); err != nil {
		t.Error(err)
	}

	odd := `<input type=checkbox value=""  >` // which the minifier does not get right
	files, warnings, err := Render([]*Page{parsed(t, "a.html", odd)}, Output{})
	if err != nil || len(warnings) != 1 || warnings[0].File != "a.html" || string(files[0].Data) != odd {
		t.Errorf("files %v, warnings %v, error %v", files, warnings, err)
	}
}

func TestRenderListsWhatIsMissing(t *testing.T) {
	pages := []*Page{
		parsed(t, "index.html", "<p>\n<img src=missing/a.png><img src=b.png><link rel=stylesheet href=/missing.css>"),
		parsed(t, "b.html", "<script type=module src=a.js></script>"),
	}
	_, _, err := Render(pages, Output{Resolve: hashed})
	want := `index.html:2:10: cannot find "missing/a.png", which is missing/a.png in the project (correct the URL, or give its element the attribute data-paintbox-ignore if the server has the file)
index.html:2:65: cannot find "/missing.css", which is missing.css in the project (correct the URL, or give its element the attribute data-paintbox-ignore if the server has the file)
b.html:1: the build has no program for the page's module scripts (this is a defect of Paintbox; please report it)`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestURL(t *testing.T) {
	tests := []struct{ base, dir, file, want string }{
		{"/", ".", "a/b.js", "/a/b.js"},
		{"/app/", "x", "a/b.js", "/app/a/b.js"},
		{"/app", ".", "b.js", "/app/b.js"},
		{"https://cdn.example/x/", "y", "b c.js", "https://cdn.example/x/b%20c.js"},
		{"", ".", "a/b.js", "./a/b.js"},
		{"./", "x/y", "a/b.js", "../../a/b.js"},
		{"./", "x/y", "x/b.js", "../b.js"},
		{"./", "x/y", "x/y/b.js", "./b.js"},
		{"./", "x", "x", "../x"},
		{"./", ".", "a:b#c?.js", "./a:b%23c%3F.js"},
	}
	for _, test := range tests {
		if got := URL(test.base, test.dir, test.file); got != test.want {
			t.Errorf("%+v: got %q", test, got)
		}
	}
}

func TestRewriteManifest(t *testing.T) {
	src := "\ufeff" + `{
  "name": "Paint \"box\"", "start_url": ".",
  "icons": [ { "sizes": "192x192", "src" : "/a.png" }, { "src": "https://x.example/b.png" }, {"src": "unknown.png"} ],
  "src": "/a.png",
  "screenshots": [ { "src": "\/a.png", "n": 1.50, "deep": [[{}], null, true] } ],
  "shortcuts": [ { "name": "S", "url": "/s", "icons": [ { "src": "/a.png" } ] } ]
}`
	resolve := func(url string) (string, bool) { return "/assets/a-1.png", url == "/a.png" }
	got, err := RewriteManifest([]byte(src), resolve)
	want := `{"name":"Paint \"box\"","start_url":".","icons":[{"sizes":"192x192","src":"/assets/a-1.png"},{"src":"https://x.example/b.png"},{"src":"unknown.png"}],` +
		`"src":"/a.png","screenshots":[{"src":"/assets/a-1.png","n":1.50,"deep":[[{}],null,true]}],"shortcuts":[{"name":"S","url":"/s","icons":[{"src":"/assets/a-1.png"}]}]}`
	if err != nil || string(got) != want {
		t.Errorf("error %v\n got %s\nwant %s", err, got, want)
	}
	if got, want := ManifestImages([]byte(src)), []string{"/a.png", "unknown.png", "/a.png", "/a.png"}; !slices.Equal(got, want) {
		t.Errorf("images: got %v, want %v", got, want)
	}
	for src, want := range map[string]string{
		"":                             "EOF",
		"[]":                           "not a JSON object",
		"{\n\"icons\": [\n{ \"src\" }": "line 3",
		"{} {}":                        "something follows",
		"{\"a\": 1,\n}":                "line 2",
	} {
		if out, err := RewriteManifest([]byte(src), resolve); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %s, error %v", src, out, err)
		}
	}
}

func TestLocate(t *testing.T) {
	for ref, want := range map[string]string{"icons/a.png?v=1": "app/icons/a.png ?v=1 true", "/b.png": "b.png  true", "https://x.example/c.png": "  false"} {
		file, suffix, ok := Locate("app", ref)
		if got := fmt.Sprint(file, " ", suffix, " ", ok); got != want {
			t.Errorf("%s: got %q, want %q", ref, got, want)
		}
	}
}
