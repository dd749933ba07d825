// Runs entry modules one after the other and prints their logs as JSON.
// Standard input: [{ "url": "file:///…", "patience": milliseconds }, …].
import { readFileSync } from "node:fs";

let lines, thunks, probes, firsts;

// The clock is for modules that can tell the time.
globalThis.log = (id, ...values) => { globalThis.clock = lines.push([id, ...values.map((v) => format(v))].join(" ")); };
globalThis.later = (id, load) => { thunks.push([id, load]); };
globalThis.probe = (look) => { probes.push(look); };
globalThis.dyn = (v) => v;
globalThis.show = (v) => format(v);
globalThis.keys = (ns) => Object.keys(ns).filter(visible).join();
globalThis.same = (key, o) => {
  if (!firsts.has(key)) firsts.set(key, o);
  return firsts.get(key) === o;
};
// What is to be told of the object that stands for a module.
globalThis.space = (key, ns) => {
  const keys = Object.keys(ns), all = Reflect.ownKeys(ns), last = all[all.length - 1];
  return [same(key, ns), Object.getPrototypeOf(ns) === null, last === Symbol.toStringTag && ns[last], all.length - keys.length, Object.isSealed(ns), "toString" in ns,
    Reflect.set(ns, keys[0] ?? "x", 1), Reflect.set(ns, "nope", 1), Reflect.deleteProperty(ns, "nope"), Reflect.defineProperty(ns, "nope", { value: 1 }),
    keys.every((k) => "value" in Object.getOwnPropertyDescriptor(ns, k)), keys];
};
globalThis.tdz = (e) => e instanceof ReferenceError && /before initialization/.test(e.message) ? "TDZ" : "ERR " + e.name;
globalThis.must = (v) => {
  if (v === undefined) throw new ReferenceError("before initialization");
  return v;
};
globalThis.taint = (e) => tdz(e) === "TDZ" ? "TAINT" : tdz(e);
globalThis.tick = async (n) => { while (n-- > 0) await null; };

// What an ES module looks like to CommonJS code is marked in different ways.
const visible = (name) => name !== "__esModule" && name !== "module.exports";

function format(v, depth = 0) {
  if (typeof v === "function") return "fn";
  if (v === null || typeof v !== "object") return String(v);
  if (depth > 2) return "…";
  if (Array.isArray(v)) return "[" + v.map((x) => format(x, depth + 1)).join() + "]";
  let names = Object.getOwnPropertyNames(v).filter(visible);
  // Bundlers list a function's own properties in the namespace of a CommonJS module that exports it.
  if (names.includes("prototype")) names = names.filter((name) => name === "default");
  const fields = names.sort().map((name) => {
    try {
      return name + ":" + format(v[name], depth + 1);
    } catch (e) {
      return name + ":" + tdz(e);
    }
  });
  return "{" + fields.join() + "}";
}

async function look() {
  for (const f of probes) {
    try {
      f();
    } catch (e) {
      lines.push("ERROR in probe " + e);
    }
  }
}

async function run(url) {
  await import(url);
  lines.push("loaded");
  look();
  for (let thunk; (thunk = thunks.shift()); ) {
    const [id, load] = thunk;
    lines.push(id + " later");
    try {
      lines.push(id + " got " + format(await load()));
    } catch (e) {
      lines.push("ERROR in " + id + " " + e);
    }
  }
  look();
}

process.on("unhandledRejection", (e) => { lines.push("ERROR unhandled " + e); });
const results = [];
for (const { url, patience } of JSON.parse(readFileSync(0, "utf8"))) {
  lines = globalThis.__log = [];
  globalThis.clock = 0;
  thunks = [];
  probes = [];
  firsts = new Map();
  let timer;
  const timeout = new Promise((_, reject) => { timer = setTimeout(reject, patience, new Error("timeout")); });
  try {
    await Promise.race([run(url), timeout]);
  } catch (e) {
    lines.push("ERROR " + e);
  }
  clearTimeout(timer);
  results.push(lines);
}
process.stdout.write(JSON.stringify(results), () => process.exit(0));
