package config

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/chunker"
	"github.com/paintbox-build/paintbox/internal/cache"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/compress"
	"github.com/paintbox-build/paintbox/internal/notice"
	"github.com/paintbox-build/paintbox/internal/projecttest"
	"github.com/paintbox-build/paintbox/internal/toolchain"
	"github.com/paintbox-build/paintbox/swgen"
)

// project makes a directory with the entries that the tests name.
func project(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"index.html", "src/main.ts", "src/admin.tsx", "src/main.css", "src/readme.txt"} {
		write(t, dir, name, "")
	}
	for name, text := range files {
		write(t, dir, name, text)
	}
	return dir
}

func write(t testing.TB, dir, name, text string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	projecttest.Write(t, name, []byte(text))
}

func TestDefaults(t *testing.T) {
	dir := project(t, map[string]string{"package.json": `{"name": "app"}`})
	cfg, err := Load(Request{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	want := &Config{
		Dir: dir, Package: toolchain.Package{Name: "app"}, Found: true, Entries: Entries{{Name: "index", Source: "index.html"}}, Outdir: filepath.Join(dir, "dist"), Base: "/", Target: "es2022",
		Mode: "production", EnvPrefix: Prefixes{"VITE_"}, Sourcemap: "none", PublicLinks: "inside", Missing: "warn", Interop: "node", ServiceWorker: &swgen.Options{}, Compress: compress.Defaults(), Licenses: &notice.Options{}, Cache: &cache.Options{}, Budgets: budgets.Defaults(0),
	}
	if diff := cmp.Diff(want, cfg, cmpopts.IgnoreUnexported(Config{})); diff != "" {
		t.Error(diff)
	}
}

func TestEveryKey(t *testing.T) {
	dir := project(t, map[string]string{"paintbox.jsonc": `{
	// comments and trailing commas are welcome
	"$schema": "./node_modules/paintbox/schema.json",
	"entries": {"app": "src/main.ts", "admin/index": "./src/admin.tsx"},
	"outdir": "build/web",
	"base": "https://cdn.example.com/app",
	"target": "chrome120, safari17.4",
	"mode": "staging", "envPrefix": ["PUBLIC_", "APP_"], "assetsInlineLimit": "4KB",
	"define": {"process.env.MODE": "\"live\"", "DEBUG": "false"},
	"alias": {"lodash": "lodash-es"},
	"external": ["https://*"],
	"conditions": ["worker"],
	"loader": {".svg": "file", ".txt": "text"},
	"sourcemap": "hidden",
	"missing": "error", "publicLinks": "follow",
	"interop": "bundler",
	"chunks": {
		"maxSize": "100KB", "minSize": 1000,
		"groups": [{"name": "excel", "packages": ["xlsx"], "files": ["src/excel/**"], "priority": 30, "maxSize": "500 KiB"}],
	},
	"serviceWorker": {"precache": ["index.html"], "cacheLimit": "10MB", "navigationTimeout": "800ms", "register": true},
	"compress": {"brotli": false, "threshold": "2KB"},
	"licenses": {"allow": ["MIT", "unknown"]},
	"budgets": [{"type": "total", "max": "4MB"}, {"type": "group", "name": "excel", "max": 300000, "measure": "gzip"}],
}`})
	cfg, err := Load(Request{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	want := &Config{
		Dir: dir, File: filepath.Join(dir, "paintbox.jsonc"), Schema: "./node_modules/paintbox/schema.json",
		Entries: Entries{{Name: "app", Source: "src/main.ts"}, {Name: "admin/index", Source: "src/admin.tsx"}}, Outdir: filepath.Join(dir, "build", "web"),
		Base: "https://cdn.example.com/app/", Target: "chrome120, safari17.4",
		Mode: "staging", EnvPrefix: Prefixes{"PUBLIC_", "APP_"}, AssetsInlineLimit: 4 * asset.KB,
		Define: map[string]string{"process.env.MODE": `"live"`, "DEBUG": "false"}, Alias: map[string]string{"lodash": "lodash-es"},
		External: []string{"https://*"}, Conditions: []string{"worker"}, Loader: map[string]string{".svg": "file", ".txt": "text"},
		Sourcemap: "hidden", PublicLinks: "follow", Missing: "error", Interop: "bundler",
		Chunks: chunker.Options{MaxSize: 100 * asset.KB, MinSize: asset.KB, Groups: []chunker.Group{
			{Name: "excel", Packages: []string{"xlsx"}, Files: []string{"src/excel/**"}, Priority: 30, MaxSize: 500 << 10}}},
		ServiceWorker: &swgen.Options{Precache: []string{"index.html"}, CacheLimit: 10 * asset.MB, NavigationTimeout: swgen.Duration(800 * time.Millisecond), Register: true},
		Compress:      compress.Options{Codings: compress.Selection{"gzip": true, "brotli": false}, Threshold: 2 * asset.KB},
		Licenses:      &notice.Options{Allow: []string{"MIT", "unknown"}},
		Cache:         &cache.Options{},
		Budgets: []budgets.Rule{{Type: "total", Max: new(4 * asset.MB)},
			{Type: "group", Name: "excel", Max: new(300 * asset.KB), Measure: "gzip"}},
	}
	if diff := cmp.Diff(want, cfg, cmpopts.IgnoreUnexported(Config{})); diff != "" {
		t.Error(diff)
	}
}

func TestSwitches(t *testing.T) {
	load := func(text string) *Config {
		cfg, err := Load(Request{Dir: project(t, map[string]string{"paintbox.json": text})})
		if err != nil {
			t.Fatal(err)
		}
		return cfg
	}
	off := load(`{"serviceWorker": false, "compress": false, "budgets": false, "chunks": {"groups": []}}`)
	if off.ServiceWorker != nil || !cmp.Equal(off.Compress, compress.Options{}) || len(off.Budgets) != 0 || off.Chunks.Groups == nil || len(off.Chunks.Groups) != 0 {
		t.Errorf("not off: %+v", off)
	}
	on := load(`{"serviceWorker": true, "compress": true, "budgets": true}`)
	if on.ServiceWorker == nil || !cmp.Equal(on.Compress, compress.Defaults()) || len(on.Budgets) != len(budgets.Defaults(0)) || on.Chunks.Groups != nil {
		t.Errorf("not on: %+v", on)
	}
}

func TestServiceWorkerByDefault(t *testing.T) {
	for text, want := range map[string]bool{
		`{}`:                              true,
		`{"entries": ["src/main.ts"]}`:    false,
		`{"base": "https://cdn.example"}`: true, // the worker's generator warns that it writes none
		`{"entries": ["src/main.ts", "index.html"]}`:               true,
		`{"entries": ["src/main.ts"], "serviceWorker": true}`:      true,
		`{"base": "https://cdn.example", "serviceWorker": {}}`:     true,
		`{"entries": {"a": "index.html"}, "serviceWorker": false}`: false,
	} {
		cfg, err := Load(Request{Dir: project(t, map[string]string{"paintbox.json": text})})
		if err != nil {
			t.Fatal(err)
		}
		if got := cfg.ServiceWorker != nil; got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

// TestFlags applies flags over a file: they replace scalars and lists, and add
// to maps.
func TestFlags(t *testing.T) {
	dir := project(t, map[string]string{"paintbox.json": `{"chunks": {"maxSize": "100KB", "minSize": "10KB"}, "define": {"A": "1", "B": "2"}, "external": ["a"]}`})
	cfg, err := Load(Request{Dir: dir, Total: new(3 * asset.MB), Settings: []Setting{
		{"--max-size", "chunks.maxSize", "90KB"},
		{"--define", "define", map[string]string{"B": "3"}},
		{"--external", "external", []string{"b"}},
		{"", "entries", []string{"src/main.ts", "src/main.css"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if cfg.Chunks.MaxSize != 90*asset.KB || cfg.Chunks.MinSize != 10*asset.KB {
		t.Errorf("sizes: %v %v", cfg.Chunks.MaxSize, cfg.Chunks.MinSize)
	}
	if diff := cmp.Diff(map[string]string{"A": "1", "B": "3"}, cfg.Define); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"b"}, cfg.External); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Entries{{Name: "src/main.ts", Source: "src/main.ts"}, {Name: "src/main.css", Source: "src/main.css"}}, cfg.Entries); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]budgets.Rule{{Type: "total", Max: new(3 * asset.MB)}, {Type: "chunk"}}, cfg.Budgets); diff != "" {
		t.Error(diff)
	}
}

func TestErrors(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"unknown key", "{\n\"chunk\": {}}", `paintbox.json:2: unknown key "chunk" (did you mean "chunks"?)`},
		{"unknown key in a group", "{\"chunks\":\n{\"groups\": [\n{\"name\": \"a\", \"package\": []}]}}", `paintbox.json:3: unknown key "package" (did you mean "packages"?)`},
		{"unknown key, other case", `{"OutDir": "x"}`, `paintbox.json:1: unknown key "OutDir" (did you mean "outdir"?)`},
		{"unknown key, nothing near", `{"compress": {"zzzzzz": 1}}`, `paintbox.json:1: unknown key "zzzzzz" (known keys: ` + strings.Join(compress.Selection{}.Rows(), ", ") + `, threshold)`},
		{"twice", "{\"base\": \"/\",\n\"base\": \"/\"}", `paintbox.json:2: key "base" is already on line 1 (remove one of them)`},
		{"not an object", `[]`, `paintbox.json:1: unexpected list (write an object)`},
		{"empty file", ``, `paintbox.json:1: not valid JSON: parsing value: unexpected EOF`},
		{"syntax", "{\n\"base\" \"/\"}", `paintbox.json:2: not valid JSON: invalid character '"' after object name`},
		{"null", `{"chunks": {"groups": null}}`, `paintbox.json:1: chunks.groups: unexpected null (write a list)`},
		{"string", `{"outdir": 1}`, `paintbox.json:1: outdir: unexpected number 1 (write a string)`},
		{"number", `{"chunks": {"groups": [{"name": "a", "files": ["b"], "priority": 1.5}]}}`, `paintbox.json:1: chunks.groups[0].priority: unexpected number 1.5 (write a whole number)`},
		{"boolean", `{"compress": {"gzip": "yes"}}`, `paintbox.json:1: compress.gzip: unexpected string "yes" (write true or false)`},
		{"switch", `{"budgets": "off"}`, `paintbox.json:1: budgets: unexpected string "off" (write a list, or true or false)`},
		{"map", `{"define": []}`, `paintbox.json:1: define: unexpected list (write an object)`},
		{"map value", `{"define": {"A": true}}`, `paintbox.json:1: define.A: unexpected true (write a string)`},
		{"bad size", "{\"chunks\": {\n\n\"maxSize\": \"24XB\"}}", `paintbox.json:3: chunks.maxSize: bad size "24XB" (write a number and B, KB, MB, GB, KiB, MiB or GiB, such as "244KB")`},
		{"negative size", `{"chunks": {"maxSize": -1}}`, `paintbox.json:1: chunks.maxSize: bad size "-1"`},
		{"zero size", `{"chunks": {"minSize": 0}}`, `paintbox.json:1: chunks.minSize must be more than 0 (write "1B" to turn merging off)`},
		{"duration", `{"serviceWorker": {"navigationTimeout": "3"}}`, `paintbox.json:1: serviceWorker.navigationTimeout: bad duration "3"`},
		{"service worker", `{"serviceWorker": 1}`, `paintbox.json:1: serviceWorker: unexpected number 1 (write an object, or true or false)`},
		{"enum", `{"sourcemap": "inline"}`, `paintbox.json:1: sourcemap: bad value "inline" (write "none", "linked" or "hidden")`},
		{"enum, near", `{"sourcemap": "hiden"}`, `sourcemap: bad value "hiden" (did you mean "hidden"? accepted: none, linked, hidden)`},
		{"enum of a map", `{"loader": {".svg": "img"}}`, `paintbox.json:1: loader..svg: bad value "img"`},
		{"loader extension", `{"loader": {"svg": "file"}}`, `loader: bad extension "svg" (write an extension such as ".svg")`},
		{"target", `{"target": "es5"}`, `paintbox.json:1: target: bad value "es5"`},
		{"base", `{"base": "app"}`, `paintbox.json:1: base: bad value "app"`},
		{"define name", `{"define": {"a-b": "1"}}`, `define: bad name "a-b"`},
		{"define value", `{"define": {"A": "hello world"}}`, `define.A: bad value "hello world" (write JSON or a name`},
		{"alias", `{"alias": {"./a": "b"}}`, `alias: bad name "./a"`},
		{"entries type", `{"entries": "index.html"}`, `paintbox.json:1: entries: unexpected string "index.html" (write a list of paths such as ["index.html"], or an object of names and paths)`},
		{"entry type", `{"entries": [1]}`, `paintbox.json:1: entries[0]: unexpected number 1`},
		{"no entries", `{"entries": []}`, `paintbox.json:1: entries is empty`},
		{"missing entry", "{\"entries\": [\"index.html\",\n\"src/mian.ts\"]}", `paintbox.json:2: entry "src/mian.ts" does not exist (create it, or correct "entries" in paintbox.json)`},
		{"entry outside", `{"entries": ["../index.html"]}`, `entry "../index.html" is outside the project`},
		{"entry is a directory", `{"entries": ["src"]}`, `entry "src" is a directory (name a file in it, such as "src/index.html")`},
		{"entry of an unknown type", `{"entries": ["src/readme.txt"]}`, `entry "src/readme.txt" is of an unknown type (entries end in .html, `},
		{"entry twice", `{"entries": ["index.html", "./index.html"]}`, `entry "index.html" is listed twice`},
		{"entry name", `{"entries": {"../x": "index.html"}}`, `entries: bad name "../x"`},
		{"outdir is the project", `{"outdir": "./"}`, `paintbox.json:1: outdir "./" holds the project itself`},
		{"outdir is a parent", `{"outdir": "../.."}`, `holds the project itself`},
		{"outdir holds an entry", `{"entries": ["src/main.ts"], "outdir": "src"}`, `outdir "src" holds the entry "src/main.ts"`},
		{"outdir is empty", `{"outdir": ""}`, `outdir is empty`},
		{"two groups of one name", "{\"chunks\": {\"groups\": [\n{\"name\": \"ui\", \"files\": [\"a\"]},\n{\"name\": \"ui\", \"files\": [\"b\"]}]}}", `paintbox.json:3: there are two groups named "ui", the first on line 2 (rename one of them)`},
		{"group without a rule", `{"chunks": {"groups": [{"name": "ui"}]}}`, `group "ui" has neither packages nor files`},
		{"group without a name", `{"chunks": {"groups": [{"files": ["a"]}]}}`, `paintbox.json:1: chunks.groups[0]: bad name ""`},
		{"group name", `{"chunks": {"groups": [{"name": "a/b", "files": ["a"]}]}}`, `chunks.groups[0]: bad name "a/b"`},
		{"glob", `{"chunks": {"groups": [{"name": "a", "files": ["src/[a"]}]}}`, `chunks.groups[0].files: bad glob "src/[a"`},
		{"budget", "{\"budgets\": [\n{\"type\": \"totl\", \"max\": \"1MB\"}]}", `paintbox.json:2: budgets[0].type: unknown kind of budget "totl" (did you mean "total"?)`},
		{"budget of zero", `{"budgets": [{"type": "total", "max": 0}]}`, `budgets[0].max: must be above zero`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load(Request{Dir: project(t, map[string]string{"paintbox.json": tt.text})})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestAllErrorsAtOnce(t *testing.T) {
	_, err := Load(Request{Dir: project(t, map[string]string{"paintbox.json": "{\n\"chunk\": 1,\n\"outdir\": 2,\n\"sourcemap\": 3}"})})
	want := asset.Messages{
		{Text: `unknown key "chunk"`, File: "paintbox.json", Line: 2, Source: `"chunk": 1,`, Note: `did you mean "chunks"?`, Key: "chunk"},
		{Text: `outdir: unexpected number 2`, File: "paintbox.json", Line: 3, Source: `"outdir": 2,`, Note: "write a string", Key: "outdir"},
		{Text: `sourcemap: unexpected number 3`, File: "paintbox.json", Line: 4, Source: `"sourcemap": 3}`, Note: `write "none", "linked" or "hidden"`, Key: "sourcemap"},
	}
	if diff := cmp.Diff(want, err); diff != "" {
		t.Error(diff)
	}
}

func TestFiles(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		req   Request
		want  string // the base, or the error
	}{
		{"json before package.json", map[string]string{"paintbox.json": `{"base": "/a/"}`, "package.json": `{"paintbox": {"base": "/b/"}}`}, Request{}, "/a/"},
		{"package.json", map[string]string{"package.json": `{"paintbox": {"base": "/b/"}}`}, Request{}, "/b/"},
		{"error in package.json", map[string]string{"package.json": "{\n\"paintbox\":\n{\"bas\": 1}}"}, Request{}, `package.json:3: unknown key "bas" (did you mean "base"?)`},
		{"byte order mark", map[string]string{"paintbox.json": "\uFEFF{\"base\": \"/c/\"}"}, Request{}, "/c/"},
		{"--config", map[string]string{"paintbox.json": `{`, "ci/other.json": `{"base": "/d/"}`}, Request{File: "ci/other.json"}, "/d/"},
		{"two files", map[string]string{"paintbox.json": `{}`, "paintbox.jsonc": `{}`}, Request{}, "there are two configurations"},
		{"no such file", nil, Request{File: "none.json"}, "none.json: cannot read the configuration: no such file or directory"},
		{"a directory", nil, Request{File: "src"}, "src: cannot read the configuration"},
		{"no key", map[string]string{"package.json": "{}"}, Request{File: "package.json"}, `package.json: no key "paintbox"`},
		{"too long", map[string]string{"paintbox.json": strings.Repeat(" ", maxFileSize+1)}, Request{}, "paintbox.json:1: the file is 1048577 bytes long"},
		{"no such directory", nil, Request{Dir: "/no/such"}, "no directory /no/such (--cwd"},
		{"bad flag", nil, Request{Settings: []Setting{{"--max-size", "chunks.maxSize", "1XB"}}}, `--max-size: chunks.maxSize: bad size "1XB"`},
		{"bad flag, validated", nil, Request{Settings: []Setting{{"--target", "target", "es1"}}}, `--target: target: bad value "es1"`},
		{"bad --budget", nil, Request{Total: new(asset.Size)}, `--budget: budgets[0].max: must be above zero`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.req.Dir == "" {
				tt.req.Dir = project(t, tt.files)
			}
			cfg, err := Load(tt.req)
			if err != nil {
				if !strings.Contains(err.Error(), tt.want) {
					t.Errorf("got  %v\nwant %s", err, tt.want)
				}
			} else if cfg.Base != tt.want {
				t.Errorf("got %q, want %q", cfg.Base, tt.want)
			}
		})
	}
}

func TestMissingDefaultEntry(t *testing.T) {
	_, err := Load(Request{Dir: t.TempDir()})
	want := `entry "index.html" does not exist (create it, or name the entries: "entries" in paintbox.json, or "paintbox build FILE")`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// TestLocate gives errors that show in a finished build their place.
func TestLocate(t *testing.T) {
	text := "{\"budgets\": [\n{\"type\": \"total\", \"max\": \"1MB\"},\n{\"type\": \"group\", \"name\": \"exel\", \"max\": \"1MB\"}]}"
	cfg, err := Load(Request{Dir: project(t, map[string]string{"paintbox.json": text})})
	if err != nil {
		t.Fatal(err)
	}
	_, checkErr := budgets.Check(asset.Build{}, cfg.Budgets, nil)
	for _, tt := range []struct {
		err  error
		want string
	}{
		{fmt.Errorf("wrapped: %w", checkErr), "paintbox.json:3: budgets[1]: matches nothing: this build has no group (give it \"files\" such as \"assets/vendor-*.js\", or remove the budget)"},
		{errors.Join(&asset.SettingError{Key: "budgets[0].max", Text: "small"}, errors.New("another")), "paintbox.json:2: budgets[0].max: small"},
		{&asset.SettingError{Key: "budgets[0].warn", Text: "absent"}, "paintbox.json:2: budgets[0].warn: absent"},
		{&asset.SettingError{Key: "serviceWorker.precache", Text: "not in the file", Note: "write another"}, "serviceWorker.precache: not in the file; write another"},
		{errors.New("serviceWorker.precache: text that only looks like it"), ""},
		{errors.New("dist: no room"), ""},
		{errors.New("base: no room"), ""},
		{asset.Messages{{Text: "base: is in a source file"}}, ""},
		{nil, ""},
	} {
		if got := cfg.Locate(tt.err).Error(); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
	}
}

// FuzzLoad: whatever the file holds, there is no panic, and every error says
// where it is.
func FuzzLoad(f *testing.F) {
	for _, seed := range []string{`{}`, `{"chunk": 1}`, `{"entries": {"a": "index.html"}, "compress": false}`, "{\"define\": {\"a\": \"1\"}, // x\n}",
		`{"chunks": {"groups": [{"name": "a", "files": ["*"]}], "maxSize": 1e99}}`, `{"budgets": [{"type": "total", "maxIncrease": "5%"}]}`,
		`{"serviceWorker": {"precache": ["index.html"]}}`, `{"loader": {".a": "file"}, "target": "es2022", "base": "//"}`, "\"\xff\"", `[[[[`} {
		f.Add([]byte(seed))
	}
	dir := project(f, nil)
	f.Fuzz(func(t *testing.T, text []byte) {
		cfg, d := defaults(), decoder{origins: map[string]origin{}}
		cfg.Dir, cfg.origins = dir, d.origins
		d.file(&cfg, "paintbox.json", text)
		if len(d.errs) == 0 {
			d.errs = validate(&cfg, Request{})
		}
		for _, m := range d.errs {
			if m.File != "paintbox.json" || m.Line < 1 || m.Line > 1+strings.Count(string(text), "\n") || m.Text == "" {
				t.Errorf("error without a place: %#v", m)
			}
		}
	})
}

// TestEveryCodingIsAKey: each can be turned on and off by itself, with the
// others as they are by default.
func TestEveryCodingIsAKey(t *testing.T) {
	for _, c := range coding.Table() {
		for _, on := range []bool{true, false} {
			dir := project(t, map[string]string{"paintbox.json": fmt.Sprintf(`{"compress": {%q: %v}}`, c.Name, on)})
			cfg, err := Load(Request{Dir: dir})
			if err != nil {
				t.Fatal(err)
			}
			want := compress.Defaults()
			want.Codings[c.Name] = on
			if diff := cmp.Diff(want, cfg.Compress); diff != "" {
				t.Errorf("%s %v: %s", c.Name, on, diff)
			}
		}
	}
}
