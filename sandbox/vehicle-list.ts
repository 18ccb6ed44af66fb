import type { Vehicle } from './vehicles.ts';

/** The cars of the personas and about twenty others, all with plates that were never issued. */

const LINDENLEASE = { kvk: '90010014', name: 'Lindenlease' };
const STADSAUTO = { kvk: '90010025', name: 'Coöperatie Stadsauto' };

type Line = [
  plate: string,
  make: string,
  model: string,
  colour: string,
  keeper: Vehicle['keeper'],
  more?: Partial<Vehicle>,
];

const persona = (id: string): Vehicle['keeper'] => ({ persona: id });
const electric: Partial<Vehicle> = { fuel: 'Elektriciteit' };
const diesel: Partial<Vehicle> = { fuel: 'Diesel' };
const van: Partial<Vehicle> = {
  ...diesel,
  kind: 'Bedrijfsauto',
  body: 'gesloten opbouw',
  lengthCm: 541,
  massKg: 1_986,
};

const LINES: Line[] = [
  ['K51FTN', 'VOLKSWAGEN', 'GOLF', 'BLAUW', persona('sanne')],
  ['4RZ318', 'TOYOTA', 'YARIS', 'GRIJS', persona('youssef')],
  ['627HX3', 'KIA', 'E-NIRO', 'WIT', LINDENLEASE, electric],
  ['T84GLP', 'PEUGEOT', '208', 'ROOD', persona('pieter')],
  ['7NB542', 'OPEL', 'CORSA', 'ZWART', persona('lotte')],
  ['905SP8', 'VOLVO', 'V60', 'GROEN', persona('willem'), diesel],
  ['R29DVK', 'FIAT', '500', 'GEEL', persona('willem'), electric],
  ['3GK771', 'FORD', 'TRANSIT', 'WIT', persona('bakkerij'), van],
  ['184JT5', 'FORD', 'E-TRANSIT', 'WIT', persona('bakkerij'), { ...van, ...electric }],
  ['V63BRN', 'MERCEDES-BENZ', 'SPRINTER', 'BLAUW', persona('klaassen'), { ...van, lengthCm: 593 }],
  ['H17PLS', 'SKODA', 'OCTAVIA', 'ZILVER', persona('deventer-bewoner')],
  ['273ZL9', 'RENAULT', 'CLIO', 'ORANJE', persona('deventer-knutteldorp')],
  ['6PV214', 'VOLKSWAGEN', 'CADDY', 'GRIJS', persona('assen-bedrijf'), { ...van, lengthCm: 450 }],
  ['1NBR615', 'RENAULT', 'CLIO', 'WIT', persona('noor'), { country: 'B' }],
  ['1XDR482', 'DACIA', 'SANDERO', 'GRIJS', persona('lien'), { country: 'B' }],
  ['1YKL907', 'BMW', '318D', 'ZWART', persona('jef'), { country: 'B', ...diesel }],
  ['B38SNL', 'TESLA', 'MODEL 3', 'WIT', LINDENLEASE, electric],
  ['2HT609', 'VOLKSWAGEN', 'ID.3', 'BLAUW', LINDENLEASE, electric],
  ['491DX7', 'SKODA', 'ENYAQ', 'GRIJS', LINDENLEASE, electric],
  ['N72RFG', 'RENAULT', 'MEGANE', 'ROOD', LINDENLEASE],
  ['5LS830', 'TOYOTA', 'COROLLA', 'ZWART', LINDENLEASE],
  ['738VB2', 'KIA', 'PICANTO', 'ORANJE', STADSAUTO],
  ['D95JTR', 'RENAULT', 'ZOE', 'GROEN', STADSAUTO, electric],
  ['8KN127', 'HYUNDAI', 'I10', 'WIT', { name: 'particulier' }],
  ['366GR4', 'CITROEN', 'C3', 'ROOD', { name: 'particulier' }],
  ['S48PHB', 'MAZDA', '2', 'BLAUW', { name: 'particulier' }, { apkUntil: '20240115' }],
  ['1DF953', 'SUZUKI', 'SWIFT', 'GRIJS', { name: 'particulier' }, { insured: false }],
  ['582TN6', 'SEAT', 'IBIZA', 'ZWART', { name: 'particulier' }, { exported: true }],
  ['F23KXZ', 'MERCEDES-BENZ', 'E 220 D', 'ZWART', { name: 'taxibedrijf' }, { ...diesel, taxi: true }],
  [
    '9XS446',
    'FIAT',
    'DUCATO',
    'WIT',
    { name: 'particulier' },
    { ...diesel, body: 'kampeerwagen', lengthCm: 699, massKg: 2_940 },
  ],
  [
    '217PZ8',
    'HOBBY',
    'DE LUXE',
    'WIT',
    { name: 'particulier' },
    { kind: 'Aanhangwagen', body: 'caravan', fuel: null, lengthCm: 722, massKg: 1_180, category: 'O2' },
  ],
  [
    'L66NBD',
    'DAF',
    'LF',
    'GEEL',
    { name: 'transportbedrijf' },
    { ...diesel, kind: 'Bedrijfsauto', body: 'gesloten opbouw', lengthCm: 845, massKg: 5_410, category: 'N2' },
  ],
  [
    '3VJ508',
    'YAMAHA',
    'MT-07',
    'ZWART',
    { name: 'particulier' },
    { kind: 'Motorfiets', body: null, lengthCm: 209, massKg: 184, category: 'L3e' },
  ],
  [
    '645LH9',
    'BIRO',
    'BIG',
    'WIT',
    { name: 'particulier' },
    { ...electric, kind: 'Bromfiets', lengthCm: 174, massKg: 330, category: 'L6e' },
  ],
  ['X81FGT', 'PORSCHE', '911', 'ROOD', { name: 'particulier' }, { recall: true }],
  [
    '4PR762',
    'LAND ROVER',
    'DEFENDER',
    'GROEN',
    { name: 'particulier' },
    { ...diesel, massKg: 2_415, heldSince: '20261102' },
  ],
];

const PRIVATE_CAR: Omit<Vehicle, 'plate' | 'make' | 'model' | 'colour' | 'keeper'> = {
  country: 'NL',
  kind: 'Personenauto',
  body: 'hatchback',
  category: 'M1',
  fuel: 'Benzine',
  lengthCm: 412,
  massKg: 1_184,
  apkUntil: '20280331',
  firstAdmitted: '20210412',
  heldSince: '20230606',
  insured: true,
  exported: false,
  taxi: false,
  recall: false,
};

export const VEHICLES: readonly Vehicle[] = LINES.map(([plate, make, model, colour, keeper, more]) => ({
  ...PRIVATE_CAR,
  plate,
  make,
  model,
  colour,
  keeper,
  ...more,
}));
