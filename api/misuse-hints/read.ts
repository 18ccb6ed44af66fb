import { statement } from '../../activities/db/transaction.ts';
import { hintRulesOf, type HintRule } from '../../rules/misuse-hints.ts';
import { productOf } from '../../rules/municipalities/release.ts';
import { goesAt } from '../../rules/retention.ts';
import { type Api } from '../api.ts';
import { productIn } from '../permit-applications/read.ts';
import { type MisuseHints } from './shapes.ts';

/** What waits for somebody's judgement, with the rules in force and what became of earlier hints. */
export async function readHints(
  { deps }: Pick<Api, 'deps'>,
  { municipalityId }: { municipalityId: string },
): Promise<MisuseHints> {
  const [{ rows }, { rows: tallies }, { content }] = await Promise.all([
    deps.pool.query<HintRow>({ ...newestHints, values: [municipalityId] }),
    deps.pool.query<MisuseHints['tallies'][number]>({ ...hintTallies, values: [municipalityId] }),
    deps.releases.inForce(municipalityId, deps.clock()),
  ]);
  const { misuseHints } = content.municipality;
  return {
    items: await Promise.all(
      rows.map(async (row) => ({
        id: row.id,
        rule: row.rule,
        caseId: row.application_id,
        permitNumber: row.number,
        productName: productIn(await deps.releases.numbered(municipalityId, row.release), row.product_id).name,
        least: row.least,
        counted: row.counted,
        hours: row.hours_from === null || row.hours_to === null ? null : { from: row.hours_from, to: row.hours_to },
        stays: row.stays,
        days: row.days,
        lookedFrom: row.looked_from.toISOString(),
        foundAt: row.found_at.toISOString(),
        askedAt: row.asked_at?.toISOString() ?? null,
        askedBy: row.asked_by,
        goesAt: goesAt('hints', content.municipality, (row.asked_at ?? row.found_at).toISOString()),
      })),
    ),
    rules: misuseHints
      ? hintRulesOf(misuseHints).map(({ rule, products, least, hours }) => ({
          rule,
          days: misuseHints.days,
          least,
          hours,
          products: products.flatMap((id) => productOf(content, id)?.name ?? []),
        }))
      : [],
    tallies,
  };
}

interface HintRow {
  id: string;
  rule: HintRule;
  application_id: string;
  number: string;
  product_id: string;
  release: number;
  least: number;
  counted: number;
  hours_from: string | null;
  hours_to: string | null;
  stays: number;
  days: number;
  looked_from: Date;
  found_at: Date;
  asked_at: Date | null;
  asked_by: string | null;
}

/** Those nobody asked about yet come first; they vanish before there are more than anybody can look at. */
const newestHints = statement(
  'read-misuse-hints',
  `SELECT m.id, m.rule, p.application_id, p.number, p.product_id, p.release, m.least, m.counted, m.hours_from, m.hours_to, m.stays, m.days,
          m.looked_from, m.found_at, m.asked_at, s.name AS asked_by
     FROM misuse_hint m JOIN permit p ON p.id = m.permit_id LEFT JOIN staff_member s ON s.id = m.asked_by
    WHERE m.municipality_id = $1 ORDER BY m.asked_at IS NOT NULL, m.found_at DESC, m.id LIMIT 200`,
);
const hintTallies = statement(
  'read-hint-tallies',
  `SELECT rule, year, found, put_aside AS "putAside", asked FROM hint_tally WHERE municipality_id = $1 ORDER BY year DESC, rule LIMIT 30`,
);
