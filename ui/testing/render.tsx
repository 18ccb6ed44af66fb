import { render, type RenderResult } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { type Language } from '../../rules/values/language.ts';
import { loadSentences } from '../text/sentences.ts';
import { TextProvider } from '../text/text.tsx';
import { DisplayProvider } from '../theme/display.tsx';

/** A part as it is on a page: with sentences, display and addresses around it. */
export async function show(part: ReactNode, language: Language = 'nl'): Promise<RenderResult & { user: UserEvent }> {
  document.documentElement.lang = language;
  const first = { language, sentences: await loadSentences(language) };
  const result = render(
    <TextProvider first={first}>
      <DisplayProvider>
        <MemoryRouter>{part}</MemoryRouter>
      </DisplayProvider>
    </TextProvider>,
  );
  return { ...result, user: userEvent.setup() };
}

/** What axe finds wrong. Colours need a real browser and are checked there. */
export async function violationsIn(container: Element): Promise<string[]> {
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
