import { render } from 'preact'
import Text, { title } from './text.mdx'

render(<article title={title}><Text /></article>, document.getElementById('root'))
document.documentElement.dataset.ready = 'yes'
