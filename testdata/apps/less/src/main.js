import card from './card.module.less'
import './theme.less'

document.getElementById('root').innerHTML = `<p class="${card.card}">less</p>`
document.documentElement.dataset.ready = 'yes'
