import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { referencesIn, type Statement, type StatementLine } from '../../rules/bookkeeping/statement.ts';
import { isCivilDate } from '../../rules/values/civil-day.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';

export type StatementFileGround = 'statement-not-xml' | 'statement-not-camt';

type Node = string | { [name: string]: Node | Node[] | undefined };

const MANY = ['Stmt', 'Bal', 'Ntry', 'TxDtls', 'NtryDtls', 'Ustrd'];
const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: true,
  isArray: (name) => MANY.includes(name),
});

/** A fault in the file, by where it is. */
class Unreadable extends Error {}

/** Reads a file of account statements as banks give it: ISO 20022 camt.053. Euros only. */
export function readStatements(
  xml: string,
): { outcome: 'read'; statements: Statement[] } | Refusal<StatementFileGround> {
  // Nothing a bank sends declares entities of its own; what does is made to exhaust whoever reads it.
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) return refuse('statement-not-xml', { line: null }, 'fetch-statement-again');
  const valid = XMLValidator.validate(xml);
  if (valid !== true) return refuse('statement-not-xml', { line: valid.err.line }, 'fetch-statement-again');
  try {
    const message = child(child(parser.parse(xml) as Node, 'Document'), 'BkToCstmrStmt');
    return { outcome: 'read', statements: children(message, 'Stmt').map(statementOf) };
  } catch (error) {
    if (error instanceof Unreadable)
      return refuse('statement-not-camt', { at: error.message }, 'fetch-statement-again');
    throw error;
  }
}

function statementOf(node: Node): Statement {
  const balances = children(node, 'Bal');
  const balance = (...codes: string[]) => {
    const found = balances.find((one) => codes.includes(textAt(one, 'Tp', 'CdOrPrtry', 'Cd')));
    if (!found) throw new Unreadable(`Bal ${codes[0]}`);
    return { cents: signed(found), on: dayAt(found, 'Dt') };
  };
  const opening = balance('OPBD', 'PRCD');
  const closing = balance('CLBD');
  const stated = optional(node, 'TxsSummry', 'TtlNtries', 'NbOfNtries');
  return {
    id: textAt(node, 'Id'),
    iban: textAt(node, 'Acct', 'Id', 'IBAN').replace(/\s/g, ''),
    openingCents: opening.cents,
    closingCents: closing.cents,
    from: opening.on < closing.on ? opening.on : closing.on,
    until: closing.on,
    statedLines: stated === null ? null : Number(stated),
    lines: optionalChildren(node, 'Ntry').map(lineOf),
  };
}

function lineOf(node: Node): StatementLine {
  const details = optionalChildren(node, 'NtryDtls').flatMap((one) => optionalChildren(one, 'TxDtls'));
  const said = details.flatMap((one) => [
    optional(one, 'Refs', 'EndToEndId'),
    optional(one, 'Refs', 'PmtInfId'),
    optional(one, 'Refs', 'MsgId'),
    ...(optionalNode(one, 'RmtInf') ? optionalChildren(optionalNode(one, 'RmtInf')!, 'Ustrd').map(textOf) : []),
  ]);
  const whole = [...said, optional(node, 'AddtlNtryInf'), optional(node, 'NtryRef')].filter((text) => text !== null);
  return {
    cents: signed(node),
    bookedOn: dayAt(node, 'BookgDt'),
    bankReference: optional(node, 'AcctSvcrRef'),
    references: referencesIn(whole.join(' ')),
  };
}

/** What came in is positive, what went out negative. */
function signed(node: Node): number {
  const amount = child(node, 'Amt');
  if (textAt(amount, '@Ccy') !== 'EUR') throw new Unreadable('Amt Ccy');
  const digits = /^(\d{1,12})(?:\.(\d{1,2})0*)?$/.exec(textOf(amount));
  if (!digits) throw new Unreadable('Amt');
  const cents = Number(digits[1]) * 100 + Number((digits[2] ?? '').padEnd(2, '0'));
  switch (textAt(node, 'CdtDbtInd')) {
    case 'CRDT':
      return cents;
    case 'DBIT':
      return -cents;
    default:
      throw new Unreadable('CdtDbtInd');
  }
}

/** A day, also where the bank gives a moment. */
function dayAt(node: Node, name: string): string {
  const day = child(node, name);
  const text = (optional(day, 'Dt') ?? optional(day, 'DtTm') ?? '').slice(0, 10);
  if (!isCivilDate(text)) throw new Unreadable(`${name} Dt`);
  return text;
}

function child(node: Node, name: string): Node {
  const found = optionalNode(node, name);
  if (found === null) throw new Unreadable(name);
  return found;
}

function optionalNode(node: Node, name: string): Node | null {
  const found = typeof node === 'string' ? undefined : node[name];
  return found === undefined ? null : Array.isArray(found) ? (found[0] ?? null) : found;
}

function children(node: Node, name: string): Node[] {
  const found = optionalChildren(node, name);
  if (found.length === 0) throw new Unreadable(name);
  return found;
}

function optionalChildren(node: Node, name: string): Node[] {
  const found = typeof node === 'string' ? undefined : node[name];
  return Array.isArray(found) ? found : found === undefined ? [] : [found];
}

const textOf = (node: Node): string => {
  const text = typeof node === 'string' ? node : node['#text'];
  return typeof text === 'string' ? text : '';
};

function textAt(node: Node, ...path: string[]): string {
  const text = optional(node, ...path);
  if (text === null || text === '') throw new Unreadable(path.join(' '));
  return text;
}

function optional(node: Node, ...path: string[]): string | null {
  let at: Node | null = node;
  for (const name of path) at = at === null ? null : optionalNode(at, name);
  return at === null ? null : textOf(at);
}
