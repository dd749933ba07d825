package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// warmProject has one of everything that a build looks for.
const warmProject = `
-- tsconfig.base.json --
{"compilerOptions": {"baseUrl": ".", "paths": {"@shared/*": ["first/*", "shared/*"]}}}
-- shared/tool.ts --
export const tool: string = "tool";
-- node_modules/outer/package.json --
{"name": "outer", "version": "1.0.0", "main": "main.js", "sideEffects": false, "license": "MIT"}
-- node_modules/outer/main.js --
console.log("outer has effects");
exports.outer = "outer";
-- app/package.json --
{"name": "app", "dependencies": {"inner": "1", "outer": "1", "many": "1"}}
-- app/tsconfig.json --
{"extends": "../tsconfig.base.json"}
-- app/.env --
VITE_NAME=name $VITE_FROM
-- app/index.html --
<!doctype html><title>%VITE_NAME%</title><link rel="stylesheet" href="src/style.css"><img src="src/image.svg"><img src="/public.svg"><div data-x="data/levels.json"></div><script type="module" src="src/main.js"></script>
-- app/public/public.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
-- app/data/levels.json --
{"levels": [1, 2, 3]}
-- app/src/image.svg --
<svg xmlns="http://www.w3.org/2000/svg"><title>image</title></svg>
-- app/src/style.css --
@import "./more.css"; body { background: url(image.svg) }
-- app/src/more.css --
p { color: red }
-- app/src/main.js --
import { a } from "./a"; import { inner } from "inner"; import { tool } from "@shared/tool"; import { one } from "many"; import text from "./text.txt?raw";
import data from "./data.json"; import "@s/effects";
const all = import.meta.glob("./routes/*.js");
console.log(a, inner, tool, one, text, data, import.meta.env.VITE_NAME, Object.keys(all), "data/levels.json");
import("./routes/one.js").then((m) => console.log(m.one));
try { require("not-there"); } catch { console.log("not there"); }
new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
-- app/src/second.js --
import { outer } from "outer"; import { b } from "./a"; console.log(outer, b);
-- app/src/a.js --
export const a = "a"; export { b } from "./b";
-- app/src/b/index.js --
export const b = "b"; export const unused = "unused";
-- app/src/text.txt --
text
-- app/src/data.json --
{"data": 1}
-- app/src/worker.js --
import { b } from "./b"; postMessage(b);
-- app/src/routes/one.js --
export const one = "route one"; export const other = "other";
-- app/src/routes/two.js --
export const two = "route two";
-- app/node_modules/inner/package.json --
{"name": "inner", "version": "1.0.0", "main": "./lib", "module": "./es/index.js", "license": "ISC"}
-- app/node_modules/inner/LICENSE --
The license of inner.
-- app/node_modules/inner/lib/index.js --
exports.inner = "common";
-- app/node_modules/inner/es/index.js --
export { inner } from "./inner"; export * from "./effects.js";
-- app/node_modules/inner/es/inner.js --
export const inner = "inner";
-- app/node_modules/inner/es/effects.js --
console.log("effects of inner"); export const more = 1;
-- app/node_modules/many/package.json --
{"name": "many", "version": "2.0.0", "type": "module", "exports": {".": {"import": "./index.js"}, "./*": "./*.js"}, "sideEffects": ["./two.js"], "license": "MIT"}
-- app/node_modules/many/index.js --
export { one } from "./one.js"; export { two } from "./two.js";
-- app/node_modules/many/one.js --
console.log("one of many"); export const one = "one";
-- app/node_modules/many/two.js --
console.log("two of many"); export const two = "two";
-- app/node_modules/@s/effects/package.json --
{"name": "@s/effects", "version": "1.0.0", "license": "0BSD"}
-- app/node_modules/@s/effects/index.js --
console.log("effects of @s");
`

// edit changes the project in one way.
func (p *editedProject) edit() {
	p.t.Helper()
	p.count++
	edits := []func(){p.change, p.change, p.change, p.add, p.remove, p.rename, p.touch, p.swap, p.swap, p.sideEffects, p.sideEffects, p.shadow, p.shadow, p.shadow, p.set}
	edits[p.IntN(len(edits))]()
}

func (p *editedProject) pick(words ...string) string { return words[p.IntN(len(words))] }

func (p *editedProject) write(name, text string) {
	p.t.Helper()
	p.say("wrote %s", name)
	projecttest.Write(p.t, p.file(name), []byte(text))
}

// read reads a file; "" where an edit has removed it.
func (p *editedProject) read(name string) string {
	data, err := os.ReadFile(p.file(name))
	if err != nil {
		return ""
	}
	return string(data)
}

// source is a file that builds read.
func (p *editedProject) source() string {
	return p.pick("src/main.js", "src/second.js", "src/a.js", "src/b/index.js", "src/text.txt", "src/data.json", "src/worker.js", "src/routes/one.js", "src/routes/two.js", "src/style.css", "src/more.css",
		"src/image.svg", "public/public.svg", "data/levels.json", "index.html", ".env", "../shared/tool.ts", "../node_modules/outer/main.js", "node_modules/inner/es/inner.js", "node_modules/inner/es/effects.js", "node_modules/many/one.js",
		"node_modules/many/two.js", "node_modules/@s/effects/index.js", "node_modules/inner/LICENSE")
}

func (p *editedProject) change() {
	name := p.source()
	text := p.read(name)
	switch filepath.Ext(name) {
	case ".js", ".ts":
		text += fmt.Sprintf("console.log(%q);\n", fmt.Sprint("edit ", p.count))
	case ".css":
		text += fmt.Sprintf(".edit%d { color: blue }\n", p.count)
	case ".json":
		text = fmt.Sprintf("{\"edit\": %d}\n", p.count)
	case ".svg":
		text = strings.Replace(text, "<svg", fmt.Sprintf("<svg id=\"edit%d\"", p.count), 1)
	case ".env":
		text += fmt.Sprintf("VITE_NAME=edit%d\n", p.count)
	default:
		text += fmt.Sprintf("<!-- edit %d -->\n", p.count)
	}
	p.write(name, text)
}

func (p *editedProject) add() {
	switch p.IntN(5) {
	case 0:
		p.write(fmt.Sprintf("src/routes/new%d.js", p.count), "export const added = 1;\n")
	case 1:
		p.write(fmt.Sprintf("public/new%d.txt", p.count), "published\n")
	case 2:
		p.write("node_modules/not-there/index.js", "console.log(\"there\");\n")
	case 3:
		p.write("favicon.ico", "an icon")
	default:
		p.write(".env.production", fmt.Sprintf("VITE_NAME=production %d\n", p.count))
	}
}

func (p *editedProject) remove() {
	name := p.pick("src/routes/two.js", "src/text.txt", "data/levels.json", "src/image.svg", "src/a.js", "node_modules/inner/LICENSE", "node_modules/inner/es/effects.js", "public/public.svg", ".env", "tsconfig.json")
	p.say("removed %s", name)
	_ = os.Remove(p.file(name)) // it may be gone already
}

func (p *editedProject) rename() {
	from, to := "src/a.js", p.pick("src/a.ts", "src/a.jsx", "src/a/index.js")
	if p.IntN(2) == 0 {
		from, to = "src/b/index.js", "src/b.js"
	}
	if p.IntN(2) == 0 {
		from, to = to, from
	}
	p.say("renamed %s to %s", from, to)
	if text := p.read(from); text != "" {
		p.write(to, text)
		_ = os.Remove(p.file(from)) // it was just read
	}
}

// touch gives a file another time, and the same content.
func (p *editedProject) touch() {
	name, at := p.source(), time.Now().Add(-time.Duration(p.IntN(1000))*time.Hour)
	p.say("touched %s", name)
	_ = os.Chtimes(p.file(name), at, at) // it may be gone
}

// swap puts another version of a package in the place of one.
func (p *editedProject) swap() {
	home := p.pick("node_modules/inner", "node_modules/many", "../node_modules/outer")
	main := map[string]string{"node_modules/inner": "/es/inner.js", "node_modules/many": "/one.js", "../node_modules/outer": "/main.js"}[home]
	p.write(home+"/package.json", strings.Replace(p.read(home+"/package.json"), `.0"`, fmt.Sprintf(`.%d"`, p.count), 1))
	p.write(home+main, p.read(home+main)+fmt.Sprintf("console.log(\"version %d\");\n", p.count))
}

func (p *editedProject) sideEffects() {
	name := p.pick("node_modules/inner", "node_modules/many", "../node_modules/outer", "node_modules/@s/effects") + "/package.json"
	text := p.read(name)
	for _, before := range []string{`, "sideEffects": false`, `, "sideEffects": true`, `, "sideEffects": ["./two.js"]`, `, "sideEffects": ["*.css"]`} {
		text = strings.Replace(text, before, "", 1)
	}
	said := p.pick(`, "sideEffects": false`, `, "sideEffects": true`, `, "sideEffects": ["./two.js"]`, `, "sideEffects": ["*.css"]`, "")
	p.write(name, strings.Replace(text, `, "license"`, said+`, "license"`, 1))
}

// shadow adds a file that stands ahead of another one.
func (p *editedProject) shadow() {
	switch p.IntN(9) {
	case 0:
		p.write("src/a.ts", fmt.Sprintf("export const a: string = \"typed %d\"; export const b = 1;\n", p.count))
	case 1:
		p.write("src/b.js", fmt.Sprintf("export const b = \"file %d\";\n", p.count))
	case 2:
		p.write("node_modules/outer/index.js", fmt.Sprintf("exports.outer = \"nearer %d\";\n", p.count))
	case 3:
		p.write("src/node_modules/inner/index.js", fmt.Sprintf("export const inner = \"nearest %d\";\n", p.count))
	case 4:
		p.write("../first/tool.ts", fmt.Sprintf("export const tool = \"first %d\";\n", p.count))
	case 5:
		p.write("src/tsconfig.json", p.pick("{}", `{"compilerOptions": {"paths": {"@shared/*": ["./*"]}}}`, `{"compilerOptions": {"target": "es5", "useDefineForClassFields": false}}`))
	case 6:
		p.write("src/package.json", p.pick("{}", `{"type": "module"}`, `{"sideEffects": false}`))
	case 7:
		p.write("node_modules/inner/es/inner.ts", fmt.Sprintf("export const inner = \"typed %d\";\n", p.count))
	default:
		p.write("node_modules/inner/es/package.json", p.pick(`{"sideEffects": false}`, `{"type": "commonjs"}`))
	}
}

// set changes the configuration of the project.
func (p *editedProject) set() {
	p.write("paintbox.json", p.pick("{}", `{"base": "/sub/"}`, `{"sourcemap": "hidden"}`, `{"target": "es2020"}`, `{"define": {"x": "1"}}`, `{"chunks": {"minSize": "1KB"}}`, `{"budgets": [{"type": "total", "max": "1KB"}]}`))
}
