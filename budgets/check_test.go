package budgets

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/coding"
)

// file makes a file of the given sizes; 0 for a sibling that does not exist.
func file(path string, raw, gzip, brotli int) asset.File {
	f := asset.File{Path: path, Name: path, Kind: asset.KindOf(path), Data: make([]byte, raw)}
	if gzip > 0 {
		f.Encodings = f.Encodings.With("gzip", make([]byte, gzip))
	}
	if brotli > 0 {
		f.Encodings = f.Encodings.With("brotli", make([]byte, brotli))
	}
	return f
}

func with(f asset.File, change func(*asset.File)) asset.File {
	change(&f)
	return f
}

// sample is a small build that holds every kind of subject.
func sample() asset.Build {
	b := asset.Build{
		Precache: []string{"index.html", "assets/main-AAAA.js", "assets/style.css"},
		Roots: []asset.Root{
			{
				Source: "index.html", Name: "index", Entry: true, Page: "index.html", File: "assets/main-AAAA.js",
				Scripts: []string{"assets/framework-AAAA.js", "assets/main-AAAA.js"}, Styles: []string{"assets/style.css"},
			},
			{
				Source: "src/routes/[id].tsx", Name: "[id]", File: "assets/id.js",
				Scripts: []string{"assets/excel-2.js", "assets/excel.js", "assets/id.js"},
			},
		},
		Inputs: []asset.Input{
			{Path: "node_modules/react-dom/index.js"},
			{Path: "node_modules/xlsx/xlsx.mjs"},
			{Path: "src/app.tsx", Imports: []string{"node_modules/react-dom/index.js", "src/routes/[id].tsx"}},
			{Path: "src/main.tsx", Imports: []string{"src/app.tsx"}},
			{Path: "src/routes/[id].tsx", Imports: []string{"node_modules/xlsx/xlsx.mjs"}},
		},
	}
	return b.With(
		file("index.html", 500, 300, 250),
		with(file("assets/main-AAAA.js", 1000, 400, 300), func(f *asset.File) {
			f.Name, f.Source, f.Entry, f.Limit = "assets/main.js", "src/main.tsx", true, 2000
			f.Shares = []asset.Share{{Module: "src/app.tsx", Bytes: 600}, {Module: "src/main.tsx", Bytes: 390}}
		}),
		with(file("assets/framework-AAAA.js", 3000, 1200, 1000), func(f *asset.File) {
			f.Name, f.Group, f.Limit = "assets/framework.js", "framework", 2500
			f.Shares = []asset.Share{{Module: "node_modules/react-dom/index.js", Package: "react-dom", Bytes: 2950}}
			f.Uncut = []asset.Uncut{{Module: "node_modules/react-dom/index.js", Bytes: 2950, Chain: []string{"src/main.tsx", "src/app.tsx", "node_modules/react-dom/index.js"}, Advice: "let it stand alone"}}
		}),
		with(file("assets/excel.js", 2000, 900, 800), func(f *asset.File) {
			f.Group, f.Limit = "excel", 2500
			f.Shares = []asset.Share{{Module: "node_modules/xlsx/xlsx.mjs", Package: "xlsx", Bytes: 1990}}
		}),
		with(file("assets/excel-2.js", 1800, 0, 700), func(f *asset.File) {
			f.Group, f.Limit = "excel", 2500
			f.Shares = []asset.Share{{Module: "node_modules/xlsx/xlsx.mjs", Package: "xlsx", Bytes: 1790}}
		}),
		with(file("assets/id.js", 700, 300, 250), func(f *asset.File) {
			f.Source, f.Route, f.Limit = "src/routes/[id].tsx", true, 2500
			f.Shares = []asset.Share{{Module: "src/routes/[id].tsx", Bytes: 690}}
		}),
		file("assets/style.css", 400, 150, 140),
		file("assets/logo.png", 900, 0, 0),
		file("assets/font.woff2", 800, 0, 0),
		file("assets/solver.wasm", 600, 200, 190),
		file("assets/main.js.map", 9000, 0, 0),
		file("sw.js", 300, 0, 0),
		file("robots.txt", 50, 0, 0),
	)
}

func parseRules(t *testing.T, text string) []Rule {
	t.Helper()
	var rules []Rule
	if err := json.Unmarshal([]byte(text), &rules); err != nil {
		t.Fatal(err)
	}
	return rules
}

// summary writes a result on one line, so that the tables can be read.
func summary(r Result) string {
	s := fmt.Sprintf("%s: %s %s %s %d of %d", r.Status, r.Subject, r.Limit, r.Measure, r.Actual, r.Max)
	if r.Over > 0 {
		s += fmt.Sprintf(" over %d", r.Over)
	}
	if r.Alarm > 0 {
		s += fmt.Sprintf(" alarm %d", r.Alarm)
	}
	return s
}

func TestCheck(t *testing.T) {
	older := NewBaseline(sample(), nil)
	older.Sizes["total"] = Sizes{Raw: 11050, Coded: map[Measure]asset.Size{"gzip": 7000, "brotli": 6000}, Files: 12}
	delete(older.Sizes, "public") // of a version whose total held everything
	apart := NewBaseline(sample(), nil)
	older.Sizes["group excel"] = Sizes{Raw: 3900, Coded: map[Measure]asset.Size{"gzip": 2600, "brotli": 1000}, Files: 2}
	older.Sizes["route src/routes/[id].tsx"] = Sizes{Raw: 4000, Files: 3}
	delete(older.Sizes, "file assets/logo.png")
	seen := map[string]bool{}

	for _, tt := range []struct {
		name     string
		rules    string
		baseline *Baseline
		want     []string
	}{
		{"total leaves source maps out", `[{"type":"total","max":10350}]`, nil, []string{"ok: total max raw 10350 of 10350 alarm 92"}},
		{"one byte over", `[{"type":"total","max":10349}]`, nil, []string{"over: total max raw 10350 of 10349 over 1 alarm 92"}},
		{"public files, fonts and images are apart", `[{"type":"public","max":1699}]`, nil, []string{"over: public max raw 1700 of 1699 over 1 alarm 92"}},
		{"public files keep a limit", `[{"type":"public","max":"2KB","maxRequests":2}]`, nil, []string{"ok: public max raw 1700 of 2000 alarm 85", "ok: public maxRequests raw 2 of 2"}},
		{"public files by gzip", `[{"type":"public","measure":"gzip","max":"4KB"}]`, nil, []string{"ok: public max gzip 1700 of 4000"}},
		{"public files by brotli", `[{"type":"public","measure":"brotli","max":"4KB"}]`, nil, []string{"ok: public max brotli 1700 of 4000"}},
		{"public files may not grow", `[{"type":"public","maxIncrease":0}]`, &apart, []string{"ok: public maxIncrease raw 0 of 0"}},
		{"an older baseline has no public files", `[{"type":"public","maxIncrease":0}]`, &older, []string{"not compared: public maxIncrease raw 0 of 0"}},
		{"total against a baseline of its kind", `[{"type":"total","maxIncrease":0}]`, &apart, []string{"ok: total maxIncrease raw 0 of 0"}},
		{"total gzip counts raw where there is no .gz", `[{"type":"total","measure":"gzip","max":8000}]`, nil, []string{"ok: total max gzip 5600 of 8000 alarm 70"}},
		{"total brotli", `[{"type":"total","measure":"brotli","max":"8KB"}]`, nil, []string{"ok: total max brotli 3980 of 8000"}},
		{"total requests", `[{"type":"total","maxRequests":9}]`, nil, []string{"over: total maxRequests raw 10 of 9 over 1"}},

		{"file by glob", `[{"type":"file","name":"assets/*.{png,woff2}","max":850}]`, nil, []string{
			"ok: file assets/font.woff2 max raw 800 of 850 alarm 92", "over: file assets/logo.png max raw 900 of 850 over 50 alarm 92",
		}},
		{"file by name without hash", `[{"type":"file","name":"assets/main.js","max":2000}]`, nil, []string{"ok: file assets/main.js max raw 1000 of 2000"}},
		{"file by path", `[{"type":"file","name":"assets/main-AAAA.js","max":2000}]`, nil, []string{"ok: file assets/main.js max raw 1000 of 2000"}},
		{"file by base name", `[{"type":"file","name":"solver.wasm","measure":"gzip","max":2000}]`, nil, []string{"ok: file assets/solver.wasm max gzip 200 of 2000"}},
		{"file with warn", `[{"type":"file","name":"**/logo.png","warn":899,"max":2000}]`, nil, []string{"warn: file assets/logo.png max raw 900 of 2000"}},

		{"chunks by their own limits", `[{"type":"chunk"}]`, nil, []string{
			"ok: chunk assets/excel-2.js max raw 1800 of 2500", "ok: chunk assets/excel.js max raw 2000 of 2500",
			"info: chunk assets/framework.js max raw 3000 of 2500 over 500",
			"ok: chunk assets/id.js max raw 700 of 2500", "ok: chunk assets/main.js max raw 1000 of 2000",
		}},
		{"a rule's own max fails what cannot be cut", `[{"type":"chunk","name":"framework","max":2900}]`, nil, []string{
			"over: chunk assets/framework.js max raw 3000 of 2900 over 100 alarm 92",
		}},
		{"chunk by glob, brotli", `[{"type":"chunk","name":"excel*","measure":"brotli","max":1000}]`, nil, []string{
			"ok: chunk assets/excel-2.js max brotli 700 of 1000 alarm 70", "ok: chunk assets/excel.js max brotli 800 of 1000 alarm 70",
		}},

		{"group together", `[{"type":"group","name":"excel","max":3500}]`, nil, []string{"over: group excel max raw 3800 of 3500 over 300 alarm 92"}},
		{"group each", `[{"type":"group","name":"excel","each":true,"max":1900}]`, nil, []string{
			"ok: file assets/excel-2.js max raw 1800 of 1900 alarm 92", "over: file assets/excel.js max raw 2000 of 1900 over 100 alarm 92",
		}},
		{"group gzip", `[{"type":"group","name":"excel","measure":"gzip","max":3500}]`, nil, []string{"ok: group excel max gzip 2700 of 3500 alarm 70"}},
		{"every group", `[{"type":"group","max":10000}]`, nil, []string{"ok: group excel max raw 3800 of 10000", "ok: group framework max raw 3000 of 10000"}},
		{"group of files", `[{"type":"group","name":"media","files":"assets/*.{png,woff2}","max":1600}]`, nil, []string{"over: group media max raw 1700 of 1600 over 100 alarm 92"}},
		{"each of a group of files", `[{"type":"group","name":"media","files":"assets/main.js","each":true,"max":1600}]`, nil, []string{"ok: file assets/main.js max raw 1000 of 1600"}},
		{"group requests", `[{"type":"group","name":"excel","maxRequests":2}]`, nil, []string{"ok: group excel maxRequests raw 2 of 2"}},

		{"entry is scripts and styles", `[{"type":"entry","name":"index","max":4000,"maxRequests":3}]`, nil, []string{
			"over: entry index.html max raw 4400 of 4000 over 400 alarm 92", "ok: entry index.html maxRequests raw 3 of 3",
		}},
		{"entry by source, brotli", `[{"type":"entry","name":"*.html","measure":"brotli","max":4000}]`, nil, []string{"ok: entry index.html max brotli 1440 of 4000"}},
		{"route by a source with brackets", `[{"type":"route","name":"src/routes/[id].tsx","max":5000,"maxRequests":2}]`, nil, []string{
			"ok: route src/routes/[id].tsx max raw 4500 of 5000 alarm 85", "over: route src/routes/[id].tsx maxRequests raw 3 of 2 over 1",
		}},

		{"type js", `[{"type":"type","name":"js","max":10000}]`, nil, []string{"ok: type js max raw 8800 of 10000 alarm 85"}},
		{"type css gzip", `[{"type":"type","name":"css","measure":"gzip","max":10000}]`, nil, []string{"ok: type css max gzip 150 of 10000"}},
		{"types", `[{"type":"type","max":1000}]`, nil, []string{
			"ok: type html max raw 500 of 1000", "over: type js max raw 8800 of 1000 over 7800 alarm 92", "ok: type css max raw 400 of 1000",
			"ok: type image max raw 900 of 1000 alarm 85", "ok: type font max raw 800 of 1000 alarm 70", "ok: type wasm max raw 600 of 1000", "ok: type other max raw 50 of 1000",
		}},

		{"precache", `[{"type":"precache","max":1800,"maxRequests":3}]`, nil, []string{
			"over: precache max raw 1900 of 1800 over 100 alarm 92", "ok: precache maxRequests raw 3 of 3",
		}},
		{"precache brotli", `[{"type":"precache","measure":"brotli","max":1800}]`, nil, []string{"ok: precache max brotli 690 of 1800"}},

		{"file brotli", `[{"type":"file","name":"solver.wasm","measure":"brotli","max":180}]`, nil, []string{"over: file assets/solver.wasm max brotli 190 of 180 over 10 alarm 92"}},
		{"file requests", `[{"type":"file","name":"solver.wasm","maxRequests":1}]`, nil, []string{"ok: file assets/solver.wasm maxRequests raw 1 of 1"}},
		{"chunk gzip counts raw where there is no .gz", `[{"type":"chunk","name":"excel*","measure":"gzip","max":1000}]`, nil, []string{
			"over: chunk assets/excel-2.js max gzip 1800 of 1000 over 800 alarm 92", "ok: chunk assets/excel.js max gzip 900 of 1000 alarm 85",
		}},
		{"chunk requests", `[{"type":"chunk","name":"main","maxRequests":1}]`, nil, []string{"ok: chunk assets/main.js maxRequests raw 1 of 1"}},
		{"group brotli", `[{"type":"group","name":"excel","measure":"brotli","max":1500}]`, nil, []string{"ok: group excel max brotli 1500 of 1500 alarm 92"}},
		{"entry gzip", `[{"type":"entry","measure":"gzip","max":1700}]`, nil, []string{"over: entry index.html max gzip 1750 of 1700 over 50 alarm 92"}},
		{"entry growth", `[{"type":"entry","measure":"brotli","maxIncrease":0}]`, &older, []string{"ok: entry index.html maxIncrease brotli 0 of 0"}},
		{"route gzip", `[{"type":"route","measure":"gzip","max":2999}]`, nil, []string{"over: route src/routes/[id].tsx max gzip 3000 of 2999 over 1 alarm 92"}},
		{"route brotli", `[{"type":"route","measure":"brotli","max":9000}]`, nil, []string{"ok: route src/routes/[id].tsx max brotli 1750 of 9000"}},
		{"route growth", `[{"type":"route","maxIncrease":"0%"}]`, &older, []string{"over: route src/routes/[id].tsx maxIncrease raw 500 of 256 over 244"}},
		{"type brotli", `[{"type":"type","name":"css","measure":"brotli","max":9000}]`, nil, []string{"ok: type css max brotli 140 of 9000"}},
		{"type requests", `[{"type":"type","name":"js","maxRequests":5}]`, nil, []string{"over: type js maxRequests raw 6 of 5 over 1"}},
		{"type growth", `[{"type":"type","name":"font","maxIncrease":0}]`, &older, []string{"ok: type font maxIncrease raw 0 of 0"}},
		{"precache gzip", `[{"type":"precache","measure":"gzip","max":9000}]`, nil, []string{"ok: precache max gzip 850 of 9000"}},
		{"precache growth", `[{"type":"precache","maxIncrease":"1B"}]`, &older, []string{"ok: precache maxIncrease raw 0 of 1"}},

		{"no baseline is not compared", `[{"type":"total","maxIncrease":"1B"}]`, nil, []string{"not compared: total maxIncrease raw 0 of 0"}},
		{"increase in bytes", `[{"type":"total","maxIncrease":999}]`, &older, []string{"over: total maxIncrease raw 1000 of 999 over 1"}},
		{"increase in percent", `[{"type":"total","maxIncrease":"10%"}]`, &older, []string{"ok: total maxIncrease raw 1000 of 1105"}},
		{"percent of compressed bytes", `[{"type":"total","measure":"gzip","maxIncrease":"4%"}]`, &older, []string{"over: total maxIncrease gzip 300 of 280 over 20"}},
		{"a floor under the percentage", `[{"type":"group","name":"excel","measure":"gzip","maxIncrease":"1%"}]`, &older, []string{"ok: group excel maxIncrease gzip 100 of 256"}},
		{"another floor", `[{"type":"group","name":"excel","measure":"gzip","maxIncrease":"1%","increaseFloor":"90B"}]`, &older, []string{"over: group excel maxIncrease gzip 100 of 90 over 10"}},
		{"smaller is fine", `[{"type":"group","name":"excel","maxIncrease":0}]`, &older, []string{"ok: group excel maxIncrease raw -100 of 0"}},
		{"brotli growth", `[{"type":"group","name":"excel","measure":"brotli","maxIncrease":"20%"}]`, &older, []string{"over: group excel maxIncrease brotli 500 of 256 over 244"}},
		{"new since the baseline", `[{"type":"file","name":"**/logo.png","maxIncrease":"5%"}]`, &older, []string{"not compared: file assets/logo.png maxIncrease raw 0 of 0"}},
		{"a chunk compares as its file", `[{"type":"chunk","name":"main","maxIncrease":"0%","increaseFloor":0}]`, &older, []string{"ok: chunk assets/main.js maxIncrease raw 0 of 0"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v, err := Check(sample(), parseRules(t, tt.rules), tt.baseline)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			over := false
			for _, r := range v.Results {
				got = append(got, summary(r))
				seen[fmt.Sprint(r.Rule.Type, " ", r.Measure)], seen[fmt.Sprint(r.Rule.Type, " ", r.Limit)] = true, true
				over = over || strings.HasPrefix(summary(r), "over")
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if v.Exceeded() != over {
				t.Errorf("Exceeded() = %v", v.Exceeded())
			}
			if v.Compared != (tt.baseline != nil) {
				t.Errorf("Compared = %v", v.Compared)
			}
		})
	}
	for _, k := range Kinds() { // the table is whole
		for _, what := range []any{MeasureRaw, Measure("gzip"), Measure("brotli"), LimitMax, LimitRequests, LimitIncrease} {
			if combination := fmt.Sprint(k.Name, " ", what); !seen[combination] {
				t.Errorf("no test of %s", combination)
			}
		}
	}
}

func TestBadRules(t *testing.T) {
	for _, tt := range []struct{ rules, want string }{
		{`[{"max":1}]`, `budgets[0].type: is missing (one of total, public, file, chunk, group, entry, route, type, precache)`},
		{`[{"type":"groop","max":1}]`, `budgets[0].type: unknown kind of budget "groop" (did you mean "group"?)`},
		{`[{"type":"bundlesize","max":1}]`, `budgets[0].type: unknown kind of budget "bundlesize" (one of total, public, file, chunk, group, entry, route, type, precache)`},
		{`[{"type":"total","measure":"gz","max":1}]`, `budgets[0].measure: unknown measure "gz" (did you mean "gzip"?)`},
		{`[{"type":"total","measure":"lzma","max":1}]`, `budgets[0].measure: unknown measure "lzma" (one of ` + measureNames() + `)`},
		{`[{"type":"total","max":0}]`, `budgets[0].max: must be above zero (such as "244KB")`},
		{`[{"type":"total","max":5,"warn":0}]`, `budgets[0].warn: must be above zero (such as "200KB")`},
		{`[{"type":"total","max":5,"warn":6}]`, `budgets[0].warn: 6B is above max 5B, which fails first (lower warn or raise max)`},
		{`[{"type":"total","warn":6}]`, `budgets[0].warn: needs a max above it (add "max")`},
		{`[{"type":"total","maxRequests":0}]`, `budgets[0].maxRequests: must be above zero (a number of files such as 10)`},
		{`[{"type":"total","maxRequests":-3}]`, `budgets[0].maxRequests: must be above zero (a number of files such as 10)`},
		{`[{"type":"total"}]`, `budgets[0]: sets no limit (add "max", "maxRequests" or "maxIncrease")`},
		{`[{"type":"chunk","measure":"gzip"}]`, `budgets[0].measure: a chunk's own limit is in raw bytes (add "max", or leave out "measure")`},
		{`[{"type":"total","name":"x","max":1}]`, `budgets[0].name: a total budget takes no name (leave it out, or choose another type)`},
		{`[{"type":"file","name":"a[","max":1}]`, `budgets[0].name: bad pattern "a[" (close its brackets and braces)`},
		{`[{"type":"file","name":"a{b","max":1}]`, `budgets[0].name: bad pattern "a{b" (close its brackets and braces)`},
		{`[{"type":"type","name":"scripts","max":1}]`, `budgets[0].name: unknown type "scripts" (one of html, js, css, image, font, media, wasm, other)`},
		{`[{"type":"type","name":"map","max":1}]`, `budgets[0].name: unknown type "map" (one of html, js, css, image, font, media, wasm, other)`},
		{`[{"type":"file","each":true,"max":1}]`, `budgets[0].each: is for groups only (leave it out; "file" and "chunk" judge each file anyway)`},
		{`[{"type":"file","files":"*.js","max":1}]`, `budgets[0].files: is for groups only (use "name" for the files of a file budget)`},
		{`[{"type":"group","files":"*.js","max":1}]`, `budgets[0].files: needs a name for the group (add "name")`},
		{`[{"type":"group","name":"x","files":"*.{js","max":1}]`, `budgets[0].files: bad pattern "*.{js" (close its brackets and braces)`},
		{`[{"type":"group","name":"x","files":"*.mp4","max":1}]`, `budgets[0].files: matches nothing: no file of this build is *.mp4 (correct the pattern)`},
		{`[{"type":"total","maxIncrease":"2KB","increaseFloor":5}]`, `budgets[0].increaseFloor: goes with a percentage (write maxIncrease as "5%", or leave the floor out)`},
		{`[{"type":"total","max":5},{"type":"total","measure":"raw","max":6}]`, `budgets[1].max: contradicts budgets[0], which limits the same (keep one of them)`},
		{`[{"type":"group","name":"exel","max":5}]`, `budgets[0].name: matches nothing: no group is called exel (did you mean "excel"?)`},
		{`[{"type":"group","name":"charts","max":5}]`, `budgets[0].name: matches nothing: no group is called charts (one of excel, framework)`},
		{`[{"type":"type","name":"{js,cs}","max":50000},{"type":"file","name":"*.mp4","max":5}]`,
			`budgets[1].name: matches nothing: no file is called *.mp4 (one of assets/excel-2.js, assets/excel.js, assets/font.woff2, assets/framework.js, assets/id.js, assets/logo.png, assets/main.js, assets/solver.wasm, …)`},
	} {
		v, err := Check(sample(), parseRules(t, tt.rules), nil)
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s\n got %v\nwant %s", tt.rules, err, tt.want)
			continue
		}
		var setting *asset.SettingError
		if !errors.As(err, &setting) || v.Results != nil {
			t.Errorf("%s: not a SettingError, or results beside the error: %#v", tt.rules, err)
		}
	}
}

func TestBadSizesInRules(t *testing.T) {
	for _, text := range []string{`{"max":"-1KB"}`, `{"max":"5 bananas"}`, `{"warn":-1}`, `{"maxIncrease":"-5%"}`, `{"maxIncrease":"5 percent"}`, `{"maxIncrease":"x%"}`, `{"maxIncrease":"-1"}`} {
		var r Rule
		if err := json.Unmarshal([]byte(text), &r); err == nil {
			t.Errorf("%s was accepted as %+v", text, r)
		}
	}
	if err := Validate([]Rule{{Type: "total", Max: new(asset.Size(-1))}, {Type: "total", MaxIncrease: &Increase{Bytes: -1}}}); err == nil || strings.Count(err.Error(), "\n") != 1 {
		t.Errorf("negative sizes set from Go: %v", err)
	}
}

func TestPrecacheNeedsAServiceWorker(t *testing.T) {
	b := sample()
	b.Precache = nil
	_, err := Check(b, parseRules(t, `[{"type":"precache","max":5000}]`), nil)
	if err == nil || !strings.Contains(err.Error(), "this build has no precache") {
		t.Error(err)
	}
}

func TestNothingOfTheKind(t *testing.T) {
	empty := asset.Build{Files: []asset.File{file("a.txt", 5, 0, 0)}}
	for _, kind := range []string{"chunk", "group", "entry", "route", "precache"} {
		_, err := Check(empty, []Rule{{Type: kind, Max: new(asset.KB)}}, nil)
		if err == nil || !strings.Contains(err.Error(), "this build has no "+kind) {
			t.Errorf("%s: %v", kind, err)
		}
	}
	if _, err := Check(empty, Defaults(0), nil); err != nil {
		t.Errorf("the default rules must pass a build without scripts: %v", err)
	}
	if _, err := Check(empty, Defaults(244*asset.KB), nil); err == nil {
		t.Error("a stated chunk limit that judges nothing must be an error")
	}
}

// measureNames lists the measures as errors do.
func measureNames() string {
	var names []string
	for _, m := range Measures() {
		names = append(names, string(m))
	}
	return strings.Join(names, ", ")
}

// TestEveryCodingIsAMeasure: a rule counts it, and a baseline keeps it.
func TestEveryCodingIsAMeasure(t *testing.T) {
	for i, c := range coding.Table() {
		build := func(n int) asset.Build {
			f := file("a.js", 5000, 0, 0)
			f.Encodings = f.Encodings.With(c.Name, make([]byte, n))
			return asset.Build{}.With(f)
		}
		rules := parseRules(t, `[{"type":"total","measure":"`+c.Name+`","max":1000,"maxIncrease":5}]`)
		before, err := ParseBaseline(NewBaseline(build(900+i), nil).Marshal())
		if err != nil {
			t.Fatal(err)
		}
		v, err := Check(build(910+i), rules, &before)
		if err != nil {
			t.Fatal(err)
		}
		if limit, growth := v.Results[0], v.Results[1]; limit.Actual != asset.Size(910+i) || growth.Base != asset.Size(900+i) || growth.Over != 5 {
			t.Errorf("%s: %+v", c.Name, v.Results)
		}
	}
}
