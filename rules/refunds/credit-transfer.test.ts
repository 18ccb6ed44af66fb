import fc from 'fast-check';
import { readIban } from '../values/iban.ts';
import { sum } from '../values/money.ts';
import { creditTransferFile, latin, type TransferFile } from './credit-transfer.ts';

interface Node {
  name: string;
  attributes: string;
  children: Node[];
  text: string;
}

/** Reads a file without entities or comments, and stumbles over anything that is not well-formed. */
function parse(xml: string): Node {
  const root: Node = { name: '', attributes: '', children: [], text: '' };
  const open = [root];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  for (const [, closing, name, attributes, text] of body.matchAll(/<(\/?)([A-Za-z]+)([^>]*)>([^<]*)/g)) {
    if (closing) {
      if (open.pop()!.name !== name) throw new Error(`${name} is closed and was not open`);
    } else {
      const node: Node = { name: name!, attributes: attributes!.trim(), children: [], text: text! };
      open.at(-1)!.children.push(node);
      open.push(node);
    }
  }
  if (open.length !== 1) throw new Error('something is left open');
  return root.children[0]!;
}

type Rule =
  { sequence: readonly (readonly [name: string, times: 'one' | 'many' | 'may', rule: Rule])[] } | { text: RegExp };

const CHARACTERS = "[A-Za-z0-9/\\-?:().,'+ ]";
const text = (atMost: number): Rule => ({ text: new RegExp(`^${CHARACTERS}{1,${atMost}}$`) });
const code: Rule = { text: new RegExp(`^(?!/)(?!.*//)${CHARACTERS}{1,35}(?<!/)$`) };
const amount: Rule = { text: /^\d{1,15}\.\d{2}$/ };
const count: Rule = { text: /^[0-9]{1,15}$/ };
const iban: Rule = {
  sequence: [['Id', 'one', { sequence: [['IBAN', 'one', { text: /^[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{1,30}$/ }]] }]],
};
const party: Rule = { sequence: [['Nm', 'one', text(70)]] };

/** What the schema pain.001.001.09 asks of the elements we use: their order, how often, how long, in which characters. */
const DOCUMENT: Rule = {
  sequence: [[
    'CstmrCdtTrfInitn', 'one', {
      sequence: [
        ['GrpHdr', 'one', {
          sequence: [
            ['MsgId', 'one', code], ['CreDtTm', 'one', { text: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/ }], ['NbOfTxs', 'one', count],
            ['CtrlSum', 'one', amount], ['InitgPty', 'one', party],
          ],
        }],
        ['PmtInf', 'many', {
          sequence: [
            ['PmtInfId', 'one', code], ['PmtMtd', 'one', { text: /^(CHK|TRF|TRA)$/ }], ['BtchBookg', 'may', { text: /^(true|false)$/ }],
            ['NbOfTxs', 'one', count], ['CtrlSum', 'one', amount],
            ['PmtTpInf', 'one', { sequence: [['SvcLvl', 'one', { sequence: [['Cd', 'one', { text: /^[A-Z]{4}$/ }]] }]] }],
            ['ReqdExctnDt', 'one', { sequence: [['Dt', 'one', { text: /^\d{4}-\d\d-\d\d$/ }]] }],
            ['Dbtr', 'one', party], ['DbtrAcct', 'one', iban],
            ['DbtrAgt', 'one', {
              sequence: [['FinInstnId', 'one', {
                sequence: [['BICFI', 'may', { text: /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/ }],
                  ['Othr', 'may', { sequence: [['Id', 'one', text(35)]] }]],
              }]],
            }],
            ['ChrgBr', 'one', { text: /^(DEBT|CRED|SHAR|SLEV)$/ }],
            ['CdtTrfTxInf', 'many', {
              sequence: [
                ['PmtId', 'one', { sequence: [['InstrId', 'may', code], ['EndToEndId', 'one', code]] }],
                ['Amt', 'one', { sequence: [['InstdAmt', 'one', amount]] }], ['Cdtr', 'one', party], ['CdtrAcct', 'one', iban],
                ['RmtInf', 'one', { sequence: [['Ustrd', 'one', text(140)]] }],
              ],
            }],
          ],
        }],
      ],
    },
  ]],
}; // prettier-ignore

function faults(node: Node, rule: Rule, path = node.name): string[] {
  if ('text' in rule)
    return node.children.length > 0 || !rule.text.test(node.text) ? [`${path}: ${JSON.stringify(node.text)}`] : [];
  const found: string[] = node.text === '' ? [] : [`${path} holds text`];
  let at = 0;
  for (const [name, times, inner] of rule.sequence) {
    let seen = 0;
    while (node.children[at]?.name === name && (seen === 0 || times === 'many')) {
      found.push(...faults(node.children[at]!, inner, `${path}/${name}`));
      at += 1;
      seen += 1;
    }
    if (seen === 0 && times !== 'may') found.push(`${path} lacks ${name}`);
  }
  if (at < node.children.length) found.push(`${path}: ${node.children[at]!.name} is out of place`);
  return found;
}

const all = (node: Node, name: string): Node[] =>
  node.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);

const file = (transfers: TransferFile['transfers']): TransferFile => ({
  id: 'BB-2026-00001',
  madeAt: '2026-05-01T12:00:00.123Z',
  executeOn: '2026-05-04',
  debtor: { name: 'Gemeente Voorbeeldstad', iban: 'NL91ABNA0417164300' },
  transfers,
});

const transfer = (with_: Partial<TransferFile['transfers'][number]> = {}) => ({
  id: 'T-2026-00001',
  cents: 4_505,
  creditor: { name: 'Sanne de Boer', iban: 'BE68539007547034' },
  remittance: 'Terugbetaling BV-2026-00001',
  ...with_,
});

describe('a file for the bank', () => {
  it('has every element of the schema in its place, and sums that hold [PORTAL-074]', () => {
    const document = parse(creditTransferFile(file([transfer(), transfer({ id: 'T-2', cents: 7 })])));
    expect(faults(document, DOCUMENT)).toEqual([]);
    expect(document).toMatchObject({
      name: 'Document',
      attributes: 'xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"',
    });
    expect(all(document, 'CtrlSum').map(({ text: sum_ }) => sum_)).toEqual(['45.12', '45.12']);
    expect(all(document, 'NbOfTxs').map(({ text: number }) => number)).toEqual(['2', '2']);
    expect(all(document, 'InstdAmt')).toMatchObject([{ text: '45.05', attributes: 'Ccy="EUR"' }, { text: '0.07' }]);
  });

  it('keeps to it whatever people are called, and however much there is to pay', () => {
    const name = fc.string({ minLength: 1, maxLength: 120, unit: 'grapheme' }).map((rest) => `A${rest}`);
    const one = fc.record({
      id: fc.stringMatching(/^[A-Z0-9][A-Z0-9/-]{0,40}$/),
      cents: fc.integer({ min: 1, max: 99_999_999 }),
      creditor: fc.record({ name, iban: fc.constant('NL91ABNA0417164300') }),
      remittance: name,
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 20 }), (transfers) => {
        const document = parse(creditTransferFile(file(transfers)));
        expect(faults(document, DOCUMENT)).toEqual([]);
        const cents = all(document, 'InstdAmt').map(({ text: euros }) => Number(euros.replace('.', '')));
        expect(cents).toEqual(transfers.map((one_) => one_.cents));
        expect(Number(all(document, 'CtrlSum')[0]!.text.replace('.', ''))).toBe(sum(cents));
        for (const { text: number } of all(document, 'IBAN')) expect(readIban(number).outcome).toBe('allow');
      }),
    );
  });

  it('is found at fault by this test when an element is missing, misplaced or too long', () => {
    const good = creditTransferFile(file([transfer()]));
    expect(faults(parse(good.replace(/<ChrgBr>.*<\/ChrgBr>/, '')), DOCUMENT)).not.toEqual([]);
    expect(faults(parse(good.replace(/(<PmtMtd>.*<\/PmtMtd>)(<NbOfTxs>1<\/NbOfTxs>)/, '$2$1')), DOCUMENT)).not.toEqual(
      [],
    );
    expect(faults(parse(good.replace('Sanne de Boer', 'S'.repeat(71))), DOCUMENT)).not.toEqual([]);
  });
});

it('names are written in the characters banks read', () => {
  expect(latin('Ayşe Öztürk-Ångström', 70)).toBe('Ayse Ozturk-Angstrom');
  expect(latin('Bakkerij ’t Hoekje & Zn. <script>', 70)).toBe("Bakkerij 't Hoekje + Zn. script");
  expect(latin('Weiß Łukasz', 70)).toBe('Weiss Lukasz');
});
