package report

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
)

// shop is a build as large projects have it: groups of one and of many files,
// a module that cannot be cut, nested routes, copied files, source maps.
func shop() asset.Build {
	b := asset.Build{
		Base: "/", SourceBytes: 18_420_000, Modules: 2731,
		Roots: []asset.Root{
			{
				Source: "index.html", Name: "index", Entry: true, Page: "index.html", File: "assets/main-2K7QAAAA.js",
				Scripts: []string{"assets/framework-2K7QAAAA.js", "assets/vendor-2K7Q0000.js", "assets/main-2K7QAAAA.js"}, Styles: []string{"assets/main-2K7QAAAB.css"},
			},
			{
				Source: "src/routes/Estimate.tsx", Name: "Estimate", File: "assets/Estimate-2K7QAAAA.js",
				Scripts: []string{"assets/ui-2K7Q0000.js", "assets/ui-2K7Q0001.js", "assets/Estimate-2K7QAAAA.js"}, Styles: []string{"assets/Estimate-2K7QAAAB.css"},
			},
			{
				Source: "src/routes/estimate/Export.tsx", Name: "Export", File: "assets/Export-2K7QAAAA.js",
				Scripts: []string{"assets/excel-2K7Q0000.js", "assets/excel-2K7Q0001.js", "assets/Export-2K7QAAAA.js"},
			},
			{
				Source: "src/routes/[id].tsx", Name: "[id]", File: "assets/id-2K7QAAAA.js",
				Scripts: []string{"assets/id-2K7QAAAA.js"},
			},
		},
		Inputs: []asset.Input{
			{Path: "node_modules/lodash/lodash.js", Bytes: 544_000},
			{Path: "node_modules/react-dom/cjs/react-dom-client.production.js", Bytes: 536_000},
			{Path: "node_modules/react-dom/client.js", Bytes: 1_300, Imports: []string{"node_modules/react-dom/cjs/react-dom-client.production.js"}},
			{Path: "node_modules/xlsx/xlsx.mjs", Bytes: 870_000},
			{Path: "src/App.tsx", Bytes: 4_200, Imports: []string{"src/routes/Estimate.tsx", "src/routes/[id].tsx", "node_modules/lodash/lodash.js"}},
			{Path: "src/main.tsx", Bytes: 900, Imports: []string{"node_modules/react-dom/client.js", "src/App.tsx", "src/style.css"}},
			{Path: "src/routes/Estimate.tsx", Bytes: 21_000, Imports: []string{"src/routes/estimate/Export.tsx"}},
			{Path: "src/routes/[id].tsx", Bytes: 3_000},
			{Path: "src/routes/estimate/Export.tsx", Bytes: 8_000, Imports: []string{"node_modules/xlsx/xlsx.mjs"}},
			{Path: "src/style.css", Bytes: 3_000, Imports: []string{"src/fonts.css", "src/logo.svg"}},
		},
		Warnings: []asset.Message{
			{Text: "group \"maps\" matches nothing", File: "paintbox.json", Line: 12, Note: "remove it, or check its packages", Key: "chunks.groups[2]"},
			{Text: "\"useless\" is imported and never used", File: "src/App.tsx", Line: 3, Column: 10},
		},
	}
	return b.With(append(shopChunks(), shopFiles()...)...)
}

func shopChunks() []asset.File {
	files := []asset.File{
		chunk("assets/main-2K7QAAAA.js", 38_400, func(f *asset.File) {
			f.Entry, f.Source = true, "src/main.tsx"
			f.Imports, f.Dynamic = []string{"assets/framework-2K7QAAAA.js", "assets/vendor-2K7Q0000.js"}, []string{"assets/Estimate-2K7QAAAA.js", "assets/id-2K7QAAAA.js"}
			f.CSS = []string{"assets/main-2K7QAAAB.css"}
			f.Shares = []asset.Share{{Module: "src/App.tsx", Bytes: 30_000}, {Module: "src/main.tsx", Bytes: 8_300}}
		}),
		chunk("assets/framework-2K7QAAAA.js", 205_312, func(f *asset.File) {
			f.Group, f.Limit = "framework", 200_000
			f.Shares = []asset.Share{{Module: "node_modules/react-dom/cjs/react-dom-client.production.js", Package: "react-dom", Bytes: 204_900}, {Module: "node_modules/react-dom/client.js", Package: "react-dom", Bytes: 380}}
			f.Uncut = []asset.Uncut{{
				Module: "node_modules/react-dom/cjs/react-dom-client.production.js", Bytes: 204_900, Advice: "it is CommonJS and may stand alone; give group \"framework\" a larger maxSize to accept it",
				Chain: []string{"src/main.tsx", "node_modules/react-dom/client.js", "node_modules/react-dom/cjs/react-dom-client.production.js"},
			}}
		}),
		chunk("assets/Estimate-2K7QAAAA.js", 61_000, func(f *asset.File) {
			f.Route, f.Source = true, "src/routes/Estimate.tsx"
			f.Imports, f.Dynamic = []string{"assets/ui-2K7Q0000.js", "assets/ui-2K7Q0001.js"}, []string{"assets/Export-2K7QAAAA.js"}
			f.CSS, f.Assets = []string{"assets/Estimate-2K7QAAAB.css"}, []string{"assets/logo-2K7QAAAA.svg"}
			f.Shares = []asset.Share{{Module: "src/routes/Estimate.tsx", Bytes: 60_800}}
		}),
		chunk("assets/Export-2K7QAAAA.js", 9_100, func(f *asset.File) {
			f.Route, f.Source, f.Imports = true, "src/routes/estimate/Export.tsx", []string{"assets/excel-2K7Q0000.js", "assets/excel-2K7Q0001.js"}
			f.Shares = []asset.Share{{Module: "src/routes/estimate/Export.tsx", Bytes: 9_000}}
		}),
		chunk("assets/id-2K7QAAAA.js", 700, func(f *asset.File) {
			f.Route, f.Source = true, "src/routes/[id].tsx"
			f.Shares = []asset.Share{{Module: "src/routes/[id].tsx", Bytes: 650}}
		}),
		chunk("assets/shared-2K7QAAAA.js", 21_500, func(f *asset.File) {
			f.Shares = []asset.Share{{Module: "src/money.ts", Bytes: 21_000}}
		}),
	}
	for group, sizes := range map[string][]int{"excel": {243_900, 181_200}, "ui": {243_100, 210_000, 90_400}, "vendor": manySizes(52)} {
		for i, n := range sizes {
			files = append(files, chunk(fmt.Sprintf("assets/%s-2K7Q%04d.js", group, i), n, func(f *asset.File) {
				f.Group = group
				if i > 0 {
					f.Name = fmt.Sprintf("assets/%s-%d.js", group, i+1)
				}
				pkg := map[string]string{"excel": "xlsx", "ui": "@mui/material", "vendor": fmt.Sprintf("package-%02d", i)}[group]
				f.Shares = []asset.Share{{Module: "node_modules/" + pkg + "/index.js", Package: pkg, Bytes: asset.Size(n - 100)}}
			}))
		}
	}
	return files
}

func manySizes(n int) []int {
	sizes := make([]int, n)
	for i := range sizes {
		sizes[i] = 74_000 - 1_321*i
	}
	return sizes
}

func shopFiles() []asset.File {
	files := []asset.File{
		{Path: "index.html", Source: "index.html", Entry: true, Data: make([]byte, 1_240), Encodings: asset.Encodings{"gzip": make([]byte, 612), "brotli": make([]byte, 480)}},
		{Path: "assets/main-2K7QAAAB.css", Immutable: true, Data: make([]byte, 18_200), Encodings: asset.Encodings{"gzip": make([]byte, 4_400), "brotli": make([]byte, 3_900)}, Assets: []string{"assets/Inter-2K7QAAAA.woff2"}, Shares: []asset.Share{{Module: "src/style.css", Bytes: 18_200}}},
		{Path: "assets/Estimate-2K7QAAAB.css", Immutable: true, Data: make([]byte, 6_300), Encodings: asset.Encodings{"gzip": make([]byte, 1_500), "brotli": make([]byte, 1_300)}},
		{Path: "assets/logo-2K7QAAAA.svg", Source: "src/logo.svg", Immutable: true, Data: make([]byte, 2_100), Encodings: asset.Encodings{"gzip": make([]byte, 900), "brotli": make([]byte, 800)}},
		{Path: "assets/a-picture-with-a-name-that-is-much-too-long-for-a-table-2K7QAAAA.avif", Source: "src/a.avif", Immutable: true, Data: make([]byte, 88_000)},
		{Path: "assets/Inter-2K7QAAAA.woff2", Source: "src/Inter.woff2", Immutable: true, Data: make([]byte, 48_200)},
		{Path: "assets/main-2K7QAAAA.js.map", Data: make([]byte, 900_000)},
		{Path: "robots.txt", Data: make([]byte, 64)},
		{Path: "sw.js", Data: make([]byte, 7_100), Encodings: asset.Encodings{"gzip": make([]byte, 3_500), "brotli": make([]byte, 3_100)}},
	}
	for i := range files {
		files[i].Kind = asset.KindOf(files[i].Path)
		files[i].Name = unhashed(files[i].Path)
	}
	return files
}

func chunk(path string, n int, change func(*asset.File)) asset.File {
	f := asset.File{
		Path: path, Name: unhashed(path), Kind: asset.KindJS, Limit: 244_000, Immutable: true,
		Data: make([]byte, n), Encodings: asset.Encodings{"gzip": make([]byte, n*31/100), "brotli": make([]byte, n*27/100)},
	}
	change(&f)
	return f
}

// unhashed cuts "-" and eight letters before the extension.
func unhashed(p string) string {
	for i := 0; i+9 < len(p); i++ {
		if p[i:i+5] == "-2K7Q" {
			return p[:i] + p[i+9:]
		}
	}
	return p
}

const shopRules = `[
	{"type": "total", "max": "5MB"},
	{"type": "chunk"},
	{"type": "group", "name": "excel", "max": "400KB"},
	{"type": "group", "name": "framework", "max": "300KB"},
	{"type": "entry", "name": "index", "measure": "brotli", "max": "90KB", "warn": "80KB", "maxRequests": 3},
	{"type": "route", "measure": "brotli", "max": "200KB"},
	{"type": "total", "measure": "brotli", "maxIncrease": "1%"},
	{"type": "file", "name": "**/*.avif", "maxIncrease": "1KB"}
]`

// shopReport judges the shop by rules that break in every way.
func shopReport(t *testing.T) Report {
	t.Helper()
	baseline := budgets.NewBaseline(shop(), nil)
	baseline.Sizes["package xlsx"] = budgets.Sizes{Raw: 212_000}
	total := baseline.Sizes["total"]
	total.Coded["brotli"] -= 120_000
	baseline.Sizes["total"] = total
	delete(baseline.Sizes, "file "+"assets/a-picture-with-a-name-that-is-much-too-long-for-a-table.avif")
	return judge(t, shop(), shopRules, &baseline)
}

func judge(t *testing.T, b asset.Build, text string, baseline *budgets.Baseline) Report {
	t.Helper()
	var rules []budgets.Rule
	if err := json.Unmarshal([]byte(text), &rules); err != nil {
		t.Fatal(err)
	}
	v, err := budgets.Check(b, rules, baseline)
	if err != nil {
		t.Fatal(err)
	}
	return Report{
		Version: "0.1.0", Outdir: "dist", Config: "paintbox.json", Build: b, Verdict: v, Baseline: baseline,
		Run: &Run{
			Duration: 2310 * time.Millisecond, PeakMemory: 612 * asset.MB,
			Stages: []Stage{
				{"config", 1 * time.Millisecond},
				{"link", 950 * time.Millisecond},
				{"plan", 110 * time.Millisecond},
				{"assemble", 410 * time.Millisecond},
				{"pages", 3 * time.Millisecond},
				{"compress", 812 * time.Millisecond},
				{"publish", 24 * time.Millisecond},
			},
		},
	}
}
