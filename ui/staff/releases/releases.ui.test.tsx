import { screen, within } from '@testing-library/react';
import type { DraftItem, DraftView, ReleaseItem } from '../../../api/releases/shapes.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { conflict, onTheDay, signedInAs } from '../testing/sample.ts';

const release = (more: Partial<ReleaseItem> = {}): ReleaseItem => ({
  number: 1,
  state: 'past',
  validFrom: '2026-01-01T00:00:00.000Z',
  draftId: null,
  title: null,
  article: null,
  articleUrl: null,
  writtenBy: null,
  approvedBy: null,
  restores: null,
  ...more,
});

const item = (more: Partial<DraftItem> = {}): DraftItem => ({
  id: 'd1',
  number: 'GV-1',
  title: 'Bezoek duurder',
  article: 'artikel 7',
  articleUrl: 'https://wetten.example/7',
  validOn: '2027-01-01',
  base: 2,
  restores: false,
  status: 'draft',
  writtenBy: 'M. de Wit',
  writtenAt: '2026-11-20T09:00:00.000Z',
  ownWork: true,
  decidedBy: null,
  decidedAt: null,
  reason: null,
  ...more,
});

const place = {
  subject: 'product',
  areaName: 'Kadekwartier',
  name: { nl: 'Bewonersvergunning', en: 'Resident permit' },
} as const;
const PRICE = ['products', 'resident', 'places', 'B', 'prices', 'P12M'];

const draft = (more: Partial<DraftView> = {}): DraftView => ({
  ...item(),
  version: 3,
  files: [{ name: 'products.yaml', text: 'products: []' }],
  faults: [],
  values: [{ ...place, path: PRICE, field: 'price', unit: 'cents', detail: 'P12M', value: 9_500, mayBeEmpty: false }],
  preview: {
    against: 2,
    differences: [
      { ...place, path: PRICE, field: 'price', unit: 'cents', detail: 'P12M', change: 'changed', before: 9_000, after: 9_500 },
    ],
    more: 0,
    quotes: [
      { areaName: 'Binnenstad', usage: 'BETAALD', stay: 'shopping', on: '2027-01-05', beforeCents: 600, afterCents: 720 },
      { areaName: 'Binnenstad', usage: 'BETAALD', stay: 'sunday', on: '2027-01-03', beforeCents: 600, afterCents: 600 },
    ],
    consequences: {
      openCases: [{ productName: place.name, release: 2, count: 12 }],
      overCeiling: [{ productName: place.name, areaName: 'Kadekwartier', issued: 95, ceiling: 90 }],
      plannedActions: 0,
      overtaken: [],
    },
  },
  ...more,
}); // prettier-ignore

it('an operator sees every release with its state, its people and its article, and begins the next one [BEYOND-022]', async () => {
  const { asked } = signedInAs(['operator'], {
    'GET /v1/staff/releases': onTheDay({
      releases: [
        release({ number: 2, state: 'in-force', title: 'Tarieven 2026', article: 'artikel 7', articleUrl: 'https://wetten.example/7', writtenBy: 'M. de Wit', approvedBy: 'J. van Leeuwen' }),
        release(),
      ],
      drafts: [item({ status: 'submitted' })],
      today: '2026-11-21',
    }),
    'POST /v1/staff/release-drafts': draft(),
    'GET /v1/staff/release-drafts/d1': draft(),
  }); // prettier-ignore
  const { user, container, address } = await visit('/voorbeeld/staff/releases');
  const current = within(await screen.findByRole('row', { name: /Tarieven 2026/ }));
  expect(current.getByText('Geldt nu')).toBeTruthy();
  expect(current.getByText('Goedgekeurd door J. van Leeuwen')).toBeTruthy();
  expect(current.getByRole('link', { name: 'artikel 7' }).getAttribute('href')).toBe('https://wetten.example/7');
  expect(screen.getByText('Wacht op goedkeuring')).toBeTruthy();
  expect(await violationsIn(container)).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Begin voorstel' }));
  expect(screen.getAllByText('Vul in wat er verandert en waarop het rust.')).toHaveLength(2);
  await user.type(screen.getByRole('textbox', { name: 'Wat verandert er?' }), 'Bezoek duurder');
  await user.type(screen.getByRole('textbox', { name: 'Artikel of besluit waarop het rust' }), 'artikel 7');
  await user.click(screen.getByRole('button', { name: 'Begin voorstel' }));
  await screen.findByRole('heading', { level: 1, name: /GV-1/ });
  expect(address()).toBe('/voorbeeld/staff/releases/d1');
  expect(asked.find(({ method }) => method === 'POST')?.body).toMatchObject({
    base: 2,
    restores: false,
    validOn: null,
  });
});

it('a preview says what changes in words, what parking costs then and what becomes of what is open [BEYOND-022]', async () => {
  signedInAs(['operator'], { 'GET /v1/staff/release-drafts/d1': draft({ ownWork: false, status: 'submitted' }) });
  const { container } = await visit('/voorbeeld/staff/releases/d1');
  const change = within(await screen.findByRole('row', { name: /Bewonersvergunning, Kadekwartier/ }));
  expect(change.getByText('Prijs, 12 maanden')).toBeTruthy();
  expect(change.getByText(/90,00/)).toBeTruthy();
  expect(change.getByText(/95,00/)).toBeTruthy();
  expect(within(screen.getByRole('row', { name: /dinsdag van 10 tot 12 uur/ })).getByText(/7,20/)).toBeTruthy();
  expect(screen.getByText('1 voorbeeld kost evenveel als nu.')).toBeTruthy();
  expect(screen.getByText('Bewonersvergunning: 12 open aanvragen houden versie 2.')).toBeTruthy();
  expect(screen.getByText(/95 uitgegeven, plafond wordt 90/)).toBeTruthy();
  expect(await violationsIn(container)).toEqual([]);
});

it('a price is changed in a form, and what was written by oneself is not approved by oneself', async () => {
  const { asked } = signedInAs(['operator'], {
    'GET /v1/staff/release-drafts/d1': draft(),
    'PATCH /v1/staff/release-drafts/d1': draft({ version: 4 }),
    'POST /v1/staff/release-drafts/d1/_submit': conflict('release-same'),
  });
  const { user } = await visit('/voorbeeld/staff/releases/d1');
  await user.click(await screen.findByRole('tab', { name: 'Prijzen en grenzen' }));
  const price = screen.getByRole('textbox', { name: 'Kadekwartier, Prijs, 12 maanden, €' });
  await user.clear(price);
  await user.type(price, 'veel');
  await user.click(screen.getByRole('button', { name: 'Bewaar in het voorstel' }));
  expect(screen.getByText('Vul een getal in, zoals 12,50.')).toBeTruthy();
  await user.clear(price);
  await user.type(price, '99,5');
  await user.click(screen.getByRole('button', { name: 'Bewaar in het voorstel' }));
  expect(asked.find(({ method }) => method === 'PATCH')?.body).toEqual({
    version: 3,
    values: [{ path: PRICE, value: 9_950 }],
  });
  expect(screen.queryByRole('button', { name: 'Keur goed' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Dien in bij een collega' }));
  expect(await screen.findByText('Er is niets anders dan in de nieuwste versie.')).toBeTruthy();
});

it('faults are told with file and line, and somebody who says no says why', async () => {
  const faults = [{ file: 'products.yaml', line: 12, message: 'resident: the price for P12M is missing' }];
  const { asked } = signedInAs(['operator'], {
    'GET /v1/staff/release-drafts/d1': draft({
      faults,
      preview: null,
      values: [],
      ownWork: false,
      status: 'submitted',
    }),
    'POST /v1/staff/release-drafts/d1/_reject': draft({ status: 'rejected' }),
  });
  const { user, container } = await visit('/voorbeeld/staff/releases/d1', 'en');
  expect(await screen.findByText('products.yaml, line 12: resident: the price for P12M is missing')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Approve' })).toHaveProperty('disabled', true);
  await user.click(screen.getByRole('button', { name: 'Reject' }));
  expect(screen.getByText('Write down why not.')).toBeTruthy();
  await user.type(screen.getByRole('textbox', { name: 'Why not?' }), 'A price is missing');
  await user.click(screen.getByRole('button', { name: 'Reject' }));
  expect(asked.find(({ path }) => path.endsWith('_reject'))?.body).toEqual({ reason: 'A price is missing' });
  expect(await violationsIn(container)).toEqual([]);
});
