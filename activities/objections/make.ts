import { areaOf, productOf, type Release } from '../../rules/municipalities/release.ts';
import { type Language } from '../../rules/messages.ts';
import { tariffIn } from '../../rules/parking/municipal-tariff.ts';
import { priceOfStay } from '../../rules/parking/price.ts';
import { formatsIn } from '../../rules/values/format.ts';
import { seal, sha256, type Dossier, type DossierEvent } from '../audit/seal.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type Block, type LetterContent } from '../letters/page.ts';
import { type Print } from '../letters/printer.ts';
import { type Deps } from '../ports.ts';

export interface BundleDeps extends Pick<Deps, 'pool' | 'clock' | 'releases' | 'vault' | 'texts' | 'publicUrl'> {
  print: Print;
}

/**
 * Makes what somebody takes along to object to a fine (BEYOND-028): the stay or the permit, since when the national register knew it, its
 * signed receipts, the rules and prices it rests on, and a map. Sealed like a dossier, so that it proves itself without us.
 */
export async function makeBundle(deps: BundleDeps, { bundleId }: { bundleId: string }): Promise<void> {
  const { rows } = await deps.pool.query<BundleRow>({ ...readBundle, values: [bundleId] });
  const row = rows[0];
  if (!row || row.done_at !== null) return;
  const release = await deps.releases.numbered(row.municipality_id, row.release);
  const found = await collect(deps, row, release);
  const madeAt = deps.clock();
  const pdf = await deps.print(pageOf(deps, row, release, found, madeAt));
  const dossier: Dossier = {
    format: 'parkwerk-dossier/1',
    madeAt,
    municipalityId: row.municipality_id,
    caseNumber: row.number,
    parts: { ...found.parts, receipts: row.receipts },
    events: found.events,
    histories: [],
    pdfSha256: sha256(pdf),
  };
  // Through JSON first: what is signed is what somebody reads back.
  const sealed = seal(deps.vault, JSON.parse(JSON.stringify(dossier)) as Dossier);
  const json = Buffer.from(JSON.stringify(sealed, null, 1));
  await deps.pool.query({ ...keepBundle, values: [bundleId, json, pdf, madeAt] });
}

interface Collected {
  parts: Record<string, unknown>;
  events: DossierEvent[];
  rights: RightRow[];
  steps: { rule: string; article: string | null; outcome: string }[];
  price: ReturnType<typeof priceOfStay> | null;
  checks: CheckRow[];
}

async function collect({ pool }: BundleDeps, row: BundleRow, release: Release): Promise<Collected> {
  const { content } = release;
  const product = productOf(content, row.product_id);
  if (!product) throw new Error(`product ${row.product_id} is not in release ${row.release}`);
  const [rights, decisions, checks, outages, events] = await Promise.all([
    pool.query<RightRow>({ ...readRights, values: [row.permit_id, row.action_id] }),
    pool.query<{ id: string; at: Date; release: number; steps: Collected['steps'] }>({ ...readDecisions, values: [row.application_id] }),
    pool.query<CheckRow>({ ...readChecks, values: [row.permit_id, row.action_id, row.from, row.to] }),
    pool.query({ ...readOutages, values: [row.municipality_id, row.from, row.to] }),
    readEvents(pool, row),
  ]); // prettier-ignore
  const stay = { from: row.from.toISOString(), to: row.to.toISOString() };
  const tariff = row.action_id === null ? null : tariffIn(content, row.area_id, product.registerUsageId, stay);
  const price = tariff && priceOfStay(stay, tariff);
  const area = areaOf(content, row.area_id);
  return {
    parts: {
      about: {
        permitNumber: row.number,
        product: product.name,
        areaId: row.area_id,
        areaName: area?.name ?? row.area_id,
        from: row.from,
        until: row.to,
        country: row.country,
        plate: row.display,
        actionId: row.action_id,
        costs: row.costs,
      },
      register: rights.rows,
      rules: {
        release: row.release,
        ordinance: content.municipality.ordinance,
        article: product.article,
        decisions: decisions.rows,
        parking: row.action_id === null ? null : (product.parking ?? null),
      },
      price: price && { ...price, tariff },
      checks: checks.rows,
      outages: outages.rows,
      map: { type: 'Feature', properties: { id: row.area_id, name: area?.name ?? row.area_id }, geometry: { type: 'MultiPolygon', coordinates: area?.polygons ?? [] } },
    },
    events,
    rights: rights.rows,
    steps: decisions.rows.flatMap(({ steps }) => steps),
    price,
    checks: checks.rows,
  }; // prettier-ignore
}

/** The same to read, in the language it was asked in. */
function pageOf(
  { texts, publicUrl }: BundleDeps,
  row: BundleRow,
  { content, number: release }: Release,
  found: Collected,
  madeAt: string,
): LetterContent {
  const { language } = row;
  const say = texts.in(language, content);
  const format = formatsIn(language);
  const { municipality } = content;
  const product = productOf(content, row.product_id)!;
  const area = areaOf(content, row.area_id);
  const moment = (at: Date | null) => (at === null ? say('bundle.not') : format.moment(at.toISOString()));
  const section = (title: string, facts: [string, string][], none?: string): Block[] => [
    { kind: 'heading', text: title },
    ...(facts.length > 0 ? [{ kind: 'facts', facts } as const] : none ? [{ kind: 'paragraph', text: none } as const] : []),
  ];
  const rights: [string, string][] = found.rights.flatMap((right, index): [string, string][] => [
    [say('bundle.right', { number: index + 1 }), `${moment(right.since)} – ${moment(right.until)}`],
    [say('bundle.seen'), moment(right.known_from)],
    [say('bundle.registered'), right.registered_at ? `${moment(right.registered_at)}, ${right.register_id ?? ''}` : say('bundle.not')],
  ]);
  const receipts: [string, string][] = row.receipts.map(({ code, link }) => [
    say('bundle.receipt', { code }),
    link.replace(/#.*$/s, `#${link.split('#')[1]?.slice(0, 24) ?? ''}…`),
  ]);
  const rules: [string, string][] = [
    [say('bundle.release'), String(release)],
    [say('bundle.ordinance'), municipality.ordinance[language]],
    [say('bundle.article'), product.article],
    ...found.steps.map(({ rule, article }): [string, string] => [say(`rule.${rule}`), article ?? product.article]),
  ];
  const price: [string, string][] = (found.price?.lines ?? []).map(({ from, to, cents }) => [
    `${format.moment(from)} – ${format.time(to)}`,
    format.money(cents),
  ]);
  const checks: [string, string][] = found.checks.map(({ asked_about, area_id, green }) => [
    moment(asked_about),
    `${areaOf(content, area_id)?.name ?? area_id}, ${say(green ? 'bundle.green' : 'bundle.red')}`,
  ]);
  return {
    language,
    title: say('bundle.title'),
    sender: { name: municipality.name, lines: [] },
    recipient: [],
    facts: [
      [say('bundle.permit'), `${product.name[language]}, ${row.number}`],
      [say('bundle.plate'), row.display ?? say('bundle.erased')],
      [say('bundle.place'), area?.name ?? row.area_id],
      [say('bundle.time'), `${moment(row.from)} – ${moment(row.to)}`],
      [say('bundle.made'), format.moment(madeAt)],
    ],
    blocks: [
      { kind: 'paragraph', text: say('bundle.intro') },
      ...section(say('bundle.register'), rights, say('bundle.noRights')),
      ...section(say('bundle.receipts'), receipts, say('bundle.noReceipts')),
      { kind: 'paragraph', text: say('bundle.verify', { address: `${publicUrl}/verify` }) },
      ...section(say('bundle.rules'), rules),
      ...(price.length > 0 ? section(say('bundle.price'), price) : []),
      ...(checks.length > 0 ? section(say('bundle.checks'), checks) : []),
      { kind: 'heading', text: say('bundle.map') },
      ...(area ? [{ kind: 'map', text: say('bundle.mapOf', { area: area.name }), polygons: area.polygons, backdrop: content.backdrop } as const] : []),
      ...section(say('bundle.objection'), [
        [say('bundle.within'), say('bundle.weeks', { count: municipality.objection.weeks })],
        [say('bundle.to'), municipality.objection.address[language]],
      ]),
    ],
    footer: `${municipality.name} · ${row.number} · ${say('letter.page')}`,
  };
} // prettier-ignore

async function readEvents(db: Db, row: BundleRow): Promise<DossierEvent[]> {
  const { rows } = await db.query<EventRow>({
    ...eventsOf,
    values: [row.permit_id, row.action_id, row.municipality_id],
  });
  return rows.map(({ at, position, previous, hash, ...event }) => ({
    ...event,
    at: at.toISOString(),
    link: position === null ? null : { position: Number(position), previous, hash },
  }));
}

type EventRow = Omit<DossierEvent, 'at' | 'link'> & {
  at: Date;
  position: string | null;
  previous: string;
  hash: string;
};

interface BundleRow {
  municipality_id: string;
  permit_id: string;
  action_id: string | null;
  application_id: string;
  language: Language;
  receipts: { code: string; link: string }[];
  done_at: Date | null;
  number: string;
  product_id: string;
  release: number;
  area_id: string;
  from: Date;
  to: Date;
  country: string | null;
  display: string | null;
  costs: unknown;
}

interface RightRow {
  since: Date;
  until: Date;
  areas: string[];
  known_from: Date | null;
  registered_at: Date | null;
  register_id: string | null;
  revoked_at: Date | null;
}

interface CheckRow {
  id: string;
  asked_about: Date;
  area_id: string;
  green: boolean;
}

const readBundle = statement(
  'read-objection-bundle',
  `SELECT b.municipality_id, b.permit_id, b.action_id, p.application_id, b.language, b.receipts, b.done_at, p.number, p.product_id,
          coalesce(a.release, p.release) AS release, coalesce(a.area_id, p.area_id) AS area_id, coalesce(a.starts_at, p.valid_from) AS from,
          coalesce(a.ends_at, p.valid_until) AS to, CASE WHEN a.plate IS NOT NULL THEN a.country END AS country,
          CASE WHEN a.id IS NULL THEN (SELECT string_agg(display, ', ' ORDER BY position) FROM permit_plate WHERE permit_id = p.id AND until IS NULL)
               WHEN a.plate IS NOT NULL AND NOT a.plate_kept THEN a.display END AS display,
          coalesce(a.costs, a.holds) AS costs
     FROM objection_bundle b JOIN permit p ON p.id = b.permit_id LEFT JOIN parking_action a ON a.id = b.action_id
    WHERE b.id = $1`,
);
const keepBundle = statement(
  'keep-objection-bundle',
  'UPDATE objection_bundle SET dossier = $2, pdf = $3, done_at = $4 WHERE id = $1 AND done_at IS NULL',
);
const ITS_RIGHTS = 'permit_id = $1 AND action_id IS NOT DISTINCT FROM $2::uuid';
const readRights = statement(
  'read-rights-for-bundle',
  `SELECT since, until, areas, known_from, registered_at, register_id, revoked_at FROM parking_right
    WHERE ${ITS_RIGHTS} ORDER BY since DESC, id DESC LIMIT 20`,
);
const readDecisions = statement(
  'read-decisions-for-bundle',
  `SELECT id, at, release, steps FROM decision WHERE application_id = $1 AND result IN ('allow', 'approve') ORDER BY at, id`,
);
/** What officers asked about its plate within its own time and places: what they saw of it, and of nothing else of that car. */
const readChecks = statement(
  'read-checks-for-bundle',
  `SELECT DISTINCT c.id, c.asked_about, c.area_id, c.active_until IS NOT NULL AS green
     FROM parking_right r JOIN plate_check c ON c.municipality_id = r.municipality_id AND c.plate = r.plate AND c.country = r.country
      AND c.area_id = ANY (r.areas) AND c.asked_about >= greatest(r.since, $3) AND c.asked_about < least(r.until, $4)
    WHERE r.${ITS_RIGHTS.replace('action_id', 'r.action_id')} ORDER BY c.asked_about DESC LIMIT 50`,
);
const readOutages = statement(
  'read-outages-for-bundle',
  `SELECT number, part, began_at, ended_at FROM outage
    WHERE municipality_id = $1 AND withdrawn_at IS NULL AND began_at < $3 AND coalesce(ended_at, 'infinity') > $2 ORDER BY began_at LIMIT 50`,
);
/** What happened to it and in which place of the chain that stands; what staff did is told by their decisions, without who they are. */
const eventsOf = statement(
  'read-events-for-bundle',
  `SELECT e.id, e.municipality_id, e.at, e.kind, e.actor_kind, e.actor_id, e.holder_id, e.application_id, e.permit_id, e.payment_id, e.data,
          e.personal_digest, l.position, l.hash, coalesce(b.hash, '') AS previous
     FROM audit_event e LEFT JOIN audit_link l ON l.event_id = e.id
     LEFT JOIN audit_link b ON b.municipality_id = l.municipality_id AND b.position = l.position - 1
    WHERE e.permit_id = $1 AND e.municipality_id = $3 AND e.actor_kind <> 'staff'
      AND CASE WHEN $2::uuid IS NULL THEN e.kind IN ('permit-issued', 'permit-renewed', 'permit-ended', 'permit-expired', 'active-plate-changed', 'right-registered', 'right-revoked')
               ELSE e.data ->> 'actionId' = $2::text
                 OR e.data ->> 'rightId' IN (SELECT id::text FROM parking_right WHERE action_id = $2::uuid) END
    ORDER BY e.id LIMIT 200`,
);
