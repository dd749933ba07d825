import hljs from "highlight.js";
import core from "highlight.js/lib/core";
import go from "highlight.js/lib/languages/go";

log("count", hljs.listLanguages().length, hljs.versionString);
const code = { javascript: "const a = `x${1}`; // hi", python: "def f(x):\n    return x ** 2  # é", rust: "fn main() { println!(\"{}\", 1u8); }", css: "a:hover { color: #fff }", sql: "SELECT * FROM t WHERE a = 'b'", xml: "<a b='c'><!-- d --></a>" };
for (const [language, text] of Object.entries(code)) log(language, hljs.highlight(text, { language }).value);
core.registerLanguage("go", go);
log("core", core.highlight("func main() { x := 0x1F }", { language: "go" }).value, hljs.highlightAuto("package main\nfunc main() {}").language);
