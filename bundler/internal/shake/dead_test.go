package shake_test

import (
	"fmt"
	"testing"

	"github.com/paintbox-build/paintbox/bundler/internal/programtest"
	"github.com/paintbox-build/paintbox/bundler/internal/shake"
)

// Routes that are loaded by nothing but each other, or by what only one of them
// uses, are dead; so is a module that only they import.
func TestDead(t *testing.T) {
	const scripts = `
-- entry-0.js page.js --
// page.js
import { used, shared } from "./chunk.js";
console.log(used);
import("./live.js");
-- chunk.js --
// lib.js
var used = 1;
var unused = () => import("./a.js");
var shared = () => import("./c.js");
export { used, unused, shared };
-- live.js live.mjs --
// live.mjs
console.log("live");
-- a.js a.mjs --
// effect.mjs
console.log("effect");
// a.mjs
import { unused, shared } from "./chunk.js";
unused(shared);
import("./b.js");
-- b.js b.mjs --
// b.mjs
import("./a.js");
-- c.js c.mjs --
// c.mjs
console.log("c");
`
	imports := []string{"page.js imports lib.js", "page.js loads live.mjs", "lib.js loads a.mjs", "lib.js loads c.mjs", "a.mjs imports lib.js", "a.mjs imports effect.mjs", "a.mjs loads b.mjs", "b.mjs loads a.mjs"}
	p := programtest.Program(scripts, imports...)
	dead, ok := shake.Dead(p)
	if !ok {
		t.Fatal("no root is dead")
	}
	p.Drop(dead)
	var got []string
	for i := range p.Roots {
		got = append(got, p.Modules[p.Roots[i].Module].Name)
	}
	for i := range p.Modules {
		if p.Modules[i].Dropped {
			got = append(got, "not "+p.Modules[i].Name)
		}
	}
	if want := "[page.js live.mjs not a.mjs not b.mjs not c.mjs not effect.mjs]"; fmt.Sprint(got) != want {
		t.Errorf("%v, want %s", got, want)
	}
	if _, again := shake.Dead(p); again {
		t.Error("something is dead again")
	}
}

// An entry that nobody imports is not dead, nor is what a statement loads.
func TestNothingDead(t *testing.T) {
	const scripts = `
-- entry-0.js page.js --
// page.js
import("./live.js");
-- entry-1.js other.js --
// other.js
console.log("other");
-- live.js live.mjs --
// live.mjs
console.log("live");
`
	if dead, ok := shake.Dead(programtest.Program(scripts, "page.js loads live.mjs")); ok {
		t.Errorf("%v are dead", dead.Roots)
	}
}
