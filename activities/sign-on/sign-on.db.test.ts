import { randomUUID } from 'node:crypto';
import { createPasswords } from '../accounts/passwords.ts';
import { erase } from '../erasure.ts';
import { importReleases } from '../municipalities/import.ts';
import { type LetterContent } from '../letters/page.ts';
import { sendMessage } from '../messages/send.ts';
import { createVault } from '../db/vault.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { visitorPermit, withVisitorScheme } from '../testing/visitor-scheme.ts';
import { keepCall, readCall } from './calls.ts';
import { enterWithKey, isKeyLive } from './enter.ts';
import { choosePin, makeCard, postPin, revokeKey } from './keys.ts';
import { askToLink, linkPhone, mayTellStranger, phoneOf, phonesOf, unlinkPhone } from './phones.ts';

let database: TestDatabase;
let deps: Deps;
const passwords = createPasswords(createVault(Buffer.alloc(32, 7)));
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
  await importReleases(database.pool, [withVisitorScheme()], '2026-01-02T00:00:00.000Z');
});
afterAll(() => database.drop());

const later = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

async function ownPermit() {
  const { permitId } = await visitorPermit(deps, 500);
  const { rows } = await database.pool.query<{ holder_id: string }>('SELECT holder_id FROM permit WHERE id = $1', [
    permitId,
  ]);
  const holderId = rows[0]!.holder_id;
  return { permitId, holderId, actor: { kind: 'holder', id: holderId } as const, at: NOW };
}

async function withPin(pin = '4071') {
  const own = await ownPermit();
  const made = await choosePin(deps, passwords, { ...own, pin });
  if (made.outcome !== 'made') throw new Error(JSON.stringify(made));
  return { own, made };
}

const enter = (number: string, code: string, caller: string | null = null) =>
  enterWithKey(deps, passwords, { municipalityId: 'voorbeeld', number, code, caller });

/** What lies ready for the post, as it will be printed. */
async function letters(holderId: string) {
  const { rows: queued } = await database.pool.query<{ id: string }>(
    `SELECT id FROM message WHERE holder_id = $1 AND status = 'queued' ORDER BY id`,
    [holderId],
  );
  for (const { id } of queued) await sendMessage(deps, { messageId: id });
  const { rows } = await database.pool.query<{ what: string; ground: string; content_sealed: Buffer }>(
    'SELECT what, ground, content_sealed FROM post_item WHERE holder_id = $1 ORDER BY id',
    [holderId],
  );
  return rows.map(({ what, ground, content_sealed }) => ({
    what,
    ground,
    words: JSON.stringify((JSON.parse(deps.vault.open(content_sealed).toString()) as LetterContent).blocks),
  }));
}

describe('a PIN that is kept under a key of before', () => {
  it('opens the permit as well, and is kept anew', async () => {
    const { made } = await withPin('4071');
    const after = createPasswords(createVault(Buffer.alloc(32, 8), { former: deps.vault.keys }));
    const asked = { municipalityId: 'voorbeeld', number: made.number, code: '4071', caller: null };
    for (const passwordsOf of [after, after])
      expect(await enterWithKey(deps, passwordsOf, asked)).toMatchObject({ outcome: 'allow' });
    expect(await enterWithKey(deps, passwords, asked)).toMatchObject({ ground: 'sign-on-wrong' });
  });
});

describe('a number and a PIN by post', () => {
  it('come in a letter each, also where mail arrives, and open the permit together; the PIN is kept nowhere else [PEERS-013]', async () => {
    const own = await ownPermit();
    const made = await postPin(deps, passwords, own);
    if (made.outcome !== 'made') throw new Error(JSON.stringify(made));
    const found = await letters(own.holderId);
    expect(found.map(({ what, ground }) => [what, ground])).toEqual([
      ['sign-on-number', 'asked'],
      ['sign-on-pin', 'asked'],
    ]);
    const grouped = `${made.number.slice(0, 4)} ${made.number.slice(4)}`;
    expect(found[0]!.words).toContain(grouped);
    expect(found[0]!.words).not.toContain('Uw pincode is');
    expect(found[1]!.words).toMatch(new RegExp(`\\b${made.code}\\b`));
    expect(found[1]!.words).not.toContain(grouped);
    // Nobody is told that mail does not reach them: they asked for paper.
    for (const { words } of found) expect(words).not.toContain('op papier');
    expect(await count(database.pool, 'message WHERE holder_id = $1 AND private IS NOT NULL', [own.holderId])).toBe(0);
    expect(await enter(made.number, made.code)).toMatchObject({ outcome: 'allow', permitId: own.permitId });
  });

  it('asked for again keep the number, with a new PIN [PEERS-013]', async () => {
    const { own, made } = await withPin();
    const again = await postPin(deps, passwords, own);
    if (again.outcome !== 'made') throw new Error(JSON.stringify(again));
    expect(again.number).toBe(made.number);
    expect(await enter(made.number, again.code)).toMatchObject({ outcome: 'allow' });
    expect(await letters(own.holderId)).toHaveLength(2);
  });

  it('are of nobody else’s permit [PEERS-013]', async () => {
    const [own, other] = [await ownPermit(), await ownPermit()];
    expect(await postPin(deps, passwords, { ...own, holderId: other.holderId })).toMatchObject({ ground: 'not-found' });
    expect(await letters(other.holderId)).toEqual([]);
  });
});

describe('a PIN', () => {
  it('opens the permit under its number; a new one keeps the number, and the old one is refused from then on', async () => {
    const { own, made } = await withPin();
    expect(await enter(made.number, '4071')).toMatchObject({ outcome: 'allow', permitId: own.permitId });
    expect(await choosePin(deps, passwords, { ...own, pin: '2580' })).toMatchObject({ number: made.number });
    expect(await enter(made.number, '4071')).toMatchObject({ ground: 'sign-on-wrong' });
    expect(await enter(made.number, '2580')).toMatchObject({ outcome: 'allow' });
  });

  it('is locked after five wrong tries, for its number and for who calls, also when tried at once [PEERS-010]', async () => {
    const { made } = await withPin();
    const tries = await Promise.all(Array.from({ length: 8 }, () => enter(made.number, '9999')));
    const grounds = tries.map((tried) => (tried.outcome === 'refuse' ? tried.ground : 'in'));
    expect(grounds.filter((ground) => ground === 'sign-on-wrong')).toHaveLength(5);
    expect(grounds.filter((ground) => ground === 'sign-on-locked')).toHaveLength(3);
    expect(await enter(made.number, '4071')).toMatchObject({ ground: 'sign-on-locked' });

    const caller = `+31${randomUUID()}`;
    for (let n = 0; n < 5; n += 1) await enter(`9000000${n}`, '1357', caller);
    const { made: other } = await withPin();
    expect(await enter(other.number, '4071', caller)).toMatchObject({ ground: 'sign-on-locked' });
    expect(await enter(other.number, '4071', `+32${caller}`)).toMatchObject({ outcome: 'allow' });
  });

  it('that was right does not count against who calls, however often', async () => {
    const { made } = await withPin();
    for (let n = 0; n < 8; n += 1)
      expect(await enter(made.number, '4071', `+31 often ${made.number}`)).toMatchObject({ outcome: 'allow' });
  });

  it('of an unknown number is refused in the same words as a wrong one', async () => {
    const { made } = await withPin();
    expect(await enter('10000000', '4071')).toEqual(await enter(made.number, '1357'));
  });

  it('is chosen by its holder alone, and never one that is tried first', async () => {
    const own = await ownPermit();
    expect(await choosePin(deps, passwords, { ...own, pin: '1234' })).toMatchObject({ ground: 'pin-too-easy' });
    expect(await choosePin(deps, passwords, { ...own, holderId: randomUUID(), pin: '4071' })).toMatchObject({
      ground: 'not-found',
    });
  });
});

describe('a card', () => {
  it('has a number and a code of its own beside the PIN; one card is one secret [BEYOND-011]', async () => {
    const { own, made: pin } = await withPin();
    const first = await makeCard(deps, passwords, own);
    const second = await makeCard(deps, passwords, own);
    if (first.outcome !== 'made' || second.outcome !== 'made') throw new Error('no card was made');
    expect(new Set([pin.number, first.number, second.number]).size).toBe(3);
    expect(await enter(first.number, first.code)).toMatchObject({ ground: 'sign-on-wrong' });
    expect(await enter(second.number, second.code)).toMatchObject({ outcome: 'allow', permitId: own.permitId });
    expect(await enter(second.number, '4071')).toMatchObject({ ground: 'sign-on-wrong' });
    expect(await enter(pin.number, '4071')).toMatchObject({ outcome: 'allow' });
  });

  it('made four times at once is one card', async () => {
    const own = await ownPermit();
    await Promise.all(Array.from({ length: 4 }, () => makeCard(deps, passwords, own)));
    expect(await count(database.pool, 'sign_on_key WHERE permit_id = $1 AND revoked_at IS NULL', [own.permitId])).toBe(
      1,
    );
  });

  it('that was revoked is refused, and revoking it again finds nothing [BEYOND-011]', async () => {
    const own = await ownPermit();
    const card = await makeCard(deps, passwords, own);
    if (card.outcome !== 'made') throw new Error('no card was made');
    expect(await revokeKey(deps, { ...own, holderId: randomUUID(), keyId: card.keyId })).toMatchObject({
      ground: 'not-found',
    });
    expect(await isKeyLive(deps, card.keyId)).toBe(true);
    expect(await revokeKey(deps, { ...own, keyId: card.keyId })).toEqual({ outcome: 'revoked' });
    expect(await enter(card.number, card.code)).toMatchObject({ ground: 'sign-on-wrong' });
    expect(await isKeyLive(deps, card.keyId)).toBe(false);
    expect(await revokeKey(deps, { ...own, keyId: card.keyId })).toMatchObject({ ground: 'not-found' });
  });
});

describe('a linked telephone', () => {
  async function linked(sender: string) {
    const own = await ownPermit();
    const asked = await askToLink(deps, own);
    if (asked.outcome !== 'asked') throw new Error(JSON.stringify(asked));
    const done = await linkPhone(deps, { municipalityId: 'voorbeeld', sender, code: asked.code, at: later(5) });
    return { own, code: asked.code, done };
  }

  it('is linked by the code that is texted from it, once and within half an hour [PEERS-011]', async () => {
    const { own, code, done } = await linked('+31611111111');
    expect(done).toEqual({ outcome: 'linked', permitId: own.permitId });
    expect(await phoneOf(deps, 'voorbeeld', '+31611111111')).toMatchObject({ permitId: own.permitId });
    expect(await phonesOf(deps, own.permitId)).toMatchObject([{ lastDigits: '111' }]);
    expect(
      await linkPhone(deps, { municipalityId: 'voorbeeld', sender: '+31622222222', code, at: later(6) }),
    ).toMatchObject({
      ground: 'link-code-unknown',
    });
    const asked = await askToLink(deps, own);
    if (asked.outcome !== 'asked') throw new Error(JSON.stringify(asked));
    const late = { municipalityId: 'voorbeeld', sender: '+31622222222', code: asked.code, at: later(31) };
    expect(await linkPhone(deps, late)).toMatchObject({ ground: 'link-code-unknown' });
  });

  it('texts for one permit: linked again, it leaves the one before', async () => {
    const first = await linked('+31633333333');
    const second = await linked('+31633333333');
    expect(await phoneOf(deps, 'voorbeeld', '+31633333333')).toMatchObject({ permitId: second.own.permitId });
    expect(await phonesOf(deps, first.own.permitId)).toEqual([]);
  });

  it('that is unlinked is forgotten at once', async () => {
    const { own } = await linked('+31644444444');
    const [phone] = await phonesOf(deps, own.permitId);
    expect(await unlinkPhone(deps, { ...own, phoneId: phone!.id })).toEqual({ outcome: 'unlinked' });
    expect(await phoneOf(deps, 'voorbeeld', '+31644444444')).toBeUndefined();
    expect(await count(database.pool, 'linked_phone WHERE id = $1 AND number_sealed IS NOT NULL', [phone!.id])).toBe(0);
  });

  it('that nobody linked is answered once a day, of ten texts at once too [PEERS-011]', async () => {
    const tell = (at: string) => mayTellStranger(deps, { municipalityId: 'voorbeeld', sender: '+31655555555', at });
    const told = await Promise.all(Array.from({ length: 10 }, () => tell(NOW)));
    expect(told.filter(Boolean)).toHaveLength(1);
    expect([await tell(later(23 * 60)), await tell(later(24 * 60))]).toEqual([false, true]);
  });
});

describe('a call', () => {
  it('goes on from where it is, once per answer, and is over after half an hour', async () => {
    const callSid = randomUUID();
    const keep = (step: number, at = NOW) =>
      keepCall(deps, { callSid, municipalityId: 'voorbeeld', step, state: { at: step }, at });
    expect([await keep(0), await keep(1), await keep(1), await keep(0)]).toEqual([true, true, false, false]);
    expect(await readCall(deps, callSid, later(29))).toEqual({ step: 1, state: { at: 1 } });
    expect(await readCall(deps, callSid, later(30))).toBeUndefined();
  });

  it('leaves nothing of what was said, and neither does a stranger or a telephone of a permit that is over', async () => {
    const { own } = await (async () => {
      const mine = await ownPermit();
      const asked = await askToLink(deps, mine);
      if (asked.outcome !== 'asked') throw new Error(JSON.stringify(asked));
      await linkPhone(deps, { municipalityId: 'voorbeeld', sender: '+31666666666', code: asked.code, at: NOW });
      return { own: mine };
    })();
    await database.pool.query(`UPDATE permit SET status = 'ended', ended_at = $2 WHERE id = $1`, [own.permitId, NOW]);
    await keepCall(deps, { callSid: randomUUID(), municipalityId: 'voorbeeld', step: 0, state: {}, at: NOW });
    await mayTellStranger(deps, { municipalityId: 'voorbeeld', sender: '+31677777777', at: NOW });
    await erase(deps, later(92 * 24 * 60));
    expect(await count(database.pool, 'phone_call')).toBe(0);
    expect(await count(database.pool, 'unknown_sender')).toBe(0);
    expect(await phoneOf(deps, 'voorbeeld', '+31666666666')).toBeUndefined();
  });
});
