import { screen } from '@testing-library/react';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { ME, signedInAs, task } from '../testing/sample.ts';

const PATH = '/voorbeeld/staff/tasks/t1';
const READ = 'GET /v1/staff/tasks/t1';
const ANSWER = 'POST /v1/staff/tasks/t1/_answer-fine';

const fine = (claimed: boolean) =>
  task({
    subject: 'fine-report',
    need: 'fine-report',
    number: 'MB-7',
    claimedBy: claimed ? ME : null,
    documents: [],
    steps: [],
    plates: [],
    requirements: [],
    fineReport: {
      id: 'f1',
      reporter: 'holder',
      onStay: false,
      fineNumber: '1234 5678 90',
      words: 'Ik stond goed.',
      fineOn: '2026-11-20',
      checks: [{ at: '2026-11-20T10:00:00.000Z', areaName: 'Kadekwartier', green: false }],
      bundle: true,
      tellsWhoFines: true,
    },
  });

beforeEach(() => sessionStorage.clear());

it('a report of a wrong fine is answered beside what officers saw that day and its signed bundle [PEERS-043]', async () => {
  const { asked } = signedInAs(['clerk'], { [READ]: fine(true), [ANSWER]: null });
  const { user, container } = await visit(PATH);
  expect(await screen.findByRole('heading', { level: 1, name: 'Klopt deze bekeuring?' })).toBeTruthy();
  expect(screen.getByText('1234 5678 90')).toBeTruthy();
  expect(screen.getByText(/Kadekwartier: niet groen/)).toBeTruthy();
  expect(screen.getByRole('link', { name: /Ondertekende bundel/ }).getAttribute('href')).toBe(
    '/v1/staff/tasks/t1/bundle/json',
  );
  const send = () => user.click(screen.getByRole('button', { name: 'Leg besluit vast' }));
  await send();
  expect(screen.getByText('Kies wat u met de melding doet.', { selector: 'a' })).toBeTruthy();
  await user.click(screen.getByRole('radio', { name: 'Herstellen' }));
  await send();
  expect(screen.getByText('Kies wat er mis was.', { selector: 'a' })).toBeTruthy();
  await user.click(screen.getByRole('radio', { name: 'Het recht stond te laat in het register' }));
  expect(screen.getByText(/Wie bekeurt krijgt een mail/)).toBeTruthy();
  expect(await violationsIn(container)).toEqual([]);
  await send();
  expect(await screen.findByRole('heading', { level: 1, name: 'MB-7 is beantwoord' })).toBeTruthy();
  expect(asked.at(-1)).toMatchObject({ body: { outcome: 'put-right', cause: 'registered-late', words: null } });
});
