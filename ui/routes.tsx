import type { RouteObject } from 'react-router';
import BrokenPage from './broken-page.tsx';
import { Root } from './root.tsx';

/** Every address of the site. Pages are fetched when somebody goes there. */
export const routes: RouteObject[] = [
  {
    element: <Root />,
    errorElement: <BrokenPage />,
    // Nothing to show for the blink in which the first page is fetched.
    hydrateFallbackElement: <></>,
    children: [
      {
        path: '/:municipality',
        lazy: async () => ({ Component: (await import('./municipality-frame.tsx')).default }),
        children: [],
      },
      { path: '/parts', lazy: async () => ({ Component: (await import('./parts-page.tsx')).default }) },
      { path: '*', lazy: async () => ({ Component: (await import('./not-found-page.tsx')).default }) },
    ],
  },
];
