import { createSignal } from 'solid-js'
import { render } from 'solid-js/web'

function App() {
  const [count] = createSignal(3)
  return <p style={{ color: 'rgb(10, 20, 30)' }}>Solid {count()}</p>
}

render(App, document.getElementById('root'))
document.documentElement.dataset.ready = 'yes'
