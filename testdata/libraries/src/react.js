import { createContext, createElement as h, memo, Suspense, use, useContext, useId, useMemo, useReducer } from "react";
import { renderToStaticMarkup, renderToString } from "react-dom/server";

const Theme = createContext("light");
const Row = memo(({ item }) => h("li", { className: useContext(Theme), id: useId() }, item));

function List({ items }) {
  const [sum] = useReducer((n, x) => n + x, items.length);
  const sorted = useMemo(() => [...items].sort(), [items]);
  return h("ul", { "data-sum": sum, style: { color: "red", marginTop: 4 } }, sorted.map((item) => h(Row, { key: item, item })));
}

const app = h(Theme.Provider, { value: "dark" }, h(Suspense, { fallback: "…" }, h(List, { items: ["b", "a", "<c>"] })));
log("string", renderToString(app));
log("markup", renderToStaticMarkup(app));
log("use", typeof use);
