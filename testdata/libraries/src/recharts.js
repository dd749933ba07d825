import { createElement as h } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Bar, BarChart, CartesianGrid, Curve, Legend, Line, LineChart, Pie, PieChart, Rectangle, Sector, Surface, Symbols, Tooltip, XAxis, YAxis, getNiceTickValues } from "recharts";

const data = [{ name: "a", v: 3, w: 5 }, { name: "b", v: 7, w: 1 }, { name: "c", v: 4, w: 6 }];
log("line", renderToStaticMarkup(h(LineChart, { width: 300, height: 200, data, id: "l" }, h(CartesianGrid), h(XAxis, { dataKey: "name" }), h(YAxis), h(Tooltip), h(Legend), h(Line, { dataKey: "v", isAnimationActive: false }))));
log("bar", renderToStaticMarkup(h(BarChart, { width: 300, height: 200, data, id: "b" }, h(XAxis, { dataKey: "name" }), h(Bar, { dataKey: "w", isAnimationActive: false }))));
log("pie", renderToStaticMarkup(h(PieChart, { width: 200, height: 200, id: "p" }, h(Pie, { data, dataKey: "v", isAnimationActive: false }))));
log("shapes", renderToStaticMarkup(h(Surface, { width: 9, height: 9 }, h(Sector, { innerRadius: 1, outerRadius: 2, startAngle: 0, endAngle: 90, cornerRadius: 0.2 }), h(Curve, { type: "monotone", points: [{ x: 0, y: 0 }, { x: 1, y: 2 }, { x: 2, y: 1 }] }), h(Rectangle, { width: 3, height: 4, radius: 1 }), h(Symbols, { type: "star" }))));
log("ticks", getNiceTickValues([0.3, 97], 6).join());
