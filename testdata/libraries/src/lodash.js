import _ from "lodash";
import debounce from "lodash/debounce.js";
import get from "lodash/get.js";

log("chain", _([3, 1, 2]).sortBy().map((x) => x * 2).reverse().join("-"));
log("object", JSON.stringify(_.merge({ a: [1, { b: 2 }] }, { a: [3, { c: 4 }] })), JSON.stringify(_.groupBy([1.2, 1.8, 2.1], Math.floor)));
log("string", _.kebabCase("fooBar baz"), _.template("<b><%- x %></b>")({ x: "<" }), _.deburr("déjà"), _.words("a b-c").join());
log("misc", get({ a: { b: [1, 2] } }, "a.b[1]"), _.isEqual(new Map([[1, { a: 1 }]]), new Map([[1, { a: 1 }]])), typeof debounce(() => {}).cancel, _.VERSION);
log("clone", JSON.stringify(_.cloneDeep({ d: new Date(0), s: [1] })), _.curry((a, b, c) => a + b + c)(1)(2)(3));
