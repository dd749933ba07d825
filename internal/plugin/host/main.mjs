// The process that runs plugins. Paintbox starts it where something needs it,
// and ends it by closing its standard input.

import { Wire, fault } from './wire.mjs'
import { Host } from './host.mjs'
import { patch } from './redirect.mjs'
import { keepCode } from './codecache.mjs'

patch()
keepCode(process.cwd())

const host = new Host()
const wire = new Wire((op, args, parts) => host[op](args, parts))
host.wire = wire

const fatal = error => {
	wire.send({ id: 0, op: 'fatal', args: fault(error) })
	wire.flush()
}
process.on('uncaughtException', fatal)
process.on('unhandledRejection', fatal)
