import { transactionKind, type TransactionKind } from '../../rules/balances.ts';
import { type Language } from '../../rules/messages.ts';
import { civilDateOf, type TimeZone } from '../../rules/values/civil-day.ts';
import { formatsIn } from '../../rules/values/format.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { readPastActions, readTransactions } from '../db/stores/history.ts';
import { type Db } from '../db/transaction.ts';
import { type Attachment } from '../ports.ts';
import { type Say } from '../texts.ts';
import { quantityOf } from './quantity.ts';

/** The whole list behind a tab of the app, as it stands when the mail is sent: a plate that is erased by then is not in it (R6). */
export type History =
  | { tab: 'actions'; timeZone: TimeZone; rows: ActionRow[] }
  | { tab: 'transactions'; timeZone: TimeZone; rows: TransactionRow[] };

interface ActionRow {
  from: Instant;
  until: Instant;
  plate: string | null;
  byGrantee: boolean;
  amounts: { unit: Unit; amount: number }[];
}

interface TransactionRow {
  at: Instant;
  kind: TransactionKind;
  unit: Unit;
  change: number;
}

export interface HistoryAsked {
  tab: History['tab'];
  permitId: string;
  /** A grantee reads own actions alone. */
  grantId: string | null;
}

export async function loadHistory(
  db: Db,
  { tab, permitId, grantId }: HistoryAsked,
  timeZone: TimeZone,
  at: Instant,
): Promise<History> {
  if (tab === 'actions') {
    const past = await readPastActions(db, { permitId, grantId }, at);
    const rows = past.map(({ starts_at, ends_at, display, byGrantee, amounts }) => ({
      from: starts_at.toISOString(),
      until: ends_at.toISOString(),
      plate: display,
      byGrantee,
      amounts,
    }));
    return { tab, timeZone, rows };
  }
  // Who may only use a part of a balance knows nothing of its bookings.
  const all = grantId === null ? await readTransactions(db, permitId, null, EVERYTHING) : [];
  const rows = all.map(({ at: booked, reason, unit, change }) => ({
    at: booked.toISOString(),
    kind: transactionKind(reason),
    unit,
    change,
  }));
  return { tab, timeZone, rows };
}

/** More than a permit of many years has. */
const EVERYTHING = 1_000_000;

/** For the eye: as the app shows it. */
export function historyTable(history: History, language: Language, say: Say): { columns: string[]; rows: string[][] } {
  const formats = formatsIn(language);
  const quantity = (unit: Unit, amount: number) => quantityOf(unit, amount, language, say);
  if (history.tab === 'actions')
    return {
      columns: columnsOf(['plate', 'from', 'until', 'cost'], say),
      rows: history.rows.map(({ plate, from, until, byGrantee, amounts }) => [
        [plate ?? say('mail.history.erased'), byGrantee && say('mail.history.byGrantee')].filter(Boolean).join(', '),
        formats.moment(from),
        formats.moment(until),
        amounts.length === 0
          ? say('mail.history.nothing')
          : amounts.map(({ unit, amount }) => quantity(unit, amount)).join(', '),
      ]),
    };
  return {
    columns: columnsOf(['at', 'what', 'change'], say),
    rows: history.rows.map(({ at, kind, unit, change }) => [
      formats.moment(at),
      say(`mail.history.kind.${kind}`),
      `${change > 0 ? '+' : '\u2212'} ${quantity(unit, Math.abs(change))}`,
    ]),
  };
}

/** For a spreadsheet: a row per amount, so that a column can be added up. */
export function historyFile(history: History, language: Language, say: Say): Attachment {
  const formats = formatsIn(language);
  const moment = (at: Instant) => `${civilDateOf(at, history.timeZone)} ${formats.clock(at)}`;
  const money = (unit: Unit, amount: number) => (unit === 'eurocent' ? (amount / 100).toFixed(2) : String(amount));
  const unitWord = (unit: Unit) => say(`mail.history.unit.${unit}`);
  const lines =
    history.tab === 'actions'
      ? [
          columnsOf(['plate', 'from', 'until', 'amount', 'unit'], say),
          ...history.rows.flatMap(({ plate, from, until, amounts }) => {
            const stay = [plate ?? '', moment(from), moment(until)];
            return amounts.length === 0
              ? [[...stay, '0', '']]
              : amounts.map(({ unit, amount }) => [...stay, money(unit, amount), unitWord(unit)]);
          }),
        ]
      : [
          columnsOf(['at', 'what', 'amount', 'unit'], say),
          ...history.rows.map(({ at, kind, unit, change }) => [
            moment(at),
            say(`mail.history.kind.${kind}`),
            money(unit, change),
            unitWord(unit),
          ]),
        ];
  return {
    fileName: `${say(`mail.history.file.${history.tab}`)}.csv`,
    mediaType: 'text/csv; charset=utf-8',
    // The mark at the front makes spreadsheets read it as UTF-8.
    content: '\uFEFF' + lines.map((cells) => cells.map(quoted).join(',') + '\r\n').join(''),
  };
}

const columnsOf = (names: readonly string[], say: Say): string[] =>
  names.map((name) => say(`mail.history.column.${name}`));

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
