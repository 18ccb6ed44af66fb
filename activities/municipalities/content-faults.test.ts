import { movingDay, place, residentPermit, town, useOfCar } from '../../rules/testing/town.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { type ReleaseContent } from '../../rules/municipalities/release.ts';
import { contentFaults } from './content-faults.ts';

const kinds = useOfCar.kinds.map((id) => ({ id, name: { nl: id, en: id }, hint: null }));
const content = (with_: Partial<ReleaseContent> = {}) => town({ evidence: kinds, ...with_ });
const withProduct = (with_: Partial<Product>) => content({ products: [residentPermit(with_)] });
const told = (given: ReleaseContent) =>
  contentFaults(given).map(({ file, path, message }) => `${file} ${path.join('.')}: ${message}`);

it('a town that can be meant has no faults', () => {
  expect(told(content())).toEqual([]);
});

describe('names', () => {
  it('of areas and products occur once', () => {
    const [area] = town().areas;
    expect(told(content({ areas: [...town().areas, area!] }))).toEqual([
      'areas.geojson features: area A occurs more than once',
    ]);
    expect(told(content({ products: [residentPermit(), movingDay(), residentPermit()] }))).toEqual([
      'products.yaml products: product resident occurs more than once',
    ]);
  });

  it('of areas exist where addresses, places and neighbours mention them', () => {
    expect(told(content({ addresses: [{ area: 'Q', postcode: '4301 SA' }] }))).toEqual([
      'addresses.yaml addresses.0.area: there is no area Q',
    ]);
    const eligibility = { ...residentPermit().eligibility, neighbours: { A: ['B', 'Q'], R: [] } };
    expect(told(withProduct({ eligibility }))).toEqual([
      'products.yaml products.0.eligibility.neighbours.A: resident: there is no area Q',
      'products.yaml products.0.eligibility.neighbours.R: resident: there is no area R',
    ]);
  });

  it('of kinds of evidence exist where they are asked', () => {
    const evidence = [{ ...useOfCar, kinds: ['passport'] }];
    expect(told(withProduct({ evidence }))).toEqual([
      'products.yaml products.0.evidence: resident: there is no kind of evidence passport',
    ]);
  });
});

it('a rule for hints looks at products people park with, and at hours that end after they begin', () => {
  const misuseHints = {
    days: 30,
    manyCars: { products: ['visitor'], cars: 20, from: '17:00', to: '09:00' },
    sharedCar: { products: ['resident'], households: 4 },
    temporaryAgain: null,
  };
  const municipality = { ...town().municipality, misuseHints };
  expect(told(content({ municipality, products: [residentPermit({ parking: null })] }))).toEqual([
    'municipality.yaml misuseHints.manyCars.products.0: nobody parks with a product visitor',
    'municipality.yaml misuseHints.sharedCar.products.0: nobody parks with a product resident',
    'municipality.yaml misuseHints.manyCars.to: the hours must end after they begin',
  ]);
});

describe('a product', () => {
  const plates = residentPermit().plates;
  const waitingList = { offerDays: 14, reminderDays: [7, 14], online: true, open: true, skips: 1 };
  it.each<[string, Partial<Product>, string]>([
    [
      'that reminds of an offer when it has ended',
      { waitingList },
      'waitingList.reminderDays.1: resident: the offer has ended before this reminder',
    ],
    [
      'with a waiting list where nothing is ever full',
      {
        waitingList: { ...waitingList, reminderDays: [] },
        places: [place('A', { P12M: 1, P3M: 1 }), place('B', { P12M: 1, P3M: 1 })],
      },
      'waitingList: resident: without a ceiling nothing is ever full',
    ],
    [
      'sold twice in an area',
      { places: [place('A', { P12M: 1, P3M: 1 }), place('A', { P12M: 1, P3M: 1 })] },
      'places: resident: an area occurs more than once',
    ],
    [
      'without a price for one of its periods',
      { places: [place('A', { P12M: 9_000 })] },
      'places.0.prices: resident: the price for P3M is missing',
    ],
    [
      'with a price for a period it does not have',
      { places: [place('A', { P12M: 1, P3M: 1, P6M: 1 })] },
      'places.0.prices.P6M: resident: there is no period P6M',
    ],
    [
      'with a period twice',
      { periods: [...residentPermit().periods, { id: 'P3M', months: 3, days: 0 }] },
      'periods: resident: a period occurs more than once',
    ],
    [
      'with a period of no time at all',
      {
        periods: [
          { id: 'P12M', months: 12, days: 0 },
          { id: 'P3M', months: 0, days: 0 },
        ],
      },
      'periods.1: resident: a period lasts at least a day',
    ],
    [
      'that begins later than it may',
      { start: { earliestDays: 15, latestDays: 14 } },
      'start: resident: the earliest day lies after the latest',
    ],
    [
      'with more plates at least than at most',
      { plates: { ...plates, min: 3 } },
      'plates: resident: the minimum of plates is above the maximum',
    ],
    [
      'with more plates at once than it has',
      { plates: { ...plates, atOnce: 3 } },
      'plates.atOnce: resident: more plates count at once than there can be',
    ],
    [
      'that asks the register and has nothing for a no',
      { plates: { ...plates, evidence: null } },
      'plates: resident: a keeper check needs the evidence that takes its place',
    ],
    [
      'with a step twice',
      { steps: ['location', 'start-date', 'start-date', 'period', 'plates', 'documents', 'declaration'] },
      'steps: resident: a step occurs more than once',
    ],
    [
      'whose declaration is not last',
      { steps: ['location', 'start-date', 'period', 'declaration', 'plates', 'documents'] },
      'steps: resident: the declaration comes last',
    ],
    [
      'without a step for its locations',
      { steps: ['start-date', 'period', 'plates', 'documents', 'declaration'] },
      'steps: resident: with more than one place the step location is needed',
    ],
    [
      'without a step for its periods',
      { steps: ['location', 'start-date', 'plates', 'documents', 'declaration'] },
      'steps: resident: with more than one period the step period is needed',
    ],
    [
      'without a step for its plates',
      { steps: ['location', 'start-date', 'period', 'documents', 'declaration'] },
      'steps: resident: with plates the step plates is needed',
    ],
    [
      'without a step for its documents',
      { steps: ['location', 'start-date', 'period', 'plates', 'declaration'] },
      'steps: resident: with evidence the step documents is needed',
    ],
    [
      'without a step for its questions',
      {
        questions: movingDay().questions,
        steps: ['location', 'start-date', 'period', 'plates', 'documents', 'declaration'],
      },
      'steps: resident: with questions the step questions is needed',
    ],
    [
      'without a start date',
      { steps: ['location', 'period', 'plates', 'documents', 'declaration'] },
      'steps: resident: the step start-date is needed',
    ],
  ])('%s is told, with the place', (_what, with_, fault) => {
    expect(told(withProduct(with_))).toEqual([`products.yaml products.0.${fault}`]);
  });

  it('with several faults tells them all', () => {
    const faults = told(
      withProduct({ start: { earliestDays: 9, latestDays: 1 }, plates: { ...plates, min: 5, atOnce: 9 } }),
    );
    expect(faults).toHaveLength(3);
  });
});

describe('a renewal', () => {
  const renewal = {
    opensDaysBefore: 42,
    needsConfirmation: false,
    automatic: false,
    mayWithdraw: true,
    reminderDays: [14, 3],
    graceDays: 30,
  };

  it('that can be meant has no faults', () => {
    expect(told(withProduct({ renewal }))).toEqual([]);
  });

  it.each<[string, Partial<typeof renewal>, string]>([
    [
      'with a reminder before it is there',
      { reminderDays: [50] },
      'renewal.reminderDays: resident: a reminder comes after the renewal is there: fewer days than opensDaysBefore',
    ],
    [
      'by itself of what has a price',
      { automatic: true },
      'renewal.automatic: resident: what has a price is not renewed by itself',
    ],
  ])('%s is told, with the place', (_what, with_, fault) => {
    expect(told(withProduct({ renewal: { ...renewal, ...with_ } }))).toEqual([`products.yaml products.0.${fault}`]);
  });

  it('by itself and after confirmation cannot both be', () => {
    const free = residentPermit().places.map((sold) => place(sold.area, { P12M: 0, P3M: 0 }));
    const both = { ...renewal, automatic: true, needsConfirmation: true };
    expect(told(withProduct({ places: free, renewal: both }))).toEqual([
      'products.yaml products.0.renewal.automatic: resident: what is renewed by itself is not confirmed first',
    ]);
  });
});

describe('tariffs', () => {
  const regulation = {
    id: 'centre', areas: ['A'], usage: 'BETAALD', from: null, until: null, dayMaximumCents: null,
    frames: [{ days: [1], from: '09:00', to: '21:00', fare: 'street' }],
  }; // prettier-ignore
  const fare = { id: 'street', parts: [{ from: 0, to: null, euros: '3.00', stepMinutes: 60 }] };

  it('name areas and fares that exist, once, and times in their order', () => {
    expect(told(content({ tariffs: { regulations: [regulation], fares: [fare] } }))).toEqual([]);
    const wrong = {
      ...regulation,
      areas: ['Q'],
      frames: [{ days: [1], from: '21:00', to: '09:00', fare: 'nowhere' }],
    };
    const parts = [{ from: 60, to: 30, euros: '3', stepMinutes: 1 }];
    expect(told(content({ tariffs: { regulations: [wrong, wrong], fares: [{ ...fare, parts }] } }))).toEqual(
      expect.arrayContaining([
        'tariffs.yaml regulations: regulation centre occurs more than once',
        'tariffs.yaml regulations.0.areas: there is no area Q',
        'tariffs.yaml regulations.0.frames.0: it ends before it begins',
        'tariffs.yaml regulations.0.frames.0.fare: there is no fare nowhere',
        'tariffs.yaml fares.0.parts.0: it ends before it begins',
      ]),
    );
  });
});
