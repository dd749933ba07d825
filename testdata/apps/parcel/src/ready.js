import { useEffect } from 'react'

// Ready says in the page which route it shows, once that is there with its fonts.
export function Ready({ path, children }) {
  useEffect(() => {
    document.fonts.ready.then(() => (document.documentElement.dataset.ready = path))
  })
  return children
}
