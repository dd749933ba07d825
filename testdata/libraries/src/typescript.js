import "./stubs/browser.js";
import ts from "typescript";

const source = "enum E { A = 1, B } interface I<T> { x?: T } export class C implements I<E> { constructor(private readonly x: E = E.B) {} async *g() { yield this?.x } } const n: number = 'no';";
log("transpile", ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES5, module: ts.ModuleKind.CommonJS } }).outputText);
const file = ts.createSourceFile("a.ts", source, ts.ScriptTarget.Latest, true);
const kinds = [];
ts.forEachChild(file, (node) => kinds.push(ts.SyntaxKind[node.kind]));
log("kinds", kinds.join(), ts.version);
const lib = "interface Array<T> {} interface Boolean {} interface CallableFunction {} interface Function {} interface IArguments {} interface NewableFunction {} interface Number {} interface Object {} interface RegExp {} interface String {}";
const host = { getSourceFile: (name, target) => ({ "a.ts": ts.createSourceFile(name, "const n: number = 'no'; n.toFixed();", target), "lib.d.ts": ts.createSourceFile(name, lib, target) })[name], getDefaultLibFileName: () => "lib.d.ts", writeFile() {}, getCurrentDirectory: () => "", getCanonicalFileName: (f) => f, useCaseSensitiveFileNames: () => true, getNewLine: () => "\n", fileExists: (f) => f === "a.ts" || f === "lib.d.ts", readFile: () => undefined };
const program = ts.createProgram(["a.ts"], { strict: true }, host);
log("check", ts.getPreEmitDiagnostics(program).map((d) => d.code + " " + ts.flattenDiagnosticMessageText(d.messageText, " ")).join("; "));
log("print", ts.createPrinter().printNode(ts.EmitHint.Unspecified, ts.factory.createArrayLiteralExpression([ts.factory.createNumericLiteral(1)]), file));
