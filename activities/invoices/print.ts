import { amountsOf, type Invoice, type Party } from '../../rules/invoices/invoice.ts';
import { type Language } from '../../rules/messages.ts';
import { formatsIn } from '../../rules/values/format.ts';
import { renderLetter, type LetterContent } from '../letters/page.ts';
import { type Texts } from '../texts.ts';

/** An invoice as people read it: a tagged PDF in the form of the letters (POM-011). */
export function printInvoice(invoice: Invoice, texts: Texts, language: Language): Promise<Buffer> {
  return renderLetter(contentOf(invoice, texts, language));
}

export function contentOf(invoice: Invoice, texts: Texts, language: Language): LetterContent {
  const say = texts.withoutMunicipality(language);
  const format = formatsIn(language);
  const { seller, buyer, kind, number, cents, vatPercent, reference, issuedOn } = invoice;
  const { net, vat } = amountsOf(invoice);
  const words = (name: string) => say(`onDemand.invoice.page.${name}`);
  return {
    language,
    title: say(`onDemand.invoice.page.${kind}`, { number }),
    sender: { name: seller.name, lines: linesOf(seller) },
    recipient: [buyer.name, ...linesOf(buyer)],
    facts: [
      [words('issuedOn'), format.day(issuedOn)],
      [words('reference'), reference],
      [words('sellerVat'), seller.vatNumber],
      ...(buyer.vatNumber === null ? [] : [[words('buyerVat'), buyer.vatNumber] as [string, string]]),
    ],
    blocks: [
      { kind: 'heading', text: words('item') },
      {
        kind: 'facts',
        facts: [
          [words('net'), format.money(net)],
          [say('onDemand.invoice.page.vat', { percent: vatPercent }), format.money(vat)],
          [words('total'), format.money(cents)],
        ],
      },
      { kind: 'paragraph', text: words('paid') },
    ],
    footer: words('pages'),
  };
}

const linesOf = ({ street, postcode, city, country }: Party): string[] => [street, `${postcode} ${city}`, country];
