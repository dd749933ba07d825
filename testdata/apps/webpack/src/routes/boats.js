import './boats.css'
import sail from '../images/sail.png'
import { harbour } from '../tides'

const boats = ['Kittiwake', 'Dunlin', 'Turnstone']

export default function draw(root) {
  root.innerHTML = `<h1>Boats in ${harbour}</h1>
    <ul class="boats">${boats.map((name) => `<li><img src="${sail}" alt="">${name}</li>`).join('')}</ul>
    <div class="pier"></div>`
}
