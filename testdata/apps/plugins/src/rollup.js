import data from './data.yaml'
import rows from './rows.csv'
import dot from './dot.svg'
import settings from 'settings'
import { name } from '@lib/name.js'
import { counter } from './global.js'

debug.log('stripped')
console.log(JSON.stringify([data, rows, dot, settings, name, counter, twice(4), __VERSION__]))
