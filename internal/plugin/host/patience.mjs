// How long a hook may take. Only time in which the process does nothing counts:
// many hooks wait for each other on a busy machine, and large compilations
// take as long as they take.

const steps = 10

export class Patience {
	constructor(limit, alive) {
		this.limit = limit
		this.alive = alive // tells Paintbox that scripts run
		this.waiting = new Map() // by what ends the waiting: the idle steps until now
	}

	// lost is rejected once the process has been idle for the limit, or times as long, unless stop is called before.
	lost(times = 1) {
		let stop
		const late = new Promise((_, reject) => {
			stop = () => this.#forget(stop)
			this.waiting.set(stop, { idle: 0, reject, times })
		})
		this.timer ??= this.#begin()
		return { late, stop }
	}

	#begin() {
		let used = process.cpuUsage(), at = performance.now()
		return setInterval(() => {
			const spent = process.cpuUsage(used), now = performance.now()
			const busy = (spent.user + spent.system) / 1000 > (now - at) / 100 // a share of a machine that many want
			used = process.cpuUsage()
			at = now
			this.alive()
			if (!busy) this.#step()
		}, this.limit / steps)
	}

	#step() {
		for (const [stop, waiter] of this.waiting) {
			if (++waiter.idle < steps * waiter.times) continue
			waiter.reject(new Error(`it has not answered for ${(this.limit * waiter.times) / 1000} seconds`))
			this.#forget(stop)
		}
	}

	#forget(stop) {
		this.waiting.delete(stop)
		if (this.waiting.size > 0) return
		clearInterval(this.timer)
		this.timer = undefined
	}
}
