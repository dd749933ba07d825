import { lazy, Suspense, useEffect, useState } from 'react';
import Shelf from './pages/Shelf';
import Ready from './Ready';
import { ReactComponent as Book } from './images/book.svg';
import './App.css';

const Loans = lazy(() => import('./pages/Loans'));
const Hours = lazy(() => import('./pages/Hours'));
const pages = { '/': Shelf, '/loans': Loans, '/hours': Hours };

export default function App() {
  const [path, setPath] = useState(window.location.pathname);
  useEffect(() => {
    const back = () => setPath(window.location.pathname);
    window.addEventListener('popstate', back);
    return () => window.removeEventListener('popstate', back);
  }, []);
  const Page = pages[path] ?? Shelf;
  return (
    <div className="App">
      <header className="App-header">
        <Book className="App-mark" title="" />
        {process.env.REACT_APP_NAME}
      </header>
      <nav>
        {Object.keys(pages).map((to) => (
          <a key={to} href={process.env.PUBLIC_URL + to}>
            {to}
          </a>
        ))}
      </nav>
      <Suspense fallback="Loading…">
        <Ready path={path}>
          <Page />
        </Ready>
      </Suspense>
    </div>
  );
}
