import { render } from 'solid-js/web'
import { App } from './App.jsx'

render(() => <App start={3} />, document.getElementById('root'))
document.documentElement.dataset.ready = 'yes'
