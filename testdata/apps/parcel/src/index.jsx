import { lazy, Suspense, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { Ready } from './ready.js'
import Hives from './routes/Hives.jsx'

const routes = {
  '/': Hives,
  '/harvest': lazy(() => import('./routes/Harvest.jsx')),
}

function App() {
  const [path, setPath] = useState(location.pathname in routes ? location.pathname : '/')
  useEffect(() => {
    const back = () => setPath(location.pathname)
    addEventListener('popstate', back)
    return () => removeEventListener('popstate', back)
  }, [])
  const go = (to) => {
    history.pushState(null, '', to)
    setPath(to)
  }
  const Route = routes[path]
  return (
    <>
      <nav>
        <button onClick={() => go('/')}>Hives</button>
        <button onClick={() => go('/harvest')}>Harvest</button>
      </nav>
      <Suspense fallback={<p>…</p>}>
        <Ready path={path}>
          <Route />
        </Ready>
      </Suspense>
    </>
  )
}

createRoot(document.getElementById('root')).render(<App />)
