import { chain, chunk, cloneDeepWith, flow, kebabCase, memoize, mixin, orderBy, partial, set, template, throttle, uniqBy } from "lodash-es";
import _ from "lodash-es";

log("functions", JSON.stringify(chunk([1, 2, 3, 4, 5], 2)), kebabCase("fooBar"), JSON.stringify(orderBy([{ a: 2 }, { a: 1 }], "a")), uniqBy([1.1, 1.2, 2], Math.floor).join());
log("flow", flow([(x) => x + 1, (x) => x * 2])(3), partial((a, b) => a - b, 10)(3), memoize((x) => x * 2)(4), typeof throttle(() => {}).flush);
log("set", JSON.stringify(set({}, "a[0].b", 1)), template("<%= a %>!")({ a: 1 }), JSON.stringify(cloneDeepWith({ a: 1 }, (x) => (typeof x === "number" ? x + 1 : undefined))));
log("wrapper", _([1, 2, 3]).map((x) => x * x).filter((x) => x > 1).value().join(), chain([4, 5]).last().value());
mixin({ twice: (x) => x * 2 });
log("keys", Object.keys(_).length > 300, typeof _.map, _.VERSION);
