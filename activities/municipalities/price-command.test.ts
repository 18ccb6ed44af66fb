import type { z } from 'zod';
import { priceOf } from './price-command.ts';

const question = {
  timezone: 'Europe/Amsterdam',
  areaManagerId: '9999',
  areaId: 'A',
  usageId: 'BETAALD',
  holidays: ['2026-04-27'],
  dayMaximumCents: 500,
  regelingen: [],
  gebiedRegelingen: [{ areamanagerid: '9999', areaid: 'A', usageid: 'BETAALD', regulationid: 'R' }],
  tijdvakken: [
    { areamanagerid: '9999', regulationid: 'R', daytimeframe: 'WOENSDAG', starttimetimeframe: '0', endtimetimeframe: '2400', farecalculationcode: 'T' },
  ],
  tariefberekeningen: [],
  tariefdelen: [
    { areamanagerid: '9999', farecalculationcode: 'T', startdurationfarepart: '0', enddurationfarepart: '999999', amountfarepart: '2', stepsizefarepart: '60' },
  ],
  stay: { start: '2026-05-06T10:00', end: '2026-05-06T12:00' },
}; // prettier-ignore

describe('the price command', () => {
  it('answers one question with a price, and several with several', () => {
    expect(priceOf(JSON.stringify(question))).toMatchObject({ cents: 400, paidMinutes: 120 });
    const longer = { ...question, stay: { start: '2026-05-06T10:00', end: '2026-05-06T20:00' } };
    expect(priceOf(JSON.stringify([question, longer]))).toMatchObject([{ cents: 400 }, { cents: 500 }]);
  });

  it('names everything that is wrong with a question', () => {
    const wrong = { ...question, timezone: 'Europe/Nergens', holidays: ['27 april'], stay: { start: 'nu' } };
    const told = (() => {
      try {
        return priceOf(JSON.stringify(wrong));
      } catch (error) {
        return (error as z.ZodError).issues.map(({ path }) => path.join('.'));
      }
    })();
    expect(told).toEqual(['timezone', 'holidays.0', 'stay.end']);
  });
});
