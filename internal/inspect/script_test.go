package inspect

import (
	"fmt"
	"strings"
	"testing"
)

// TestScan: what a script imports, told from what only looks like it.
func TestScan(t *testing.T) {
	for code, want := range map[string]string{
		// What tools write.
		`import"./a.js"`:                              "./a.js",
		`import{a as b,c}from"./a.js";b()`:            "./a.js",
		`import a,{b}from'./a.js'`:                    "./a.js",
		`import*as a from "./a.js"`:                   "./a.js",
		`import a from"./a.js"with{type:"json"}`:      "./a.js",
		`import{"x y" as a}from"./a.js"`:              "./a.js",
		`import{from}from"./a.js"`:                    "./a.js",
		`import from from"./a.js"`:                    "./a.js",
		"import{a}\n/* b */ from\n'./a.js'":           "./a.js",
		`export*from"./a.js";export{a}from"./b.js"`:   "./a.js ./b.js",
		`export*as default from"./a.js"`:              "./a.js",
		"export{a as b}\nimport'./c.js'":              "./c.js",
		"import'./a.js'\nimport'./b.js'":              "./a.js ./b.js",
		"export default{a,b}\nimport c from'./c.js'":  "./c.js",
		`a(()=>import("./a.js"))`:                     "lazy ./a.js",
		"import(/* x */ /* y */ `./a.js`)":            "lazy ./a.js",
		`import("./a.js",{with:{type:"json"}})`:       "lazy ./a.js",
		`import ("./a\u002ejs")`:                      "lazy ./a.js",
		"`${import('./a.js')}`":                       "lazy ./a.js",
		`a/b;import("./a.js")/c`:                      "lazy ./a.js",
		`import.meta.url;export default function(){}`: "",
		`export const a="./a.js",b=import.meta`:       "",
		`export{a as from};"./a.js"`:                  "",

		// What only looks like it.
		`"import('./a.js')"`:                     "",
		`'import "./a.js"'`:                      "",
		"`import('./a.js')`":                     "",
		"`a${b}import './a.js'`":                 "",
		"// import './a.js'\n":                   "",
		"/* export * from './a.js' */":           "",
		`/import("x")/.test(a)`:                  "",
		`if(a)/["']import("x")/.test(b)`:         "",
		`a.import("./a.js");a?.import('./b.js')`: "",
		"import(`./${a}.js`)":                    "",
		`import(a)`:                              "",
		`importScripts("./a.js")`:                "",
		`let a={from:"./a.js"}`:                  "",

		// Text that is no program is passed over.
		`import{a}`:             "",
		`import`:                "",
		`it's import "./a.js"`:  "./a.js",
		"it's\nimport './a.js'": "./a.js",
		"`":                     "",
	} {
		found := scan([]byte(code))
		var got []string
		got = append(got, found.static...)
		for _, spec := range found.dynamic {
			got = append(got, "lazy "+spec)
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}

// TestScanViteLists: the files that Vite loads beside a dynamic import are those
// of the call that it stands in.
func TestScanViteLists(t *testing.T) {
	list := `const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=["a.js","a.css",'b.css'])))=>i.map(i=>d[i]);`
	for code, want := range map[string]string{
		`p(()=>import("./a.js"),__vite__mapDeps([0,1]))`:                                                             "map[./a.js:[a.js a.css]]",
		`p(()=>import("./a.js").then(e=>e.a),__vite__mapDeps([1]),import.meta.url)`:                                  "map[./a.js:[a.css]]",
		`p(()=>import("./a.js"),true?__vite__mapDeps([2]):void 0)`:                                                   "map[./a.js:[b.css]]",
		`p(async()=>{const{a:e}=await import("./a.js");return{a:e}},__vite__mapDeps([2]))`:                           "map[./a.js:[b.css]]",
		`p(()=>import("./a.js"),[]),p(()=>import("./b.js"),__vite__mapDeps([1,9]))`:                                  "map[./b.js:[a.css]]",
		`[import("./a.js")],p(()=>(b,import("./b.js")),__vite__mapDeps([0]))`:                                        "map[./b.js:[a.js]]",
		`p(()=>import("./a.js"),"__vite__mapDeps([0])")`:                                                             "map[]",
		`p(()=>import("./a.js"),__vite__mapDeps(["a"]))`:                                                             "map[]",
		`p({a:()=>p(()=>import("./a.js"),__vite__mapDeps([1])),b:()=>p(()=>import("./b.js"),__vite__mapDeps([2]))})`: "map[./a.js:[a.css] ./b.js:[b.css]]",
	} {
		if got := fmt.Sprint(scan([]byte(list + code)).lazy); got != want {
			t.Errorf("%s: %s, want %s", code, got, want)
		}
	}
}
