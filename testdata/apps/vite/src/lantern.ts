import './lantern.css'

export function lantern() {
  const p = document.createElement('p')
  p.className = 'lantern'
  p.style.backgroundImage = `url(${new URL('./images/map.png', import.meta.url)})`
  p.textContent = 'Bring a lantern.'
  return p
}
