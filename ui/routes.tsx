import { Navigate, type RouteObject } from 'react-router';
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
          { index: true, element: <Navigate replace to="desk" /> },
          {
            path: 'check',
            lazy: async () => ({ Component: (await import('./pages/entitlements-page.tsx')).default }),
          },
          {
            path: 'waiting-lists/:product/:area',
            lazy: async () => ({ Component: (await import('./pages/waiting-line-page.tsx')).default }),
          },
          {
            path: 'errors',
            lazy: async () => ({ Component: (await import('./pages/error-rates-page.tsx')).default }),
          },
          {
            path: 'products',
            lazy: async () => ({ Component: (await import('./pages/products-page.tsx')).default }),
          },
          {
            path: 'sign-on',
            lazy: async () => ({ Component: (await import('./sign-on/sign-on-page.tsx')).default }),
          },
          {
            path: 'desk/sign-in',
            lazy: async () => ({ Component: (await import('./desk/sign-in/sign-in-page.tsx')).default }),
          },
          {
            path: 'desk/sign-in/permit-login',
            lazy: async () => ({ Component: (await import('./desk/sign-in/permit-login-page.tsx')).default }),
          },
          {
            path: 'desk',
            lazy: async () => ({ Component: (await import('./desk/desk-frame.tsx')).default }),
            children: [
              { index: true, lazy: async () => ({ Component: (await import('./desk/home/home-page.tsx')).default }) },
              {
                path: 'email',
                lazy: async () => ({ Component: (await import('./desk/profile/email-page.tsx')).default }),
              },
              {
                path: 'products',
                lazy: async () => ({ Component: (await import('./desk/products/products-page.tsx')).default }),
              },
              {
                path: 'applications',
                lazy: async () => ({ Component: (await import('./desk/applications/applications-page.tsx')).default }),
              },
              {
                path: 'applications/:application/:step?',
                lazy: async () => ({ Component: (await import('./desk/wizard/application-page.tsx')).default }),
              },
              { path: 'cart', lazy: async () => ({ Component: (await import('./desk/cart/cart-page.tsx')).default }) },
              {
                path: 'payments/:reference/:view?',
                lazy: async () => ({ Component: (await import('./desk/payments/payment-page.tsx')).default }),
              },
              {
                path: 'permits',
                lazy: async () => ({ Component: (await import('./desk/permits/permits-page.tsx')).default }),
              },
              {
                path: 'permits/:permit/sign-on',
                lazy: async () => ({ Component: (await import('./desk/permits/sign-on/sign-on-page.tsx')).default }),
              },
              {
                path: 'permits/:permit/plates',
                lazy: async () => ({ Component: (await import('./desk/permits/plates/plates-page.tsx')).default }),
              },
              {
                path: 'permits/:permit/wrong-fine',
                lazy: async () => ({ Component: (await import('./desk/permits/wrong-fine-page.tsx')).default }),
              },
              {
                path: 'permits/:permit',
                lazy: async () => ({ Component: (await import('./desk/permits/permit-page.tsx')).default }),
              },
              {
                path: 'waitlist/join/:product',
                lazy: async () => ({ Component: (await import('./desk/lists/waitlist-join-page.tsx')).default }),
              },
              {
                path: 'waitlist',
                lazy: async () => ({ Component: (await import('./desk/lists/waitlist-page.tsx')).default }),
              },
              {
                path: 'renewals',
                lazy: async () => ({ Component: (await import('./desk/lists/renewals-page.tsx')).default }),
              },
              {
                path: 'renewals/:renewal',
                lazy: async () => ({ Component: (await import('./desk/renewals/renewal-page.tsx')).default }),
              },
              {
                path: 'life-events',
                lazy: async () => ({ Component: (await import('./desk/life/life-page.tsx')).default }),
              },
              {
                path: 'history',
                lazy: async () => ({ Component: (await import('./desk/lists/history-page.tsx')).default }),
              },
              {
                path: 'settings',
                lazy: async () => ({ Component: (await import('./desk/profile/settings-page.tsx')).default }),
              },
              {
                path: 'own-data',
                lazy: async () => ({ Component: (await import('./desk/profile/own-data-page.tsx')).default }),
              },
              {
                path: 'user',
                lazy: async () => ({ Component: (await import('./desk/profile/user-page.tsx')).default }),
              },
              {
                path: 'letters/:letter',
                lazy: async () => ({ Component: (await import('./desk/letters/letter-page.tsx')).default }),
              },
              {
                path: 'direct-debit',
                lazy: async () => ({ Component: (await import('./desk/direct-debit/direct-debit-page.tsx')).default }),
              },
            ],
          },
          {
            path: 'on-demand/consent',
            lazy: async () => ({ Component: (await import('./on-demand/consent-page.tsx')).default }),
          },
          {
            path: 'on-demand',
            lazy: async () => ({ Component: (await import('./on-demand/on-demand-frame.tsx')).default }),
            children: [
              { index: true, lazy: async () => ({ Component: (await import('./on-demand/start-page.tsx')).default }) },
              {
                path: 'top-ups/:reference',
                lazy: async () => ({ Component: (await import('./on-demand/start-page.tsx')).default }),
              },
              {
                path: 'top-up',
                lazy: async () => ({ Component: (await import('./on-demand/top-up-page.tsx')).default }),
              },
              {
                path: 'book',
                lazy: async () => ({ Component: (await import('./on-demand/book-page.tsx')).default }),
              },
              {
                path: 'sessions/:action/wrong-fine',
                lazy: async () => ({ Component: (await import('./on-demand/wrong-fine-page.tsx')).default }),
              },
              {
                path: 'sessions/:action',
                lazy: async () => ({ Component: (await import('./on-demand/session-page.tsx')).default }),
              },
              {
                path: 'profile',
                lazy: async () => ({ Component: (await import('./on-demand/profile-page.tsx')).default }),
              },
            ],
          },
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
                path: 'staff/releases',
                lazy: async () => ({ Component: (await import('./staff/releases/releases-page.tsx')).default }),
              },
              {
                path: 'staff/releases/:draft',
                lazy: async () => ({ Component: (await import('./staff/releases/draft-page.tsx')).default }),
              },
              {
                path: 'staff/old-system',
                lazy: async () => ({ Component: (await import('./staff/old-system/old-system-page.tsx')).default }),
              },
              {
                path: 'staff/simulator/:simulation?',
                lazy: async () => ({ Component: (await import('./staff/simulator/simulator-page.tsx')).default }),
              },
              {
                path: 'staff/products',
                lazy: async () => ({ Component: (await import('./staff/products/products-page.tsx')).default }),
              },
              {
                path: 'staff/announcements',
                lazy: async () => ({
                  Component: (await import('./staff/announcements/announcements-page.tsx')).default,
                }),
              },
              {
                path: 'staff/health',
                lazy: async () => ({ Component: (await import('./staff/health/health-page.tsx')).default }),
              },
              {
                path: 'staff/outages',
                lazy: async () => ({ Component: (await import('./staff/outages/outages-page.tsx')).default }),
              },
              {
                path: 'staff/relief',
                lazy: async () => ({ Component: (await import('./staff/outages/relief-page.tsx')).default }),
              },
              {
                path: 'staff/forgotten-stops',
                lazy: async () => ({ Component: (await import('./staff/forgotten/forgotten-page.tsx')).default }),
              },
              {
                path: 'staff/flagged-checks',
                lazy: async () => ({ Component: (await import('./staff/outages/flagged-page.tsx')).default }),
              },
              {
                path: 'staff/bank',
                lazy: async () => ({ Component: (await import('./staff/bank/bank-page.tsx')).default }),
              },
              {
                path: 'staff/reports',
                lazy: async () => ({ Component: (await import('./staff/reports/reports-page.tsx')).default }),
              },
              {
                path: 'staff/second-looks',
                lazy: async () => ({ Component: (await import('./staff/second-looks/looks-page.tsx')).default }),
              },
              {
                path: 'staff/hints',
                lazy: async () => ({ Component: (await import('./staff/hints/hints-page.tsx')).default }),
              },
              {
                path: 'staff/workload',
                lazy: async () => ({ Component: (await import('./staff/queue/workload-page.tsx')).default }),
              },
              {
                path: 'staff/people',
                lazy: async () => ({ Component: (await import('./staff/people/people-page.tsx')).default }),
              },
              {
                path: 'staff/people/:id',
                lazy: async () => ({ Component: (await import('./staff/people/person-page.tsx')).default }),
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
                path: 'staff/past',
                lazy: async () => ({ Component: (await import('./staff/past/past-page.tsx')).default }),
              },
              {
                path: 'staff/checks',
                lazy: async () => ({ Component: (await import('./staff/audit/checks-page.tsx')).default }),
              },
              {
                path: 'staff/trail',
                lazy: async () => ({ Component: (await import('./staff/audit/events-page.tsx')).default }),
              },
              {
                path: 'staff/rights',
                lazy: async () => ({ Component: (await import('./staff/audit/rights-page.tsx')).default }),
              },
              {
                path: 'staff/retention',
                lazy: async () => ({ Component: (await import('./staff/audit/retention-page.tsx')).default }),
              },
              {
                path: 'staff/passes',
                lazy: async () => ({ Component: (await import('./staff/passes/passes-page.tsx')).default }),
              },
              {
                path: 'staff/post',
                lazy: async () => ({ Component: (await import('./staff/post/post-page.tsx')).default }),
              },
              {
                path: 'staff/waitlist',
                lazy: async () => ({ Component: (await import('./staff/waitlist/waitlist-page.tsx')).default }),
              },
              {
                path: 'staff/events',
                lazy: async () => ({ Component: (await import('./staff/events/events-page.tsx')).default }),
              },
              {
                path: 'staff/providers',
                lazy: async () => ({ Component: (await import('./staff/providers/providers-page.tsx')).default }),
              },
              {
                path: 'staff/permit-logins',
                lazy: async () => ({
                  Component: (await import('./staff/permit-logins/permit-logins-page.tsx')).default,
                }),
              },
              {
                path: 'staff/refunds',
                lazy: async () => ({ Component: (await import('./staff/refunds/refunds-page.tsx')).default }),
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
      {
        path: '/parking/sign-in',
        lazy: async () => ({ Component: (await import('./parking/account/sign-in-page.tsx')).default }),
      },
      {
        path: '/parking/sign-up',
        lazy: async () => ({ Component: (await import('./parking/account/sign-up-page.tsx')).default }),
      },
      {
        path: '/parking/verify',
        lazy: async () => ({ Component: (await import('./parking/account/verify-page.tsx')).default }),
      },
      {
        path: '/parking/reset',
        lazy: async () => ({ Component: (await import('./parking/account/reset-page.tsx')).default }),
      },
      {
        path: '/parking/new-password',
        lazy: async () => ({ Component: (await import('./parking/account/new-password-page.tsx')).default }),
      },
      {
        path: '/parking/link',
        lazy: async () => ({ Component: (await import('./parking/account/link-page.tsx')).default }),
      },
      {
        path: '/parking/help',
        lazy: async () => ({ Component: (await import('./pages/parking-help-page.tsx')).default }),
      },
      {
        path: '/parking/programs/help',
        lazy: async () => ({ Component: (await import('./parking/programs/help-page.tsx')).default }),
      },
      {
        path: '/parking/do',
        lazy: async () => ({ Component: (await import('./parking/one-tap/do-page.tsx')).default }),
      },
      {
        path: '/parking',
        lazy: async () => ({ Component: (await import('./parking/parking-frame.tsx')).default }),
        children: [
          { index: true, lazy: async () => ({ Component: (await import('./parking/start-page.tsx')).default }) },
          {
            path: 'products',
            lazy: async () => ({ Component: (await import('./parking/overview/products-page.tsx')).default }),
          },
          {
            path: 'actions',
            lazy: async () => ({ Component: (await import('./parking/overview/all-actions-page.tsx')).default }),
          },
          {
            path: 'settings',
            lazy: async () => ({ Component: (await import('./parking/settings/settings-page.tsx')).default }),
          },
          {
            path: 'own-data',
            lazy: async () => ({ Component: (await import('./parking/settings/own-data-page.tsx')).default }),
          },
          {
            path: 'devices',
            lazy: async () => ({ Component: (await import('./parking/settings/devices-page.tsx')).default }),
          },
          {
            path: 'programs',
            lazy: async () => ({ Component: (await import('./parking/programs/programs-page.tsx')).default }),
          },
          {
            path: 'about',
            lazy: async () => ({ Component: (await import('./parking/settings/about-page.tsx')).default }),
          },
          {
            path: 'p/:permit',
            lazy: async () => ({ Component: (await import('./parking/permit-frame.tsx')).default }),
            children: [
              {
                index: true,
                lazy: async () => ({ Component: (await import('./parking/actions/home-page.tsx')).default }),
              },
              {
                path: 'new',
                lazy: async () => ({ Component: (await import('./parking/actions/new-page.tsx')).default }),
              },
              {
                path: 'plates',
                lazy: async () => ({ Component: (await import('./parking/plates/switch-page.tsx')).default }),
              },
              {
                path: 'favourites',
                lazy: async () => ({ Component: (await import('./parking/favourites/favourites-page.tsx')).default }),
              },
              {
                path: 'visits',
                lazy: async () => ({ Component: (await import('./parking/visits/visits-page.tsx')).default }),
              },
              {
                path: 'grants',
                lazy: async () => ({ Component: (await import('./parking/grants/grants-page.tsx')).default }),
              },
              {
                path: 'staff',
                lazy: async () => ({ Component: (await import('./parking/staff/staff-page.tsx')).default }),
              },
              {
                path: 'leave',
                lazy: async () => ({ Component: (await import('./parking/staff/leave-page.tsx')).default }),
              },
              {
                path: 'guests',
                lazy: async () => ({ Component: (await import('./parking/guests/guests-page.tsx')).default }),
              },
              {
                path: 'top-up',
                lazy: async () => ({ Component: (await import('./parking/top-up/top-up-page.tsx')).default }),
              },
              {
                path: 'history',
                lazy: async () => ({ Component: (await import('./parking/history/history-page.tsx')).default }),
              },
              {
                path: 'alarm',
                lazy: async () => ({ Component: (await import('./parking/alarm/alarm-page.tsx')).default }),
              },
            ],
          },
          {
            path: 'a/:action/wrong-fine',
            lazy: async () => ({ Component: (await import('./parking/actions/wrong-fine-page.tsx')).default }),
          },
          {
            path: 'a/:action',
            lazy: async () => ({ Component: (await import('./parking/actions/action-page.tsx')).default }),
          },
          {
            path: 'top-ups/:reference',
            lazy: async () => ({ Component: (await import('./parking/top-up/top-up-result-page.tsx')).default }),
          },
        ],
      },
      { path: '/', lazy: async () => ({ Component: (await import('./pages/front-page.tsx')).default }) },
      {
        path: '/accessibility',
        lazy: async () => ({ Component: (await import('./pages/accessibility-page.tsx')).default }),
      },
      { path: '/privacy', lazy: async () => ({ Component: (await import('./pages/privacy-page.tsx')).default }) },
      {
        path: '/guest/:reference?',
        lazy: async () => ({ Component: (await import('./guest/guest-page.tsx')).default }),
      },
      { path: '/status', lazy: async () => ({ Component: (await import('./pages/status-page.tsx')).default }) },
      { path: '/verify', lazy: async () => ({ Component: (await import('./receipts/verify-page.tsx')).default }) },
      { path: '/parts', lazy: async () => ({ Component: (await import('./parts-page.tsx')).default }) },
      { path: '*', lazy: async () => ({ Component: (await import('./not-found-page.tsx')).default }) },
    ],
  },
];
