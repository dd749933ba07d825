import * as d3 from "d3";

log("scale", d3.scaleLinear([0, 10], [0, 100]).nice()(3), d3.scaleLog().ticks(5).join(), d3.scaleOrdinal(d3.schemeCategory10)("x"));
log("path", d3.line().curve(d3.curveCatmullRom)([[0, 0], [1, 2], [3, 1]]));
log("arc", d3.arc()({ innerRadius: 1, outerRadius: 2, startAngle: 0, endAngle: 1 }));
log("pie", JSON.stringify(d3.pie()([1, 2, 3]).map((p) => p.endAngle.toFixed(3))));
log("hierarchy", d3.treemap().size([10, 10])(d3.hierarchy({ children: [{ v: 1 }, { v: 3 }] }).sum((d) => d.v)).leaves().map((n) => n.x1).join());
log("force", d3.forceSimulation([{}, {}]).force("c", d3.forceManyBody()).stop().tick(5).nodes().map((n) => n.x.toFixed(3)).join());
log("geo", d3.geoPath(d3.geoMercator())({ type: "Point", coordinates: [10, 20] }));
log("group", JSON.stringify([...d3.rollup([1, 2, 3, 4], d3.sum, (x) => x % 2)]));
log("time", d3.utcFormat("%Y-%m-%d %j")(new Date(0)), d3.format(",.2f")(1234.567), d3.csvParse("a,b\n1,2").columns.join());
log("color", d3.interpolateViridis(0.3), d3.hsl("steelblue").toString(), d3.interpolateLab("red", "blue")(0.5));
log("delaunay", d3.Delaunay.from([[0, 0], [1, 0], [0, 1], [1, 1]]).triangles.join());
log("random", d3.randomNormal.source(d3.randomLcg(0.5))(0, 1)().toFixed(6));
