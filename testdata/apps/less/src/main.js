import card from './card.module.less'
import './theme.less'
import sheet from './page.less?inline'

document.getElementById('root').innerHTML = `<p class="${card.card}">less: ${sheet}</p>`
document.documentElement.dataset.ready = 'yes'
