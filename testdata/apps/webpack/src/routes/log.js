import './log.css'
import { tides } from '../tides'

export default function draw(root) {
  root.innerHTML = `<h1 class="hand">harbour log</h1><table>${tides(4)
    .map(({ at, metres }) => `<tr><td>${at}</td><td>${metres}</td></tr>`)
    .join('')}</table>`
}
