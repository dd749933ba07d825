// As much of a document as emotion's browser build asks for on the way to a
// string: it looks for styles that a server has rendered, and finds none.
globalThis.HTMLElement = class {};
globalThis.document = { head: {}, querySelectorAll: () => [] };
