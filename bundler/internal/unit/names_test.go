package unit_test

import (
	"fmt"
	"testing"

	"github.com/paintbox-build/paintbox/bundler/internal/programtest"
)

// Every name stands for one symbol in the whole program.
func TestNames(t *testing.T) {
	p := programtest.Program(`
-- entry-0.js page.js --
// page.js
var a = 1, b = 2, a$1 = 3, local = 4;
console.log(a, b, a$1, (c) => c, local);
-- entry-1.js other.js --
// other.js
var a = 1, c = 2;
console.log(a, c, (local) => local);
-- entry-2.js third.js --
// third.js
var a = 5;
console.log(a);
-- entry-3.js eval.js --
// eval.js
var b = 6;
function f() {
  return eval("b");
}
`)
	set := describe(p)
	var got []string
	for i := range p.Symbols {
		if p.Files[p.Symbols[i].File].Module >= 0 {
			got = append(got, set.Names[i])
		}
	}
	const want = "[a$2 b$1 a$1 local$1 a$3 c$1 a$4 b f]"
	if list := fmt.Sprint(got); list != want {
		t.Errorf("got %s, want %s", list, want)
	}
}

// A name of a module with an eval that another module uses is its own no more.
func TestNamesOfEval(t *testing.T) {
	p := programtest.Program(`
-- chunk-a.js --
// eval.js
var a = 1, b = 2, c = 3;
eval("a + b");
export {
  a,
  c
};
-- entry-0.js page.js --
import {
  a
} from "./chunk-a.js";
// page.js
var b = 4, c = 5;
console.log(a, b, c);
-- entry-1.js other.js --
import {
  c
} from "./chunk-a.js";
// other.js
var a = 6;
console.log(a);
export {
  c
};
`)
	set := describe(p)
	var got []string
	for i := range p.Symbols {
		if f := &p.Files[p.Symbols[i].File]; f.Module >= 0 || f.Name == "chunk-a.js" {
			got = append(got, set.Names[i])
		}
	}
	const want = "[a$1 b c$1 b$1 c$2 a$2]"
	if list := fmt.Sprint(got); list != want {
		t.Errorf("got %s, want %s", list, want)
	}
}
