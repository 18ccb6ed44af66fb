import { jest } from '@jest/globals';
import { configure, render, type RenderResult } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { createMemoryRouter, matchRoutes } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { keep } from '../kept.ts';
import { routes } from '../routes.tsx';
import { type Language } from '../../rules/values/language.ts';
import { loadSentences } from '../text/sentences.ts';
import { TextProvider } from '../text/text.tsx';
import { DisplayProvider } from '../theme/display.tsx';

// The first test of a file waits while the pages it goes to are compiled.
configure({ asyncUtilTimeout: 30_000 });
jest.setTimeout(60_000);

export interface Visit extends RenderResult {
  user: UserEvent;
  /** The address somebody is at. */
  address: () => string;
}

/** The whole site, opened at an address by somebody who chose this language on this device. */
export async function visit(path: string, language: Language = 'nl'): Promise<Visit> {
  document.documentElement.lang = language;
  keep('parkwerk.language', language);
  const first = { language, sentences: await loadSentences(language) };
  await fetchInTurn(path);
  const router = createMemoryRouter(routes, { initialEntries: [path] });
  const result = render(
    <TextProvider first={first}>
      <DisplayProvider>
        <RouterProvider router={router} />
      </DisplayProvider>
    </TextProvider>,
  );
  const address = () => router.state.location.pathname + router.state.location.search;
  return { ...result, user: userEvent.setup(), address };
}

/** The parts of a page arrive together in a browser; Node's modules of tests can be linked only one after the other. */
async function fetchInTurn(path: string): Promise<void> {
  for (const { route } of matchRoutes(routes, path) ?? []) if (typeof route.lazy === 'function') await route.lazy();
}
