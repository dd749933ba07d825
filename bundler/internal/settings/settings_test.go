package settings_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/settings"
)

// The words of a configuration are read once; what sources may ask for is defined.
func ExampleSettle() {
	s, err := settings.Settle(settings.Options{Dir: "/project", Target: "es2020,safari14", Sourcemap: "hidden"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Base, len(s.Target.Engines), s.Mapped(), s.Define["import.meta.env.PROD"])
	// Output: / 1 true true
}

func TestParseTarget(t *testing.T) {
	for text, want := range map[string]settings.Target{
		"":        {Version: api.ES2022},
		"es2022":  {Version: api.ES2022},
		"ES6":     {Version: api.ES2015},
		"es2025":  {Version: api.ES2025},
		"esnext":  {Version: api.ESNext},
		"ios16.4": {Engines: []api.Engine{{Name: api.EngineIOS, Version: "16.4"}}},
		"es2020, chrome90.0.1,Safari14": {Version: api.ES2020,
			Engines: []api.Engine{{Name: api.EngineChrome, Version: "90.0.1"}, {Name: api.EngineSafari, Version: "14"}}},
	} {
		if got, err := settings.ParseTarget(text); err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%q is %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"es2026", "es5", "es2014", "netscape4", "chrome", "120", "chrome1.2.3.4", "chrome1.", "chrome1.x", "chrome120,", "es2022 chrome120"} {
		_, err := settings.ParseTarget(text)
		var ms asset.Messages
		if !errors.As(err, &ms) || ms[0].Note != settings.TargetAdvice() {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestLoaders(t *testing.T) {
	s, err := settings.Settle(settings.Options{Loader: map[string]string{".svg": "dataurl", ".glsl": "text"}})
	if err != nil {
		t.Fatal(err)
	}
	for ext, want := range map[string]api.Loader{".svg": api.LoaderDataURL, ".glsl": api.LoaderText, ".png": api.LoaderFile, ".js": api.LoaderJSX, ".ts": api.LoaderNone} {
		if got := s.Loaders[ext]; got != want {
			t.Errorf("%s is loaded as %v, want %v", ext, got, want)
		}
	}
	_, err = settings.Settle(settings.Options{Loader: map[string]string{".z": "x", ".b": "y", ".c": "js"}})
	if want := `unknown loader "y" for .b (use one of esbuild's, such as "file", "dataurl" or "text")`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if _, err := settings.Settle(settings.Options{Target: "es5"}); err == nil {
		t.Error("a target that is unknown is no error")
	}
}

func TestBase(t *testing.T) {
	for base, want := range map[string]struct {
		base, url string
		relative  bool
		file      string
	}{
		"":      {"/", `""`, false, `"/assets/a.svg#\"b\""`},
		"/app/": {"/app/", `"/app"`, false, `"/app/assets/a.svg#\"b\""`},
		"./":    {"./", `"."`, true, `new URL("./a.svg#\"b\"", import.meta.url).href`},
		".":     {".", `"."`, true, `new URL("./a.svg#\"b\"", import.meta.url).href`},
	} {
		s, err := settings.Settle(settings.Options{Base: base, Define: map[string]string{"X": "1", "import.meta.env.MODE": `"test"`}})
		if err != nil {
			t.Fatal(err)
		}
		if s.Base != want.base || s.RelativeBase() != want.relative || s.Define["process.env.PUBLIC_URL"] != want.url {
			t.Errorf("base %q is %q, relative %v, URL %s; want %v", base, s.Base, s.RelativeBase(), s.Define["process.env.PUBLIC_URL"], want)
		}
		if got := s.FileURL(`a.svg#"b"`); got != want.file {
			t.Errorf("base %q: the URL of a file is %s, want %s", base, got, want.file)
		}
		if s.Define["X"] != "1" || s.Define["import.meta.env.MODE"] != `"test"` || s.Define["import.meta.env.DEV"] != "false" {
			t.Errorf("definitions: %v", s.Define)
		}
	}
}

func TestMaps(t *testing.T) {
	for kind, want := range map[string]struct {
		mapped  bool
		of      api.SourceMap
		js, css string
	}{
		"":       {},
		"none":   {},
		"hidden": {mapped: true, of: api.SourceMapExternal},
		"linked": {true, api.SourceMapExternal, "//# sourceMappingURL=a.js.map\n", "\n/*# sourceMappingURL=a.css.map */\n"},
	} {
		s, err := settings.Settle(settings.Options{Sourcemap: kind})
		if err != nil {
			t.Fatal(err)
		}
		if s.Mapped() != want.mapped || s.SourceMap() != want.of || s.MapComment("a.js") != want.js || s.MapComment("a.css") != want.css {
			t.Errorf("source maps %q: %v %v %q %q", kind, s.Mapped(), s.SourceMap(), s.MapComment("a.js"), s.MapComment("a.css"))
		}
	}
}

// A word that an option does not know is an error, which names the option and the
// words that it knows.
func TestUnknownWords(t *testing.T) {
	for key, test := range map[string]struct {
		options settings.Options
		note    string
	}{
		"target":      {settings.Options{Target: "es5"}, settings.TargetAdvice()},
		"loader..txt": {settings.Options{Loader: map[string]string{".txt": "words"}}, `use one of esbuild's, such as "file", "dataurl" or "text"`},
		"sourcemap":   {settings.Options{Sourcemap: "inline"}, `write "none", "linked" or "hidden"`},
		"interop":     {settings.Options{Interop: "babel"}, `write "node" or "bundler"`},
	} {
		_, err := settings.Settle(test.options)
		var ms asset.Messages
		if !errors.As(err, &ms) || len(ms) != 1 || ms[0].Key != key || ms[0].Note != test.note {
			t.Errorf("%s: %#v", key, err)
		}
	}
	for value, node := range map[string]bool{"": true, "node": true, "bundler": false} {
		if s, err := settings.Settle(settings.Options{Interop: value}); err != nil || s.NodeMode != node {
			t.Errorf("interop %q: %v, as in Node: %v", value, err, s.NodeMode)
		}
	}
}

// The advice names words that are known, the last of which is the newest.
func TestTargetAdvice(t *testing.T) {
	advice := settings.TargetAdvice()
	quoted := strings.Split(advice, `"`)
	for i := 1; i < len(quoted); i += 2 {
		if _, err := settings.ParseTarget(quoted[i]); err != nil {
			t.Errorf("%q is advised, and unknown: %v", quoted[i], err)
		}
	}
	if newest := "es2025"; quoted[1] != "es2015" || quoted[3] != newest {
		t.Errorf("%s", advice)
	}
}

func TestEntryModule(t *testing.T) {
	for _, test := range []struct {
		entry settings.Entry
		want  string
	}{
		{settings.Entry{Source: "a.js"}, "a.js"},
		{settings.Entry{Source: "src/index.html", Page: "index.html"}, "index.html"},
		{settings.Entry{Source: "src/index.html", Page: "index.html", Part: 1}, "index.html?2"},
	} {
		if got := test.entry.Module(); got != test.want {
			t.Errorf("%v runs in %q, want %q", test.entry, got, test.want)
		}
	}
}
