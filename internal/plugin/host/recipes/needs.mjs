// What the result of a compiler depends on beside the text that it was given, where
// all of that is known: only then may the next build use it without asking again.

import { createHash } from 'node:crypto'

export class Needs {
	#files = new Map()
	#missing = new Set()
	#links = new Map()
	#known = true

	constructor(code) {
		this.#same(code)
	}

	// file takes down a file that was read, and gives its text.
	file(name, text) {
		this.#files.set(name, createHash('sha256').update(text).digest('hex'))
		this.#same(text)
		return text
	}

	// missing takes down a name at which there is no file that would have been taken.
	missing(name) {
		this.#missing.add(name)
		return false
	}

	// link takes down what a name leads to, and gives that.
	link(name, real) {
		if (name !== real) this.#links.set(name, real)
		return real
	}

	// unknown says that the result depends on something else, too.
	unknown() {
		this.#known = false
	}

	// same looks for functions that give something else every time.
	#same(text) {
		if (/random|unique-id/i.test(text)) this.unknown()
	}

	// list is all of it; undefined where that is not known.
	list() {
		return this.#known ? { files: [...this.#files], missing: [...this.#missing], links: [...this.#links] } : undefined
	}
}
