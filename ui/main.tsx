import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import '@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css';
import './theme/theme.css';
import { routes } from './routes.tsx';
import { loadSentences } from './text/sentences.ts';
import { TextProvider } from './text/text.tsx';
import { DisplayProvider } from './theme/display.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root');

// The page starts to arrive while its sentences do; before-paint.js has read what language somebody chose.
const router = createBrowserRouter(routes);
const language = document.documentElement.lang === 'en' ? 'en' : 'nl';
const first = { language, sentences: await loadSentences(language) } as const;

createRoot(root).render(
  <StrictMode>
    <TextProvider first={first}>
      <DisplayProvider>
        <RouterProvider router={router} />
      </DisplayProvider>
    </TextProvider>
  </StrictMode>,
);
