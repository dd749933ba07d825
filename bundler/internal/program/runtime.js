var paintbox$routes;
function paintbox$preload(route, start) {
  if (typeof document != "undefined") {
    paintbox$routes ||= JSON.parse((document.getElementById("paintbox-routes") || {}).textContent || "[[],{}]");
    for (var index of paintbox$routes[1][route] || []) paintbox$link("modulepreload", new URL(paintbox$routes[0][index], import.meta.url));
    paintbox$routes[1][route] = 0;
  }
  return start();
}
function paintbox$styles(names, start) {
  if (typeof document == "undefined") return start();
  return Promise.all(Object.keys(names).map((rank) => paintbox$sheet(new URL(names[rank], import.meta.url).href, +rank))).then(start);
}
function paintbox$sheet(url, rank) {
  var links = [...document.querySelectorAll("link[rel=stylesheet]")], link = links.find((other) => other.href == url);
  if (link) return link.ready;
  link = paintbox$link("stylesheet", url, links.find((other) => other.rank > rank));
  link.rank = rank;
  return link.ready = new Promise((done, fail) => {
    link.onload = done;
    link.onerror = () => {
      link.remove();
      fail(new TypeError("Failed to load the style sheet " + url));
    };
  });
}
function paintbox$link(rel, url, next) {
  var link = document.createElement("link"), list = document.getElementById("paintbox-routes");
  link.rel = rel;
  link.nonce = list ? list.nonce : "";
  link.href = url;
  return document.head.insertBefore(link, next || null);
}
var paintbox$known;
function paintbox$once(key, kind, make) {
  paintbox$known ||= [new WeakMap(), new WeakMap(), new WeakMap()];
  return paintbox$known[kind].get(key) || (paintbox$known[kind].set(key, key = make(key)), key);
}
function paintbox$namespace(exports, node) {
  var kept = Object(exports) === exports, whole = node || !exports || !exports.__esModule, names = kept ? Object.getOwnPropertyNames(exports) : [];
  var namespace = kept ? paintbox$once(exports, +whole, paintbox$empty) : Object.create(null), key;
  for (key of new Set((whole ? names.concat("default") : names).sort())) {
    if (whole && key == "default") Object.defineProperty(namespace, key, { value: exports, enumerable: true, configurable: true });
    else paintbox$getter(namespace, exports, key);
  }
  return namespace;
}
function paintbox$empty(exports) {
  var prototype = Object.getPrototypeOf(exports); // an object of a class has methods
  return Object.create(typeof exports == "function" || prototype == Object.prototype ? null : prototype);
}
function paintbox$getter(namespace, exports, key) {
  var enumerable = typeof exports != "function" || Object.getOwnPropertyDescriptor(exports, key).enumerable; // a function's own length is none of the module's names
  Object.defineProperty(namespace, key, { get: () => exports[key], enumerable, configurable: true });
}
function paintbox$required(space) {
  var required = paintbox$once(space, 2, () => Object.defineProperty({}, "__esModule", { value: true }));
  for (let key of Object.getOwnPropertyNames(space)) Object.prototype.hasOwnProperty.call(required, key) || Object.defineProperty(required, key, { get: () => space[key], enumerable: true });
  return required;
}
function paintbox$space(getters) {
  var space = Object.create(null, { [Symbol.toStringTag]: { value: "Module" } }), name;
  var describe = (space, name) => {
    var found = Reflect.getOwnPropertyDescriptor(space, name);
    if (found && found.writable) found.value = getters[name]();
    return found;
  };
  for (name of Object.keys(getters).sort()) Object.defineProperty(space, name, { writable: true, enumerable: true });
  return new Proxy(Object.preventExtensions(space), {
    get: (space, name) => typeof name == "string" && name in space ? getters[name]() : space[name],
    set: () => false,
    getOwnPropertyDescriptor: describe,
    defineProperty: (space, name, to) => (name = describe(space, name)) && Object.keys(to).every((key) => Object.is(to[key], name[key])),
  });
}
