import { useEffect } from 'react';

/**
 * Marks the document as ready once a route shows everything it has to show.
 * Tests and the print service wait for the mark.
 */
export function useReady(route: string, ready: boolean) {
  useEffect(() => {
    if (!ready) return;
    const root = document.documentElement;
    root.dataset.ready = route;
    return () => {
      delete root.dataset.ready;
    };
  }, [route, ready]);
}
