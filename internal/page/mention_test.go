package page

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/paintbox-build/paintbox/asset"
)

func TestMentions(t *testing.T) {
	for _, test := range []struct {
		kind asset.Kind
		text string
		want []string
	}{
		// Paths as they are, in any text.
		{asset.KindCSS, `a { background: url(img/a.png) } /* "img/" + x */`, []string{"img/a.png"}},
		{asset.KindOther, `{"uri": "tex/a.png", "dir": "tex/"}`, []string{"tex/a.png", "tex/*"}},
		{asset.KindHTML, `<img data-src="lazy.jpg"><p data-dir="img/">it's guide.pdf</p>`, []string{"lazy.jpg", "img/*", "guide.pdf"}},
		{asset.KindJS, `write('<audio src="sound/a.mp3">'); f("http://a.b/c.png")`, []string{"sound/a.mp3"}},
		// What strings are added to.
		{asset.KindJS, `f("img/" + n + ".png")`, []string{"img/*+.png"}},
		{asset.KindJS, `f('<img src="img/' + n + '.png" alt="a b">')`, []string{"img/*+.png"}},
		{asset.KindJS, "f(`img/${n}.png`, `a/b${x}`, `${base}img/${n}`)", []string{"img/*+.png", "a/b*+"}},
		{asset.KindJS, "f(`img/${`${{a:'}'}.a}`}.png`)", []string{"img/*+.png"}},
		{asset.KindJS, `f("img/" + /* "a;" + */ n + ".png")`, []string{"img/*+.png"}},
		{asset.KindJS, `f("img/" + (a ? "x;" : 'y') + ".png")`, []string{"img/*+.png"}},
		{asset.KindJS, `f("img/" + n + ".min" + ".png?v=" + v)`, []string{"img/*+.min.png"}},
		{asset.KindJS, `f("img/" + n(b) + "_" + c[1 + 2] + ".png" + query)`, []string{"img/*+.png"}},
		{asset.KindJS, "f(`img/${a}/${b}.png`); g(`img/${a}` + `.png`)", []string{"img/*+.png", "img/*+.png"}},
		{asset.KindJS, `f("img/" + n, x + ".gif"); g("snd/" + a ? b + ".mp3" : c)`, []string{"img/*+", "snd/*+"}},
		{asset.KindJS, "f = \"img/\" + n\ng = h + '.gif'", []string{"img/*+"}},
		{asset.KindJS, `f("img/" + n + ".png and more")`, []string{"img/*+"}},
		{asset.KindJS, `f("img/" + "a".repeat(2) + ".png", "img/" + function(){ return 1 + ".gif" }())`, []string{"img/*+", "img/*+"}},
		{asset.KindJS, "// 'img/' + n\n/* `a/b${c}.png` */ x = /'img\\/' + 'a/", nil},
		{asset.KindJS, `f("'img/' + n + '.png'")`, nil},
		{asset.KindJS, `f("img/x" - n, "img/x y/" + n, "https://a.b/" + n, "./" + n)`, nil},
		// Programs in pages.
		{asset.KindHTML, `<script>f("img/" + n + ".png")</script>`, []string{"img/*+.png"}},
		{asset.KindHTML, `<p>it's "a</p><b onclick="f('img/' + n + &quot;.png&quot;)"></b><p>{{ 'snd/' + x }}</p><!-- "doc/" + x -->`, []string{"img/*+.png", "snd/*+"}},
		// Scripts that are started.
		{asset.KindJS, `new Worker("a.js"); new SharedWorker(/* b */ 'b.mjs'); new self.Worker(` + "`c.js`" + `)`, []string{"a.js", "b.mjs", "self.Worker", "c.js", "start a.js", "start b.mjs", "start c.js"}},
		{asset.KindJS, `importScripts("a.js", "b.js"); worker?.register ( "sw.js" )`, []string{"a.js", "b.js", "sw.js", "start a.js", "start b.js", "start sw.js"}},
		{asset.KindJS, `f(` + "`new Worker('a.js')`" + `); // new Worker("b.js")` + "\n" + `x = /new Worker("c.js")/; renewWorker("d.js"); register("e.js"); new Worker("f.js" + g)`,
			[]string{"a.js", "b.js", "c.js", "d.js", "e.js", "f.js", "start f.js"}},
	} {
		var got []string
		for _, m := range Mentions(test.kind, []byte(test.text), nil) {
			said := m.Path
			if m.Prefix {
				said += "*"
			}
			if m.Added {
				said += "+" + m.Suffix
			}
			if m.Script {
				said = "start " + said
			}
			got = append(got, said)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s\n got %q\nwant %q", test.text, got, test.want)
		}
	}
}

// What is not near is not listed, and nothing else is left out, however it is written.
func TestNear(t *testing.T) {
	files := fstest.MapFS{"app/img/a.png": {}, "app/pages/index.html": {}, "lib.js": {}, "src/snd/a.mp3": {}, "far/away/b.png": {}}
	p := &Page{base: base{dir: "app/pages"}}
	near := p.Near(Public{FS: files}, "/shop/")
	for text, want := range map[string]string{
		`f("../img/" + n)`:                            "../img/",
		`f("/app/img/a.png", "img/a.png")`:            "/app/img/a.png img/a.png",
		`new Worker("../../lib.js"); f("away/b.png")`: "../../lib.js ../../lib.js",
		`f("/shop/far/away/b.png", "snd/a.mp3")`:      "/shop/far/away/b.png snd/a.mp3",
		`f("%PUBLIC_URL%/away/b.png")`:                "%PUBLIC_URL%/away/b.png",
		`f("i%6Dg/" + n + ".png")`:                    "i%6Dg/",
		`f("away/" + n + ".png", e.target, "./b.js")`: "",
	} {
		var got []string
		for _, m := range Mentions(asset.KindJS, []byte(text), near) {
			got = append(got, m.Path)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// No text is too broken to be asked, and what is found is in it.
func FuzzMentions(f *testing.F) {
	for _, seed := range []string{"`a/${", "'a/' +", "`a/${`}.b", "<a b='\"c/\" + d'", "importScripts('a.js','", "}a/${`"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, kind := range []asset.Kind{asset.KindJS, asset.KindHTML} {
			near := Near{"a": true}
			all := Mentions(kind, []byte(text), nil)
			leading := slices.DeleteFunc(slices.Clone(all), func(m Mention) bool { return !near.leads(m.Path) })
			if got := Mentions(kind, []byte(text), near); !slices.Equal(got, leading) {
				t.Errorf("%q: %v near, want %v", text, got, leading)
			}
			for _, m := range all {
				if m.Path == "" || m.Added && !m.Prefix {
					t.Errorf("%q: %v", text, m)
				}
			}
		}
	})
}
