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
        children: [
          {
            path: 'staff/sign-in',
            lazy: async () => ({ Component: (await import('./staff/sign-in-page.tsx')).default }),
          },
          {
            lazy: async () => ({ Component: (await import('./staff/staff-frame.tsx')).default }),
            children: [
              { path: 'staff', lazy: async () => ({ Component: (await import('./staff/start-page.tsx')).default }) },
              {
                path: 'staff/tasks/:id',
                lazy: async () => ({ Component: (await import('./staff/review/review-page.tsx')).default }),
              },
              {
                path: 'staff/cases',
                lazy: async () => ({ Component: (await import('./staff/cases/cases-page.tsx')).default }),
              },
              {
                path: 'staff/cases/:id',
                lazy: async () => ({ Component: (await import('./staff/cases/case-page.tsx')).default }),
              },
              {
                path: 'staff/settings',
                lazy: async () => ({ Component: (await import('./staff/settings-page.tsx')).default }),
              },
              {
                path: 'enforcement',
                lazy: async () => ({ Component: (await import('./enforcement/check-page.tsx')).default }),
              },
            ],
          },
        ],
      },
      { path: '/parts', lazy: async () => ({ Component: (await import('./parts-page.tsx')).default }) },
      { path: '*', lazy: async () => ({ Component: (await import('./not-found-page.tsx')).default }) },
    ],
  },
];
