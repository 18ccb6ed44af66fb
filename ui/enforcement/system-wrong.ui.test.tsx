import { screen, within } from '@testing-library/react';
import type { OwnChecks } from '../../api/error-rates/shapes.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';
import { answered, CHECK, onStreet, PATH, place, plateField } from './testing/street.ts';

const own = (cause: OwnChecks['items'][number]['cause'] = null): OwnChecks => ({
  items: [{ id: 'check-of-before', at: '2026-11-20T09:00:00.000Z', areaName: 'Binnenstad', green: false, cause }],
});

describe('an officer who sees that the system is wrong', () => {
  it('says so with one tap and a cause, right after the check [BEYOND-026]', async () => {
    const { asked } = onStreet({
      [CHECK]: answered({ id: 'check-now' }),
      'POST /v1/enforcement/own-checks/check-now/_wrong': own(),
    });
    const { user, container } = await visit(PATH);
    await user.selectOptions(await place(), 'B');
    await user.type(await plateField(), 'K-51-FTN{Enter}');
    await user.click(await screen.findByRole('button', { name: /^Klopt niet/ }));
    const causes = within(screen.getByRole('group', { name: 'Wat klopt er niet?' }));
    await user.click(causes.getByRole('button', { name: 'Het recht stond te laat in het register' }));
    expect(await screen.findByText(/Gemeld: Het recht stond te laat in het register/)).toBeTruthy();
    expect(asked.at(-1)).toMatchObject({ method: 'POST', body: { cause: 'registered-late' } });
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says so afterwards, from the own checks of the last days, which name no plate [BEYOND-026]', async () => {
    const { asked } = onStreet({
      'GET /v1/enforcement/own-checks': own(),
      'POST /v1/enforcement/own-checks/check-of-before/_wrong': own('other'),
    });
    const { user, container } = await visit(PATH);
    await user.click(await screen.findByRole('button', { name: 'Eerdere controles van uzelf' }));
    await user.click(await screen.findByRole('button', { name: /^Klopt niet.*Binnenstad/ }));
    await user.click(screen.getByRole('button', { name: 'Iets anders' }));
    expect(await screen.findByText(/Gemeld: Iets anders/)).toBeTruthy();
    expect(asked.at(-1)).toMatchObject({ body: { cause: 'other' } });
    expect(await violationsIn(container)).toEqual([]);
  });
});
