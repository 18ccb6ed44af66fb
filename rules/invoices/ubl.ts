import { type Cents } from '../values/money.ts';
import { amountsOf, type Invoice, type Party } from './invoice.ts';

/** What is invoiced, in the words of the invoice. */
export interface InvoiceWords {
  item: string;
  note: string;
}

/**
 * An invoice as a program reads it: UBL 2.1 by the rules of Peppol BIS Billing 3 (EN 16931). What was paid already is prepaid, so that
 * nothing is left to pay.
 */
export function ublOf(invoice: Invoice, words: InvoiceWords): string {
  const { net, vat } = amountsOf(invoice);
  const { seller, buyer, cents, vatPercent } = invoice;
  // Nothing is charged at a rate of nothing: zero rated.
  const category = vatPercent > 0 ? 'S' : 'Z';
  const taxCategory = (name: string) =>
    tag(name, [text('cbc:ID', category), text('cbc:Percent', percent(vatPercent)), tag('cac:TaxScheme', [text('cbc:ID', 'VAT')])]);
  return `<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
${[
  text('cbc:CustomizationID', 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0'),
  text('cbc:ProfileID', 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0'),
  text('cbc:ID', invoice.number),
  text('cbc:IssueDate', invoice.issuedOn),
  text('cbc:DueDate', invoice.issuedOn),
  text('cbc:InvoiceTypeCode', '380'),
  text('cbc:Note', words.note),
  text('cbc:DocumentCurrencyCode', 'EUR'),
  text('cbc:BuyerReference', invoice.reference),
  tag('cac:AccountingSupplierParty', [partyOf(seller)]),
  tag('cac:AccountingCustomerParty', [partyOf(buyer)]),
  tag('cac:PaymentMeans', [text('cbc:PaymentMeansCode', '68'), text('cbc:PaymentID', invoice.reference)]),
  tag('cac:TaxTotal', [
    amount('cbc:TaxAmount', vat),
    tag('cac:TaxSubtotal', [amount('cbc:TaxableAmount', net), amount('cbc:TaxAmount', vat), taxCategory('cac:TaxCategory')]),
  ]),
  tag('cac:LegalMonetaryTotal', [
    amount('cbc:LineExtensionAmount', net),
    amount('cbc:TaxExclusiveAmount', net),
    amount('cbc:TaxInclusiveAmount', cents),
    amount('cbc:PrepaidAmount', cents),
    amount('cbc:PayableAmount', 0),
  ]),
  tag('cac:InvoiceLine', [
    text('cbc:ID', '1'),
    '<cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>',
    amount('cbc:LineExtensionAmount', net),
    tag('cac:Item', [text('cbc:Name', words.item), taxCategory('cac:ClassifiedTaxCategory')]),
    tag('cac:Price', [amount('cbc:PriceAmount', net)]),
  ]),
].join('\n')}
</Invoice>
`;
} // prettier-ignore

function partyOf({ name, street, postcode, city, country, vatNumber }: Party): string {
  const address = [text('cbc:StreetName', street), text('cbc:CityName', city), text('cbc:PostalZone', postcode), tag('cac:Country', [text('cbc:IdentificationCode', country)])]; // prettier-ignore
  const vat = vatNumber === null ? [] : [tag('cac:PartyTaxScheme', [text('cbc:CompanyID', vatNumber), tag('cac:TaxScheme', [text('cbc:ID', 'VAT')])])]; // prettier-ignore
  return tag('cac:Party', [
    ...(vatNumber === null ? [] : [endpointOf(vatNumber)]),
    tag('cac:PartyName', [text('cbc:Name', name)]),
    tag('cac:PostalAddress', address),
    ...vat,
    tag('cac:PartyLegalEntity', [text('cbc:RegistrationName', name)]),
  ]);
}

/** Where the network delivers: a Belgian business by its enterprise number (0208), a Dutch one by its VAT number (9944). */
function endpointOf(vatNumber: string): string {
  const [scheme, id] = vatNumber.startsWith('BE') ? ['0208', vatNumber.slice(2)] : ['9944', vatNumber];
  return `<cbc:EndpointID schemeID="${scheme}">${escaped(id)}</cbc:EndpointID>`;
}

const tag = (name: string, children: readonly string[]): string => `<${name}>${children.join('')}</${name}>`;
const text = (name: string, value: string): string => `<${name}>${escaped(value)}</${name}>`;
const amount = (name: string, cents: Cents): string =>
  `<${name} currencyID="EUR">${(cents / 100).toFixed(2)}</${name}>`;
const percent = (value: number): string => String(value);
const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
