import { screen } from '@testing-library/react';
import { atTheDesk, counts, permit } from '../desk/testing/sample.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';

const BUNDLES = '/v1/permits/v1/objection-bundles';
const bundle = (doneAt: string | null) => ({ id: 'b1', askedAt: '2026-11-21T09:00:00.000Z', doneAt });

it('makes the bundle to object with from the permit itself, and offers it to read and signed [BEYOND-028]', async () => {
  const { asked } = atTheDesk({
    'GET /v1/me/overview': counts(),
    'GET /v1/permits/v1': permit({ id: 'v1' }),
    'GET /v1/permits/v1/documents': { application: [], product: [] },
    'GET /v1/refunds': { items: [] },
    [`POST ${BUNDLES}`]: bundle(null),
    [`GET ${BUNDLES}/b1`]: bundle('2026-11-21T09:00:02.000Z'),
  });
  const { user, container } = await visit('/voorbeeld/desk/permits/v1');
  await user.click(await screen.findByRole('button', { name: 'Maak de bundel' }));
  const pdf = await screen.findByRole('link', { name: 'Bewaar om te lezen (PDF)' });
  expect(pdf.getAttribute('href')).toBe(`${BUNDLES}/b1/pdf`);
  expect(screen.getByRole('link', { name: /ondertekende bestand/ }).getAttribute('href')).toBe(`${BUNDLES}/b1/json`);
  expect(asked.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual([BUNDLES]);
  expect(await violationsIn(container)).toEqual([]);
});
