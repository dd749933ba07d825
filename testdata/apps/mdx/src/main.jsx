import { render } from 'preact'
import { lazy, Suspense } from 'preact/compat'
import Text, { title } from './text.mdx'

const Other = lazy(() => import('./other.mdx'))

render(
  location.search === '?about'
    ? <Suspense fallback="…"><Other components={{ em: (props) => <b {...props} /> }} /></Suspense>
    : <article title={title}><Text /></article>,
  document.getElementById('root'),
)
document.documentElement.dataset.ready = 'yes'
