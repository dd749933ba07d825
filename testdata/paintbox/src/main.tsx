import '@fontsource/inter/latin-400.css';
import '@fontsource/inter/latin-600.css';
import './styles/global.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from '@/app/App';

const container = document.getElementById('root');
if (!container) throw new Error('the page has no #root element');

createRoot(container).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
