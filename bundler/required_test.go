package bundler

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/chunker"
)

// A page that takes a few names of what it requires loads those, by whatever
// modules without side effects they come, and all where it may use any.
func TestRequiredNames(t *testing.T) {
	for source, want := range map[string]string{
		`const { C7, C41: c } = require("ui"); console.log(C7(), c());`:                                                                      "7 40 41",
		`const ui = require("ui"); exports.f = () => ui.C7(ui.C99); console.log(exports);`:                                                   "7 99",
		`exports.f = (0, require("ui").C7)(); console.log(exports);`:                                                                         "7",
		`const ui = require("ui"), own = require("./own.js"); console.log(ui.C7(), own.C9, exports);`:                                        "7 9",
		`function f() { const { C7 } = require("ui"); return C7(); } console.log(f(), module);`:                                              "7",
		`const ui = require("ui"); console.log(ui.C7(), ui.none, exports);`:                                                                  "all",
		`const ui = require("ui"); console.log(ui[location.hash], exports);`:                                                                 "all",
		`const ui = require("ui"); console.log(ui.C7(), { ui }, exports);`:                                                                   "all",
		`const { C7, ...others } = require("ui"); console.log(C7(), others, exports);`:                                                       "all",
		`const { C7 } = require("ui"); console.log(C7(), require("ui"), exports);`:                                                           "all",
		`const ui = require("ui"); console.log(ui.C7, eval("ui"), exports);`:                                                                 "all",
		`const { C7 } = require("ui"); console.log(C7());`:                                                                                   "7",
		`const ui = require("ui"), f = () => ui.C41(ui.C7); function g() { return ui.C9; } console.log(f(), g());`:                           "7 9 40 41",
		`const ui = require("ui"); console.log(ui.C7(), () => ui);`:                                                                          "all",
		`const ui = require("ui"); console.log(ui.C7(), () => ({ ui }), ui.C8);`:                                                             "all",
		`let ui = require("ui"); console.log(ui.C7(), () => { ui = {}; });`:                                                                  "all",
		`export const ui = require("ui"); console.log(ui.C7());`:                                                                             "all",
		`const ui = require("ui"); console.log(ui.C7(), (x) => eval(x));`:                                                                    "all",
		`let x; exports.g = (y) => { return y(), { C7: x } = require("ui"); }; console.log(x, exports);`:                                     "all",
		`exports.f = () => { const y = [1, ui = require("ui"), 2]; return y; }; console.log(exports);`:                                       "all",
		`console.log(require("./held.js").f(), exports);`:                                                                                    "all",
		`exports.f = (x) => { var y = x.a([1]), { C7 } = require("ui"), ui = require("ui"); return [y, C7, ui.C9]; }; console.log(exports);`: "7 9",
		`const { C7 } = load(require("ui")); console.log(C7, exports);`:                                                                      "all",
	} {
		files := barrel()
		files["own.js"] = `import * as all from "ui"; export * from "ui"; export const unused = () => Object.keys(all);`
		files["held.js"] = `const a = [1], ui = require("ui"); console.log(a, ui.C7); export function f() { return ui; }`
		files["package.json"] = `{ "sideEffects": false }`
		files["page.js"] = source
		code := loads(t, splitFiles(t, files, []string{"page.js"}, chunker.Options{MinSize: 1, Groups: []chunker.Group{}}), "page.js")
		var got []string
		for i := range 200 {
			if strings.Contains(code, fmt.Sprintf("component %d.", i)) {
				got = append(got, fmt.Sprint(i))
			}
		}
		if len(got) == 200 {
			got = []string{"all"}
		}
		if list := strings.Join(got, " "); list != want {
			t.Errorf("%s loads the components %s, want %s", source, list, want)
		}
	}
}
