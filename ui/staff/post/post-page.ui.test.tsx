import { screen, within } from '@testing-library/react';
import type { PostView } from '../../../api/post/shapes.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { conflict, signedInAs } from '../testing/sample.ts';

const PATH = '/voorbeeld/staff/post';
const READ = 'GET /v1/staff/post';
const MAKE = 'POST /v1/staff/post-batches';
const SENT = 'POST /v1/staff/post-batches/b1/_sent';

const batch = (more: Partial<PostView['batches'][number]> = {}): PostView['batches'][number] => ({
  id: 'b1',
  number: 'POST-1',
  letters: 2,
  madeAt: '2026-11-21T09:00:00.000Z',
  madeBy: 'M. de Wit',
  printedAt: '2026-11-21T09:00:05.000Z',
  sentAt: null,
  sentBy: null,
  erased: false,
  ...more,
});
const post = (more: Partial<PostView> = {}): PostView => ({
  ready: 1,
  waiting: [{ id: 'i1', what: 'documents-asked', ground: 'bounced', putAt: '2026-11-20T08:00:00.000Z' }],
  withoutAddress: [],
  batches: [],
  ...more,
});

it('letters that wait are put in one file, fetched, and marked as sent, without a name on the screen [PEERS-035]', async () => {
  const api = signedInAs(['clerk'], { [READ]: post(), [MAKE]: batch(), [SENT]: batch() });
  const { user, container } = await visit(PATH);
  const waiting = within(await screen.findByRole('table', { name: 'Brieven die wachten, de oudste eerst' }));
  expect(waiting.getByText('e-mail komt niet aan')).toBeTruthy();
  expect(await violationsIn(container)).toEqual([]);
  api.answer({ [READ]: post({ ready: 0, waiting: [], batches: [batch({ printedAt: null })] }) });
  await user.click(screen.getByRole('button', { name: 'Maak een bestand om af te drukken' }));
  expect(await screen.findByText('Wordt gemaakt…')).toBeTruthy();

  api.answer({ [READ]: post({ ready: 0, waiting: [], batches: [batch()] }) });
  const fetching = await screen.findByRole('link', { name: 'Haal op (PDF) POST-1' }, { timeout: 5_000 });
  expect(fetching.getAttribute('href')).toBe('/v1/staff/post-batches/b1/content');
  api.answer({
    [READ]: post({
      ready: 0,
      waiting: [],
      batches: [batch({ sentAt: '2026-11-21T10:00:00.000Z', sentBy: 'S. Bakker' })],
    }),
  });
  await user.click(screen.getByRole('button', { name: 'Meld als verstuurd POST-1' }));
  expect(await screen.findByText(/^Verstuurd op .* door S\. Bakker$/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Meld als verstuurd/ })).toBeNull();
});

it('a letter for which there is no address leads to the person; what a colleague sent already is told', async () => {
  const withoutAddress = [{ ...post().waiting[0]!, ground: 'no-address' as const, personId: 'p1' }];
  signedInAs(['senior'], {
    [READ]: post({ withoutAddress, batches: [batch()] }),
    [SENT]: conflict('post-already-sent'),
  });
  const { user, container } = await visit(PATH, 'en');
  const link = await screen.findByRole('link', { name: /^See who it is/ });
  expect(link.getAttribute('href')).toBe('/voorbeeld/staff/people/p1');
  await user.click(screen.getByRole('button', { name: /^Mark as sent/ }));
  expect(await screen.findByText('This post was sent already.')).toBeTruthy();
  expect(await violationsIn(container)).toEqual([]);
});

it('is not for who hands nothing out', async () => {
  signedInAs(['officer'], {});
  await visit(PATH);
  expect(await screen.findByRole('heading', { level: 1 })).toBeTruthy();
  expect(screen.queryByText('Brieven op de post')).toBeNull();
});
