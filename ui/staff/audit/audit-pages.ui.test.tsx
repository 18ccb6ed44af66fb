import { screen, within } from '@testing-library/react';
import type { FoundEvents, KeptChecks, StaffReport } from '../../../api/audit/shapes.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { signedInAs } from '../testing/sample.ts';

const AREAS = 'GET /v1/municipalities/voorbeeld/areas';
const REPORT = 'GET /v1/staff/rights-report';
const CHECKS = 'POST /v1/staff/checks/_search';
const EVENTS = 'POST /v1/staff/audit-events/_search';

const report: StaffReport = {
  items: [
    {
      id: '0199c0de-0000-7000-8000-000000000001',
      name: 'P. Smit',
      roles: ['officer'],
      permissions: ['check'],
      lastSignedInAt: '2026-11-21T07:00:00.000Z',
      casesSeen: 0,
      acts: 4,
    },
    {
      id: '0199c0de-0000-7000-8000-000000000002',
      name: 'M. de Wit',
      roles: ['clerk'],
      permissions: ['review', 'read-case', 'end-permit', 'hand-out', 'act-for', 'announce'],
      lastSignedInAt: '2026-11-20T07:00:00.000Z',
      casesSeen: 12,
      acts: 34,
    },
  ],
};
const check = (more: Partial<KeptChecks['items'][number]> = {}): KeptChecks['items'][number] => ({
  id: 'k1',
  at: '2026-11-21T09:00:00.000Z',
  askedAbout: '2026-11-21T09:00:00.000Z',
  areaId: 'B',
  plate: { country: 'NL', display: '8-KLM-42' },
  verdict: 'green',
  justExpired: false,
  officer: 'P. Smit',
  offline: null,
  ...more,
});
const areas = { type: 'FeatureCollection', features: [] };

it('an auditor reads every check, and asks for those of a day, an answer and an officer [PEERS-036, PEERS-037]', async () => {
  const first: KeptChecks = { items: [check(), check({ id: 'k2', plate: null, officer: null })], nextCursor: 'more' };
  const api = signedInAs(['auditor'], { [AREAS]: areas, [REPORT]: report, [CHECKS]: first });
  const { user, container } = await visit('/voorbeeld/staff/checks');
  const table = within(await screen.findByRole('table', { name: 'Controles, de nieuwste eerst' }));
  expect(table.getAllByText('Groen')).toHaveLength(2);
  expect(table.getByText('gewist')).toBeTruthy();
  expect(await violationsIn(container)).toEqual([]);

  api.answer({
    [CHECKS]: { items: [check({ id: 'k3', verdict: 'red', justExpired: true, offline: 'green' })], nextCursor: null },
  });
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Antwoord' }), 'just-expired');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Wie controleerde' }), 'P. Smit');
  await user.click(screen.getByRole('button', { name: 'Zoek' }));
  expect(await screen.findByText('P. Smit, zonder verbinding: Groen')).toBeTruthy();
  const asked = api.asked.filter(({ path }) => path === '/v1/staff/checks/_search').at(-1);
  expect(asked?.body).toEqual({ answer: 'just-expired', officerId: report.items[0]!.id });
});

it('an auditor searches what happened by kind and by who did it, in the words of the work [PEERS-036]', async () => {
  const found: FoundEvents = {
    items: [
      {
        id: '12',
        at: '2026-11-21T09:00:00.000Z',
        kind: 'permit-blocked',
        actor: { kind: 'staff', name: 'M. de Wit' },
        data: { permitId: 'p', ground: 'block-unpaid' },
        case: { id: 'c1', number: 'Z-2304' },
        permitNumber: 'BV-2026-04417',
      },
    ],
    nextCursor: null,
  };
  const api = signedInAs(['auditor'], { [REPORT]: report, [EVENTS]: found });
  const { user, container } = await visit('/voorbeeld/staff/trail', 'en');
  const table = within(await screen.findByRole('table', { name: 'Events, the newest first' }));
  expect(table.getByText('Permit blocked')).toBeTruthy();
  expect(table.getByText(/^A payment for the permit/)).toBeTruthy();
  expect(table.getByRole('link', { name: 'Z-2304' }).getAttribute('href')).toBe('/voorbeeld/staff/cases/c1');
  expect(await violationsIn(container)).toEqual([]);
  api.answer({ [EVENTS]: { items: [], nextCursor: null } });
  await user.selectOptions(screen.getByRole('combobox', { name: 'What happened' }), 'Permit blocked');
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Who did it' }), 'M. de Wit');
  await user.click(screen.getByRole('button', { name: 'Search' }));
  expect(await screen.findByText('Nothing like that happened')).toBeTruthy();
  expect(api.asked.filter(({ path }) => path.endsWith('audit-events/_search')).at(-1)?.body).toEqual({
    kinds: ['permit-blocked'],
    staffId: report.items[1]!.id,
  });
});

it('an auditor reads who may what, and who saw or changed a case by its number [PEERS-036]', async () => {
  const readers = {
    items: [
      {
        actor: { kind: 'staff', name: 'M. de Wit' },
        seen: 3,
        changed: 2,
        firstAt: '2026-11-20T09:00:00.000Z',
        lastAt: '2026-11-21T09:00:00.000Z',
      },
    ],
  };
  const api = signedInAs(['auditor'], {
    [REPORT]: report,
    'GET /v1/staff/cases': { items: [{ id: 'c1', number: 'Z-2304' }], nextCursor: null },
    'GET /v1/staff/cases/c1/readers': readers,
  });
  const { user, container } = await visit('/voorbeeld/staff/rights');
  const table = within(await screen.findByRole('table', { name: 'Wie wat mag' }));
  expect(table.getByText('controleren')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Toon wie keek' }));
  expect(screen.getByText('Vul het nummer van een zaak in.')).toBeTruthy();
  await user.type(screen.getByRole('textbox', { name: /Nummer van de zaak/ }), 'Z-2304');
  await user.click(screen.getByRole('button', { name: 'Toon wie keek' }));
  expect(
    within(await screen.findByRole('table', { name: 'Wie keek en wie iets deed' })).getByText('M. de Wit'),
  ).toBeTruthy();
  expect(await violationsIn(container)).toEqual([]);
  api.answer({ 'GET /v1/staff/cases': { items: [], nextCursor: null } });
  await user.clear(screen.getByRole('textbox', { name: /Nummer van de zaak/ }));
  await user.type(screen.getByRole('textbox', { name: /Nummer van de zaak/ }), 'Z-1');
  await user.click(screen.getByRole('button', { name: 'Toon wie keek' }));
  expect(await screen.findByText('Er is geen zaak met dat nummer.')).toBeTruthy();
});

it.each(['/voorbeeld/staff/checks', '/voorbeeld/staff/trail', '/voorbeeld/staff/rights'])(
  '%s is for auditors',
  async (path) => {
    signedInAs(['senior'], {});
    await visit(path);
    expect(await screen.findByRole('heading', { level: 1 })).toBeTruthy();
    expect(screen.queryByRole('table')).toBeNull();
  },
);
