import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import Button from 'antd/es/button'
import 'antd/es/button/style/index.less'
import styles from './page.module.less'

const About = lazy(() => import('./About'))

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    {location.search === '?about' ? (
      <Suspense fallback="…"><About /></Suspense>
    ) : (
      <p className={styles.page}><Button type="primary">Paint</Button></p>
    )}
  </StrictMode>,
)
document.documentElement.dataset.ready = 'yes'
