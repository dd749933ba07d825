import './page.styl'
import card from './card.module.styl'

document.getElementById('root').innerHTML = `<p class="${card.box}">Stylus <i>dot</i></p>`
document.documentElement.dataset.ready = 'yes'
