import { screen, within } from '@testing-library/react';
import type { Deletions, RetentionTerms } from '../../../api/audit/shapes.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { signedInAs } from '../testing/sample.ts';

const TERMS = 'GET /v1/staff/retention';
const LOG = 'GET /v1/staff/deletions';

const kept = { unit: 'days', bounds: null, own: false, everywhere: false } as const;
const terms: RetentionTerms = {
  items: [
    { ...kept, id: 'plates', term: 91, bounds: { least: 42, most: 91 }, because: 'register' },
    { ...kept, id: 'notes', unit: 'years', term: 3, own: true, because: 'archive' },
    { ...kept, id: 'signIns', unit: 'hours', term: 0, because: 'sign-in', everywhere: true },
  ],
};
const line = (id: string, what: string, count: number): Deletions['items'][number] => ({
  id,
  at: '2026-11-21T01:30:00.000Z',
  what,
  recordClass: 'plates',
  count,
  upTo: '2026-08-22T22:00:00.000Z',
});

describe('keeping and erasing', () => {
  it('shows an auditor what was erased, as many lines as there are, and takes them along as a file', async () => {
    const api = signedInAs(['auditor'], {
      [TERMS]: terms,
      [LOG]: { items: [line('9', 'actions', 12)], nextCursor: 'more' },
    });
    const { user, container } = await visit('/voorbeeld/staff/retention');
    const log = within(await screen.findByRole('table', { name: 'Wat er gewist is' }));
    expect(log.getByText('kentekens van parkeeracties')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Download als CSV' }).getAttribute('href')).toBe(
      '/v1/staff/deletions/export',
    );
    expect(await violationsIn(container)).toEqual([]);
    api.answer({ [LOG]: { items: [line('8', 'checks', 3)], nextCursor: null } });
    await user.click(screen.getByRole('button', { name: 'Toon meer' }));
    expect(await log.findByText('kentekens van controles')).toBeTruthy();
  });

  it('shows how long everything is kept, from when, why, and what the municipality chose itself', async () => {
    signedInAs(['auditor'], { [TERMS]: terms, [LOG]: { items: [], nextCursor: null } });
    const { container } = await visit('/voorbeeld/staff/retention', 'en');
    const here = within(await screen.findByRole('table', { name: 'How long everything is kept' }));
    expect(here.getByText('The municipality may choose: 42 days to 91 days')).toBeTruthy();
    expect(here.getByText('3 years (own choice)')).toBeTruthy();
    expect(within(screen.getByRole('table', { name: /all over Parkwerk/ })).getByText('at once')).toBeTruthy();
    expect(await screen.findByText('Nothing has been erased yet')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is for auditors', async () => {
    signedInAs(['senior'], {});
    await visit('/voorbeeld/staff/retention');
    expect(await screen.findByRole('heading', { level: 1 })).toBeTruthy();
    expect(screen.queryByRole('table')).toBeNull();
  });
});
