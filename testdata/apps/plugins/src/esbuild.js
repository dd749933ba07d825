import data from './data.yaml'
import twice from 'lib'
import parts from './parts/*.js'

console.log(JSON.stringify([data, twice(5), parts.map((part) => part.default)]))
