import { light } from './theme.css'
import { button, page } from './page.css'

const root = document.getElementById('root')!
root.className = light
if (location.search === '?about') {
  const { about } = await import('./about')
  root.innerHTML = about()
} else {
  root.innerHTML = `<p class="${page}">Paint <button class="${button.loud}">loud</button> <button class="${button.plain}">plain</button></p>`
}
document.documentElement.dataset.ready = 'yes'

export {}
