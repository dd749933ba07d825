var paintbox$sheets = [], paintbox$table;
function paintbox$load(route, sheets, start) {
  if (typeof document == "undefined") return start();
  var data = document.getElementById("paintbox-routes"), waits = [], rank, index;
  var add = (rel, url, next) => {
    var link = document.createElement("link");
    link.rel = rel;
    link.nonce = data ? data.nonce : "";
    link.href = url;
    return document.head.insertBefore(link, next ? next.link : null);
  };
  var load = (url, rank) => {
    var sheet = paintbox$sheets[rank] = {};
    sheet.ready = new Promise((done, fail) => {
      for (var link of document.querySelectorAll("link[rel=stylesheet]")) if (link.href == url) return done();
      sheet.link = link = add("stylesheet", url, paintbox$sheets.find((other, at) => at > rank && other && other.link));
      link.onload = done;
      link.onerror = () => {
        link.remove();
        delete paintbox$sheets[rank];
        fail(new TypeError("Failed to load the style sheet " + url));
      };
    });
    return sheet;
  };
  for (rank in sheets) waits.push((paintbox$sheets[rank] || load(new URL(sheets[rank], import.meta.url).href, +rank)).ready);
  paintbox$table ||= data ? JSON.parse(data.textContent) : [[], {}];
  for (index of paintbox$table[1][route] || []) {
    if (paintbox$table[0][index]) add("modulepreload", new URL(paintbox$table[0][index], import.meta.url));
    paintbox$table[0][index] = 0;
  }
  return waits.length ? Promise.all(waits).then(start) : start();
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
