import { parse, parseExpression, tokTypes } from "@babel/parser";

const source = "import a, { b as c } from 'x' with { type: 'json' };\nexport class A<T> extends B { #p = 1; static { } @dec() get q(): T { return this.#p ?? `t${a}` } }\nconst el = <div {...p}>hi {x}</div>;";
const ast = parse(source, { sourceType: "module", plugins: ["typescript", "jsx", "decorators"] });
log("ast", JSON.stringify(ast.program.body, (k, v) => (k === "loc" || k === "errors" ? undefined : v)));
log("expression", parseExpression("a |> f(%)", { plugins: [["pipelineOperator", { proposal: "hack", topicToken: "%" }]] }).type, Object.keys(tokTypes).length);
try {
  parse("let a; let a;");
} catch (e) {
  log("error", e.message, e.reasonCode);
}
