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
function paintbox$namespace(exports, node) {
  var namespace = Object.create(null), whole = node || !exports || !exports.__esModule, names, key;
  names = Object(exports) === exports ? Object.getOwnPropertyNames(exports) : [];
  for (key of new Set((whole ? names.concat("default") : names).sort())) {
    if (whole && key == "default") Object.defineProperty(namespace, key, { value: exports, enumerable: true, configurable: true });
    else paintbox$getter(namespace, exports, key);
  }
  return namespace;
}
function paintbox$getter(namespace, exports, key) {
  var enumerable = typeof exports != "function" || Object.getOwnPropertyDescriptor(exports, key).enumerable; // a function's own length is none of the module's names
  Object.defineProperty(namespace, key, { get: () => exports[key], enumerable, configurable: true });
}
