package bundler

import (
	"testing"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/modulefuzz"
	"github.com/paintbox-build/paintbox/chunker"
)

// A module that awaits at the top level, and that something could require, is a
// function; it does not wait for itself, by whatever circle of imports.
func TestAwaitingCircles(t *testing.T) {
	const entry = `import { never } from "./c.cjs"; later("x", async () => { const { v } = await import("./w.mjs"); return [v]; }); log("x", typeof never);`
	graphs := map[string]modulefuzz.Graph{}
	for name, files := range map[string]map[string]string{
		"itself":        {"w.mjs": `import { v as own } from "./w.mjs"; log("w", "start"); export const v = 1; await tick(3); log("w", own);`},
		"another":       {"w.mjs": `import { a } from "./a.mjs"; log("w", "start"); export const v = 1; await tick(3); log("w", a);`, "a.mjs": `import { v } from "./w.mjs"; export const a = 2; await tick(2); export const later = () => v; log("a", "end");`},
		"no circle":     {"w.mjs": `export * from "./a.mjs"; log("w", "start"); export const v = 1; await tick(3); log("w", "end");`, "a.mjs": `export const a = 2; await tick(2); log("a", "end");`},
		"of three, far": {"w.mjs": `import "./a.mjs"; export const v = 1; await tick(1); log("w", "end");`, "a.mjs": `import "./b.mjs"; await tick(1); log("a", "end");`, "b.mjs": `import { v } from "./w.mjs"; export const b = () => v; await tick(1); log("b", "end");`},
	} {
		files["x.mjs"], files["c.cjs"] = entry, `exports.never = () => require("./w.mjs");`
		graphs[name] = graph("x.mjs", files, chunker.Options{MaxSize: asset.MB, MinSize: asset.MB, Groups: []chunker.Group{}})
	}
	allLikeNode(t, graphs)
}
