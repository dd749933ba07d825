import { sum } from './sum.js'

onmessage = ({ data }) => postMessage(sum(data).toFixed(2))
