// Frames over standard input and output: a mark, the lengths of header and
// body, the header as JSON, the parts of the body. Either side asks; an answer
// carries the number of its question. What plugins print goes to standard error.

const mark = Buffer.from([0xff, 0x50, 0x42, 0xfe]) // 0xff is in no UTF-8 text

export class Wire {
	#write = process.stdout.write.bind(process.stdout)
	#waiting = new Map()
	#last = 0
	#queue = []
	#rest = Buffer.alloc(0)

	constructor(serve) {
		this.serve = serve
		process.stdout.write = process.stderr.write.bind(process.stderr)
		process.stdin.on('data', chunk => this.#read(chunk))
		process.stdin.on('end', () => process.exit(0))
	}

	// ask sends a question and returns the answer, { args, parts }.
	ask(op, args, parts = []) {
		const id = ++this.#last
		return new Promise((resolve, reject) => {
			this.#waiting.set(id, { resolve, reject })
			this.send({ id, op, args }, parts)
		})
	}

	// send queues a frame; those of one turn of the event loop are written together.
	send(header, parts = []) {
		const body = parts.map(part => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part.buffer, part.byteOffset, part.byteLength)))
		const head = Buffer.from(JSON.stringify({ ...header, parts: body.map(part => part.length) }))
		const lengths = Buffer.alloc(8)
		lengths.writeUInt32LE(head.length, 0)
		lengths.writeUInt32LE(body.reduce((sum, part) => sum + part.length, 0), 4)
		if (this.#queue.length === 0) setImmediate(() => this.flush())
		this.#queue.push(mark, lengths, head, ...body)
	}

	flush() {
		const frames = Buffer.concat(this.#queue)
		this.#queue = []
		if (frames.length > 0) this.#write(frames)
	}

	#read(chunk) {
		let data = this.#rest.length ? Buffer.concat([this.#rest, chunk]) : chunk
		while (data.length >= 12) {
			const head = data.readUInt32LE(4)
			const end = 12 + head + data.readUInt32LE(8)
			if (data.length < end) break
			const header = JSON.parse(data.toString('utf8', 12, 12 + head))
			let at = 12 + head
			const parts = (header.parts ?? []).map(length => data.subarray(at, (at += length)))
			data = data.subarray(end)
			this.#receive(header, parts)
		}
		this.#rest = data
	}

	async #receive(header, parts) {
		if (!header.op) {
			const waiting = this.#waiting.get(header.id)
			this.#waiting.delete(header.id)
			return header.error ? waiting.reject(Object.assign(new Error(header.error.text), header.error)) : waiting.resolve({ args: header.args ?? {}, parts })
		}
		try {
			const { parts: answer = [], ...args } = (await this.serve(header.op, header.args ?? {}, parts)) ?? {}
			this.send({ id: header.id, args }, answer)
		} catch (error) {
			this.send({ id: header.id, error: fault(error) })
		}
	}
}

// fault is an error as the other side knows it.
export function fault(error) {
	if (!(error instanceof Error)) error = Object.assign(new Error(typeof error === 'string' ? error : error?.message ?? String(error)), Object(error) === error ? error : {})
	const place = error.loc ?? (error.line > 0 ? error : {})
	return {
		text: String(error.message).trim(),
		plugin: error.plugin, hook: error.hook, note: error.note,
		file: place.file ?? error.file ?? error.id ?? '',
		line: place.line ?? place.start?.line ?? 0, column: place.column ?? place.start?.column ?? 0,
		stack: error.stack,
	}
}
