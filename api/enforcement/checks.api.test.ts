import { jest } from '@jest/globals';
import { type Browser } from '../testing/browser.ts';
import { permitInForce } from '../testing/cases.ts';
import { citizen, staff } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type CheckAnswer, type CheckListAnswer } from './shapes.ts';

jest.setTimeout(60_000);

let system: System;
let officer: Browser;
let bakkerij: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  [officer, bakkerij] = await Promise.all([staff(system, 'officer'), citizen(system, 'bakkerij')]);
});

const CHECKS = '/v1/enforcement/checks';
const LISTS = '/v1/enforcement/check-lists';
/** The same plate with so many of its letters read wrong; fresh plates hold neither O nor Q. */
const misread = (plate: string, wrong: number) => {
  let left = wrong;
  return plate.replace(/[A-Z]/g, (letter) => (left-- > 0 ? 'Q' : letter));
};
const check = (body: object, browser = officer) => browser.ask<CheckAnswer>('POST', CHECKS, body);

describe('a check', () => {
  it('answers for a plate, a place and a moment, with zone and end, and is kept with the officer who asked [PEERS-037]', async () => {
    const plate = freshPlate();
    const { validUntil } = await permitInForce(bakkerij, system.sandbox, 'business', { plates: [dutch(plate)] });
    const answer = await check({ plate, area: 'A' });
    expect(answer).toMatchObject({ verdict: 'green', justExpired: false, area: 'A', until: validUntil });
    const later = new Date(Date.parse(validUntil) - 1_000).toISOString();
    expect(await check({ plate, area: 'A', at: later })).toMatchObject({ verdict: 'green', at: later });
    expect(await check({ plate, area: 'A', at: validUntil })).toMatchObject({ verdict: 'red', until: null });

    const { staff: who } = await officer.ask<{ staff: { id: string } }>('GET', '/v1/me');
    const [kept] = await system.rows(
      `SELECT officer_id, plate, area_id, asked_about, active_until FROM plate_check WHERE id = '${answer.id}'`,
    );
    expect(kept).toMatchObject({
      officer_id: who.id,
      plate: plate.replaceAll('-', ''),
      area_id: 'A',
      active_until: new Date(validUntil),
    });
  });

  it('says for five minutes after the end that it has just ended, and then no longer [PEERS-037]', async () => {
    const plate = freshPlate();
    const { validUntil } = await permitInForce(bakkerij, system.sandbox, 'business', { plates: [dutch(plate)] });
    const after = (minutes: number, ms = 0) => new Date(Date.parse(validUntil) + minutes * 60_000 + ms).toISOString();
    for (const [at, justExpired] of [
      [after(0), true],
      [after(3), true],
      [after(5, -1), true],
      [after(5), false],
      [after(60), false],
    ] as const)
      expect(await check({ plate, area: 'A', at })).toMatchObject({ verdict: 'red', justExpired });
  });

  it('reads a plate however it is written, and keeps countries apart', async () => {
    const plate = 'M-ÜB 4711';
    await permitInForce(bakkerij, system.sandbox, 'business', { plates: [{ plate, country: 'D' }] });
    for (const written of ['M-ÜB 4711', 'müb4711', 'MUB 4711', ' m.u.b.4711 '])
      expect(await check({ plate: written, country: 'D', area: 'A' })).toMatchObject({ verdict: 'green' });
    expect(await check({ plate, area: 'A' })).toMatchObject({ verdict: 'red' });
    expect(await check({ plate, country: 'A', area: 'A' })).toMatchObject({ verdict: 'red' });
  });

  it('finds the area from where the officer stands', async () => {
    const plate = freshPlate();
    await permitInForce(bakkerij, system.sandbox, 'business', { plates: [dutch(plate)] });
    const areas = await officer.ask<{
      features: { properties: { id?: string }; geometry: { coordinates: number[][][][] } }[];
    }>('GET', '/v1/municipalities/voorbeeld/areas');
    const ring = areas.features.find(({ properties }) => properties.id === 'A')!.geometry.coordinates[0]![0]!;
    const middle = (axis: 0 | 1) => ring.slice(0, -1).reduce((sum, point) => sum + point[axis]!, 0) / (ring.length - 1);
    expect(await check({ plate, location: { longitude: middle(0), latitude: middle(1) } })).toMatchObject({
      verdict: 'green',
      area: 'A',
    });
    expect(await officer.refused('POST', CHECKS, { plate, location: { longitude: 0, latitude: 0 } })).toMatchObject({
      status: 409,
      code: 'area-unknown',
    });
    expect(await officer.refused('POST', CHECKS, { plate, area: 'Z' })).toMatchObject({
      status: 409,
      code: 'area-unknown',
    });
  });

  it('knows nothing of the permits of another municipality', async () => {
    const plate = freshPlate();
    await permitInForce(bakkerij, system.sandbox, 'business', { plates: [dutch(plate)] });
    const deventer = await staff(system, 'deventer-officer');
    expect(await check({ plate, area: 'centrum' }, deventer)).toMatchObject({ verdict: 'red' });
    expect(await deventer.refused('POST', CHECKS, { plate, area: 'A' })).toMatchObject({ code: 'area-unknown' });
  });

  it('tells nothing of a person, a product or the past: the same fields and length for an ended permit and an unknown plate [ASSEN-021]', async () => {
    const plate = freshPlate();
    const { id } = await permitInForce(bakkerij, system.sandbox, 'business', { plates: [dutch(plate)] });
    const clerk = await staff(system, 'clerk');
    await clerk.ask('POST', `/v1/staff/permits/${id}/_end`, { ground: 'by-staff' });
    const at = new Date(Date.parse((await check({ plate, area: 'A' })).at) + 3_600_000).toISOString();

    const answers = await Promise.all(
      [plate, freshPlate(), 'ZZ-99-ZZ'].map((asked) =>
        officer.call<CheckAnswer>('POST', CHECKS, { plate: asked, area: 'A', at }),
      ),
    );
    expect(new Set(answers.map(({ text }) => text.length)).size).toBe(1);
    const headers = answers.map(({ headers: sent }) => [...sent.keys()].filter((name) => name !== 'date').sort());
    expect(headers[1]).toEqual(headers[0]);
    for (const { body } of answers) {
      expect(Object.keys(body)).toEqual(['id', 'verdict', 'justExpired', 'near', 'earlier', 'area', 'until', 'at']);
      expect(body).toMatchObject({ verdict: 'red', justExpired: false, area: 'A', until: null, at });
    }
  });

  it('ticks the plate that is registered here and now, and no other place or plate, in one answer a street [ASSEN-020]', async () => {
    const plate = freshPlate();
    await permitInForce(bakkerij, system.sandbox, 'business', { plates: [dutch(plate)] });
    expect(await check({ plate, area: 'A' })).toMatchObject({ verdict: 'green', near: 0, earlier: 0 });
    const other = freshPlate();
    const { items } = await officer.ask<CheckListAnswer>('POST', LISTS, {
      plates: [{ plate }, { plate: other }, { plate, country: 'B' }],
      area: 'A',
    });
    expect(items.map(({ verdict }) => verdict)).toEqual(['green', 'red', 'red']);
    const kept = await system.rows(
      `SELECT plate FROM plate_check WHERE id IN ('${items.map(({ id }) => id).join("','")}')`,
    );
    expect(kept).toHaveLength(3);
    expect(await officer.refused('POST', LISTS, { plates: [{ plate }], area: 'Z' })).toMatchObject({
      code: 'area-unknown',
    });
    for (const body of [
      { plates: [], area: 'A' },
      { plates: [{ plate }] },
      { plates: Array(101).fill({ plate }), area: 'A' },
    ])
      expect(await officer.refused('POST', LISTS, body)).toMatchObject({ status: 400 });
  });

  it('asks for a second look where a plate that counts here differs by one character, and never says which [BEYOND-003]', async () => {
    const plate = freshPlate();
    await permitInForce(bakkerij, system.sandbox, 'business', { plates: [dutch(plate)] });
    const [one, two] = [misread(plate, 1), misread(plate, 2)];
    const { text, body } = await officer.call<CheckAnswer>('POST', CHECKS, { plate: one, area: 'A' });
    expect(body).toMatchObject({ verdict: 'amber', near: 1, until: null });
    expect(text).not.toContain(plate.replaceAll('-', ''));
    expect(await check({ plate: two, area: 'A' })).toMatchObject({ verdict: 'red', near: 0 });
  });

  it('is one question, asked as the description says', async () => {
    const plate = 'K-51-FTN';
    const location = { latitude: 52, longitude: 6 };
    for (const body of [
      {},
      { plate },
      { area: 'A' },
      { plate, area: 'A', location },
      { plate: '', area: 'A' },
      { plate: 'x'.repeat(21), area: 'A' },
      { plate: 5, area: 'A' },
      { plate, area: 'A', at: 'nu' },
      { plate, area: 'A', at: '0000-01-01T00:00:00Z' },
      { plate, area: 'A', country: 'nl' },
      { plate, area: 'A', name: 'x' },
      { plate, location: { latitude: 91, longitude: 6 } },
      { plate, location: { latitude: 52 } },
      { plate: 'K\0', area: 'A' },
      { plate, area: '\ud800' },
    ])
      expect(await officer.refused('POST', CHECKS, body)).toMatchObject({
        status: 400,
        code: 'invalid-request',
        fields: expect.any(Array),
      });
    for (const far of ['1900-01-01T00:00:00Z', '9999-12-31T23:59:59Z'])
      expect(await check({ plate: freshPlate(), area: 'A', at: far })).toMatchObject({ verdict: 'red' });
  });
});
