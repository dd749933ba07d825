import { lazy, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import Dot from './dot.svg?react'
import dot from './dot.svg'
import './style.css'

const About = lazy(() => import('./About.jsx'))

createRoot(document.getElementById('root')).render(
  location.search === '?about'
    ? <Suspense fallback="…"><About /></Suspense>
    : <><h1 className="p-4 text-brand">Tailwind <Dot className="size-8" /></h1><img src={dot} alt="" className="w-12 rounded-lg" /></>,
)
document.documentElement.dataset.ready = 'yes'
