package link

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/bundler/internal/settings"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// What a call says, and where it ends.
func TestReadGlob(t *testing.T) {
	for source, want := range map[string]string{
		`import.meta.glob("./a")`:                                       `./a`,
		"import.meta.glob(`./a`, )":                                     `./a`,
		`import.meta.glob('./\[a\]/it\'s')`:                             `./[a]/it's`,
		`import.meta.glob( /* ) */ "./a" // )` + "\n)":                  `./a`,
		`import.meta.glob<Map<"a>", () => Array<B>>> ("./a")`:           `./a`,
		`import.meta.glob(["./a", '!b',] as const, {})`:                 `./a !b`,
		`import.meta.glob("./a", { eager: true, "import": 'x' })`:       `./a eager import x`,
		`import.meta.glob("./a", { eager: !0, import: "*", })`:          `./a eager`,
		`import.meta.glob("./a", { eager: false, exhaustive: true })`:   `./a exhaustive`,
		`import.meta.glob("./a", { query: "?raw" })`:                    `./a ?raw`,
		`import.meta.glob("./a", { query: { a: "b c", n: -1.5 } })`:     `./a ?a=b+c&n=-1.5`,
		`import.meta.glob("./a", { query: {} })`:                        `./a`,
		`import.meta.glob("./a", { base: "/b", caseSensitive: false })`: `./a base /b any case`,
		`import.meta.globEager("./a")`:                                  `./a eager`,
		`import.meta.globEagerDefault("./a")`:                           `./a eager import default`,
		`import.meta.glob`:                                              `none`,
		`import.meta.glob?.("./a")`:                                     `./a`,
		`import.meta["glob"]("./a")`:                                    `./a`,
		`import.meta?.glob("./a")`:                                      `./a`,
		`f(import.meta.glob)`:                                           `none`,
		`import.meta.glob;`:                                             `none`,
		`import.meta.glob.call(0, "./a")`:                               `error at 0`,
		`import.meta.globs("./a")`:                                      `none`,
		`import.meta.glob("./a" + "b")`:                                 `error at 23`,
		"import.meta.glob(`./${a}`)":                                    `error at 17`,
		`import.meta.glob("./a`:                                         `error at 17`,
		`import.meta.glob("./a"`:                                        `error at 22`,
		`import.meta.glob("./a", { ...b })`:                             `error at 26`,
		`import.meta.glob("./a", b)`:                                    `error at 24`,
		`import.meta.glob("./a", { eager })`:                            `error at 32`,
		`import.meta.glob("./a", {}, {})`:                               `error at 0`,
		`import.meta.glob([["./a"]])`:                                   `error at 18`,
		`import.meta.glob(` + strings.Repeat("[", 100):                  `error at 26`,
	} {
		call, failed, ok := readGlob(readTokens([]byte(source), api.LoaderTS), 0)
		var got []string
		for _, p := range call.patterns {
			got = append(got, p.text)
		}
		for word, said := range map[string]bool{"eager": call.eager, "exhaustive": call.exhaustive, "any case": call.anyCase, "import " + call.name: call.name != "", "base " + call.base: call.base != "", call.query: call.query != ""} {
			if said {
				got = append(got, word)
			}
		}
		slices.Sort(got)
		wanted := strings.Fields(want)
		if words := strings.Join(got, " "); ok && failed == nil {
			got = strings.Fields(words)
			if call.end != len(source) {
				t.Errorf("%s ends at %d", source, call.end)
			}
		}
		switch {
		case failed != nil:
			got = strings.Fields(fmt.Sprint("error at ", failed.at))
		case !ok:
			got = []string{"none"}
		}
		slices.Sort(got)
		slices.Sort(wanted)
		if !slices.Equal(got, wanted) {
			t.Errorf("%s: %q, want %q", source, got, wanted)
		}
	}
}

// Words in comments, strings, types and text are no calls.
func TestGlobWords(t *testing.T) {
	source := strings.ReplaceAll(`// @
const s = '@' + "@" + /@'/.source + `+"`@ ${@(1)}`"+` /* @ */
type T = typeof @
const x = <b title="@">it's @ {@(2)} </b>, y = <T,>(a: T) => @<T>(3)
export default @Eager(4); #@; x.@`, "@", "import.meta.glob")
	source = strings.ReplaceAll(source, "#import.meta.glob; x.import.meta.glob", "")
	for _, test := range []struct {
		loader api.Loader
		text   string
		want   []int
	}{
		{api.LoaderTSX, source, []int{1, 2, 3, 4}},
		{api.LoaderJS, "not valid import.meta.glob", nil},
		{api.LoaderJS, "ximport.meta.glob(1); x.import.meta.glob(2)", nil},
	} {
		var got []int
		s := readTokens([]byte(test.text), test.loader)
		for i := range s.list {
			if call, _, ok := readGlob(s, i); ok {
				got = append(got, int(test.text[call.start+strings.IndexAny(test.text[call.start:], "1234")]-'0'))
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%v, want %v, in %s", got, test.want, test.text)
		}
	}
}

// A directory that links to the one it is in is searched once, and so are no
// files that a build replaces.
func TestGlobLinks(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"src/a.js", "src/deep/b.js", "dist/c.js", ".git/d.js", "src/main.js"} {
		projecttest.Write(t, filepath.Join(dir, name), nil)
	}
	for _, link := range []string{"src/deep/up", "src/gone.js"} {
		target := map[string]string{"src/deep/up": "..", "src/gone.js": "nothing.js"}[link]
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	p := &plugin{settings: &settings.Settings{Dir: dir, Outdir: filepath.Join(dir, "dist")}}
	search, failed := p.searchOf(filepath.Join(dir, "src/main.js"), &globCall{patterns: []globLiteral{{text: "/**/*.js"}}, exhaustive: true})
	if failed != nil {
		t.Fatal(failed.text)
	}
	var keys []string
	for _, file := range search.run() {
		_, key := search.names(file)
		keys = append(keys, key)
	}
	if want := []string{"/src/a.js", "/src/deep/b.js"}; !slices.Equal(keys, want) {
		t.Errorf("%q, want %q", keys, want)
	}
}
