import type { Me, Overview } from '../../../api/me/shapes.ts';
import type { MunicipalityView } from '../../../api/municipalities/shapes.ts';
import type { CartItem, PaymentView } from '../../../api/payments/shapes.ts';
import type { ApplicationSummary, ApplicationView, DocumentView } from '../../../api/permit-applications/shapes.ts';
import type { PermitView } from '../../../api/permits/shapes.ts';
import type { RefundList, RefundView } from '../../../api/refunds/shapes.ts';
import type { RenewalView } from '../../../api/renewals/shapes.ts';
import type { OfferedProduct } from '../../../api/products/shapes.ts';
import { testApi, type TestApi } from '../../testing/api.ts';
import type { Holder } from '../desk.ts';

/** A made-up town and a made-up resident, as the API tells of them. The moment is Saturday 21 November 2026. */
export const NOW = '2026-11-21T09:00:00.000Z';

const same = (text: string) => ({ nl: text, en: text });

export const TOWN: MunicipalityView = {
  id: 'voorbeeld',
  name: 'Voorbeeldstad',
  country: 'NL',
  timeZone: 'Europe/Amsterdam',
  contact: {
    phone: '14 0500',
    email: 'p@example.nl',
    mailSubject: null,
    address: same('Marktplein 1'),
    hours: { nl: 'werkdagen', en: 'weekdays' },
  },
  means: [
    {
      id: 'digid',
      label: same('DigiD'),
      hint: { nl: 'Voor inwoners.', en: 'For residents.' },
      about: null,
      applicant: 'person',
    },
    {
      id: 'eherkenning',
      label: same('eHerkenning'),
      hint: { nl: 'Voor bedrijven.', en: 'For businesses.' },
      about: { label: same('eHerkenning aanvragen'), url: 'https://www.eherkenning.nl/' },
      applicant: 'business',
    },
  ],
  onDemand: null,
  permitLogin: null,
  demonstration: true,
  paymentMethods: ['ideal', 'bancontact', 'creditcard'],
  payAtOnce: false,
  hasTheme: false,
  hasFilm: false,
  texts: { nl: {}, en: {} },
};

export const OTHER_TOWN: MunicipalityView = { ...TOWN, id: 'deventer', name: 'Deventer', demonstration: false };

export const holder = (more: Partial<Holder> = {}): Holder => ({
  id: 'h1',
  kind: 'person',
  name: 'Sanne de Boer',
  address: { lines: ['Kadeplein 12', '4302 SA Voorbeeldstad'] },
  area: { id: 'B', name: 'Kadekwartier' },
  ownPlaces: 0,
  means: same('DigiD'),
  email: 'sanne@example.nl',
  emailVerified: true,
  emailBounced: false,
  ...more,
});

export const me = (more: Partial<Holder> = {}, rest: Partial<Me> = {}): Me => ({
  municipality: { id: 'voorbeeld', name: 'Voorbeeldstad' },
  holder: holder(more),
  staff: null,
  actsFor: null,
  settings: { language: 'nl', theme: 'standard' },
  version: '0.1.0',
  ...rest,
});

/** Counts of the home screen: `[count, waiting]` per line. */
export const counts = (more: Partial<Record<keyof Overview, [number, number]>> = {}): Overview => {
  const line = (name: keyof Overview) => {
    const [count, waiting] = more[name] ?? [0, 0];
    return { count, waiting };
  };
  return {
    renewals: line('renewals'),
    cart: line('cart'),
    applications: line('applications'),
    permits: line('permits'),
    waitlist: line('waitlist'),
    products: line('products'),
    history: line('history'),
  };
};

/** An answer that tells what time it is. */
export const onTheDay = (body: object): Response =>
  new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json', 'Server-Time': NOW } });

/** What the frames around every page of the desk ask; and no money goes back, unless a test says so. */
export function atTheDesk(routes: Parameters<typeof testApi>[0] = {}): TestApi {
  return testApi({
    'GET /v1/municipalities/voorbeeld': onTheDay(TOWN),
    'GET /v1/me': me(),
    'GET /v1/me/overview': counts(),
    'GET /v1/refunds': refunds(),
    'GET /v1/me/street-notices': { wanted: false, items: [] },
    'GET /v1/me/came-over': { items: [] },
    'GET /v1/history/on-behalf': { items: [], nextCursor: null },
    ...routes,
  });
}

export const RESIDENT = { nl: 'Bewonersvergunning', en: 'Resident permit' };

export const product = (more: Partial<OfferedProduct> = {}): OfferedProduct => ({
  id: 'resident',
  name: RESIDENT,
  summary: { nl: 'Parkeren bij u in de buurt.', en: 'Park in your own neighbourhood.' },
  legal: 'permit',
  periods: [
    { id: 'P12M', months: 12, days: 0 },
    { id: 'P6M', months: 6, days: 0 },
  ],
  places: [
    { areaId: 'B', areaName: 'Kadekwartier', prices: PRICES, placesLeft: 12, full: false, ownArea: true, wait: null },
    { areaId: 'D', areaName: 'Molenwijk', prices: PRICES, placesLeft: 0, full: true, ownArea: false, wait: null },
  ],
  fromCents: 4800,
  perWeekday: false,
  lifeEvents: [],
  takeover: false,
  zeroEmissionPercent: null,
  firstStart: '2026-11-21',
  lastStart: '2026-12-05',
  plates: { min: 1, max: 2, atOnce: 1 },
  waitingList: null,
  ...more,
});

const PRICES = [
  { periodId: 'P12M', cents: 9000 },
  { periodId: 'P6M', cents: 4800 },
];

export const summary = (more: Partial<ApplicationSummary> = {}): ApplicationSummary => ({
  id: 'a1',
  number: 'Z-2304',
  productId: 'resident',
  productName: RESIDENT,
  areaName: 'Kadekwartier',
  status: 'draft',
  statusSince: '2026-11-20T09:00:00.000Z',
  openedAt: '2026-11-20T09:00:00.000Z',
  actions: ['continue', 'withdraw'],
  waitsForApplicant: true,
  lapsesAt: '2026-12-20T23:00:00.000Z',
  decideBefore: null,
  ground: null,
  ...more,
});

type Steps = ApplicationView['steps'][number]['id'][];
type Plate = ApplicationView['answers']['plates'][number];

const STEPS: Steps = ['location', 'start-date', 'period', 'plates', 'declaration'];

/** An application of which everything before the open step is answered. */
export function application(
  openStep: ApplicationView['openStep'],
  more: Partial<Omit<ApplicationView, 'answers' | 'options' | 'steps'>> & {
    answers?: Partial<ApplicationView['answers']>;
    options?: Partial<ApplicationView['options']>;
    steps?: Steps;
  } = {},
): ApplicationView {
  const { answers, options, steps = STEPS, ...rest } = more;
  const open = openStep === null ? steps.length : steps.indexOf(openStep);
  const passed = (step: Steps[number]) => !steps.includes(step) || steps.indexOf(step) < open;
  return {
    ...summary({ areaName: passed('location') ? 'Kadekwartier' : null }),
    version: 1,
    release: 1,
    steps: steps.map((id, at) => ({ id, state: at < open ? 'done' : 'open' })),
    openStep,
    answers: {
      areaId: passed('location') ? 'B' : null,
      startsOn: passed('start-date') ? '2026-11-23' : null,
      periodId: passed('period') ? 'P12M' : null,
      weekdays: [],
      amount: null,
      plates: passed('plates') ? [plate()] : [],
      platesConfirmed: passed('plates'),
      documentsConfirmed: passed('documents'),
      questions: {},
      secondAddress: null,
      card: null,
      ...answers,
    },
    options: {
      places: product().places.map(({ areaId, areaName, full, ownArea, prices }) => ({
        areaId,
        areaName,
        full,
        ownArea,
        prices,
      })),
      firstStart: '2026-11-21',
      lastStart: '2026-12-05',
      periods: [
        { id: 'P12M', months: 12, days: 0, cents: 9000, lastDay: '2027-11-22' },
        { id: 'P6M', months: 6, days: 0, cents: 4800, lastDay: '2027-05-22' },
      ],
      weekdays: [],
      amounts: [],
      plates: { min: 1, max: 2, atOnce: 1, foreign: true },
      questions: [],
      waitingList: null,
      ...options,
    },
    requirements: [],
    documents: [],
    priceCents: passed('period') ? 9000 : null,
    lastDay: passed('period') ? '2027-11-22' : null,
    declaration: { version: '1', declaredAt: null },
    letters: [],
    traceId: null,
    permitId: null,
    ...rest,
  };
}

export const plate = (more: Partial<Plate> = {}): Plate => ({
  id: 'p1',
  country: 'NL',
  display: 'K-51-FTN',
  keeper: 'own',
  vehicle: 'Volkswagen Golf',
  colour: 'blauw',
  ...more,
});

export const requirement = (
  more: Partial<ApplicationView['requirements'][number]> = {},
): ApplicationView['requirements'][number] => ({
  id: 'use-of-car:p1',
  reason: { nl: 'Deze auto staat niet op uw naam.', en: 'This car is not in your name.' },
  article: 'artikel 4 lid 2',
  plateId: 'p1',
  kinds: [
    { id: 'lease', name: { nl: 'Leasecontract', en: 'Lease contract' }, hint: null },
    { id: 'owner-statement', name: { nl: 'Verklaring van de eigenaar', en: 'Statement of the owner' }, hint: null },
  ],
  given: false,
  ...more,
});

export const file = (more: Partial<DocumentView> = {}): DocumentView => ({
  id: 'd1',
  requirementId: 'use-of-car:p1',
  kind: 'lease',
  kindName: { nl: 'Leasecontract', en: 'Lease contract' },
  fileName: 'lease.png',
  mediaType: 'image/png',
  bytes: 412_000,
  at: '2026-11-20T09:00:00.000Z',
  superseded: false,
  ...more,
});

export const letter = (kind: string, more: Partial<DocumentView> = {}): DocumentView =>
  file({
    id: 'l1',
    requirementId: null,
    kind,
    kindName: null,
    fileName: `BV-1-${kind}.pdf`,
    mediaType: 'application/pdf',
    ...more,
  });

export const cartItem = (more: Partial<CartItem> = {}): CartItem => ({
  id: 'i1',
  kind: 'application',
  caseId: 'a1',
  applicationId: 'a1',
  number: 'Z-2304',
  productName: RESIDENT,
  areaName: 'Kadekwartier',
  plates: [{ country: 'NL', display: 'K-51-FTN' }],
  startsOn: '2026-11-23',
  lastDay: '2027-11-22',
  cents: 9000,
  selected: false,
  postponable: true,
  mayWithdraw: true,
  payingUnder: null,
  ...more,
});

export const cart = (...items: CartItem[]) => ({
  items,
  selectedCents: items.filter(({ selected }) => selected).reduce((sum, { cents }) => sum + cents, 0),
});

type Paid = PaymentView['items'][number];

export const paid = (more: Partial<Paid> = {}): Paid => ({
  kind: 'application',
  caseId: 'a1',
  applicationId: 'a1',
  number: 'Z-2304',
  productName: RESIDENT,
  cents: 9000,
  caseStatus: 'awaiting-payment',
  applicationStatus: 'awaiting-payment',
  permitId: null,
  validFrom: null,
  plates: 1,
  platesAtOnce: 1,
  ...more,
});

export const payment = (status: PaymentView['status'], more: Partial<PaymentView> = {}): PaymentView => ({
  reference: 'PW-73BSL-ATAWM',
  status,
  cents: 9000,
  createdAt: NOW,
  checkoutUrl: status === 'open' ? 'https://bank.example/pay' : null,
  refundedCents: 0,
  provisionalUntil: null,
  items: [paid()],
  ...more,
});

export const renewal = (more: Partial<RenewalView> = {}): RenewalView => ({
  id: 'r1',
  number: 'V-12',
  permitId: 'v1',
  permitNumber: 'BV-2026-00001',
  permitPhase: 'valid',
  productName: RESIDENT,
  areaName: 'Kadekwartier',
  plates: [{ country: 'NL', display: 'K-51-FTN' }],
  status: 'awaiting-confirmation',
  openedAt: '2026-11-20T03:00:00.000Z',
  confirmedAt: null,
  currentLastDay: '2026-12-31',
  startsOn: '2027-01-01',
  lastDay: '2027-12-31',
  cents: 9000,
  finishBy: '2027-01-30',
  debitOn: null,
  debiting: false,
  actions: ['confirm', 'withdraw'],
  ...more,
});

export const permit = (more: Partial<PermitView> = {}): PermitView => ({
  plateChange: null,
  notices: [],
  parking: null,
  id: 'v1',
  number: 'BV-2026-00001',
  applicationId: 'a1',
  productId: 'resident',
  productName: RESIDENT,
  legal: 'permit',
  areaId: 'B',
  areaName: 'Kadekwartier',
  phase: 'valid',
  blocked: null,
  validFrom: '2026-11-20T23:00:00.000Z',
  validUntil: '2027-11-20T23:00:00.000Z',
  lastDay: '2027-11-20',
  periodId: 'P12M',
  priceCents: 9000,
  weekdays: [],
  plates: [{ country: 'NL', display: 'K-51-FTN', counts: true, visibleSince: '2026-11-21T08:03:12.000Z' }],
  platesAtOnce: 1,
  endedAt: null,
  endGround: null,
  renews: null,
  renewsFrom: null,
  renewal: null,
  keptUntil: null,
  actions: ['documents'],
  pass: null,
  vouchers: null,
  disabledCard: null,
  ...more,
});

/** How the months that were never used came to an amount. */
export const unused = {
  rule: 'unused-months', outcome: 'met', article: 'artikel 12 lid 2', values: { unused: 6, months: 12, paidCents: 9_000, cents: 4_500 }, remedy: null,
} as const; // prettier-ignore

/** Money on its way back, of the permit that was ended. */
export const refund = (more: Partial<RefundView> = {}): RefundView => ({
  id: 'r1',
  number: 'TERUG-2026-00001',
  permitId: 'v1',
  applicationId: 'a1',
  about: { productName: RESIDENT, number: 'BV-2026-00001' },
  cents: 4_500,
  reason: 'ended',
  status: 'awaiting-approval',
  route: 'transfer',
  dueOn: '2027-01-16',
  late: false,
  ground: null,
  steps: { owed: '2026-11-21T09:00:00.000Z', approved: null, sent: null, paid: null, refused: null, returned: null },
  rules: [unused],
  ...more,
});
export const refunds = (...items: RefundView[]): RefundList => ({ items, account: null });
