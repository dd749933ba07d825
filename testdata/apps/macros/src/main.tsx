import shout from './shout.macro.cjs'
import { plain } from './plain'

interface Said { text: string }
const said: Said = { text: shout('macros run ' + 'in a build') }
document.getElementById('root')!.innerHTML = `<p>${said.text} ${plain}</p>`
document.documentElement.dataset.ready = 'yes'
