import { createHmac, randomBytes } from 'node:crypto';
import { setImmediate as breath } from 'node:timers/promises';
import { z } from 'zod';
import { areaOf } from '../rules/municipalities/release.ts';
import { ENTRY_BYTES, HASH_BYTES, hashedText, type OfflinePack } from '../rules/offline-pack.ts';
import { DAY_MS, epoch, MINUTE_MS, plusMs, SECOND_MS, type Instant } from '../rules/values/moment.ts';
import { plateKey } from '../rules/values/plate.ts';
import { type Box, type Signed, type Signer } from './db/signing.ts';
import { inTransaction, isClash, statement } from './db/transaction.ts';
import { checkPlate } from './enforcement.ts';
import { type Deps } from './ports.ts';

/** Hashes made in one go: who checks a plate meanwhile does not wait for a hundred thousand. */
const HASHED_AT_ONCE = 1_000;
/** No right lasts longer than four bytes of seconds can tell. */
const LONGEST_SECONDS = 0xffff_ffff;

/**
 * Everything that counts in a municipality now or within the minutes the list is good for, as hashes under a key made for it: whoever
 * finds the device finds no plate on it. Null where the municipality offers none.
 */
export async function makePack(
  deps: Pick<Deps, 'pool' | 'releases' | 'clock'>,
  signer: Signer,
  municipalityId: string,
): Promise<Signed | null> {
  const madeAt = deps.clock();
  const { content } = await deps.releases.inForce(municipalityId, madeAt);
  const minutes = content.municipality.enforcement?.packMinutes;
  if (minutes === undefined) return null;
  const goodUntil = plusMs(madeAt, minutes * MINUTE_MS);
  const { rows } = await deps.pool.query<RightRow>({ ...readRights, values: [municipalityId, madeAt, goodUntil] });
  const hashKey = randomBytes(32);
  const entries: Buffer[] = [];
  for (const [index, right] of rows.entries()) {
    if (index % HASHED_AT_ONCE === HASHED_AT_ONCE - 1) await breath();
    for (const area of right.areas) entries.push(entryOf(hashKey, right, area, madeAt));
  }
  const pack: OfflinePack = {
    version: 1,
    municipality: municipalityId,
    madeAt,
    goodUntil,
    hashKey: hashKey.toString('base64url'),
    entries: Buffer.concat(entries.sort((a, b) => Buffer.compare(a, b))).toString('base64'),
    boxKey: signer.boxKey,
  };
  return signer.sign(JSON.stringify(pack));
}

function entryOf(hashKey: Buffer, { country, plate, since, until }: RightRow, area: string, madeAt: Instant): Buffer {
  const seconds = (ms: number) => Math.min(LONGEST_SECONDS, Math.max(0, Math.floor(ms / SECOND_MS)));
  const entry = Buffer.alloc(ENTRY_BYTES);
  createHmac('sha256', hashKey)
    .update(hashedText(country, plate, area))
    .digest()
    .copy(entry, 0, 0, HASH_BYTES);
  // Of what counts already it is no matter since when.
  entry.writeUInt32BE(seconds(since.getTime() - epoch(madeAt)), HASH_BYTES);
  entry.writeUInt32BE(seconds(until.getTime() - epoch(madeAt)), HASH_BYTES + 4);
  return entry;
}

interface RightRow {
  country: string;
  plate: string;
  areas: string[];
  since: Date;
  until: Date;
}

const readRights = statement(
  'read-rights-for-pack',
  `SELECT country, plate, areas, since, until FROM parking_right
    WHERE municipality_id = $1 AND open AND NOT withheld AND plate IS NOT NULL AND until > $2 AND since < $3`,
);

export interface BoxedCheck extends Box {
  /** The number the device gave it. */
  id: string;
}

/** What a device kept of a check it made by itself. */
const OfflineCheck = z.strictObject({
  plate: z.string().min(1).max(20),
  country: z.string().regex(/^[A-Z]{1,3}$/),
  area: z.string().min(1).max(60),
  at: z.iso.datetime(),
  verdict: z.enum(['green', 'red', 'amber']),
});

const OLDEST_MS = 7 * DAY_MS;

/**
 * Keeps the checks a device made without connection, each once, with the answer the books give for that moment beside the one the officer
 * saw. One that cannot be read, or is too old to matter to anybody, is named and not kept.
 */
export async function keepOfflineChecks(
  deps: Pick<Deps, 'pool' | 'releases' | 'clock'>,
  signer: Signer,
  officer: { id: string; municipalityId: string },
  boxes: readonly BoxedCheck[],
): Promise<{ kept: number; refused: string[] }> {
  const now = deps.clock();
  const { content } = await deps.releases.inForce(officer.municipalityId, now);
  const repeatHours = content.municipality.enforcement?.repeatHours ?? null;
  const refused: string[] = [];
  for (const box of boxes) {
    const check = opened(signer, box);
    const late = check ? epoch(now) - epoch(check.at) : Infinity;
    if (!check || late > OLDEST_MS || late < -MINUTE_MS || !areaOf(content, check.area)) {
      refused.push(box.id);
      continue;
    }
    const { country, area: areaId, at } = check;
    const question = {
      municipalityId: officer.municipalityId,
      officerId: officer.id,
      country,
      areaId,
      at,
      repeatHours,
    };
    await keepOnce(deps, box.id, check.verdict, { ...question, plate: plateKey(check.plate) });
  }
  return { kept: boxes.length - refused.length, refused };
}

function opened(signer: Signer, box: Box): z.infer<typeof OfflineCheck> | undefined {
  try {
    return OfflineCheck.parse(JSON.parse(signer.openBox(box).toString('utf8')));
  } catch {
    // Locked for somebody else, damaged or made up: which of them is no matter, it cannot be kept.
    return undefined;
  }
}

/** Two uploads of the same check compete for its number; the later one finds it kept. */
async function keepOnce(
  deps: Pick<Deps, 'pool' | 'clock'>,
  offlineId: string,
  verdict: string,
  question: Parameters<typeof checkPlate>[1],
): Promise<void> {
  try {
    await inTransaction(deps.pool, async (tx) => {
      const { rows } = await tx.query({ ...findOffline, values: [offlineId] });
      if (rows.length > 0) return;
      const { id } = await checkPlate({ pool: tx, clock: deps.clock }, question);
      await tx.query({ ...markOffline, values: [id, offlineId, verdict] });
    });
  } catch (error) {
    if (!isClash(error)) throw error;
  }
}

const findOffline = statement('find-offline-check', 'SELECT FROM plate_check WHERE offline_id = $1');
const markOffline = statement(
  'mark-offline-check',
  'UPDATE plate_check SET offline_id = $2, offline_verdict = $3 WHERE id = $1',
);
