var paintbox$styles = {};
function paintbox$loadStyles(names, from, start) {
  if (typeof document == "undefined") return start();
  return Promise.all(names.map((name) => {
    var url = new URL(name, from).href;
    return paintbox$styles[url] ||= new Promise((done) => {
      for (var present of document.querySelectorAll('link[rel="stylesheet"]')) if (present.href == url) return done();
      var link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = url;
      link.onload = link.onerror = done;
      document.head.append(link);
    });
  })).then(start);
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
  Object.defineProperty(namespace, key, { get: () => exports[key], enumerable: true, configurable: true });
}
