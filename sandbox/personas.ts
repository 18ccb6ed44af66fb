import type { Sentence } from './sentence.ts';

/** The people and firms of the practice environment. All invented: names, numbers, plates, and postcodes that were never issued. */

export const MUNICIPALITIES = {
  voorbeeld: 'Voorbeeldstad',
  deventer: 'Deventer',
  antwerpen: 'Antwerpen',
  assen: 'Assen',
} as const;
export type Municipality = keyof typeof MUNICIPALITIES;

export type Means = 'digid' | 'eherkenning' | 'eidas' | 'itsme' | 'eid' | 'staff';
export type StaffRole = 'clerk' | 'senior' | 'finance' | 'officer' | 'auditor' | 'operator';

export interface Address {
  /** Identification of the dwelling in the register of addresses (adresseerbaar object); null where that register does not reach. */
  object: string | null;
  street: string;
  number: number;
  postcode: string;
  city: string;
}

export type Identity =
  | { kind: 'citizen'; bsn: string; given: string; prefix: string; family: string }
  | { kind: 'business'; kvk: string; branch: string; loa: 'loa2' | 'loa3'; actsForBranchOnly: boolean }
  | { kind: 'european'; pseudonym: string; given: string; family: string; born: string }
  /** The profile of the city, with the address for mail kept in it; null for who has none. */
  | { kind: 'belgian'; rrn: string; given: string; family: string; profile: { id: string; email: string } | null }
  | { kind: 'staff'; employee: string };

export interface Persona {
  id: string;
  means: Means;
  municipality: Municipality;
  name: string;
  zone: string | null;
  /** As people write them; the foreign ones belong to the country of the persona. */
  plates: string[];
  role: 'resident' | 'business' | StaffRole;
  address: Address | null;
  identity: Identity;
  /** What makes this persona worth choosing. */
  special: Sentence;
}

const place = (city: string, street: string, number: number, postcode: string, object: string | null): Address => ({
  street,
  number,
  postcode,
  city,
  object,
});
const town = (street: string, number: number, postcode: string, serial: number): Address =>
  place('Voorbeeldstad', street, number, postcode, `990101000000${String(serial).padStart(4, '0')}`);

const profile = (id: string, name: string) => ({ id, email: `${name}@post.example` });
const citizen = (bsn: string, given: string, prefix: string, family: string): Identity => ({
  kind: 'citizen',
  bsn,
  given,
  prefix,
  family,
});

function colleague(id: string, municipality: Municipality, role: StaffRole, name: string): Persona {
  const identity: Identity = {
    kind: 'staff',
    employee: id.startsWith(`${municipality}-`) ? id : `${municipality}-${id}`,
  };
  const special = WORK[role];
  return { id, means: 'staff', municipality, name, zone: null, plates: [], role, address: null, identity, special };
}

const WORK: Record<StaffRole, Sentence> = {
  clerk: { nl: 'Medewerker van het loket', en: 'Clerk of the permit desk' },
  senior: { nl: 'Senior medewerker, tweede paar ogen', en: 'Senior clerk, second pair of eyes' },
  finance: { nl: 'Medewerker financiën', en: 'Finance officer' },
  officer: { nl: 'Handhaver op straat', en: 'Enforcement officer on the street' },
  auditor: { nl: 'Auditor, kijkt mee en verandert niets', en: 'Auditor, looks and changes nothing' },
  operator: { nl: 'Beheerder van het systeem', en: 'Operator of the system' },
};

const digid = { means: 'digid', role: 'resident' } as const;
const business = { means: 'eherkenning', role: 'business' } as const;

export const PERSONAS: readonly Persona[] = [
  {
    ...digid,
    id: 'sanne',
    municipality: 'voorbeeld',
    name: 'Sanne de Boer',
    zone: 'B',
    plates: ['K-51-FTN'],
    address: town('Kadeplein', 12, '4302 SA', 1),
    identity: citizen('999900109', 'Sanne', 'de', 'Boer'),
    special: { nl: 'Bewoner met één eigen auto', en: 'Resident with one car of her own' },
  },
  {
    ...digid,
    id: 'youssef',
    municipality: 'voorbeeld',
    name: 'Youssef El Amrani',
    zone: 'A',
    plates: ['4-RZ-318'],
    address: town('Marktplein', 5, '4301 SA', 2),
    identity: citizen('999901205', 'Youssef', '', 'El Amrani'),
    special: { nl: 'Bewoner met één eigen auto', en: 'Resident with one car of his own' },
  },
  {
    ...digid,
    id: 'emma',
    municipality: 'voorbeeld',
    name: 'Emma Visser',
    zone: 'B',
    plates: ['627-HX-3'],
    address: town('Singelstraat', 8, '4302 SA', 3),
    identity: citizen('999902301', 'Emma', '', 'Visser'),
    special: {
      nl: 'Rijdt een leaseauto: het kenteken staat op naam van Lindenlease',
      en: 'Drives a lease car: the plate is in the name of Lindenlease',
    },
  },
  {
    ...digid,
    id: 'pieter',
    municipality: 'voorbeeld',
    name: 'Pieter van Dijk',
    zone: 'B',
    plates: ['T-84-GLP'],
    address: town('Singelstraat', 21, '4302 SA', 4),
    identity: citizen('999903408', 'Pieter', 'van', 'Dijk'),
    special: { nl: 'Heeft één eigen parkeerplaats bij de woning', en: 'Has one parking place of his own at home' },
  },
  {
    ...digid,
    id: 'lotte',
    municipality: 'voorbeeld',
    name: 'Lotte Jansen',
    zone: null,
    plates: ['7-NB-542'],
    address: town('Buitenweg', 3, '4309 SA', 5),
    identity: citizen('999904504', 'Lotte', '', 'Jansen'),
    special: { nl: 'Woont buiten de vergunningzones', en: 'Lives outside the permit zones' },
  },
  {
    ...digid,
    id: 'willem',
    municipality: 'voorbeeld',
    name: 'Willem Bakker',
    zone: 'B',
    plates: ['905-SP-8', 'R-29-DVK'],
    address: town('Kadeplein', 30, '4302 SA', 6),
    identity: citizen('999905600', 'Willem', '', 'Bakker'),
    special: { nl: 'Bewoner met twee eigen auto’s', en: 'Resident with two cars of his own' },
  },
  {
    id: 'ines',
    means: 'eidas',
    municipality: 'voorbeeld',
    name: 'Inês Carvalho',
    zone: null,
    plates: ['AA-12-BB'],
    role: 'resident',
    address: null,
    identity: {
      kind: 'european',
      pseudonym: 'PT/NL/oefen-7f3a91c2',
      given: 'Inês',
      family: 'Carvalho',
      born: '1991-06-10',
    },
    special: {
      nl: 'Uit Portugal, niet in de BRP, auto met Portugees kenteken',
      en: 'From Portugal, not in the person register, car with a Portuguese plate',
    },
  },
  {
    ...business,
    id: 'bakkerij',
    municipality: 'voorbeeld',
    name: 'Bakkerij De Zon',
    zone: 'A',
    plates: ['3-GK-771', '184-JT-5'],
    address: town('Marktplein', 18, '4301 SA', 7),
    identity: { kind: 'business', kvk: '90001231', branch: '000090001231', loa: 'loa3', actsForBranchOnly: true },
    special: { nl: 'Twee bestelwagens; eHerkenning niveau 3', en: 'Two vans; eHerkenning level 3' },
  },
  {
    ...business,
    id: 'klaassen',
    municipality: 'voorbeeld',
    name: 'Klaassen Installatie',
    zone: 'C',
    plates: ['V-63-BRN'],
    address: town('Stationsweg', 44, '4303 SA', 8),
    identity: { kind: 'business', kvk: '90004562', branch: '000090004562', loa: 'loa2', actsForBranchOnly: false },
    special: { nl: 'Eén bestelwagen; eHerkenning niveau 2', en: 'One van; eHerkenning level 2' },
  },
  {
    ...digid,
    id: 'deventer-bewoner',
    municipality: 'deventer',
    name: 'Marieke Kolkman',
    zone: 'centrum',
    plates: ['H-17-PLS'],
    address: place('Deventer', 'Oefenstraat', 7, '7490 SA', '0150010999999001'),
    identity: citizen('999906707', 'Marieke', '', 'Kolkman'),
    special: { nl: 'Bewoner van het centrum met één eigen auto', en: 'Resident of the centre with one car of her own' },
  },
  {
    ...digid,
    id: 'deventer-knutteldorp',
    municipality: 'deventer',
    name: 'Henk ter Braak',
    zone: 'knutteldorp',
    plates: ['273-ZL-9'],
    address: place('Deventer', 'Proefweg', 15, '7491 SA', '0150010999999002'),
    identity: citizen('999907803', 'Henk', 'ter', 'Braak'),
    special: {
      nl: 'Bewoner van Knutteldorp met één eigen auto',
      en: 'Resident of Knutteldorp with one car of his own',
    },
  },
  {
    id: 'lien',
    means: 'itsme',
    municipality: 'antwerpen',
    name: 'Lien Peeters',
    zone: 'BE',
    plates: ['1-XDR-482'],
    role: 'resident',
    address: place('Antwerpen', 'Oefenlei', 12, '2000', null),
    identity: {
      kind: 'belgian',
      rrn: '88041799877',
      given: 'Lien',
      family: 'Peeters',
      profile: profile('a876e4', 'lien'),
    },
    special: { nl: 'Bewoner van zone BE, meldt zich aan met itsme', en: 'Resident of zone BE, signs in with itsme' },
  },
  {
    id: 'jef',
    means: 'eid',
    municipality: 'antwerpen',
    name: 'Jef Janssens',
    zone: 'ZU',
    plates: ['1-YKL-907'],
    role: 'resident',
    address: place('Antwerpen', 'Proefstraat', 58, '2018', null),
    identity: {
      kind: 'belgian',
      rrn: '71092399761',
      given: 'Jef',
      family: 'Janssens',
      profile: profile('c0417b', 'jef'),
    },
    special: {
      nl: 'Bewoner van zone ZU, meldt zich aan met eID',
      en: 'Resident of zone ZU, signs in with an eID card',
    },
  },
  {
    id: 'noor',
    means: 'itsme',
    municipality: 'antwerpen',
    name: 'Noor Claeys',
    zone: null,
    plates: ['1-NBR-615'],
    role: 'resident',
    address: place('Gent', 'Proeflaan', 3, '9000', null),
    identity: {
      kind: 'belgian',
      rrn: '93051299452',
      given: 'Noor',
      family: 'Claeys',
      profile: profile('7d20f9', 'noor'),
    },
    special: {
      nl: 'Woont buiten Antwerpen, meldt zich aan met itsme',
      en: 'Lives outside Antwerp, signs in with itsme',
    },
  },
  {
    ...business,
    id: 'assen-bedrijf',
    municipality: 'assen',
    name: 'Drentse Glaszetterij',
    zone: 'centrum',
    plates: ['6-PV-214'],
    address: place('Assen', 'Oefensingel', 21, '9490 SA', '0106010999999001'),
    identity: { kind: 'business', kvk: '90007893', branch: '000090007893', loa: 'loa2', actsForBranchOnly: false },
    special: { nl: 'Bedrijf in het centrum; eHerkenning niveau 2', en: 'Business in the centre; eHerkenning level 2' },
  },
  colleague('clerk', 'voorbeeld', 'clerk', 'M. de Wit'),
  colleague('senior', 'voorbeeld', 'senior', 'J. van Leeuwen'),
  colleague('finance', 'voorbeeld', 'finance', 'A. Öztürk'),
  colleague('officer', 'voorbeeld', 'officer', 'R. Smit'),
  colleague('auditor', 'voorbeeld', 'auditor', 'C. Molenaar'),
  colleague('operator', 'voorbeeld', 'operator', 'T. Groen'),
  colleague('operator-2', 'voorbeeld', 'operator', 'F. Postma'),
  colleague('deventer-clerk', 'deventer', 'clerk', 'B. Hofman'),
  colleague('deventer-senior', 'deventer', 'senior', 'S. Nijhuis'),
  colleague('deventer-finance', 'deventer', 'finance', 'R. Middelkoop'),
  colleague('deventer-officer', 'deventer', 'officer', 'D. Veldman'),
  colleague('deventer-auditor', 'deventer', 'auditor', 'S. Overweg'),
  colleague('deventer-operator', 'deventer', 'operator', 'P. Schreuder'),
  colleague('antwerpen-clerk', 'antwerpen', 'clerk', 'K. Wouters'),
  colleague('antwerpen-senior', 'antwerpen', 'senior', 'E. Maes'),
  colleague('antwerpen-finance', 'antwerpen', 'finance', 'R. Peeters'),
  colleague('antwerpen-officer', 'antwerpen', 'officer', 'N. Claes'),
  colleague('assen-clerk', 'assen', 'clerk', 'H. Hoving'),
  colleague('assen-senior', 'assen', 'senior', 'G. Lanting'),
  colleague('assen-finance', 'assen', 'finance', 'T. Eising'),
  colleague('assen-officer', 'assen', 'officer', 'F. Bos'),
];

/**
 * Whom the broker offers to a municipality: the people of that place. DigiD and its like are national, so where nobody of ours lives, such as
 * in a municipality somebody just added, anybody may sign in, and the colleagues of one town work there too.
 */
export function peopleFor(municipality: string, means: string | undefined): Persona[] {
  const ofMeans = PERSONAS.filter((persona) => means === undefined || persona.means === means);
  if (municipality in MUNICIPALITIES) return ofMeans.filter((persona) => persona.municipality === municipality);
  return ofMeans.filter((persona) => persona.means !== 'staff' || persona.municipality === 'voorbeeld');
}

/** The name of a municipality that has people here; another is called what its data call it. */
export const nameOf = (municipality: string): string =>
  municipality in MUNICIPALITIES ? MUNICIPALITIES[municipality as Municipality] : municipality;

const byId = new Map(PERSONAS.map((persona) => [persona.id, persona]));

export function findPersona(id: string): Persona | undefined {
  return byId.get(id);
}

/** What tests and the index page may know: nothing a register would call personal beyond the name. */
export function listPersonas() {
  return PERSONAS.map(({ id, means, municipality, name, zone, plates, role }) => ({
    id,
    means,
    municipality,
    name,
    zone,
    plates,
    role,
  }));
}
