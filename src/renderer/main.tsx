import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { connectEvents } from './stores/connect-events.ts';
import './styles/app.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

connectEvents();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
