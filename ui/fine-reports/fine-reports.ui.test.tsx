import { screen } from '@testing-library/react';
import type { FineReportView } from '../../api/fine-reports/shapes.ts';
import { violationsIn, show } from '../testing/render.tsx';
import { testApi } from '../testing/api.ts';
import { FineReports } from './fine-reports.tsx';

const PATH = '/v1/permits/v1/fine-reports';
const LIST = `GET ${PATH}`;
const list = (items: FineReportView[] = []) => ({ items, from: '2026-08-22', today: '2026-11-21' });

const report = (more: Partial<FineReportView> = {}): FineReportView => ({
  id: 'f1',
  number: 'MB-7',
  status: 'with-staff',
  fineNumber: '1234 5678 90',
  words: 'Ik stond goed.',
  fineOn: '2026-11-20',
  openedAt: '2026-11-21T09:00:00.000Z',
  answerBefore: '2027-01-16',
  closedAt: null,
  reason: null,
  answer: null,
  documents: [],
  bundleId: 'b1',
  actions: ['attach', 'withdraw'],
  ...more,
});

describe('the page of a wrong fine', () => {
  it('takes number, day and story, and says until when there is an answer [PEERS-043]', async () => {
    const { asked } = testApi({ [LIST]: list(), [`POST ${PATH}`]: report() });
    const { user, container } = await show(<FineReports of="/v1/permits/v1" />);
    await user.click(await screen.findByRole('button', { name: 'Meld de bekeuring' }));
    expect(screen.getByRole('link', { name: 'Kies de dag waarop de bekeuring is gegeven.' })).toBeTruthy();
    expect(asked).toHaveLength(1); // nothing was sent
    await user.type(screen.getByRole('textbox', { name: 'Nummer van de bekeuring' }), '1234 5678 90');
    await user.type(screen.getByRole('textbox', { name: 'Datum van de bekeuring' }), '20-11-2026');
    await user.type(screen.getByRole('textbox', { name: 'Wat is er gebeurd?' }), 'Ik stond goed.');
    await user.click(screen.getByRole('button', { name: 'Meld de bekeuring' }));
    expect(await screen.findByText(/Uw melding MB-7 is binnen\. U krijgt uiterlijk op .*16 januari 2027/)).toBeTruthy();
    expect(asked.at(-1)!.body).toEqual({ fineNumber: '1234 5678 90', fineOn: '2026-11-20', words: 'Ik stond goed.' });
    expect(screen.getByText('Wij kijken ernaar')).toBeTruthy();
    expect(screen.getByRole('link', { name: /Bundel om te lezen/ }).getAttribute('href')).toBe(
      '/v1/permits/v1/objection-bundles/b1/pdf',
    );
    expect(await violationsIn(container)).toEqual([]);
  });

  it('takes a picture along, and takes the report back after one more question', async () => {
    const { asked } = testApi({
      [LIST]: list([report()]),
      [`POST ${PATH}/f1/documents`]: report({ documents: [{ id: 'd1', fileName: 'bon.png', bytes: 1_000 }] }),
      [`POST ${PATH}/f1/_withdraw`]: report({ status: 'withdrawn', actions: [], closedAt: '2026-11-21T10:00:00.000Z' }),
    });
    const { user, container } = await show(<FineReports of="/v1/permits/v1" />);
    await screen.findByRole('heading', { name: /Melding MB-7/ });
    await user.upload(container.querySelector<HTMLInputElement>('input[type=file]')!, new File(['x'], 'bon.png'));
    expect(await screen.findByText('bon.png is meegestuurd.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /Trek de melding in/ }));
    await user.click(screen.getByRole('button', { name: 'Ja, trek in' }));
    expect(await screen.findByText('Uw melding is ingetrokken.')).toBeTruthy();
    expect(asked.map(({ path }) => path)).toEqual([PATH, `${PATH}/f1/documents`, `${PATH}/f1/_withdraw`]);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('tells the answer with its reason, in English too', async () => {
    testApi({
      [LIST]: list([
        report({
          status: 'refused', reason: 'fine-other-plate', answer: 'See the photo.', actions: [], closedAt: '2026-11-21T10:00:00.000Z',
        }),
        report({ id: 'f2', number: 'MB-8', status: 'put-right', reason: 'right-not-shown', actions: [], closedAt: '2026-11-21T10:00:00.000Z' }),
      ]),
    }); // prettier-ignore
    const { container } = await show(<FineReports of="/v1/permits/v1" />, 'en');
    expect(
      await screen.findByText('The fine is for another licence plate than the one that was signed on.'),
    ).toBeTruthy();
    expect(screen.getByText('See the photo.')).toBeTruthy();
    expect(screen.getByText('The right was there, but the check did not see it')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Report another fine' })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });
});
