import { rows } from './shore.module.css'
import { length } from '../lengths.json'

export const title = 'The shore'

export function draw(root: HTMLElement) {
  root.innerHTML = `<h1>shore</h1><ul class="${rows}"><li>out</li><li>back</li></ul><p>${length.shore} ${import.meta.env.VITE_UNIT}</p>`
}
