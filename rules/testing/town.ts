import { type Area } from '../municipalities/areas.ts';
import { type Municipality } from '../municipalities/municipality.ts';
import { type Product, type ProductPlace } from '../municipalities/product.ts';
import { type ReleaseContent } from '../municipalities/release.ts';
import { type Address } from '../municipalities/places.ts';
import { type Applicant } from '../permit-applications/eligibility.ts';
import { NO_ANSWERS, type Answers, type WizardFacts } from '../permit-applications/steps.ts';
import { type GivenPlate } from '../vehicles.ts';

/** A town for tests: zones A and B, a permit that costs money and an exemption that does not. Nothing of it is a real place. */

const text = (nl: string, en: string) => ({ nl, en });

export const TODAY = '2026-11-20';

export const place = (area: string, prices: ProductPlace['prices'], ceiling: number | null = null): ProductPlace => ({
  area,
  prices,
  ceiling,
});

export const useOfCar = {
  id: 'use-of-car',
  reason: text('Deze auto staat niet op uw naam.', 'This car is not in your name.'),
  kinds: ['lease', 'owner-statement', 'courtesy-car'],
  article: 'artikel 4 lid 2',
};

/** Two periods, two plates of which one counts, keeper check, a person looks when there are documents. */
export const residentPermit = (with_: Partial<Product> = {}): Product => ({
  id: 'resident',
  name: text('Bewonersvergunning', 'Resident permit'),
  summary: text('Parkeren bij u in de buurt.', 'Park in your own neighbourhood.'),
  legal: 'permit',
  article: 'artikel 3',
  numberPrefix: 'BV',
  eligibility: {
    applicants: ['person'],
    area: 'address',
    neighbours: {},
    ownPlacesAtMost: 0,
    ownPlacesAtLeast: null,
    article: 'artikel 3 lid 1',
  },
  places: [place('A', { P12M: 9_000, P3M: 2_550 }, 100), place('B', { P12M: 4_920, P3M: 1_410 }, 2)],
  start: { earliestDays: 0, latestDays: 14 },
  periods: [
    { id: 'P12M', months: 12, days: 0 },
    { id: 'P3M', months: 3, days: 0 },
  ],
  plates: { min: 1, max: 2, atOnce: 1, foreign: true, keeperCheck: true, evidence: useOfCar },
  evidence: [],
  review: { when: 'documents', moment: 'after-declaration' },
  steps: ['location', 'start-date', 'period', 'plates', 'documents', 'questions', 'declaration'],
  questions: [],
  vatPercent: 0,
  ledgerAccount: '8010',
  postponable: true,
  registerUsageId: 'BEWONERP',
  parking: null,
  renewal: null,
  holderMay: { end: true, changePlates: true, applyAgain: false },
  ...with_,
});

/** Free, everywhere, one period, one plate, one question; nobody looks. */
export const movingDay = (with_: Partial<Product> = {}): Product =>
  residentPermit({
    id: 'moving-day',
    name: text('Ontheffing verhuisdag', 'Moving day exemption'),
    legal: 'exemption',
    numberPrefix: 'VD',
    eligibility: {
      applicants: ['person', 'business'],
      area: 'any',
      neighbours: {},
      ownPlacesAtMost: null,
      ownPlacesAtLeast: null,
      article: 'artikel 11 lid 1',
    },
    places: [place('A', { P1D: 0 }), place('B', { P1D: 0 })],
    periods: [{ id: 'P1D', months: 0, days: 1 }],
    plates: { min: 1, max: 1, atOnce: 1, foreign: true, keeperCheck: false, evidence: null },
    review: { when: 'never', moment: 'after-declaration' },
    questions: [
      {
        id: 'shorter-than-8-metres',
        text: text('Is de wagen korter dan 8 meter?', 'Is the van shorter than 8 metres?'),
        kind: 'yes-no',
        mustBe: 'yes',
      },
    ],
    ...with_,
  });

export const inhabitant = (with_: Partial<Applicant> = {}): Applicant => ({
  kind: 'person',
  area: 'A',
  addressKnown: true,
  ownPlaces: 0,
  ...with_,
});

export const ownPlate = (with_: Partial<GivenPlate> = {}): GivenPlate => ({
  id: 'plate-1',
  country: 'NL',
  key: 'T17KRV',
  keeper: 'own',
  ...with_,
});

/** A wizard with everything answered but the declaration. */
export const answered = (with_: Partial<Answers> = {}): Answers => ({
  ...NO_ANSWERS,
  areaId: 'A',
  startsOn: TODAY,
  periodId: 'P12M',
  plates: [ownPlate()],
  platesConfirmed: true,
  ...with_,
});

export const wizard = (product: Product = residentPermit(), with_: Partial<WizardFacts> = {}): WizardFacts => ({
  product,
  applicant: 'person',
  places: product.places,
  today: TODAY,
  ...with_,
});

export const address = (with_: Partial<Address> = {}): Address => ({
  street: 'Kade',
  houseNumber: 21,
  houseSuffix: '',
  postcode: '4302 SA',
  city: 'Voorbeeldstad',
  country: 'NL',
  ...with_,
});

const square = (west: number, south: number, size: number): [number, number][] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];

/** Zone A is a square with a square hole in it; B lies beside it. */
export const areas: Area[] = [
  {
    id: 'A',
    name: 'Binnenstad',
    kind: 'zone',
    registerId: 'A',
    polygons: [[square(5, 52, 1), square(5.4, 52.4, 0.2)]],
  },
  { id: 'B', name: 'Kadekwartier', kind: 'zone', registerId: 'B', polygons: [[square(6, 52, 1)], [square(8, 52, 1)]] },
];

export const municipality = (with_: Partial<Municipality> = {}): Municipality => ({
  id: 'voorbeeld',
  name: 'Voorbeeldstad',
  country: 'NL',
  timeZone: 'Europe/Amsterdam',
  extraHolidays: [],
  areaManagerId: '9901',
  contact: {
    phone: '14 0500',
    line: null,
    email: 'parkeren@voorbeeldstad.example',
    address: text('Marktplein 1', 'Marktplein 1'),
    hours: text('werkdagen', 'weekdays'),
  },
  ordinance: text('Parkeerverordening', 'Parking Bye-law'),
  signatory: text('Het hoofd Parkeren', 'The head of Parking'),
  objection: { weeks: 6, address: text('Marktplein 1', 'Marktplein 1') },
  login: { clientId: 'parkwerk', means: [] },
  terms: {
    draftDays: 30,
    documentReminderDays: [7, 14],
    documentDays: 28,
    paymentReminderDays: [14],
    paymentDays: 30,
    decisionDays: 56,
    targetWorkingDays: 5,
  },
  historySince: null,
  secondLook: null,
  demonstration: true,
  ...with_,
});

export const town = (with_: Partial<ReleaseContent> = {}): ReleaseContent => ({
  municipality: municipality(),
  areas,
  backdrop: [],
  addresses: [
    { area: 'A', postcode: '4301 SA' },
    { area: 'B', postcode: '4302 SA', from: 10, to: 30 },
  ],
  ownPlaces: [{ postcode: '4302 SA', houseNumber: 21, places: 1 }],
  evidence: [{ id: 'lease', name: text('Leasecontract', 'Lease contract'), hint: null }],
  products: [residentPermit(), movingDay()],
  tariffs: { regulations: [], fares: [] },
  texts: { nl: {}, en: {} },
  ...with_,
});
