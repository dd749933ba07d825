import { useEffect } from 'react';

// Ready says in the page which path it shows, once that is there with its fonts.
export default function Ready({ path, children }) {
  useEffect(() => {
    document.fonts.ready.then(() => {
      document.documentElement.dataset.ready = path;
    });
  });
  return children;
}
