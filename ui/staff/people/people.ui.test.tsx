import { screen, within } from '@testing-library/react';
import type { PersonFile, PersonFound } from '../../../api/people/shapes.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { conflict, onTheDay, signedInAs } from '../testing/sample.ts';

const SEARCH = 'POST /v1/staff/people/_search';
const READ = 'GET /v1/staff/people/p1';

const sanne: PersonFound = {
  id: 'p1',
  kind: 'person',
  name: 'Sanne de Boer',
  address: ['Lindestraat 14', '4302 SA Voorbeeldstad'],
  by: 'plate',
  running: 1,
  permits: 2,
};

const file = (more: Partial<PersonFile> = {}): PersonFile => ({
  id: 'p1',
  kind: 'person',
  name: 'Sanne de Boer',
  address: ['Lindestraat 14', '4302 SA Voorbeeldstad'],
  areaName: 'Kadekwartier',
  email: null,
  emailBounced: false,
  language: 'nl',
  means: { nl: 'DigiD', en: 'DigiD' },
  cases: [
    {
      id: 'c1',
      kind: 'application',
      number: 'Z-2304',
      status: 'in-review',
      productName: { nl: 'Bewonersvergunning', en: 'Resident permit' },
      openedAt: '2026-11-16T09:00:00.000Z',
      closedAt: null,
      caseId: 'c1',
    },
    {
      id: 'w1',
      kind: 'waitlist',
      number: 'W-12',
      status: 'waiting',
      productName: null,
      openedAt: '2026-11-10T09:00:00.000Z',
      closedAt: null,
      caseId: null,
    },
  ],
  permits: [
    {
      id: 'v1',
      number: 'BV-2026-00077',
      productName: { nl: 'Bewonersvergunning', en: 'Resident permit' },
      areaName: 'Kadekwartier',
      phase: 'valid',
      blocked: false,
      validFrom: '2025-12-31T23:00:00.000Z',
      validUntil: '2026-12-31T23:00:00.000Z',
      plates: [{ country: 'NL', display: 'AB-123-C' }],
      caseId: 'c0',
    },
  ],
  notes: [
    { id: 'n1', body: 'Belt liever dan dat zij mailt.', by: 'J. van Leeuwen', at: '2026-11-20T09:00:00.000Z', caseNumber: 'Z-2304' },
  ], // prettier-ignore
  ...more,
});

describe('people at the counter', () => {
  it('are found by what they tell, with what runs for them [PEERS-033]', async () => {
    const { asked } = signedInAs(['clerk'], { [SEARCH]: { items: [sanne], more: true } });
    const { user, container } = await visit('/voorbeeld/staff/people');
    await user.type(await screen.findByLabelText('Wie of wat zoekt u?'), ' ab-123-c ');
    await user.click(screen.getByRole('button', { name: 'Zoek' }));
    const row = within(await screen.findByRole('row', { name: /Sanne de Boer/ }));
    expect(row.getByText('kenteken')).toBeTruthy();
    expect(row.getByText('1 zaak, 2 vergunningen')).toBeTruthy();
    expect(row.getByRole('link').getAttribute('href')).toBe('/voorbeeld/staff/people/p1');
    expect(screen.getByText(/Er zijn er meer/)).toBeTruthy();
    expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ text: 'ab-123-c' });
    expect(await violationsIn(container)).toEqual([]);
  });

  it('who are not found can be written in by their number', async () => {
    signedInAs(['clerk'], {
      [SEARCH]: { items: [], more: false },
      'POST /v1/staff/people': conflict('person-unknown'),
    });
    const { user } = await visit('/voorbeeld/staff/people');
    await user.type(await screen.findByLabelText('Wie of wat zoekt u?'), 'Onbekend');
    await user.click(screen.getByRole('button', { name: 'Zoek' }));
    expect(await screen.findByText('Niemand gevonden')).toBeTruthy();
    await user.click(screen.getByText('Iemand zonder DigiD inschrijven'));
    await user.click(screen.getByRole('button', { name: 'Schrijf in' }));
    expect(screen.getByText('Vul de negen cijfers van het burgerservicenummer in.')).toBeTruthy();
    await user.type(screen.getByLabelText(/Burgerservicenummer/), '9999 90 020');
    await user.click(screen.getByRole('button', { name: 'Schrijf in' }));
    expect(await screen.findByText(/kent dit nummer niet/)).toBeTruthy();
  });
});

describe('the file of a person', () => {
  it('has their cases, permits and what colleagues wrote down [PEERS-033]', async () => {
    const { asked } = signedInAs(['clerk'], {
      [READ]: onTheDay(file()),
      'POST /v1/staff/people/p1/notes': { items: [] },
    });
    const { user, container } = await visit('/voorbeeld/staff/people/p1');
    await screen.findByRole('heading', { level: 1, name: 'Sanne de Boer' });
    expect(screen.getByRole('link', { name: 'Z-2304' }).getAttribute('href')).toBe('/voorbeeld/staff/cases/c1');
    expect(within(screen.getByRole('row', { name: /W-12/ })).getByText('In de rij')).toBeTruthy();
    expect(screen.getByText('Geen. Stuur brieven per post.')).toBeTruthy();
    expect(screen.getByText(/J. van Leeuwen, .*bij Z-2304/)).toBeTruthy();
    expect(screen.getByText(/31 december 2026/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Bewaar aantekening' }));
    expect(screen.getByText('Schrijf eerst iets op.')).toBeTruthy();
    await user.type(screen.getByLabelText(/Nieuwe aantekening/), 'Komt dinsdag terug.');
    await user.click(screen.getByRole('button', { name: 'Bewaar aantekening' }));
    expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ body: 'Komt dinsdag terug.' });
  });

  it('leads to doing what they ask, at the counter or on the phone [PEERS-035]', async () => {
    signedInAs(['clerk'], { [READ]: onTheDay(file()), 'PUT /v1/staff/acting': conflict('not-found') });
    const { user } = await visit('/voorbeeld/staff/people/p1');
    await user.click(await screen.findByRole('button', { name: 'Is aan de telefoon' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
  });

  it('is for those who work at the counter alone', async () => {
    signedInAs(['auditor']);
    await visit('/voorbeeld/staff/people/p1');
    expect(await screen.findByText('Dit hoort bij een andere rol')).toBeTruthy();
  });
});
