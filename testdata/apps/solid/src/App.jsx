import { createSignal } from 'solid-js'

export function App(props) {
  const [count] = createSignal(props.start)
  return <p style={{ color: 'rgb(10, 20, 30)' }}>Solid {count()}</p>
}
