import './style.css'
import buoy from './images/buoy.svg'
import { tides } from './tides'

const routes = {
  '/': () => Promise.resolve({ default: today }),
  '/boats': () => import(/* webpackChunkName: "boats" */ './routes/boats'),
  '/log': () => import('./routes/log'),
}

function today(root) {
  root.innerHTML = `<h1><img src="${buoy}" alt=""> Tides</h1><ol class="tides"></ol>`
  for (const { at, metres, high } of tides(3)) {
    const li = document.createElement('li')
    li.className = high ? 'high' : 'low'
    li.textContent = `${at} ${metres} m`
    root.querySelector('ol').append(li)
  }
}

async function show() {
  const path = location.pathname
  const { default: draw } = await (routes[path] || routes['/'])()
  const root = document.getElementById('root')
  root.replaceChildren()
  draw(root)
  await document.fonts.ready
  document.documentElement.dataset.ready = path
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a')
  if (!link || link.origin !== location.origin) return
  event.preventDefault()
  history.pushState(null, '', link.href)
  show()
})
addEventListener('popstate', show)
show()
