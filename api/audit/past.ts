import { type z } from 'zod';
import { record } from '../../activities/db/stores/audit.ts';
import { inTransaction, statement, type Db } from '../../activities/db/transaction.ts';
import { COUNTED_UP_TO, decideVerdict, type PlateVerdict } from '../../rules/enforcement.ts';
import { areaOf, type ReleaseContent } from '../../rules/municipalities/release.ts';
import { erasedUpTo } from '../../rules/retention.ts';
import { tariffIn } from '../../rules/parking/municipal-tariff.ts';
import { priceOfStay } from '../../rules/parking/price.ts';
import { epoch, MINUTE_MS, plusMs, type Instant } from '../../rules/values/moment.ts';
import { plateKey } from '../../rules/values/plate.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { type PastAnswer, type PastQuestion } from './shapes.ts';

/** Checks so near a moment are shown beside what is worked out for it. */
const NEAR_MS = 5 * MINUTE_MS;

interface Named {
  plate: string | null;
  country: string;
  permitNumber: string | null;
  actionId: string | null;
}

/**
 * The time machine (BEYOND-021): what a check of this plate, here, at that moment would have answered with what was known then, and what
 * parking cost by the release of then. Once plates of that time are erased the same is asked by permit or by action.
 */
export async function askThePast(
  { deps }: Pick<Api, 'deps'>,
  { id: staffId, roles, municipalityId }: Staff,
  question: z.infer<typeof PastQuestion>,
): Promise<PastAnswer | Refusal> {
  const { area, at, stayMinutes } = question;
  const knownAt = question.knownAt ?? at;
  const release = await deps.releases.inForce(municipalityId, at);
  const { content } = release;
  if (!areaOf(content, area)) return refuse('area-unknown', {}, 'choose-other-location');
  const named: Named = {
    plate: question.plate === undefined ? null : plateKey(question.plate),
    country: question.country,
    permitNumber: question.permitNumber?.toUpperCase() ?? null,
    actionId: question.actionId ?? null,
  };
  const ask = async (known: string, moment = at) => {
    const [rights, near] = await Promise.all([
      rightsKnown(deps.pool, municipalityId, named, known),
      nearKnown(deps.pool, municipalityId, named, known, area, moment),
    ]);
    return verdictOf(rights, near, area, moment);
  };
  const [then, now, checks] = await Promise.all([
    ask(knownAt),
    ask('infinity'),
    named.plate === null ? [] : checksNear(deps.pool, municipalityId, named, area, at),
  ]);
  const reproduced = await Promise.all(
    checks.map(async (check) => {
      const again = await ask(check.at.toISOString(), check.asked_about.toISOString());
      const told = toldBy(check);
      return {
        id: check.id,
        at: check.at.toISOString(),
        askedAbout: check.asked_about.toISOString(),
        verdict: told.verdict,
        until: told.until,
        reproduced: again.verdict.verdict === told.verdict && again.verdict.until === told.until,
        outages: check.outages,
      };
    }),
  );
  await inTransaction(deps.pool, (tx) =>
    record(
      tx,
      deps.clock(),
      { kind: 'staff', id: staffId, roles },
      { municipalityId },
      {
        kind: 'past-asked',
        data: { areaId: area, at, verdict: then.verdict.verdict },
      },
    ),
  );
  return {
    then: then.verdict,
    now: now.verdict,
    rights: then.counting.map(({ id, kind, permit_number, action_id, since, until, areas }) => ({
      id, kind, permitNumber: permit_number, actionId: action_id, since: since.toISOString(), until: until.toISOString(), areas,
    })),
    release: release.number,
    prices: pricesIn(content, area, at, stayMinutes),
    products: content.products.filter(({ places }) => places.some((place) => place.area === area)).map(({ id, name }) => ({ id, name })),
    checks: reproduced,
    platesErased: named.plate !== null && epoch(at) <= epoch(erasedUpTo('plates', content.municipality, deps.clock())),
  }; // prettier-ignore
}

interface KnownRight {
  id: string;
  kind: string;
  permit_number: string | null;
  action_id: string | null;
  since: Date;
  until: Date;
  areas: string[];
}

async function rightsKnown(db: Db, municipalityId: string, named: Named, known: string): Promise<KnownRight[]> {
  const { plate, country, permitNumber, actionId } = named;
  const values = [municipalityId, known];
  const { rows } = await db.query<KnownRight>(
    plate !== null
      ? { ...rightsOfPlate, values: [...values, plate, country] }
      : actionId !== null
        ? { ...rightsOfAction, values: [...values, actionId] }
        : { ...rightsOfPermit, values: [...values, permitNumber] },
  );
  return rows;
}

/** How many other plates that differed by a character counted there then; of a permit or an action nobody misreads a plate. */
async function nearKnown(
  db: Db,
  municipalityId: string,
  { plate, country }: Named,
  known: string,
  area: string,
  at: Instant,
): Promise<number> {
  if (plate === null) return 0;
  const { rows } = await db.query<{ near: number }>({
    ...nearPlates,
    values: [municipalityId, known, plate, country, at, area, COUNTED_UP_TO],
  });
  return rows[0]!.near;
}

/** The facts an officer's statement reads, and the rule it is answered by. */
function verdictOf(
  rights: readonly KnownRight[],
  near: number,
  area: string,
  at: Instant,
): { verdict: PlateVerdict; counting: KnownRight[] } {
  const here = rights.filter((right) => right.areas.includes(area) && right.since.getTime() <= epoch(at));
  const latest = (some: readonly KnownRight[]): Instant | null =>
    some.length === 0 ? null : new Date(Math.max(...some.map(({ until }) => until.getTime()))).toISOString();
  const counting = here.filter(({ until }) => until.getTime() > epoch(at));
  const over = here.filter(({ until }) => until.getTime() <= epoch(at));
  return { verdict: decideVerdict({ activeUntil: latest(counting), endedAt: latest(over), near }, at), counting };
}

interface StoredCheck {
  id: string;
  at: Date;
  asked_about: Date;
  active_until: Date | null;
  ended_at: Date | null;
  near: number;
  outages: string[];
}

const toldBy = ({ active_until, ended_at, asked_about, near }: StoredCheck): PlateVerdict =>
  decideVerdict(
    { activeUntil: active_until?.toISOString() ?? null, endedAt: ended_at?.toISOString() ?? null, near },
    asked_about.toISOString(),
  );

async function checksNear(
  db: Db,
  municipalityId: string,
  { plate, country }: Named,
  area: string,
  at: Instant,
): Promise<StoredCheck[]> {
  const { rows } = await db.query<StoredCheck>({
    ...storedChecks,
    values: [municipalityId, plate, country, area, plusMs(at, -NEAR_MS), plusMs(at, NEAR_MS)],
  });
  return rows;
}

/** Per use, by the tariff of then; products that are used alike cost the same. */
function pricesIn(content: ReleaseContent, area: string, at: Instant, minutes: number): PastAnswer['prices'] {
  const stay = { from: at, to: plusMs(at, minutes * MINUTE_MS) };
  const parked = content.products.filter(
    ({ parking, places }) => parking && places.some((place) => place.area === area),
  );
  const uses = new Map(parked.map(({ registerUsageId, name }) => [registerUsageId, name]));
  return [...uses].map(([usageId, productName]) => {
    const { cents, paidMinutes } = priceOfStay(stay, tariffIn(content, area, usageId, stay));
    return { usageId, productName, cents, paidMinutes };
  });
}

/** As they were known: with the end and the places they had before what came later, and without those that came later. */
const known = (which: string) => `
  SELECT r.id, r.kind, p.number AS permit_number, r.action_id, r.since, coalesce(b.until, r.until) AS until, coalesce(b.areas, r.areas) AS areas
    FROM parking_right r LEFT JOIN permit p ON p.id = r.permit_id
    LEFT JOIN LATERAL (
      SELECT until, areas FROM right_before WHERE right_id = r.id AND changed_at > $2::timestamptz ORDER BY changed_at LIMIT 1
    ) b ON true
   WHERE r.municipality_id = $1 AND coalesce(r.known_from, '-infinity') <= $2::timestamptz AND NOT r.withheld AND ${which}
   ORDER BY r.since`;
const rightsOfPlate = statement('read-past-rights-of-plate', known('r.plate = $3 AND r.country = $4'));
const rightsOfAction = statement('read-past-rights-of-action', known('r.action_id = $3'));
const rightsOfPermit = statement('read-past-rights-of-permit', known('p.number = $3 AND p.municipality_id = $1'));
const nearPlates = statement(
  'count-past-near-plates',
  `SELECT least($7, count(DISTINCT one.plate))::int AS near
     FROM plates_one_away($3, $4) AS one(plate)
     JOIN parking_right r ON r.municipality_id = $1 AND r.plate = one.plate AND r.country = $4
     LEFT JOIN LATERAL (
       SELECT until, areas FROM right_before WHERE right_id = r.id AND changed_at > $2::timestamptz ORDER BY changed_at LIMIT 1
     ) b ON true
    WHERE coalesce(r.known_from, '-infinity') <= $2::timestamptz AND r.since <= $5 AND coalesce(b.until, r.until) > $5
      AND $6 = ANY (coalesce(b.areas, r.areas)) AND NOT r.withheld`,
);
const storedChecks = statement(
  'read-checks-near',
  `SELECT id, at, asked_about, active_until, ended_at, near,
          ARRAY(SELECT part FROM flagged_check f WHERE f.id = c.id ORDER BY part) AS outages
     FROM plate_check c
    WHERE municipality_id = $1 AND plate = $2 AND country = $3 AND area_id = $4 AND asked_about BETWEEN $5 AND $6
    ORDER BY at LIMIT 50`,
);
