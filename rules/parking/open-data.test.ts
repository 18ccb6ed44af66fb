import { OpenDataFault, stayOf, tariffOf, type OpenDataQuestion } from './open-data.ts';
import { priceOfStay } from './price.ts';

const question = (more: Partial<OpenDataQuestion> = {}): OpenDataQuestion => ({
  timezone: 'Europe/Amsterdam',
  areaManagerId: '9999',
  areaId: 'CENTRUM',
  usageId: 'BETAALD',
  holidays: [],
  regelingen: [{ areamanagerid: '9999', regulationid: 'R1', regulationtype: 'B', startdateregulation: '20240101' }],
  gebiedRegelingen: [
    { areamanagerid: '9999', areaid: 'CENTRUM', usageid: 'BETAALD', regulationid: 'R1', startdatearearegulation: '20240101000000' },
  ], // prettier-ignore
  tijdvakken: [
    {
      areamanagerid: '9999', regulationid: 'R1', daytimeframe: 'WOENSDAG', starttimetimeframe: '900', endtimetimeframe: '2400',
      farecalculationcode: 'T1', startdatetimeframe: '20240101', maxdurationright: '0', claimrightpossible: 'J',
    },
  ], // prettier-ignore
  tariefberekeningen: [{ areamanagerid: '9999', farecalculationcode: 'T1', startdatefare: '20240101' }],
  tariefdelen: [
    {
      areamanagerid: '9999', farecalculationcode: 'T1', startdatefarepart: '20240101', startdurationfarepart: '0',
      enddurationfarepart: '999999', amountfarepart: '0.4', stepsizefarepart: '10',
    },
  ], // prettier-ignore
  stay: { start: '2026-05-06T08:00:00', end: '2026-05-06T10:00:00' },
  ...more,
});

const price = (of: OpenDataQuestion) => priceOfStay(stayOf(of), tariffOf(of));

describe('rows of the national open data', () => {
  it('give the price of a stay as lines', () => {
    expect(price(question())).toEqual({
      cents: 240,
      paidMinutes: 60,
      lines: [
        { from: '2026-05-06T06:00:00.000Z', to: '2026-05-06T07:00:00.000Z', minutes: 60, cents: 0, kind: 'free' },
        { from: '2026-05-06T07:00:00.000Z', to: '2026-05-06T08:00:00.000Z', minutes: 60, cents: 240, kind: 'paid' },
      ],
    });
  });

  it('mean the same in another order, with fields nobody knows, and beside rows of others', () => {
    const known = question();
    const others = (rows: OpenDataQuestion['tijdvakken']) => [
      ...rows.map((row) => ({ ...row, areamanagerid: '1', amountfarepart: '9' })),
      ...[...rows].reverse().map((row) => ({ ...row, somethingnew: 'x' })),
    ];
    const mixed = question({
      regelingen: others(known.regelingen),
      gebiedRegelingen: [...others(known.gebiedRegelingen), { ...known.gebiedRegelingen[0], areaid: 'ELDERS', regulationid: 'R2' }],
      tijdvakken: others(known.tijdvakken),
      tariefdelen: others(known.tariefdelen),
    }); // prettier-ignore
    expect(price(mixed)).toEqual(price(known));
  });

  it('that have ended no longer count', () => {
    const ended = question({
      gebiedRegelingen: [{ ...question().gebiedRegelingen[0], enddatearearegulation: '20260506' }],
    });
    expect(price(ended).cents).toBe(0);
  });

  it('take a stay with an offset as it is', () => {
    const utc = question({ stay: { start: '2026-05-06T06:00:00Z', end: '2026-05-06T10:00:00+02:00' } });
    expect(price(utc)).toEqual(price(question()));
  });

  it.each([
    ['tijdvakken', { starttimetimeframe: '2460' }, /tijdvakken: starttimetimeframe is "2460"/],
    ['tijdvakken', { startdatetimeframe: '20240231' }, /tijdvakken: startdatetimeframe/],
    ['tariefdelen', { amountfarepart: 'gratis' }, /tariefdelen: amountfarepart is "gratis"/],
    ['tariefdelen', { stepsizefarepart: undefined }, /tariefdelen: stepsizefarepart/],
  ] as const)('that nobody can price name table, field and value: %s', (table, wrong, told) => {
    const known = question();
    const faulty = question({ [table]: known[table].map((row) => ({ ...row, ...wrong })) });
    expect(() => price(faulty)).toThrow(OpenDataFault);
    expect(() => price(faulty)).toThrow(told);
  });

  it('price no stay that ends before it starts, or at no time at all', () => {
    expect(() => price(question({ stay: { start: '2026-05-06T10:00', end: '2026-05-06T09:00' } }))).toThrow(
      /stay: end/,
    );
    expect(() => price(question({ stay: { start: 'morgen', end: '2026-05-06T09:00' } }))).toThrow(/stay: start/);
  });
});
