import { MESSAGE_KINDS, type Language, type MessageKind } from '../../rules/messages.ts';
import { type Deadline } from '../../rules/permit-applications/deadlines.ts';
import { releaseOf, texts, voorbeeld } from '../testing/voorbeeld.ts';
import { type PrivateToMail } from '../db/stores/messages.ts';
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
  plates: 2,
  validFrom: '2026-11-30T23:00:00.000Z',
  validUntil: '2027-11-30T23:00:00.000Z',
};

const renewal: NonNullable<MessageFacts['renewal']> = {
  id: 'v1r2',
  status: 'awaiting-payment',
  since: '2027-11-30T23:00:00.000Z',
  until: '2028-11-30T23:00:00.000Z',
  cents: 9_000,
  lapsesAt: '2027-12-30T23:00:00.000Z',
};

const grant = { grantor: 'sanne@inwoner.example', grantee: 'oma@inwoner.example', plate: '8-KLM-42', share: null };
const action = { areaId: 'B', startsAt: '2026-11-20T12:00:00.000Z', endsAt: '2026-11-20T15:00:00.000Z', car: 'Oma' };
const history: MessageFacts['history'] = {
  tab: 'actions',
  timeZone: 'Europe/Amsterdam',
  rows: [
    { from: '2026-11-20T09:00:00.000Z', until: '2026-11-20T10:00:00.000Z', plate: '8-KLM-42', byGrantee: true, amounts: [{ unit: 'eurocent', amount: 60 }] },
    { from: '2026-05-20T08:00:00.000Z', until: '2026-05-20T09:00:00.000Z', plate: null, byGrantee: false, amounts: [] },
  ],
}; // prettier-ignore
const waitlist = { number: 'W-12', productId: 'resident', areaIds: ['B', 'D'] };
const extras = {
  code: '048213',
  link: 'https://parkeren.example/parking/verify#token',
  links: { extend: 'https://parkeren.example/parking/do#one', stop: 'https://parkeren.example/parking/do#two' },
  ground: 'grant-ended',
  announcement: { subject: 'Straat dicht', body: 'De Kade is dicht.' },
  balance: { unit: 'minute' as const, left: 45, threshold: 90 },
  debit: { iban: 'NL•• •••• •••• ••43 00', mandate: 'M-12', cents: 1_000 },
};
const refund = { number: 'TERUG-2026-00012', cents: 4_500, dueOn: '2027-01-15', ground: 'not-owed' };
/** Of the account alone, whatever municipality it parks in. */
const withoutMunicipality = (kind: MessageKind) => /^(account|passkey|password)-/.test(kind);
const fromTheDesk = (kind: MessageKind) =>
  !/^(account|passkey|password|token|grant|guest|parking|balance|outage)-|^permit-coupl/.test(kind);

/** What the database knows when such a mail is sent. */
const facts = (kind: MessageKind, with_: Partial<MessageFacts> = {}): MessageFacts => {
  const aboutRenewal = kind.startsWith('renewal-') || kind === 'permit-renewed';
  const aboutPermit =
    aboutRenewal || /^(permit|fine|grant|guest|parking|balance|red|top-up|debit|misuse|sign-on)-/.test(kind);
  return {
    kind,
    language: 'nl',
    at: NOW,
    name: fromTheDesk(kind) ? 'Emma Visser' : null,
    release: withoutMunicipality(kind) ? null : releaseOf(content),
    publicUrl: 'https://parkeren.example',
    application: /^(email-|payment-refunded|waitlist-)/.test(kind) || !fromTheDesk(kind) ? null : application,
    permit: aboutPermit ? permit : null,
    payment: kind === 'payment-refunded' ? { reference: 'PW-7F3K', refundedCents: 9_000 } : null,
    renewal: aboutRenewal ? renewal : null,
    refund: kind.startsWith('refund-') ? refund : null,
    grant: kind.startsWith('grant-') ? grant : null,
    action: kind.startsWith('parking-') ? action : null,
    private: privateTo(kind),
    waitlist: kind.startsWith('waitlist-') ? waitlist : null,
    fineReport: kind.startsWith('fine-') ? { number: 'MB-12', actionId: null } : null,
    history: kind === 'parking-history' ? history : null,
    ...with_,
  };
};

function privateTo(kind: MessageKind): PrivateToMail {
  switch (kind) {
    case 'sign-on-number':
      return { signOnNumber: '12345678' };
    case 'sign-on-pin':
    case 'email-code':
      return { code: extras.code };
    case 'account-verify':
    case 'password-reset':
    case 'permit-coupling':
    case 'grant-invited':
      return { link: extras.link };
    case 'waitlist-offered':
    case 'waitlist-reminder':
    case 'waitlist-lapsed':
      return { offer: { areaId: 'B', endsAt: '2026-05-15T22:00:00.000Z' } };
    case 'parking-reminder':
    case 'parking-still-running':
      return { links: extras.links };
    case 'parking-cancelled':
      return { ground: extras.ground };
    case 'parking-statement':
      return { statement: { from: '2026-10-01', until: '2026-10-31', balances: true } };
    case 'parking-stop-refused':
      return { ground: 'forgotten-not-likely' };
    case 'fine-report-received':
      return { on: '2026-07-01' };
    case 'fine-report-answered':
      return { ground: 'fine-put-right', words: 'De zone is bijgewerkt.' };
    case 'announcement':
      return { announcement: extras.announcement };
    case 'street-notice':
      return {
        announcement: extras.announcement,
        notice: { areas: ['B'], startsOn: '2026-05-11', endsOn: '2026-05-13' },
      };
    case 'balance-low':
      return { balance: extras.balance };
    case 'red-check':
      return { ground: 'other-plate-active', seen: { areaId: 'B', at: NOW } };
    case 'misuse-question':
      return { hint: { rule: 'many-cars', counted: 23, days: 30 } };
    case 'mandate-valid':
    case 'top-up-debit-announced':
    case 'top-up-debited':
    case 'top-up-debit-failed':
    case 'renewal-debit-failed':
      return { debit: extras.debit };
    case 'mandate-ended':
      return { debit: extras.debit, ground: 'mandate-revoked' };
    case 'renewal-debit-announced':
      return { debit: extras.debit, on: '2026-12-25' };
    case 'debit-charged-back':
      return { debit: { ...extras.debit, claimedCents: 400 } };
    default:
      return {};
  }
}

const compose = (kind: MessageKind, with_: Partial<MessageFacts> = {}) => {
  const given = facts(kind, with_);
  const say = given.release
    ? texts.in(given.language, given.release.content)
    : texts.withoutMunicipality(given.language);
  return composeMessage(given, say);
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
    const lines = mail.text.split('\n').flatMap((line) => line.split(/: (?=https:)| \| /));
    for (const line of lines) {
      if (line === '--' || line.startsWith('https:')) continue;
      expect(html).toContain(line);
    }
  });

  it('shows no name, address, plate or code in the subject, which anybody may see on a locked screen', () => {
    expect(mail.subject).not.toMatch(/Emma|Visser|048213|KLM|Oma|@/);
  });

  it('tells its language to who reads it aloud', () => {
    expect(mail.html).toContain(`<html lang="${language}">`);
    expect(mail.fromName).toContain(withoutMunicipality(kind) ? 'Parkwerk' : 'Voorbeeldstad');
  });

  it('holds no picture and nothing from elsewhere: nobody sees that it was opened', () => {
    expect(mail.html).not.toMatch(/<img|<link|<script|url\(|src=/);
    for (const [, address] of mail.html.matchAll(/href="([^"]+)"/g)) {
      // To whoever fines: the page where anybody sees that proof is genuine.
      if (kind === 'fine-passed-on') expect(address).toBe('https://parkeren.example/verify');
      else
        expect(address).toMatch(
          fromTheDesk(kind) ? /^https:\/\/parkeren\.example\/voorbeeld\/desk/ : /^https:\/\/parkeren\.example\/parking/,
        );
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
    ['grant-invited', /sanne@inwoner\.example heeft u gemachtigd .* U parkeert met kenteken 8-KLM-42\./],
    ['parking-reminder', /Uw parkeeractie van Oma in .* stopt op 20 november 2026, 16\.00\suur\./],
    ['misuse-question', /In 30 dagen parkeerden er op werkdagen 23 verschillende auto’s op uw vergunning\./],
    ['parking-cancelled', /De machtiging is beëindigd\./],
    [
      'parking-stop-forgiven',
      /eindigt nu op 20 november 2026, 16\.00\suur\. Wat u daarna betaalde, staat weer op uw saldo\./,
    ],
    ['parking-stop-refused', /Uit wat wij weten blijkt niet dat de auto eerder weg was\./],
    ['renewal-debit-announced', /Op 25 december 2026 schrijven wij €\s10,00 af van rekening NL•• •••• •••• ••43 00/],
    ['top-up-debit-announced', /Kenmerk van de machtiging: M-12/],
    ['debit-charged-back', /U moet nog €\s4,00 betalen/],
    ['mandate-ended', /U heeft de machtiging ingetrokken\./],
    ['balance-low', /nog 45 minuten\. Dat is minder dan de 1 uur en 30 minuten/],
  ])('in %s is %s', (kind, words) => {
    expect(compose(kind).text).toMatch(words);
  });

  it('is the amount that went back, with its currency', () => {
    expect(compose('payment-refunded').subject.replaceAll('\u00a0', ' ')).toContain('€ 90,00');
  });

  it('names the day after the last one where it says "before": a term ends with its day', () => {
    expect(compose('documents-asked', { language: 'en' }).text).toContain('before 19 December 2026');
  });

  it('tells of an action without its car when the plate is erased', () => {
    const { text } = compose('parking-cancelled', { action: { ...action, car: null } });
    expect(text).toMatch(/Uw geplande parkeeractie in \S/);
  });

  it('warns whoever couples a permit with more plates than count at once to choose one [2PARK-013]', () => {
    expect(compose('permit-coupling').text).toMatch(/meer dan één kenteken .* riskeert u een boete/);
    const one = compose('permit-coupling', { permit: { ...permit, plates: 1 } });
    expect(one.text).not.toMatch(/boete| \n/);
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
    ['email-changed-old', null],
    ['email-changed-new', '/voorbeeld/desk/user'],
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
    ['permit-expired-renewable', '/voorbeeld/desk/renewals'],
    ['permit-renewed', '/voorbeeld/desk/permits/p1q2'],
    ['renewal-to-confirm', '/voorbeeld/desk/renewals/v1r2'],
    ['renewal-to-pay', '/voorbeeld/desk/renewals/v1r2'],
    ['renewal-reminder', '/voorbeeld/desk/renewals/v1r2'],
    ['renewal-lapsed', '/voorbeeld/desk/products'],
    ['payment-refunded', null],
    ['mandate-valid', '/voorbeeld/desk/direct-debit'],
    ['top-up-debit-failed', '/voorbeeld/desk/direct-debit'],
    ['renewal-debit-announced', '/voorbeeld/desk/renewals/v1r2'],
    ['account-verify', '/parking/verify#token'],
    ['account-exists', '/parking/sign-in'],
    ['password-changed', '/parking/reset'],
    ['token-made', '/parking/programs'],
    ['grant-accepted', '/parking/p/p1q2/grants'],
    ['balance-low', '/parking/p/p1q2'],
  ])('of %s: %s', (kind, path) => {
    const found = /href="https:\/\/parkeren\.example([^"]+)"/.exec(compose(kind).html)?.[1] ?? null;
    expect(found).toBe(path);
  });

  it.each([
    ['payment-reminder', { application }, '/voorbeeld/desk/applications/a1b2'],
    ['plate-change-payment', { permit }, '/voorbeeld/desk/permits/p1q2/plates'],
  ] as const)('of %s, where there is no cart, is the page of what is to be paid [ASSEN-005]', (kind, about, path) => {
    const withoutCart = { ...content, municipality: { ...content.municipality, payAtOnce: true } };
    const { html } = compose(kind, { ...about, release: releaseOf(withoutCart) });
    expect(html).toContain(`href="https://parkeren.example${path}"`);
    expect(html).not.toMatch(/winkelwagen/i);
  });

  it('is what can be done first, where a mail can stop or extend an action [PEERS-003]', () => {
    const { html, text } = compose('parking-reminder');
    expect([...html.matchAll(/>(Verlengen|Nu stoppen|Bekijk de parkeeractie)</g)].map(([, label]) => label)).toEqual([
      'Verlengen',
      'Nu stoppen',
      'Bekijk de parkeeractie',
    ]);
    expect(text).toContain(`Nu stoppen: ${extras.links.stop}`);
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
