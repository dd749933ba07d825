package mend_test

import (
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/bundler/internal/mend"
	"github.com/paintbox-build/paintbox/bundler/internal/programtest"
)

// wasESM is a CommonJS module that says that it was an ES module.
const wasESM = `
// c.cjs
var require_c = __commonJS({
  "c.cjs"(exports) {
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.default = function() {
    };
  }
});
`

func TestDefaults(t *testing.T) {
	const node = "var import_c = __toESM(require_c(), 1);\n"
	passing := func(depth int) string {
		last := "require_c()"
		var text strings.Builder
		for i := range depth {
			name := "d" + string(rune('0'+i))
			text.WriteString("// " + name + ".cjs\nvar require_" + name + " = __commonJS({\n  \"" + name + ".cjs\"(exports, module) {\n    module.exports = " + last + ";\n  }\n});\n")
			last = "require_" + name + "()"
		}
		return text.String() + "// page.js\nvar import_c = __toESM(" + last + ", 1);\n(0, import_c.default)();\n"
	}
	const page = "// page.js\n"
	for _, test := range []struct{ name, module, text, want string }{
		{"called", wasESM, page + node + "(0, import_c.default)();\n", "page.js of c.cjs"},
		{"constructed", wasESM, page + node + "var a = new import_c.default();\n", "page.js of c.cjs"},
		{"extended", wasESM, page + node + "class A extends import_c.default {\n}\n", "page.js of c.cjs"},
		{"called twice", wasESM, page + node + "(0, import_c.default)();\n(0, import_c.default)();\n", "page.js of c.cjs"},
		{"handed on", wasESM, page + node + "f(import_c.default);\n", "page.js of c.cjs"},
		{"handed on by who reads its properties", wasESM, page + node + "f(import_c.default);\nconsole.log(import_c.default.name);\n", ""},
		{"called by who reads its properties", wasESM, page + node + "(0, import_c.default)();\nconsole.log(import_c.default.name);\n", "page.js of c.cjs"},
		{"given to variables", wasESM, page + node + "var a = import_c.default;\nvar b = a;\nb();\n", "page.js of c.cjs"},
		{"given to variables that nothing calls", wasESM, page + node + "var a = import_c.default;\nvar b = a;\nconsole.log(b.name);\n", ""},
		{"given to variables, for another module", wasESM, page + node + "var a = import_c.default;\n// z.js\nnew a();\n", "page.js of c.cjs"},
		{"called by who asks for its type", wasESM, page + node + "var a = import_c.default;\nif (typeof a == \"function\") a();\n", ""},
		{"exported again", wasESM, page + node + "var ns = {};\n__export(ns, {\n  default: () => import_c.default\n});\nf(ns);\n", ""},
		{"returned", wasESM, page + node + "function f() {\n  return import_c.default;\n}\nf();\n", "page.js of c.cjs"},
		{"properties alone are read", wasESM, page + node + "console.log(import_c.default.name);\n", ""},
		{"another export is called", wasESM, page + node + "(0, import_c.other)();\n", ""},
		{"the whole is handed on", wasESM, page + node + "f(import_c);\n", ""},
		{"imported as bundlers do", wasESM, page + "var import_c = __toESM(require_c());\n(0, import_c.default)();\n", ""},
		{"by several, in the order of modules", wasESM, "// a.js\nvar import_c2 = __toESM(require_c(), 1);\nf(import_c2.default);\n" + page + node + "(0, import_c.default)();\n", "a.js of c.cjs; page.js of c.cjs"},
		{"it was no ES module", strings.Replace(wasESM, `Object.defineProperty(exports, "__esModule", { value: true });`, "", 1), page + node + "(0, import_c.default)();\n", ""},
		{"without a default export", strings.Replace(wasESM, "exports.default", "exports.other", 1), page + node + "(0, import_c.default)();\n", ""},
		{"it replaces what it exports", strings.Replace(strings.Replace(wasESM, "exports)", "exports, module)", 1), "    };\n", "    };\n    module.exports = exports.default;\n", 1), page + node + "(0, import_c.default)();\n", ""},
		{"passed on by another module", wasESM, passing(1), "page.js of d0.cjs"},
		{"passed on by four", wasESM, passing(4), "page.js of d3.cjs"},
		{"passed on by more than packages do", wasESM, passing(5), ""},
	} {
		p := programtest.Program("-- entry-0.js page.js --\n" + programtest.Helpers + test.module + test.text)
		var got []string
		for _, use := range mend.Defaults(p) {
			got = append(got, p.Modules[use.Importer].Path+" of "+p.Modules[use.Module].Path)
		}
		if list := strings.Join(got, "; "); list != test.want {
			t.Errorf("%s: got %q, want %q", test.name, list, test.want)
		}
	}
	if uses := mend.Defaults(programtest.Program("-- entry-0.js page.js --\n// page.js\nconsole.log();\n")); uses != nil {
		t.Errorf("without CommonJS modules: %v", uses)
	}
}

// What import() gives of a CommonJS module is used as well, by modules that are ES
// modules for Node.js.
func TestLoadedDefaults(t *testing.T) {
	const chunk = "-- chunk-a.js c.cjs --\n" + programtest.Helpers + wasESM + "export default require_c();\n"
	for _, test := range []struct{ name, text, want string }{
		{"called", "import(\"./chunk-a.js\").then((m) => m.default());\n", "page.js of c.cjs"},
		{"called when it was awaited", "var a = await import(\"./chunk-a.js\");\na.default();\n", "page.js of c.cjs"},
		{"taken apart", "var { default: a } = await import(\"./chunk-a.js\");\nf(1, a);\n", "page.js of c.cjs"},
		{"its default is read", "import(\"./chunk-a.js\").then((m) => m.default.default());\n", ""},
		{"another export is called", "import(\"./chunk-a.js\").then((m) => m.draw());\n", ""},
		{"rendered", "var a = (0, lazy)(() => import(\"./chunk-a.js\"));\n", "page.js of c.cjs"},
		{"loaded by a function", "var a = () => import(\"./chunk-a.js\");\n", ""},
	} {
		archive := "-- entry-0.js page.js --\n// page.js\n" + test.text + chunk
		for mode, facts := range map[string][]string{"as in Node": {"page.js loads c.cjs", "page.js works as in Node"}, "as bundlers do": {"page.js loads c.cjs"}} {
			p := programtest.Program(archive, facts...)
			var got []string
			for _, use := range mend.Defaults(p) {
				got = append(got, p.Modules[use.Importer].Path+" of "+p.Modules[use.Module].Path)
			}
			want := test.want
			if mode == "as bundlers do" {
				want = ""
			}
			if list := strings.Join(got, "; "); list != want {
				t.Errorf("%s, imported %s: got %q, want %q", test.name, mode, list, want)
			}
		}
	}
}

// Where imports work as in Node.js, the linker hands __toESM a second argument: that
// is what is found, and nothing else of that form.
func TestNodeImports(t *testing.T) {
	const text = `
// page.js
var import_c = __toESM(require_c(), 1);
var import_d = __toESM(require_c());
console.log(f(own(), 1), import_c.default, import_d.default);
function own() {
}
`
	p := programtest.Program("-- entry-0.js page.js --\n" + programtest.Helpers + wasESM + text)
	found := mend.NodeImports(p)
	if len(found) != 1 {
		t.Fatalf("found %v", found)
	}
	f := &p.Files[found[0].File]
	s := &f.Statements[found[0].Statement]
	if got := string(f.Source[found[0].Start:found[0].End]); got != ", 1" || found[0].Text != "" {
		t.Errorf("%q of %s becomes %q", got, f.Source[s.Start:s.End], found[0].Text)
	}
}

func TestNodeNames(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"used", "console.log(Buffer.from([1]));\n", "page.js Buffer"},
		{"each once, in order", "setImmediate(() => process.cwd());\nprocess.exit();\n", "page.js process; page.js setImmediate"},
		{"by several modules", "process.exit();\n// z.js\nconsole.log(__dirname, __filename);\n", "page.js process; z.js __dirname; z.js __filename"},
		{"declared by the program", "var Buffer = [1];\nconsole.log(Buffer);\n", ""},
		{"whose type the module asks for", "if (typeof process !== \"undefined\") {\n  process.exit();\n}\n", "page.js process, which it asks for"},
		{"whose type another module asks for", "process.exit();\n// z.js\nconsole.log(typeof process);\n", "page.js process; z.js process, which it asks for"},
		{"asked of any object", "var root = self;\nfunction v(f) {\n  root.setImmediate ? setImmediate(f) : f();\n}\nv();\n", "page.js setImmediate, which it asks for"},
		{"called as a method", "a.process(1), process.exit();\n", "page.js process"},
		{"asked of the global object", "if (window.Buffer === 1) {\n  console.log(Buffer);\n}\n", "page.js Buffer, which it asks for"},
		{"given to the global object", "window.Buffer = [1];\nconsole.log(Buffer);\n", ""},
		{"by any of its names", "globalThis.process = {};\nself.setImmediate = f;\nglobal.Buffer = [1];\nconsole.log(Buffer, process, setImmediate, clearImmediate);\n", "page.js clearImmediate"},
		{"the global object itself", "console.log(window, Buffer);\n", "page.js Buffer"},
		{"a property of that name", "console.log(a.Buffer, { process: 1 });\n", ""},
		{"browsers have it", "console.log(setTimeout);\n", ""},
	} {
		p := programtest.Program("-- entry-0.js page.js --\n// page.js\n" + test.text)
		var got []string
		for _, use := range mend.NodeNames(p) {
			asks := map[bool]string{true: ", which it asks for"}[use.Asks]
			got = append(got, p.Modules[use.Module].Path+" "+use.Name+asks)
		}
		if list := strings.Join(got, "; "); list != test.want {
			t.Errorf("%s: got %q, want %q", test.name, list, test.want)
		}
	}
}
