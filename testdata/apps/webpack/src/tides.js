// A module of CommonJS among the others, as older code of an application is.
const { harbour, start, range } = require('./harbour.json')

const clock = (hours) => `${String(Math.floor(hours) % 24).padStart(2, '0')}:${String(Math.round((hours % 1) * 60)).padStart(2, '0')}`

exports.harbour = harbour
exports.tides = (count) =>
  Array.from({ length: count }, (_, i) => ({
    at: clock(start + i * 6.2),
    metres: (i % 2 ? range.low : range.high).toFixed(1),
    high: i % 2 === 0,
  }))
