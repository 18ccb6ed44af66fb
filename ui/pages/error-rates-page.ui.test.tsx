import { screen, within } from '@testing-library/react';
import type { ErrorRates } from '../../api/error-rates/shapes.ts';
import { TOWN } from '../staff/testing/sample.ts';
import { testApi } from '../testing/api.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';

const rates = (months: ErrorRates['months']): ErrorRates => ({
  municipality: { id: 'voorbeeld', name: 'Voorbeeldstad' },
  fewestChecks: 20,
  months,
});
const opened = (months: ErrorRates['months']) =>
  testApi({
    'GET /v1/municipalities/voorbeeld': TOWN,
    'GET /v1/municipalities/voorbeeld/error-rates': rates(months),
  });

describe('the page of errors', () => {
  it('tells anybody how many checks were wrong, of how many, and why; of a month with few it says nothing [BEYOND-026]', async () => {
    opened([
      { month: '2026-11', few: true },
      {
        month: '2026-10',
        few: false,
        checks: 1_600,
        wrong: 12,
        percent: 0.75,
        causes: [{ cause: 'registered-late', count: 12 }],
        withoutCheck: 1,
      },
    ]);
    const { container } = await visit('/voorbeeld/errors');
    const october = within(await screen.findByRole('row', { name: /oktober 2026/ }));
    expect(october.getByText('1.600')).toBeTruthy();
    expect(october.getByText('0,75%')).toBeTruthy();
    expect(october.getByText('Het recht stond te laat in het register: 12')).toBeTruthy();
    const november = within(screen.getByRole('row', { name: /november 2026/ }));
    expect(november.getByText(/minder dan 20 controles/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says in English too when nothing was counted', async () => {
    opened([]);
    const { container } = await visit('/voorbeeld/errors', 'en');
    expect(await screen.findByText('Nothing was checked in the last twelve months')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });
});
