import { createRoot } from 'react-dom/client'
import Dot from './dot.svg?react'
import './style.css'

createRoot(document.getElementById('root')).render(
  <h1 className="p-4 text-brand">Tailwind <Dot className="size-8" /></h1>,
)
document.documentElement.dataset.ready = 'yes'
