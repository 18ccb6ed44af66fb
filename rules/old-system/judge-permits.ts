import { type AreaId } from '../municipalities/names.ts';
import { type Product } from '../municipalities/product.ts';
import { productOf, type ReleaseContent } from '../municipalities/release.ts';
import { periodOf } from '../permit-applications/terms.ts';
import { addDays, isCivilDate, startOfDay, type CivilDate } from '../values/civil-day.ts';
import { epoch, type Interval } from '../values/moment.ts';
import { type Plate } from '../values/plate.ts';
import { type Unit } from '../values/unit.ts';
import { holderOf, refuseEmpty, type Holders } from './judge-holders.ts';
import { type BalanceRow, type Hanging, type PlateRow } from './judge-parts.ts';
import { type SourceRow } from './read.ts';
import { comes, refuseRow, rowOf, type Books, type BroughtPermit, type JudgedRow, type Permits } from './rows.ts';

interface Parts {
  holders: Holders;
  plates: Hanging<PlateRow>;
  balances: Hanging<BalanceRow>;
}

/** Permits with the plates and balances they come with: a permit comes over with all it needs, or not at all. */
export function judgePermits(
  source: readonly SourceRow[],
  parts: Parts,
  content: ReleaseContent,
  books: Books,
): Permits {
  const permits: Permits = { rows: [], brought: [], known: new Map() };
  const taken = new Map(books.taken);
  const onStreet = [...books.plates];
  for (const given of source) {
    const { permit: reference = '', product: productId = '' } = given.cells;
    const row = rowOf('permit', given, reference, { holder: given.cells['holder'] ?? null, permit: reference });
    permits.rows.push(row);
    if (permits.known.has(reference)) {
      refuseRow(row, 'twice', 'permit');
      continue;
    }
    const product = productOf(content, productId);
    permits.known.set(reference, { row, product });
    if (books.cameBefore('permit', reference)) {
      row.verdict = { outcome: 'came-before' };
      for (const part of partsOf(reference, parts)) if (comes(part)) refuseRow(part, 'permit-here-already', 'permit');
      continue;
    }
    refuseEmpty(row, given, [
      'permit',
      'holder',
      'product',
      'area',
      'period',
      'valid-from',
      'valid-until',
      'paid-cents',
    ]);
    holderOf(row, row.holder ?? '', parts.holders);
    const terms = termsOf(row, given, product, books);
    const plates =
      product && terms ? platesOf(row, reference, parts, { product, validity: terms.validity, onStreet }) : [];
    const balances = product ? balancesOf(row, reference, parts, product) : [];
    const place = `${productId} ${terms?.areaId ?? ''}`;
    const { ceiling = null } = product?.places.find(({ area }) => area === terms?.areaId) ?? {};
    if (ceiling !== null && (taken.get(place) ?? 0) >= ceiling) refuseRow(row, 'product-full', 'area', { ceiling });
    if (!product || !terms || !comes(row)) {
      for (const part of partsOf(reference, parts)) if (comes(part)) refuseRow(part, 'permit-refused', 'permit');
      continue;
    }
    taken.set(place, (taken.get(place) ?? 0) + 1);
    const { from, to } = terms.validity;
    onStreet.push(...plates.map(({ plate: { country, key } }) => ({ productId, country, key, from, to })));
    permits.brought.push({ row, product, ...terms, plates, balances });
  }
  tellOrphans(permits, parts);
  return permits;
}

function partsOf(reference: string, { plates, balances }: Parts): JudgedRow[] {
  return [...(plates.of.get(reference) ?? []), ...(balances.of.get(reference) ?? [])].map(({ row }) => row);
}

/** Whose a plate or balance is follows from its permit; one of a permit that is not in the files is nobody's. */
function tellOrphans({ known }: Permits, { plates, balances }: Parts): void {
  for (const row of [...plates.rows, ...balances.rows]) {
    const permit = known.get(row.permit ?? '');
    if (permit) row.holder = permit.row.holder;
    else refuseRow(row, 'permit-unknown', 'permit');
  }
}

interface Terms {
  areaId: AreaId;
  periodId: string;
  startsOn: CivilDate;
  validity: Interval;
  paidCents: number;
}

/** Where, how long and for how much; undefined when the row says something that cannot be. */
function termsOf(
  row: JudgedRow,
  { cells }: SourceRow,
  product: Product | undefined,
  { timeZone, now }: Books,
): Terms | undefined {
  const { area: areaId = '', period: periodId = '', 'paid-cents': paid = '' } = cells;
  const { 'valid-from': startsOn = '', 'valid-until': lastDay = '' } = cells;
  if (!product) refuseRow(row, 'product-unknown', 'product');
  else {
    if (needsMore(product)) refuseRow(row, 'product-by-hand', 'product');
    if (!product.places.some(({ area }) => area === areaId)) refuseRow(row, 'area-unknown', 'area');
    if (!periodOf(product, periodId)) refuseRow(row, 'period-unknown', 'period');
  }
  if (!/^\d{1,9}$/.test(paid)) refuseRow(row, 'amount-wrong', 'paid-cents');
  const wrong = [startsOn, lastDay].findIndex((day) => !isCivilDate(day));
  if (wrong >= 0) {
    refuseRow(row, 'date-wrong', wrong === 0 ? 'valid-from' : 'valid-until');
    return undefined;
  }
  const validity = { from: startOfDay(startsOn, timeZone), to: startOfDay(addDays(lastDay, 1), timeZone) };
  if (lastDay < startsOn) refuseRow(row, 'dates-reversed', 'valid-until', { from: startsOn, until: lastDay });
  else if (epoch(validity.to) <= epoch(now)) refuseRow(row, 'permit-over', 'valid-until', { until: lastDay });
  return { areaId, periodId, startsOn, validity, paidCents: Number(paid) };
}

/** What these files cannot say: weekdays, vouchers, the number of a card or a pass, a second address, a consent. */
const needsMore = ({ weekdays, voucher, disabledCard, secondAddress, pass, parking }: Product): boolean =>
  (weekdays?.length ?? 0) > 0 ||
  [voucher, disabledCard, secondAddress, pass, parking?.onDemand].some((more) => more != null);

interface OnStreet {
  product: Product;
  validity: Interval;
  onStreet: Books['plates'];
}

/** Those that may come with it; where too few are left the permit does not come. */
function platesOf(
  permit: JudgedRow,
  reference: string,
  { plates }: Parts,
  { product, validity, onStreet }: OnStreet,
): { row: JudgedRow; plate: Plate }[] {
  const kept: { row: JudgedRow; plate: Plate }[] = [];
  const { min, max, foreign } = product.plates;
  for (const { row, plate } of plates.of.get(reference) ?? []) {
    if (!plate || !comes(row)) continue;
    const clashes = onStreet.some(
      ({ productId, country, key, from, to }) =>
        productId === product.id &&
        country === plate.country &&
        key === plate.key &&
        epoch(from) < epoch(validity.to) &&
        epoch(validity.from) < epoch(to),
    );
    if (!foreign && plate.country !== 'NL') refuseRow(row, 'foreign-plate-not-allowed', 'country');
    else if (clashes) refuseRow(row, 'plate-overlaps', 'plate');
    else if (kept.length >= max) refuseRow(row, 'too-many-plates', 'plate', { max });
    else kept.push({ row, plate });
  }
  if (kept.length < min) refuseRow(permit, 'too-few-plates', 'permit', { min, given: kept.length });
  return kept;
}

/** One for every unit it is used in, also where nothing is left: what is not said would be lost in silence. */
function balancesOf(
  permit: JudgedRow,
  reference: string,
  { balances }: Parts,
  { parking }: Product,
): BroughtPermit['balances'] {
  const units: Unit[] = (parking?.balances ?? []).map(({ unit }) => unit);
  const kept: BroughtPermit['balances'] = [];
  for (const { row, unit, amount } of balances.of.get(reference) ?? []) {
    if (unit === undefined || amount === undefined || !comes(row)) continue;
    if (units.includes(unit)) kept.push({ row, unit, amount });
    else refuseRow(row, 'unit-unknown', 'unit');
  }
  const missing = units.find((unit) => !kept.some((balance) => balance.unit === unit));
  if (missing !== undefined) refuseRow(permit, 'balance-missing', 'permit', { unit: missing });
  return kept;
}
