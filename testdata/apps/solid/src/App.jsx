import { createSignal, For, lazy, Show, Suspense } from 'solid-js'
import styles from './app.module.css'

const About = lazy(() => import('./About.jsx'))

export function App(props) {
  const [count] = createSignal(props.start)
  return (
    <Show when={location.search === '?about'} fallback={<p class={styles.count} style={{ color: 'rgb(10, 20, 30)' }}>Solid {count()}</p>}>
      <Suspense fallback="…"><About rooms={['hall', 'bath']} /></Suspense>
      <For each={[1, 2]}>{(n) => <i>{n}</i>}</For>
    </Show>
  )
}
