import fc from 'fast-check';
import { amountsOf, decideInvoice, invoiceNumber, type Invoice } from './invoice.ts';
import { ublOf } from './ubl.ts';

const party = {
  name: 'Bakkerij & Zonen',
  street: 'Oefenlei 12',
  postcode: '2000',
  city: 'Antwerpen',
  country: 'BE',
  vatNumber: 'BE 0403.019.261',
};
const invoice: Invoice = {
  kind: 'invoice',
  number: 'F-2026-00012',
  issuedOn: '2026-11-21',
  reference: 'PW-ABCDE-23456',
  cents: 2000,
  vatPercent: 21,
  seller: { ...party, name: 'Stad Antwerpen', vatNumber: 'BE0202239951' },
  buyer: { ...party, vatNumber: 'BE0403019261' },
};
const words = { item: 'Parkeertegoed', note: 'Betaald' };
const value = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, 'g'))].map(([, found]) => found!);

describe('an invoice', () => {
  it('to a company needs a VAT number that is right; a receipt to a person needs none [POM-011]', () => {
    expect(decideInvoice('invoice', party)).toMatchObject({ outcome: 'allow', party: { vatNumber: 'BE0403019261' } });
    for (const vatNumber of [null, 'BE0403019262'])
      expect(decideInvoice('invoice', { ...party, vatNumber })).toMatchObject({ ground: 'vat-number-wrong' });
    expect(decideInvoice('receipt', { ...party, vatNumber: 'nonsense' })).toMatchObject({
      outcome: 'allow',
      party: { vatNumber: null },
    });
  });

  it('is numbered per kind and year [POM-011]', () => {
    expect([invoiceNumber('invoice', 2026, 12), invoiceNumber('receipt', 2027, 1)]).toEqual([
      'F-2026-00012',
      'K-2027-00001',
    ]);
  });

  it('has everything Peppol asks for, in its order [POM-011]', () => {
    const xml = ublOf(invoice, words);
    const order = ['cbc:CustomizationID', 'cbc:ProfileID', 'cbc:ID', 'cbc:IssueDate', 'cbc:DueDate', 'cbc:InvoiceTypeCode', 'cbc:Note', 'cbc:DocumentCurrencyCode', 'cbc:BuyerReference', 'cac:AccountingSupplierParty', 'cac:AccountingCustomerParty', 'cac:PaymentMeans', 'cac:TaxTotal', 'cac:LegalMonetaryTotal', 'cac:InvoiceLine']; // prettier-ignore
    const places = order.map((name) => xml.indexOf(`<${name}`));
    expect(places.every((at) => at > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    expect(value(xml, 'cbc:CustomizationID')[0]).toBe(
      'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0',
    );
    expect(value(xml, 'cbc:EndpointID')).toEqual(['0202239951', '0403019261']);
    expect(value(xml, 'cbc:CompanyID')).toEqual(['BE0202239951', 'BE0403019261']);
    expect(value(xml, 'cbc:RegistrationName')).toEqual(['Stad Antwerpen', 'Bakkerij &amp; Zonen']);
    expect(value(xml, 'cbc:IdentificationCode')).toEqual(['BE', 'BE']);
    expect(xml).toContain('schemeID="0208"');
  });

  it('adds up, whatever the amount and the rate [POM-011]', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 50_000 }), fc.constantFrom(0, 6, 9, 21), (cents, vatPercent) => {
        const xml = ublOf({ ...invoice, cents, vatPercent }, words);
        const cent = (name: string) => value(xml, name).map((euros) => Math.round(Number(euros) * 100));
        const { net, vat } = amountsOf({ cents, vatPercent });
        expect(net + vat).toBe(cents);
        expect(cent('cbc:TaxAmount')).toEqual([vat, vat]);
        expect(cent('cbc:TaxableAmount')).toEqual([net]);
        expect(cent('cbc:LineExtensionAmount')).toEqual([net, net]);
        expect(cent('cbc:TaxExclusiveAmount')).toEqual([net]);
        expect(cent('cbc:TaxInclusiveAmount')).toEqual([cents]);
        expect(cent('cbc:PrepaidAmount')).toEqual([cents]);
        expect(cent('cbc:PayableAmount')).toEqual([0]);
        expect(cent('cbc:PriceAmount')).toEqual([net]);
      }),
    );
  });
});
