import { productOf, type ReleaseContent } from '../municipalities/release.ts';
import { isIssued } from '../waitlist.ts';
import { momentOfWallClock, isCivilDate, startOfDay, type TimeZone } from '../values/civil-day.ts';
import { epoch, type Instant } from '../values/moment.ts';
import { holderOf, refuseEmpty, refuseTwice, type Holders } from './judge-holders.ts';
import { type SourceRow } from './read.ts';
import { comes, refuseRow, rowOf, type Books, type BroughtEntry, type JudgedRow } from './rows.ts';

/**
 * Places in line, each since the moment somebody joined it there: who waited longest stays first (R12). Two of one moment keep the order
 * of the file. A list that nobody may join any more still keeps who stands in it.
 */
export function judgeEntries(
  source: readonly SourceRow[],
  holders: Holders,
  content: ReleaseContent,
  books: Books,
): { rows: JudgedRow[]; brought: BroughtEntry[] } {
  const rows: JudgedRow[] = [];
  const brought: BroughtEntry[] = [];
  const [seen, waiting] = [new Set<string>(), new Set<string>()];
  for (const given of source) {
    const { entry: reference = '', holder: whose = '', product: productId = '', area: areaId = '' } = given.cells;
    const row = rowOf('waitlist', given, reference, { holder: whose });
    rows.push(row);
    if (books.cameBefore('waitlist', reference) && !seen.has(reference)) {
      seen.add(reference);
      row.verdict = { outcome: 'came-before' };
      continue;
    }
    refuseEmpty(row, given, ['entry', 'holder', 'product', 'area', 'since']);
    refuseTwice(row, seen, 'entry');
    const holder = holderOf(row, whose, holders);
    const product = productOf(content, productId);
    if (!isIssued(product)) refuseRow(row, 'product-unknown', 'product');
    else if (!product.waitingList) refuseRow(row, 'no-waiting-list', 'product');
    else if (!product.places.some(({ area }) => area === areaId)) refuseRow(row, 'area-unknown', 'area');
    const since = momentIn(given.cells['since'] ?? '', books.timeZone);
    if (since === undefined || epoch(since) > epoch(books.now)) refuseRow(row, 'since-wrong', 'since');
    const line = holder && `${whose} ${productId}`;
    if (holder && line !== undefined && (waiting.has(line) || books.waits(holder.identity, productId)))
      refuseRow(row, 'already-waiting', 'holder');
    if (!product || since === undefined || line === undefined || !comes(row)) continue;
    waiting.add(line);
    brought.push({ row, product, areaId, since });
  }
  // In the order of joining, so that two of one moment stand as they stood in the file.
  brought.sort((a, b) => epoch(a.since) - epoch(b.since));
  return { rows, brought };
}

/** A day, or a day and a time of the wall clock: `2023-04-01` or `2023-04-01T09:30`. */
function momentIn(text: string, timeZone: TimeZone): Instant | undefined {
  if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?$/.test(text))
    return momentOfWallClock(text.replace(' ', 'T'), timeZone);
  return isCivilDate(text) ? startOfDay(text, timeZone) : undefined;
}
