package bundler

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/bundler/internal/modulefuzz"
	"github.com/paintbox-build/paintbox/chunker"
)

// Syntax that a target lacks is written by the linker with helpers of its own. With
// each of them, for every target, a program does what it natively does; what Node.js
// does not have yet is told by the lines that it logs.
func TestHelpers(t *testing.T) {
	for _, year := range []int{2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025} {
		target := fmt.Sprintf("es%d", year)
		native, told := map[string]modulefuzz.Graph{}, map[string]modulefuzz.Graph{}
		for name, p := range helperPrograms() {
			files := map[string]string{"x.mjs": p.text + "\nlater(\"r\", () => import(\"./r.mjs\"));", "r.mjs": "import \"./y.mjs\";\n" + p.text, "y.mjs": p.text, "package.json": `{ "type": "module" }`}
			g := graph("x.mjs", files, chunker.Options{MaxSize: 400, MinSize: 1, Groups: []chunker.Group{}})
			if p.typed {
				g = graph("x.ts", map[string]string{"x.ts": p.text, "other.ts": p.other, "tsconfig.json": p.config}, g.Config)
			}
			if p.lines == "" {
				native[name+" for "+target] = g
			} else {
				told[name+" for "+target] = g
			}
		}
		build := func(ctx context.Context, dir string, entries []string, o chunker.Options) (modulefuzz.Output, error) {
			return buildWith(ctx, Options{Dir: dir, Base: "./", Target: target}, sources(entries), o)
		}
		allLike(t, modulefuzz.Harness{Build: build}, native)
		allSay(t, modulefuzz.Harness{Build: build}, told)
	}
}

// allSay fails a test where a program logs other lines than those of its table.
func allSay(t *testing.T, h modulefuzz.Harness, graphs map[string]modulefuzz.Graph) {
	t.Helper()
	names, list := byName(graphs)
	logs, err := h.Built(t.Context(), list)
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range names {
		feature, _, _ := strings.Cut(name, " for ")
		if got, want := strings.Join(logs[i], "; "), helperPrograms()[feature].lines; !strings.HasPrefix(got, want+"; loaded") {
			t.Errorf("%s logs %s\nwant %s", name, got, want)
		}
	}
}

// helperProgram is a program with syntax that older targets lack.
type helperProgram struct {
	text   string
	lines  string // what it logs, where Node.js cannot tell
	typed  bool   // it is TypeScript
	other  string // another file of it
	config string // its tsconfig.json
}

func helperPrograms() map[string]helperProgram {
	all := map[string]helperProgram{}
	for name, text := range nativePrograms() {
		all[name] = helperProgram{text: text}
	}
	maps.Copy(all, newerPrograms())
	maps.Copy(all, typedPrograms())
	return all
}

func nativePrograms() map[string]string {
	return map[string]string{
		"private fields": `class C { #n = 0; next() { return ++this.#n; } post() { return this.#n--; } add(v) { return this.#n += v; } or() { return this.#n ||= 5; } power() { return this.#n **= 2; } set() { [this.#n, ...this.rest] = [9, 8]; ({ a: this.#n = 4 } = {}); return this.#n; } }
			function run() { const c = new C(); log("x", c.next(), c.post(), c.add(3), c.or(), c.power(), c.set()); } run(); run();`,
		"private names of two classes": `class A { static #s = 1; static bump() { return ++A.#s; } #m() { return "m" + this.#v; } #v = 3; get #g() { return this.#v; } set #g(v) { this.#v = v; } all(o) { this.#g++; this.#g = this.#g * 2; return [this.#m(), this.#g, #v in this, #v in o, #m in o, o?.#v]; } static #f() { return this.n; } static n = "A"; static f() { return A.#f(); } }
			class B extends A { #v = "b"; get() { return this.#v; } } log("x", A.bump(), new A().all(new B()), new B().get(), A.f()); try { new A().all.call({}, {}); } catch (e) { log("x", e.name); }`,
		"fields and static blocks": `const k = "computed"; class A { a = this.b(); b() { return 1; } [k + 1] = 2; static s = 3; static { this.t = this.s + 1; try { throw 1; } catch { this.u = this.t; } } static async = 5; "quoted" = 6; static [k]() { return super.toString === Function.prototype.toString; } }
			class B extends A { a = super.b() + 10; c = () => this.a; } log("x", new A().a, new A().computed1, A.s, A.t, A.u, A.async, new A().quoted, A.computed(), new B().a, new B().c());`,
		"async functions": `const wait = async (v) => { await null; return v; }; async function f(a, b = await0(a), ...c) { const r = [a, b, ...c, arguments.length]; try { await Promise.reject(1); } catch (e) { r.push(e); } finally { r.push(await wait("f")); } return r; } function await0(a) { return a + 1; }
			class A { async m() { return [await wait(this.v), super.toString !== undefined]; } v = 2; get = async () => [this.v, await wait(3)]; static async *s() { yield 1; } } class B extends A { async m() { return [...(await super.m())].length; } }
			later("a", async () => [await f(1), await f(1, 2, 3), await new B().m(), await new A().get()]);`,
		"async generators": `async function* g(n) { for (let i = 0; i < n; i++) { const got = yield i; if (got) yield got; } return "end"; } async function* h() { try { yield* g(2); yield* [Promise.resolve(5), 6]; } finally { log("x", "closed"); } }
			later("a", async () => { const all = []; for await (const v of h()) all.push(v); for await (const { a = 1 } of [{}, Promise.resolve({ a: 2 })]) all.push(a); for await (const v of h()) { all.push(v); break; } const it = g(3); all.push((await it.next()).value, (await it.next("x")).value, (await it.return(7)).value, (await it.next()).done); return all; });
			later("b", async () => { const o = { async *[Symbol.asyncIterator]() { yield* h(); }, async *m() { yield this.v; }, v: 4 }; const all = []; for await (const v of o) all.push(v); for await (const v of o.m()) all.push(v); return all; });`,
		"spread":      `const a = [1, 2], f = (...all) => all.length, o = { x: 1, get y() { return 2; }, ["z" + 1]: 3 }; class A { constructor(...v) { this.v = v; } } log("x", [...a, 0, ..."ab"], f(...a, ...a), new A(...a, 3).v, { ...o, x: 5, ...null, ..."q" }, Object.keys({ a: 0, ...o }), Math.max(...new Set(a)));`,
		"object rest": `const { a, ["b" + 1]: b, ...rest } = { a: 1, b1: 2, c: 3, d: 4, [Symbol.iterator]: 5 }; const f = ({ x = 9, ...more }, [y, ...ys] = [1, 2, 3], ...z) => [x, Object.keys(more), y, ys, z]; let q, r; ({ q, ...r } = { q: 1, s: 2 }); for (const { length, ...e } of ["ab", [1]]) log("x", length, Object.keys(e)); log("x", a, b, Object.keys(rest), rest[Symbol.iterator], f({ w: 1 }), f({ x: 1 }, [2], 3, 4), q, r); try { throw { m: 1, n: 2 }; } catch ({ m, ...n }) { log("x", m, n); }`,
		"templates":   "const seen = new Set(); const tag = (s, ...v) => { seen.add(s); return [...s.raw].join('|') + v.join() + (s[0] === undefined) + Object.isFrozen(s); }; const same = () => tag`a${1}\\n${2}`; same(); same(); log('x', same(), seen.size, tag`\\u`, `${1}-${`in ${[2]}`}`, `${Symbol('q').description}`, tag`` === tag``, String.raw`\\x${0}`);",
		"exponents":   `let a = 2, o = { get p() { log("x", "get"); return 3; }, set p(v) { log("x", "set", v); } }; a **= 3; o.p **= 2; o["p"] **= 1; log("x", a, 2 ** 3 ** 2, (-2) ** 2, 2 ** -1, 7 ** 0.5 > 2.6);`,
		"optional":    `const o = { a: { b() { return this === o.a; }, c: null, d: 0 }, f: null }; let n = 0; const g = () => (n++, o); log("x", o?.a?.b(), o.x?.b.c.d, o.f?.(n++), g()?.["a"].c?.d, delete o?.a?.d, "d" in o.a, o.a.c ?? "nothing", (o?.a).b(), n, o.a?.b?.call(o.a), null?.[n++]); o.a.c ??= 5; o.a.e ||= 6; o.a.c &&= 7; g().f ??= (n++, 1); g().f ??= n++; log("x", o.a.c, o.a.e, o.f, n);`,
		"generators":  `function* g(a, ...r) { try { const x = yield* [a, ...r]; yield x; } finally { log("x", "done"); } } const o = { *m() { yield this.v; }, v: 1, get [Symbol.iterator]() { return this.m; } }; log("x", [...g(1, 2)], [...o], Array.from(o)); for (const v of g(1, 2)) { log("x", v); break; }`,
		"parameters":  `function f(a, { b = a, c: [d = b] = [] } = {}, e = () => [a, d], ...g) { a = 5; return [b, d, e(), g, f.length, new.target === undefined]; } class A { constructor(v = new.target === A) { this.v = v; } } log("x", f(1), f(1, { b: 2, c: [3] }, undefined, 6), new A().v, new (class B extends A {})().v);`,
		"expressions": `const r = /(?<year>\d{4})-(?<m>\d\d)/u.exec("2026-11"); log("x", r.groups.year, /a.b/s.test("a\nb"), /(?<=x)y/.test("xy"), /(?<!x)y/.exec("xy") === null, "aXbX".replaceAll("X", "-"), 1_000, 0b11, 0o17, "\u{1F600}".length, /\p{L}/u.test("é"), [..."x1y2".matchAll(/\d/g)].length);`,
		"super": `const base = { m() { return [this.v]; }, get g() { return this.v; } }; const o = { __proto__: base, v: 1, m() { return [...super.m(), super.g, (() => super.m())()]; }, async a() { return super["m"](); } }; class A { static s() { return this.n; } static n = 1; p() { return 1; } } class B extends A { static n = 2; static s() { return [super.s(), (() => super.s())()]; } static t = super.n + 1; p = super.p() + 1; constructor() { const go = () => super(); go(); super.q = 3; } }
			later("a", () => o.a()); log("x", o.m(), B.s(), B.t, new B().p, new B().q);`,
		"loops":   `const f = []; for (let i = 0, { n = 2 } = {}; i < n; i++) f.push(() => i); for (const k in { a: 1, b: 2 }) f.push(() => k); outer: for (const a of [1, 2]) { for (const b of [1, 2]) { if (b === 2) continue outer; if (a === 2) break outer; f.push(() => [a, b]); } } log("x", f.map((g) => g())); switch (1) { case 1: { let q = 1; log("x", q); } case 2: const w = 2; log("x", w); }`,
		"exports": `export default class { static n = 1; m() { return 2; } } export const { length } = "abc", D = class E { static me = () => E.n; static n = 3; }; let o = { fn() {}, arrow: () => {}, ["comp"]: class {}, async af() {} }; export * as self from "./y.mjs"; import * as all from "./y.mjs"; log("x", D.me(), o.fn.name, o.arrow.name, o.comp.name, o.af.name, length, Object.keys(all).join());`,
	}
}

// newerPrograms have what Node.js 20 lacks.
func newerPrograms() map[string]helperProgram {
	return map[string]helperProgram{
		"using": {lines: "x body; x b; x a; x thrown SuppressedError 2 1; x in c; x out c", text: `const make = (n) => ({ [Symbol.dispose ?? Symbol.for("Symbol.dispose")]() { log("x", n); } }); { using a = make("a"), b = make("b"), none = null; log("x", "body"); }
			try { using t = { [Symbol.dispose ?? Symbol.for("Symbol.dispose")]() { throw 2; } }; throw 1; } catch (e) { log("x", "thrown", e.name, e.error, e.suppressed); } for (using c of [make("out c")]) log("x", "in c");`},
		"await using": {lines: "x body; x gone a", text: `const make = (n) => ({ async [Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose")]() { await null; log("x", "gone " + n); } }); async function f() { await using a = make("a"); log("x", "body"); } f();`},
		"decorators": {lines: "x method m; x accessor v; x getter g; x field f; x class A; x class B true; x 4 11 6 7 1", text: `const d = (value, c) => { log("x", c.kind, c.name); if (c.kind === "method") return function (...a) { return value.apply(this, a) + 1; }; if (c.kind === "field") return (v) => v + 10; if (c.kind === "accessor") return { get() { return value.get.call(this) + 1; }, set(v) { value.set.call(this, v); }, init: (v) => v }; };
			@d class A { @d m() { return 3; } @d f = 1; @d accessor v = 5; @d get g() { return 7; } #p = 1; static has(o) { return o.#p; } } const init = (v, c) => { c.addInitializer(function () { log("x", "class", c.name, this === B); }); }; @init class B {} const a = new A(); log("x", a.m(), a.f, a.v, a.g, A.has(a));`},
	}
}

// typedPrograms are TypeScript.
func typedPrograms() map[string]helperProgram {
	return map[string]helperProgram{
		"enums": {typed: true, config: "{}", lines: "x 1 Red 2 s 3 one 8 5", other: `export const enum Far { One = 1, Text = "one", Shift = 1 << 3 } export enum Open { A = 5 }`,
			text: `import { Far, Open } from "./other"; declare const log: any; enum Color { Red = 1, Blue, Text = "s" } enum Color { More = Blue + 1 } log("x", Color.Red, Color[1], Color.Blue, Color.Text, Color.More, Far.Text, Far.Shift, Open.A);`},
		"namespaces": {typed: true, config: "{}", lines: "x 1 2 3 fn 4", other: `export namespace Deep.Inner { export const v = 4; }`,
			text: `import { Deep } from "./other"; declare const log: any; namespace N { export let a = 1; export function next() { return ++a; } export namespace M { export const b = a + 2; } } function F() { return "fn"; } namespace F { export const c = N.M.b; } log("x", N.a, N.next(), F.c, F(), Deep.Inner.v);`},
		"parameter properties": {typed: true, config: "{}", lines: "x 1 2 3 1", text: `declare const log: any; abstract class A { constructor(public a: number, private readonly b = 2, protected c?: number) {} get all() { return [this.a, this.b, this.c]; } abstract m(): void; } class B extends A { own = this.a; m() {} } const b = new B(1, undefined, 3); log("x", ...b.all, b.own satisfies number);`},
		"old decorators": {typed: true, config: `{ "compilerOptions": { "experimentalDecorators": true } }`, lines: "x parameter m 0; x m number; x p undefined; x class; x 5 C", text: `declare const log: any; const m = (t: any, k: string, d?: any) => { log("x", k, typeof d?.enumerable === "boolean" ? "number" : typeof d); }, p = (t: any, k: any, i: number) => { log("x", "parameter", k, i); }, c = (t: any) => { log("x", "class"); };
			@c class C { @m m(@p a: number) { return a; } @m p = 1; static me = () => C.own; static own = "C"; } log("x", new C().m(5), C.me());`},
		"accessor": {typed: true, config: "{}", lines: "x 1 2 3", text: `declare const log: any; class A { accessor v = 1; static accessor s = 3; } const a = new A(); log("x", a.v, ++a.v, A.s);`},
		"using":    {typed: true, config: "{}", lines: "x in; x out", text: `declare const log: any; { using a: any = { [Symbol.dispose]() { log("x", "out"); } }; log("x", "in"); }`},
	}
}
