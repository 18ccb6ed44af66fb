import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A municipality nobody wrote code for: Lotte of the practice environment lives in it, outside the zones of Voorbeeldstad. */
export const NEW_TOWN = { id: 'duinwater', name: 'Duinwater', zone: 'haven', resident: 'lotte' } as const;

const MUNICIPALITY = `
id: duinwater
name: Duinwater
country: NL
timeZone: Europe/Amsterdam
extraHolidays: [2026-08-14]
areaManagerId: '9909'
contact:
  phone: '0900 0009'
  line: null
  email: parkeren@duinwater.example
  mailSubject: { nl: Parkeren in Duinwater, en: Parking in Duinwater }
  address: { nl: 'Strandweg 1, 4309 SA Duinwater', en: 'Strandweg 1, 4309 SA Duinwater' }
  hours: { nl: werkdagen van 9.00 tot 12.00 uur, en: 'weekdays from 9:00 to 12:00' }
ordinance: { nl: Parkeerverordening Duinwater, en: Parking Bye-law of Duinwater }
signatory: { nl: 'Namens het college van Duinwater', en: 'On behalf of the executive of Duinwater' }
objection:
  weeks: 6
  address: { nl: 'College van Duinwater, Strandweg 1', en: 'Executive of Duinwater, Strandweg 1' }
login:
  clientId: parkwerk-duinwater
  means:
    - id: digid
      label: { nl: DigiD, en: DigiD }
      hint: { nl: Voor wie in Duinwater woont., en: For who lives in Duinwater. }
      applicant: person
      brokerHint: digid
      subjectType: bsn
      claims: { subject: bsn, level: acr }
      levels: ['urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract']
      details: brp
terms:
  draftDays: 30
  documentReminderDays: [7]
  documentDays: 28
  paymentReminderDays: [14]
  paymentDays: 30
  decisionDays: 56
  targetWorkingDays: 5
payout: { name: Gemeente Duinwater, iban: NL02ABNA0123456789 }
enforcement: { warnHolder: true, expiredDays: 14, repeatHours: 24, packMinutes: 15 }
demonstration: true
`;

const PRODUCTS = `
evidence: []
products:
  - id: harbour-resident
    name: { nl: Havenvergunning, en: Harbour permit }
    summary: { nl: Parkeren bij de haven., en: Park near the harbour. }
    legal: permit
    article: artikel 2
    numberPrefix: HV
    eligibility: { applicants: [person], area: address, article: artikel 2 lid 1 }
    places: [{ area: haven, ceiling: 20, prices: { P12M: 3100 } }]
    start: { earliestDays: 0, latestDays: 14 }
    periods: [{ id: P12M, months: 12, days: 0 }]
    plates: { min: 1, max: 1, atOnce: 1, foreign: true, keeperCheck: false }
    review: { when: never, moment: after-declaration }
    vatPercent: 0
    ledgerAccount: '7110'
    registerUsageId: BEWONERP
    holderMay: { end: true, changePlates: true, applyAgain: false }
  - id: guests
    name: { nl: Logeervergunning, en: Guest permit }
    summary: { nl: Uw gasten parkeren met uw uren., en: Your guests park with your hours. }
    legal: permit
    article: artikel 3
    numberPrefix: LG
    eligibility: { applicants: [person], area: address, article: artikel 3 }
    places: [{ area: haven, ceiling: null, prices: { P12M: 0 } }]
    start: { earliestDays: 0, latestDays: 14 }
    periods: [{ id: P12M, months: 12, days: 0 }]
    plates: { min: 0, max: 0, atOnce: 0, foreign: true, keeperCheck: false }
    review: { when: never, moment: after-declaration }
    steps: [location, start-date, declaration]
    vatPercent: 0
    ledgerAccount: '7120'
    registerUsageId: BEZOEKREG
    parking:
      kind: visitor
      couple: true
      balances: [{ unit: minute, period: quarter, allowance: 600 }]
      atOnce: 1
      horizonDays: 60
      dayEnd: midnight
      openEnd: true
      extend: true
    holderMay: { end: true, changePlates: false, applyAgain: false }
`;

const square = JSON.stringify([[[5.0, 52.0], [5.01, 52.0], [5.01, 52.01], [5.0, 52.01], [5.0, 52.0]]]); // prettier-ignore
const AREAS = `{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"kind": "zone", "id": "haven", "name": "Haven", "registerId": "DUI_HAV"}, "geometry": {"type": "Polygon", "coordinates": ${square}}}
]}
`;

const TARIFFS = `
regulations:
  - id: guests
    areas: [haven]
    usage: BEZOEKREG
    frames: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '20:00', fare: hours }]
fares:
  - id: hours
    parts: [{ from: 0, to: null, euros: '0', stepMinutes: 1 }]
`;

const TEXTS = `
nl:
  letter.permit-issued.title: Welkom in de haven
  mail.from: Havenkantoor {municipality}
en:
  letter.permit-issued.title: Welcome to the harbour
  mail.from: Harbour office of {municipality}
`;

export const THEME = ':root {\n  --pw-action: #0b5563;\n}\n';

const FILES: Record<string, string> = {
  'municipality.yaml': MUNICIPALITY,
  'products.yaml': PRODUCTS,
  'addresses.yaml': 'addresses:\n  - { area: haven, postcode: 4309 SA }\nownPlaces: null\n',
  'areas.geojson': AREAS,
  'tariffs.yaml': TARIFFS,
  'texts.yaml': TEXTS,
  'theme.css': THEME,
};

/** Writes its folder among those of the others. */
export function writeNewTown(releases: string): void {
  const folder = join(releases, NEW_TOWN.id);
  mkdirSync(folder);
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content);
}
