package browserslist

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// project writes files into a directory of their own.
func project(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		projecttest.Write(t, file, []byte(text))
	}
	return dir
}

// packed and older are the same facts in the two forms in which releases of
// caniuse-lite hold them.
func packed() map[string]string {
	return map[string]string{
		"browsers.js":        `module.exports={A:"chrome",B:"safari",C:"ie",D:"op_mini"};`,
		"browserVersions.js": `module.exports={A:"99"};`,
		"agents.js": `module.exports={A:{A:[0,.5,2,30],B:"webkit",C:["70 80 90 100 101",3],E:"Chrome",F:[17897,365,365,365,null]},` +
			`B:{A:[1,.1,20],C:[2,"13 14 15.2-15.3"],F:[18000,365,500]},C:{A:[0.3],C:["11"],F:[15000]},D:{A:[1],C:["all"],F:[14000]}};`,
	}
}

func older() map[string]string {
	return map[string]string{
		"browsers.js":        `module.exports={A:"chrome",B:"safari",C:"ie",D:"op_mini"};`,
		"browserVersions.js": `module.exports={"0":"70","1":"80",A:"90",B:"100",C:"101",D:"13",E:"14",F:"15.2-15.3",G:"11",H:"all"};`,
		"agents.js": `module.exports={A:{A:{"0":0,"1":.5,A:2,B:30},B:"webkit",C:["","0","1","A","B","C"],E:"Chrome",F:{"0":1546300800,"1":1577836800,A:1609372800,B:1640908800,C:null}},` +
			`B:{A:{D:1,E:.1,F:20},C:["D","E","F"],F:{D:1555200000,E:1586736000,F:1629936000}},C:{A:{G:0.3},C:["G"],F:{G:1296000000}},D:{A:{H:1},C:["H"],F:{H:1209600000}}};`,
	}
}

// TestTarget: each target is what browserslist for npm chooses of the same data.
func TestTarget(t *testing.T) {
	for name, data := range map[string]map[string]string{"2026": packed(), "2022": older()} {
		files := map[string]string{}
		for file, text := range data {
			files["node_modules/caniuse-lite/data/"+file] = text
		}
		dir := project(t, files)
		for query, want := range map[string]string{
			"> 1%":                                   "chrome90,safari15.2",
			">= 1%, not op_mini all":                 "chrome90,safari13",
			"> 0.2%, not dead":                       "chrome80,safari13",
			"last 1 version":                         "chrome100,safari15.2",
			"last 2 chrome versions":                 "chrome90",
			"last 2 Safari major versions":           "safari14",
			"cover 50%":                              "chrome100,safari15.2",
			"since 2021":                             "chrome100,safari15.2",
			"last 1.1 years":                         "chrome90,safari15.2",
			"chrome >= 80 and not chrome 80":         "chrome90",
			"chrome 80-90":                           "chrome80",
			"Chrome < 90, not chrome < 75":           "chrome80",
			"safari 14 or chrome 100":                "chrome100,safari14",
			"chrome 49":                              "chrome64",
			"ie 11, safari 14":                       "safari14",
			"firefox esr":                            "firefox140",
			"supports es6-module and last 1 version": "chrome100,safari15.2",
			"unreleased versions, chrome 99":         "chrome99",
			"baseline 2020":                          "chrome90,safari14",
			"baseline widely available":              "chrome70,safari13",
			"baseline widely available on 2023-06-30 with downstream": "chrome80,safari14",
			"baseline newly available":                                "chrome100,safari15.2",
			"ie 11":                                                   "chrome64,edge79,firefox67,ios12,opera51,safari11.1",
		} {
			got, notes := Target(dir, List{"package.json", []string{query}})
			if got != want || notes != nil {
				t.Errorf("%s: %s: got %q, want %q %v", name, query, got, want, notes)
			}
		}
	}
}

// TestWithoutData: versions that are named need no data.
func TestWithoutData(t *testing.T) {
	for query, want := range map[string]string{
		"chrome >= 87, safari >= 14, not dead, not op_mini all": "chrome87,safari14 ",
		"edge 88, Firefox ESR, iOS 15.2-15.4":                   "edge88,firefox140,ios15.2 ",
		"> 0.2%, not dead":                                      `es2020 browserslist: "> 0.2%" needs the package caniuse-lite, which is not installed: the target is es2020`,
		"chrome 100, in Alaska":                                 `chrome100 browserslist: "in alaska" is not understood here, and left out`,
		"ie 11":                                                 `chrome64,edge79,firefox67,ios12,opera51,safari11.1 `,
		"netscape 4":                                            `es2020 browserslist: no browser of the list is known here: the target is es2020`,
		"garbage query":                                         `es2020 browserslist: "garbage query" is not understood here: the target is es2020`,
		"extends browserslist-config-nope":                      `es2020 browserslist: "browserslist-config-nope" is not installed: the target is es2020`,
		"extends browserslist-config-nope, chrome 90":           `chrome90 browserslist: "browserslist-config-nope" is not installed, and left out`,
		"> 0.5% in US":                                          `es2020 browserslist: "> 0.5% in us" needs the package caniuse-lite, which is not installed: the target is es2020`,
	} {
		got, notes := Target(t.TempDir(), List{"package.json", []string{query}})
		got += " "
		for _, n := range notes {
			got += n.Text
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", query, got, want)
		}
	}
}

// TestExtends: lists of packages are read where they are data, and those that these
// extend. Usage in a country is that of the world.
func TestExtends(t *testing.T) {
	files := map[string]string{
		"node_modules/browserslist-config-x/package.json":   `{"main": "lib/list"}`,
		"node_modules/browserslist-config-x/lib/list.js":    `module.exports = ['chrome 90', 'extends @acme/browserslist-config']`,
		"node_modules/@acme/browserslist-config/index.js":   "'use strict'\nmodule.exports = { production: [\"safari 15\"], development: [\"chrome 120\"] };",
		"node_modules/browserslist-config-json/index.json":  `["firefox 100"]`,
		"node_modules/browserslist-config-round/index.js":   `module.exports = ["extends browserslist-config-round", "edge 100"]`,
		"node_modules/browserslist-config-program/index.js": `module.exports = require("./list").filter(Boolean)`,
	}
	for file, text := range packed() {
		files["node_modules/caniuse-lite/data/"+file] = text
	}
	dir := project(t, files)
	for query, want := range map[string]string{
		"extends browserslist-config-x":                   "chrome90,safari15 ",
		"extends browserslist-config-json and not dead":   "firefox100 ",
		"extends browserslist-config-round":               `edge100 browserslist: "extends browserslist-config-round" is not understood here, and left out`,
		"extends browserslist-config-program, chrome 100": `chrome100 browserslist: "browserslist-config-program" is a program, which is not run, and left out`,
		"> 1% in US":                     `chrome90,safari15.2 browserslist: for "> 1% in us" the usage of the world counts`,
		"> 1% in alt-as and chrome > 90": `chrome100 browserslist: for "> 1% in alt-as" the usage of the world counts`,
	} {
		got, notes := Target(dir, List{"package.json", []string{query}})
		got += " "
		for _, n := range notes {
			got += n.Text
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", query, got, want)
		}
	}
}

func TestRead(t *testing.T) {
	for _, tt := range []struct{ manifest, file, text, want string }{
		{`"chrome 90"`, "", "", "package.json: chrome 90"},
		{`["chrome 90", "not dead"]`, ".browserslistrc", "safari 14", "package.json: chrome 90; not dead"},
		{`{"production": ["chrome 90"], "development": "last 1 chrome version"}`, "", "", "package.json: chrome 90"},
		{`{"defaults": "chrome 91"}`, "", "", "package.json: chrome 91"},
		{`{"development": "chrome 91"}`, "", "", "package.json: "},
		{`7`, "", "", "package.json: "},
		{"", ".browserslistrc", "# browsers\r\nchrome 90 # new\n\nsafari 14\n", ".browserslistrc: chrome 90; safari 14"},
		{"", "browserslist", "chrome 1\n[production staging]\nchrome 90\n[development]\nchrome 150", "browserslist: chrome 90"},
		{"", "other", "chrome 1", ": "},
	} {
		files := map[string]string{}
		if tt.file != "" {
			files[tt.file] = tt.text
		}
		var manifest []byte
		if tt.manifest != "" {
			manifest = []byte(tt.manifest)
		}
		list := Read(project(t, files), manifest)
		if got := list.File + ": " + strings.Join(list.Queries, "; "); got != tt.want {
			t.Errorf("%+v: got %q", tt, got)
		}
	}
}
