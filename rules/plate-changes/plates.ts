import { addDays, civilDateOf, type CivilDate, type TimeZone } from '../values/civil-day.ts';
import { type Instant } from '../values/moment.ts';
import { type EvidenceRule, type Product } from '../municipalities/product.ts';
import { type RuleStep } from '../values/refusal.ts';
import { evidenceForPlate, type Keeper } from '../vehicles.ts';

/** A plate that is replaced counts on until the end of its overlap, and is no longer one of the permit's. */
export const isStillOnPermit = (
  plateId: string,
  changes: readonly { replacesId: string | null; status: string; open: boolean; act: string }[],
): boolean =>
  !changes.some(
    (change) => change.open && change.status === 'changed' && change.act === 'replace' && change.replacesId === plateId,
  );

/** Validity ends at midnight: the day before is the last. */
export const lastDayOf = (validUntil: Instant, timeZone: TimeZone): CivilDate =>
  addDays(civilDateOf(validUntil, timeZone), -1);

/** What must be proved for the plate that comes, as at an application (PORTAL-041); null when nothing. */
export function proofOf(
  changeId: string,
  plate: { country: string; key: string; keeper: Keeper } | null,
  product: Product,
  holder: 'person' | 'business',
): { id: string; rule: EvidenceRule } | null {
  const rule = plate && evidenceForPlate(product.plates, holder, { id: changeId, ...plate });
  return rule ? { id: `${rule.id}:${changeId}`, rule } : null;
}

/** Must a person look before it counts? As the product says of an application. */
export function isReviewed({ review }: Product, documents: number): boolean {
  switch (review.when) {
    case 'never':
      return false;
    case 'documents':
      return documents > 0;
    case 'always':
      return true;
    default:
      return review.when satisfies never;
  }
}

/** What a decision on the plate that comes rests on: the register's answer, or the proof in its place. */
export function rulesOfChange(
  changeId: string,
  plate: { country: string; key: string; keeper: Keeper } | null,
  product: Product,
  holder: 'person' | 'business',
): RuleStep[] {
  const proof = proofOf(changeId, plate, product, holder);
  return [
    {
      rule: 'keeper-or-evidence',
      outcome: proof ? 'staff-decides' : 'met',
      article: proof?.rule.article ?? product.article,
      values: { plate: 1, keeper: plate?.keeper ?? 'not-asked' },
      remedy: null,
    },
  ];
}
