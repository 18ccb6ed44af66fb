import { type CivilDate } from '../values/civil-day.ts';
import { sum, type Cents } from '../values/money.ts';
import { type Instant } from '../values/moment.ts';

export interface BankAccount {
  name: string;
  iban: string;
}

export interface TransferFile {
  /** Unique at the bank for the one who sends: at most 35 characters. */
  id: string;
  madeAt: Instant;
  /** The day on which the bank is asked to pay. */
  executeOn: CivilDate;
  debtor: BankAccount;
  transfers: readonly Transfer[];
}

export interface Transfer {
  /** Comes back with what the bank reports, to the end: at most 35 characters. */
  id: string;
  cents: Cents;
  creditor: BankAccount;
  /** What is read on the statement: at most 140 characters. */
  remittance: string;
}

/**
 * A file of credit transfers in euros for the bank: ISO 20022 pain.001.001.09, one batch, in the characters every bank of the single
 * euro payments area reads (betaalbestand). The order of the elements is that of the schema.
 */
export function creditTransferFile({ id, madeAt, executeOn, debtor, transfers }: TransferFile): string {
  const totals =
    element('NbOfTxs', String(transfers.length)) + element('CtrlSum', euros(sum(transfers.map(({ cents }) => cents))));
  const header =
    element('MsgId', code(id)) +
    element('CreDtTm', madeAt.replace(/\.\d+Z$/, 'Z')) +
    totals +
    element('InitgPty', element('Nm', latin(debtor.name, NAME)));
  const batch =
    element('PmtInfId', code(id)) +
    element('PmtMtd', 'TRF') +
    totals +
    element('PmtTpInf', element('SvcLvl', element('Cd', 'SEPA'))) +
    element('ReqdExctnDt', element('Dt', executeOn)) +
    element('Dbtr', element('Nm', latin(debtor.name, NAME))) +
    element('DbtrAcct', account(debtor.iban)) +
    // The bank of the debtor is known from the account number.
    element('DbtrAgt', element('FinInstnId', element('Othr', element('Id', 'NOTPROVIDED')))) +
    element('ChrgBr', 'SLEV') +
    transfers.map(transaction).join('');
  const document = element('CstmrCdtTrfInitn', element('GrpHdr', header) + element('PmtInf', batch));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">${document}</Document>\n`;
}

const transaction = ({ id, cents, creditor, remittance }: Transfer): string =>
  element(
    'CdtTrfTxInf',
    element('PmtId', element('EndToEndId', code(id))) +
      element('Amt', `<InstdAmt Ccy="EUR">${euros(cents)}</InstdAmt>`) +
      element('Cdtr', element('Nm', latin(creditor.name, NAME))) +
      element('CdtrAcct', account(creditor.iban)) +
      element('RmtInf', element('Ustrd', latin(remittance, REMITTANCE))),
  );

const NAME = 70;
const REMITTANCE = 140;
const CODE = 35;

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;
const account = (iban: string): string => element('Id', element('IBAN', iban));

/** `123450` → `1234.50`, by its digits. */
const euros = (cents: Cents): string => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

/** Identifiers may not begin or end with a slash, nor hold two in a row. */
function code(text: string): string {
  const plain = latin(text, CODE)
    .replace(/^\/+|\/+$/g, '')
    .replace(/\/{2,}/g, '/');
  if (plain === '') throw new Error('a transfer needs an identifier');
  return plain;
}

/** Letters that are two in plain Latin, or no letter with a mark on it. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', Æ: 'AE', œ: 'oe', Œ: 'OE', ø: 'o', Ø: 'O', đ: 'd', Đ: 'D', ł: 'l', Ł: 'L', ı: 'i', þ: 'th', Þ: 'TH', ð: 'd', Ð: 'D',
  '&': '+', '’': "'", '‘': "'", '–': '-', '—': '-', '_': '-',
}; // prettier-ignore

/** Names of people in the characters banks agreed on: marks are left out, what has no likeness becomes a space. */
export function latin(text: string, atMost: number): string {
  const spelled = [...text].map((character) => SPELLED[character] ?? character).join('');
  const plain = spelled
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9/\-?:().,'+ ]/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return plain.slice(0, atMost).trim();
}
