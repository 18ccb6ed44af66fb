import { randomUUID } from 'node:crypto';
import { readPlate, type Plate } from '../../rules/values/plate.ts';
import { checkPlate } from '../enforcement.ts';
import { erase } from '../erasure.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { colleague, inTheNameOf } from '../testing/staff.ts';
import { admitProvider, rotateKey, stopProvider, type Secret } from './providers.ts';
import { moveEnd, readRight, registerRight, type ThirdPartyRight } from './rights.ts';
import { giveToken, providerOf, TOKEN_SECONDS } from './tokens.ts';

let database: TestDatabase;
let deps: Deps;
let operator: { municipalityId: string; actor: { kind: 'staff'; id: string; roles: ['operator'] } };
let snel: Secret;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
  operator = inTheNameOf(await colleague(database.pool, 'operator'));
  snel = await admitted('Parkeer Snel');
});
afterAll(() => database.drop());

async function admitted(name: string): Promise<Secret> {
  const given = await admitProvider(deps, { ...operator, name, scopes: ['rights:register', 'rights:read'] }, NOW);
  if (given.outcome !== 'given') throw new Error(given.ground);
  return given;
}

const minutes = (count: number, from = NOW) => new Date(Date.parse(from) + count * 60_000).toISOString();
const by = (secret = snel) => ({ municipalityId: 'voorbeeld', providerId: secret.providerId });
let plates = 0;
const freshPlate = (): Plate => readPlate(`${String((plates += 1)).padStart(2, '0')}-TPR-1`, 'NL') as Plate;
const ask = (more: object = {}, secret = snel, at = NOW) =>
  registerRight(
    deps,
    by(secret),
    { reference: randomUUID(), plate: freshPlate(), areaId: 'B', startsAt: null, endsAt: minutes(60), ...more },
    at,
  );
async function registered(more: object = {}, secret = snel): Promise<ThirdPartyRight> {
  const right = await ask(more, secret);
  if (right.outcome === 'refuse') throw new Error(right.ground);
  return right;
}
const check = (plate: Plate, at = NOW, areaId = 'B') =>
  checkPlate(
    { pool: database.pool, clock: () => at },
    { municipalityId: 'voorbeeld', officerId: randomUUID(), country: plate.country, plate: plate.key, areaId, at },
  );

describe('a right another provider sold', () => {
  it('is green in the same check as any other, there and then alone [PEERS-041]', async () => {
    const plate = freshPlate();
    const { until } = await registered({ plate, endsAt: minutes(60) });
    expect(await check(plate)).toMatchObject({ verdict: 'green', until });
    expect(await check(plate, NOW, 'A')).toMatchObject({ verdict: 'red' });
    expect(await check(plate, minutes(61))).toMatchObject({ verdict: 'red', justExpired: true });
  });

  it('is one right however often the same is sent, also at once; another under its reference is refused [PEERS-041]', async () => {
    const asked = { reference: 'S-1', plate: freshPlate() };
    const all = await Promise.all([ask(asked), ask(asked), ask(asked)]);
    const ids = all.map((right) => (right.outcome === 'refuse' ? right.ground : right.id));
    expect(new Set(ids).size).toBe(1);
    expect(all.filter(({ outcome }) => outcome === 'registered')).toHaveLength(1);
    expect(await count(database.pool, `parking_right WHERE provider_reference = 'S-1'`)).toBe(1);
    expect(await ask({ ...asked, endsAt: minutes(61) })).toMatchObject({ ground: 'reference-used' });
    expect(await ask(asked, await admitted('Ander'))).toMatchObject({ outcome: 'registered' });
  });

  it('is not sold twice for one plate and place by one provider; two providers are side by side [PEERS-041]', async () => {
    const plate = freshPlate();
    await registered({ plate });
    const races = await Promise.all([ask({ plate }), ask({ plate, startsAt: minutes(30), endsAt: minutes(90) })]);
    for (const refused of races) expect(refused).toMatchObject({ ground: 'right-overlaps' });
    expect(await ask({ plate, startsAt: minutes(60), endsAt: minutes(90) })).toMatchObject({ outcome: 'registered' });
    expect(await ask({ plate, areaId: 'A' })).toMatchObject({ outcome: 'registered' });
    expect(await ask({ plate }, await admitted('Naast'))).toMatchObject({ outcome: 'registered' });
  });

  it('is extended and ended, never into another of its own, and what is over stays over [PEERS-041]', async () => {
    const plate = freshPlate();
    const first = await registered({ plate });
    await registered({ plate, startsAt: minutes(120), endsAt: minutes(180) });
    expect(await moveEnd(deps, by(), { id: first.id, endsAt: minutes(121) }, NOW)).toMatchObject({
      ground: 'right-overlaps',
    });
    expect(await moveEnd(deps, by(), { id: first.id, endsAt: minutes(120) }, NOW)).toMatchObject({
      until: minutes(120),
    });
    const ended = await moveEnd(deps, by(), { id: first.id, endsAt: null }, minutes(30));
    expect(ended).toMatchObject({ until: minutes(30) });
    expect(await moveEnd(deps, by(), { id: first.id, endsAt: null }, minutes(45))).toMatchObject({
      until: minutes(30),
    });
    expect(await moveEnd(deps, by(), { id: first.id, endsAt: minutes(60) }, minutes(45))).toMatchObject({
      ground: 'right-over',
    });
    expect(await check(plate, minutes(31))).toMatchObject({ verdict: 'red', justExpired: true });
  });

  it('is nobody’s but the provider’s own', async () => {
    const { id } = await registered();
    const other = by(await admitted('Vreemd'));
    expect(await readRight(deps, other, id)).toMatchObject({ ground: 'not-found' });
    expect(await moveEnd(deps, other, { id, endsAt: null }, NOW)).toMatchObject({ ground: 'not-found' });
  });

  it('tells the auditor which provider, where and until when, and no plate', async () => {
    const plate = freshPlate();
    const right = await registered({ plate });
    const { rows } = await database.pool.query(
      `SELECT kind, actor_kind, actor_id, data FROM audit_event WHERE data ->> 'rightId' = $1`,
      [right.id],
    );
    expect(rows).toMatchObject([
      {
        kind: 'third-party-right-registered',
        actor_kind: 'provider',
        actor_id: snel.providerId,
        data: { areaId: 'B' },
      },
    ]);
    expect(JSON.stringify(rows)).not.toContain(plate.key);
  });

  it('loses its plate thirteen weeks after its end, and its reference is not free again', async () => {
    const plate = freshPlate();
    const { id } = await registered({ reference: 'OLD-1', plate });
    await erase(deps, '2026-09-01T00:00:00.000Z');
    const { rows } = await database.pool.query('SELECT plate, provider_asked FROM parking_right WHERE id = $1', [id]);
    expect(rows).toEqual([{ plate: null, provider_asked: null }]);
    expect(await ask({ reference: 'OLD-1', plate })).toMatchObject({ ground: 'reference-used' });
  });
});

describe('a provider', () => {
  const token = (secret: Secret, scopes: string[] | null = null, at = NOW) =>
    giveToken(deps, { clientId: secret.providerId, secret: secret.secret, scopes }, at, 0);

  it('is known by a token for a quarter of an hour, with no more than it may and asked for [PEERS-041]', async () => {
    const given = await token(snel, ['rights:read']);
    if (given.outcome !== 'given') throw new Error(given.outcome);
    const known = await providerOf(deps, given.token, NOW, 0);
    expect(known).toMatchObject({ id: snel.providerId, stopped: false, scopes: ['rights:read'] });
    expect(await providerOf(deps, given.token, NOW, TOKEN_SECONDS * 1000)).toBeUndefined();
    // The last letter carries bits that mean nothing; the first of the seal does not.
    const other = given.token.replace(/(?<=\.)./, (first) => (first === 'A' ? 'B' : 'A'));
    expect(await providerOf(deps, other, NOW, 0)).toBeUndefined();
    const [body, mac] = given.token.split('.');
    const more = Buffer.from(Buffer.from(body!, 'base64url').toString().replace('read', 'register')).toString(
      'base64url',
    );
    expect(await providerOf(deps, `${more}.${mac}`, NOW, 0)).toBeUndefined();
    expect(await token(snel, ['rights:everything'])).toEqual({ outcome: 'no-scope' });
    expect(await token({ ...snel, secret: 'x' })).toEqual({ outcome: 'unknown' });
  });

  it('changes to a new key while the old one still works, and loses a leaked one at once [PEERS-041]', async () => {
    const first = await admitted('Wissel');
    const given = await token(first);
    const second = await rotateKey(deps, { ...operator, id: first.providerId, overlapHours: 24 }, NOW);
    if (second.outcome !== 'given' || given.outcome !== 'given') throw new Error('no key');
    expect([(await token(first)).outcome, (await token(second)).outcome]).toEqual(['given', 'given']);
    expect((await token(first, null, minutes(24 * 60))).outcome).toBe('unknown');
    await rotateKey(deps, { ...operator, id: first.providerId, overlapHours: 0 }, NOW);
    expect((await token(second)).outcome).toBe('unknown');
    expect(await providerOf(deps, given.token, NOW, 0)).toBeUndefined();
  });

  it('that is stopped registers nothing, whatever token it holds; what was paid for counts until its end [PEERS-041]', async () => {
    const provider = await admitted('Stop');
    const plate = freshPlate();
    await registered({ plate }, provider);
    const given = await token(provider);
    if (given.outcome !== 'given') throw new Error(given.outcome);
    await stopProvider(deps, { ...operator, id: provider.providerId, stopped: true }, NOW);
    expect(await providerOf(deps, given.token, NOW, 0)).toMatchObject({ stopped: true });
    expect(await token(provider)).toEqual({ outcome: 'unknown' });
    expect(await ask({}, provider)).toMatchObject({ ground: 'provider-stopped' });
    expect(await check(plate)).toMatchObject({ verdict: 'green' });
    await stopProvider(deps, { ...operator, id: provider.providerId, stopped: false }, NOW);
    expect(await ask({}, provider)).toMatchObject({ outcome: 'registered' });
  });

  it('has a name once per municipality, and another municipality’s operator finds none', async () => {
    const again = { ...operator, name: 'Parkeer Snel', scopes: ['rights:read'] as const };
    expect(await admitProvider(deps, again, NOW)).toMatchObject({ ground: 'provider-known' });
    const elsewhere = { ...operator, municipalityId: 'deventer', id: snel.providerId };
    expect(await stopProvider(deps, { ...elsewhere, stopped: true }, NOW)).toMatchObject({ ground: 'not-found' });
    expect(await rotateKey(deps, { ...elsewhere, overlapHours: 0 }, NOW)).toMatchObject({ ground: 'not-found' });
  });

  it('leaves no secret in the books', async () => {
    const { rows } = await database.pool.query<{ all: string }>(
      `SELECT (SELECT string_agg(k::text, ' ') FROM provider_key k) || (SELECT string_agg(e::text, ' ') FROM audit_event e) AS all`,
    );
    expect(rows[0]!.all).not.toContain(snel.secret);
  });
});
