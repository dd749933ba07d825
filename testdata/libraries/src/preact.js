import { cloneElement, Component, createContext, Fragment, h, toChildArray } from "preact";
import { useContext, useMemo, useReducer, useState } from "preact/hooks";
import { forwardRef, memo, Suspense } from "preact/compat";
import { render, renderToStringAsync } from "preact-render-to-string";

const Theme = createContext("light");
class Old extends Component { state = { n: 2 }; render({ a }, { n }) { return h("i", null, a * n); } }
function New({ items }) {
  const [n] = useState(() => items.length);
  const [m] = useReducer((s) => s, 7);
  const list = useMemo(() => items.map((x) => h("li", { key: x }, x)), [items]);
  return h(Fragment, null, h("ul", { class: useContext(Theme), "data-n": n + m }, list), h(Old, { a: 4 }));
}
const Ref = forwardRef((props, ref) => h("input", { ref, ...props }));
log("html", render(h(Theme.Provider, { value: "dark" }, h(New, { items: ["a", "<b>"] }), h(memo(Ref), { value: "v" }))));
log("misc", toChildArray([1, [2, null, "x"]]).length, cloneElement(h("a", { b: 1 }), { c: 2 }).props.c);
later("async", () => renderToStringAsync(h(Suspense, { fallback: "…" }, h("b", null, "ready"))));
