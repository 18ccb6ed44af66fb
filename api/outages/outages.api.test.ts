import { jest } from '@jest/globals';
import { type CheckAnswer } from '../enforcement/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import { staff } from '../testing/people.ts';
import { freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type PastAnswer } from '../audit/shapes.ts';
import { type FlaggedChecks, type StaffOutages, type StatusView } from './shapes.ts';

jest.setTimeout(120_000);

let system: System;
let operator: Browser;
let officer: Browser;
let auditor: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  [operator, officer, auditor] = await Promise.all([
    staff(system, 'operator'), staff(system, 'officer'), staff(system, 'auditor'),
  ]); // prettier-ignore
});

const OUTAGES = '/v1/staff/outages';
const status = () => system.browser().ask<StatusView>('GET', '/v1/status');
const minutesBefore = (at: string, minutes: number) => new Date(Date.parse(at) - minutes * 60_000).toISOString();

describe('an outage', () => {
  it('is on the public page from its begin to its end, and flags every check inside it for the auditor [BEYOND-027]', async () => {
    const plate = freshPlate();
    const check = await officer.ask<CheckAnswer>('POST', '/v1/enforcement/checks', { plate, area: 'A' });
    const before = await auditor.ask<PastAnswer>('POST', '/v1/staff/past-checks/_ask', { plate, area: 'A', at: check.at });
    expect(before.checks).toMatchObject([{ id: check.id, outages: [] }]);

    // Recorded afterwards, for a time in which the check had been made already.
    const beganAt = minutesBefore(check.at, 10);
    const { items } = await operator.ask<StaffOutages>('POST', OUTAGES, { part: 'sign-in', beganAt });
    const outage = items.find((one) => one.part === 'sign-in' && one.beganAt === beganAt)!;
    expect(outage).toMatchObject({ endedAt: null, withdrawnAt: null });
    expect(outage.checks).toBeGreaterThan(0);
    const shown = (await status()).outages.find(({ id }) => id === outage.id)!;
    expect(shown).toMatchObject({ municipality: { id: 'voorbeeld' }, beganAt, endedAt: null });
    expect(shown.instead.en).toMatch(/parking line/);

    const flagged = await auditor.ask<FlaggedChecks>('GET', '/v1/staff/flagged-checks?limit=100');
    expect(flagged.items).toEqual(expect.arrayContaining([expect.objectContaining({ id: check.id, verdict: 'red', part: 'sign-in' })]));
    expect(JSON.stringify(flagged)).not.toContain(plate.replaceAll('-', ''));
    const after = await auditor.ask<PastAnswer>('POST', '/v1/staff/past-checks/_ask', { plate, area: 'A', at: check.at });
    expect(after.checks).toMatchObject([{ id: check.id, outages: ['sign-in'] }]);

    expect(await operator.refused('POST', OUTAGES, { part: 'sign-in', beganAt: check.at })).toMatchObject({ code: 'outage-overlaps' });
    await operator.ask('POST', `${OUTAGES}/${outage.id}/_end`, {});
    expect((await status()).outages.find(({ id }) => id === outage.id)?.endedAt).toEqual(expect.any(String));
    await operator.ask('POST', `${OUTAGES}/${outage.id}/_withdraw`);
    expect((await status()).outages.some(({ id }) => id === outage.id)).toBe(false);
    const withdrawn = await auditor.ask<FlaggedChecks>('GET', '/v1/staff/flagged-checks?limit=100');
    expect(withdrawn.items.some(({ id }) => id === check.id)).toBe(false);
  }); // prettier-ignore

  it('is told with how each part is right now, and how long rights take to reach the national register [BEYOND-027]', async () => {
    const { parts, register } = await status();
    expect(parts.map(({ part }) => part)).toEqual(['sign-in', 'payments', 'parking', 'register', 'mail']);
    expect(parts.find(({ part }) => part === 'sign-in')).toEqual({ part: 'sign-in', state: 'up' });
    expect(register).toEqual({
      waiting: expect.any(Number),
      longestWaitSeconds: register!.waiting === 0 ? null : expect.any(Number),
      medianSeconds: register!.medianSeconds === null ? null : expect.any(Number),
    });
  });
});
