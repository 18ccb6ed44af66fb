import { APPLICATION_STATUSES } from '../rules/permit-applications/status.ts';
import { texts, voorbeeld } from './testing/voorbeeld.ts';
import { inSentence } from './texts.ts';

const content = voorbeeld();
const nl = texts.in('nl', content);
const en = texts.in('en', content);

describe('sentences of mails and letters', () => {
  it('come in both languages, with their values', () => {
    expect(nl('letter.page', { page: 1, pages: 2 })).toBe('Bladzijde 1 van 2');
    expect(en('letter.page', { page: 1, pages: 2 })).toBe('Page 1 of 2');
  });

  it('take the form that fits the count', () => {
    expect(nl('parts.progress', { done: 1, of: 1, count: 1 })).toBe('1 van 1 stap');
    expect(nl('parts.progress', { done: 1, of: 3, count: 3 })).toBe('1 van 3 stappen');
  });

  it('are those of the municipality where it has its own', () => {
    const own = texts.in('nl', { ...content, texts: { nl: { 'mail.closing': 'Hartelijke groet,' }, en: {} } });
    expect(own('mail.closing')).toBe('Hartelijke groet,');
    expect(own('mail.greeting', { name: 'Emma' })).toBe('Beste Emma,');
  });

  it('that do not exist stop the letter rather than leave a hole in it', () => {
    expect(() => nl('ground.no-such-ground')).toThrow('there is no sentence ground.no-such-ground in nl');
    expect(() => en('mail')).toThrow('there is no sentence mail in en');
  });
});

/** Spelled as in the manual, since people look them up there. */
describe('the status of an application', () => {
  it.each([
    ['awaiting-payment', 'Wacht op betaling [PORTAL-051]'],
    ['in-review', 'Wacht op goedkeuring [PORTAL-052]'],
    ['rejected', 'Aanvraag afgekeurd [PORTAL-053]'],
    ['rejected-new-document', 'Aanvraag afgekeurd, upload nieuw document [PORTAL-054]'],
    ['awaiting-documents', 'Wacht op documenten [PORTAL-055]'],
    ['awaiting-confirmation', 'Wacht op uw bevestiging [PORTAL-056]'],
    ['documents-approved', 'Uw documenten zijn goedgekeurd [PORTAL-057]'],
    ['draft', 'Wacht op afronding aanvraag [PORTAL-058]'],
  ])('%s reads: %s', (status, label) => {
    expect(nl(`status.application.${status}`)).toBe(label.split(' [')[0]);
  });

  it('reads differently for every status, in both languages', () => {
    for (const say of [nl, en]) {
      const labels = APPLICATION_STATUSES.map((status) => say(`status.application.${status}`));
      expect(new Set(labels).size).toBe(labels.length);
    }
  });
});

describe('the name of a product in a sentence', () => {
  it.each([
    ['Bewonersvergunning', 'bewonersvergunning'],
    ['Eén dag parkeren', 'eén dag parkeren'],
    ['P+R-abonnement', 'P+R-abonnement'],
    ['GPK-ontheffing', 'GPK-ontheffing'],
    ['ÉÉN-dag-kaart', 'ÉÉN-dag-kaart'],
    ['', ''],
  ])('%s becomes %s', (name, written) => {
    expect(inSentence(name)).toBe(written);
  });
});
