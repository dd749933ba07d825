import { Parser, parse, parseExpressionAt, tokenizer, tokTypes, version } from "acorn";

log("ast", JSON.stringify(parse("export default async function* f({ a = 1, ...b }, [c]) { for await (const x of y) yield* x?.z; label: while (1) break label; return /r/u }", { ecmaVersion: "latest", sourceType: "module", locations: true })));
log("tokens", [...tokenizer("a => `t${1n}` ** 2", { ecmaVersion: 2020 })].map((t) => t.type.label).join(" "));
const Strict = Parser.extend((Base) => class extends Base { parseVarStatement(node, kind, ...rest) { if (kind === "var") this.raise(node.start, "no var"); return super.parseVarStatement(node, kind, ...rest); } });
try {
  Strict.parse("var a", { ecmaVersion: 2020 });
} catch (e) {
  log("error", e.message, version);
}
log("misc", parseExpressionAt("x + 1; y", 0, { ecmaVersion: 2020 }).end, Object.keys(tokTypes).length);
