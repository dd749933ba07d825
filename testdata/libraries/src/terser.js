import { minify } from "terser";

const code = "function add(first, second) { const unused = 1; if (true) { return first + second; } else { return 0; } } class A { #x = 1; static y = () => this; get z() { return this.#x ** 2; } } export { add, A }; console.log(add(1, 2), `t${3}`, a?.b ?? c);";
later("minify", async () => (await minify(code, { module: true, compress: { passes: 2 }, mangle: { toplevel: true }, ecma: 2022 })).code);
later("beautify", async () => (await minify(code, { module: true, compress: false, mangle: false, format: { beautify: true, comments: "all" } })).code);
later("error", () => minify("let a = ;").catch((e) => [e.message, e.line, e.col]));
