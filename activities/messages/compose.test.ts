import { MESSAGE_KINDS, type Language, type MessageKind } from '../../rules/messages.ts';
import { type Deadline } from '../../rules/permit-applications/deadlines.ts';
import { releaseOf, texts, voorbeeld } from '../testing/voorbeeld.ts';
import { composeMessage, type MessageFacts } from './compose.ts';

const content = voorbeeld();
const NOW = '2026-11-20T12:00:00.000Z';
const deadlines: Deadline[] = [
  { kind: 'remind', at: '2026-11-27T23:00:00.000Z' },
  { kind: 'lapse', at: '2026-12-18T23:00:00.000Z' },
];
const application = { id: 'a1b2', number: 'Z-2304', productId: 'resident', ground: 'evidence-unreadable', deadlines };
const permit = {
  id: 'p1q2',
  number: 'BV-2026-00017',
  productId: 'resident',
  validFrom: '2026-11-30T23:00:00.000Z',
  validUntil: '2027-11-30T23:00:00.000Z',
};

/** What the database knows when such a mail is sent. */
const facts = (kind: MessageKind, with_: Partial<MessageFacts> = {}): MessageFacts => {
  const aboutPermit = kind.startsWith('permit-');
  return {
    kind,
    language: 'nl',
    at: NOW,
    name: 'Emma Visser',
    release: releaseOf(content),
    publicUrl: 'https://parkeren.example',
    application: kind === 'email-code' || kind === 'payment-refunded' ? null : application,
    permit: aboutPermit ? permit : null,
    payment: kind === 'payment-refunded' ? { reference: 'PW-7F3K', refundedCents: 9_000 } : null,
    code: kind === 'email-code' ? '048213' : null,
    ...with_,
  };
};

const compose = (kind: MessageKind, with_: Partial<MessageFacts> = {}) => {
  const given = facts(kind, with_);
  return composeMessage(given, texts.in(given.language, given.release.content));
};
const every = MESSAGE_KINDS.flatMap((kind) =>
  (['nl', 'en'] as const).map((language): [MessageKind, Language] => [kind, language]),
);
const plain = (html: string) =>
  html
    .replace(/<(head|title)>[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, '\n')
    .replace(
      /&(amp|lt|gt|quot|#39);/g,
      (_whole, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name]!,
    );

describe.each(every)('the mail %s in %s', (kind, language) => {
  const mail = compose(kind, { language });

  it('has no place left open, in subject, text or HTML', () => {
    expect(mail.subject + mail.text + mail.html.replace(/style="[^"]*"/g, '')).not.toMatch(/[{}]|undefined|null|NaN/);
    expect(mail.subject.trim()).not.toBe('');
  });

  it('says the same in text and in HTML', () => {
    const html = plain(mail.html);
    const lines = mail.text.split('\n').flatMap((line) => line.split(/: (?=https:)/));
    for (const line of lines) {
      if (line === '--' || line.startsWith('https:')) continue;
      expect(html).toContain(line);
    }
  });

  it('shows no name or code in the subject, which anybody may see on a locked screen', () => {
    expect(mail.subject).not.toMatch(/Emma|Visser|048213/);
  });

  it('tells its language to who reads it aloud', () => {
    expect(mail.html).toContain(`<html lang="${language}">`);
    expect(mail.fromName).toContain('Voorbeeldstad');
  });

  it('holds no picture and nothing from elsewhere: nobody sees that it was opened', () => {
    expect(mail.html).not.toMatch(/<img|<link|<script|url\(|src=/);
    for (const [, address] of mail.html.matchAll(/href="([^"]+)"/g)) {
      expect(address).toMatch(/^https:\/\/parkeren\.example\/voorbeeld\/desk/);
    }
  });
});

describe('what a mail says', () => {
  it.each<[MessageKind, RegExp]>([
    ['email-code', /048213/],
    ['documents-asked', /Het document is niet goed te lezen\./],
    ['documents-reminder', /19 december 2026/],
    ['payment-reminder', /19 december 2026/],
    ['permit-issued', /1 december 2026 tot en met 30 november 2027/],
    ['payment-refunded', /PW-7F3K/],
  ])('in %s is %s', (kind, words) => {
    expect(compose(kind).text).toMatch(words);
  });

  it('is the amount that went back, with its currency', () => {
    expect(compose('payment-refunded').subject.replaceAll('\u00a0', ' ')).toContain('€ 90,00');
  });

  it('names the day after the last one where it says "before": a term ends with its day', () => {
    expect(compose('documents-asked', { language: 'en' }).text).toContain('before 19 December 2026');
  });

  it('writes the product as people do in the middle of a sentence', () => {
    expect(compose('permit-issued').text).toContain('Uw bewonersvergunning (BV-2026-00017)');
  });

  it('shows the code once more than in the text around it, large enough to read', () => {
    const { text, html } = compose('email-code');
    expect(text.match(/048213/g)).toHaveLength(1);
    expect(html).toMatch(/font-size:32px[^>]*>048213</);
  });
});

describe('where the button leads', () => {
  it.each<[MessageKind, string | null]>([
    ['email-code', null],
    ['documents-asked', '/voorbeeld/desk/applications/a1b2'],
    ['documents-reminder', '/voorbeeld/desk/applications/a1b2'],
    ['documents-approved', '/voorbeeld/desk/applications/a1b2'],
    ['new-document-asked', '/voorbeeld/desk/applications/a1b2'],
    ['application-rejected', '/voorbeeld/desk/applications/a1b2'],
    ['payment-reminder', '/voorbeeld/desk/cart'],
    ['permit-issued', '/voorbeeld/desk/permits/p1q2'],
    ['permit-ended', '/voorbeeld/desk/permits/p1q2'],
    ['application-lapsed', '/voorbeeld/desk/products'],
    ['permit-expired', '/voorbeeld/desk/products'],
    ['payment-refunded', null],
  ])('of %s: %s', (kind, path) => {
    const found = /href="https:\/\/parkeren\.example([^"]+)"/.exec(compose(kind).html)?.[1] ?? null;
    expect(found).toBe(path);
  });

  it('is the desk when what it was about is gone', () => {
    expect(compose('documents-asked', { application: null }).html).toContain(
      'href="https://parkeren.example/voorbeeld/desk"',
    );
    expect(compose('permit-ended', { permit: null }).html).toContain('href="https://parkeren.example/voorbeeld/desk"');
  });
});

describe('what somebody is called', () => {
  it('cannot become part of the page, whatever it is', () => {
    const name = `<script>alert("1")</script> & 'O'Neill`;
    const { html, text } = compose('documents-approved', { name });
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;O&#39;Neill');
    expect(text).toContain(name);
  });

  it('keeps its letters', () => {
    expect(compose('documents-approved', { name: 'Łukasz Őri-Çelik' }).text).toContain('Łukasz Őri-Çelik');
  });
});
