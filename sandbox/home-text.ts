import { both, type Sentence } from './sentence.ts';

/** The sentences of the start page. */
export const homeText = {
  lead: both(
    'Hier spelen stand-ins de partijen buiten het systeem na: inloggen, betalen, registers, e-mail en telefoon. U kunt er niets mee stukmaken.',
    'Stand-ins play the parties outside the system here: sign-in, payment, registers, e-mail and phone. You cannot break anything with them.',
  ),
  look: both('Wat u kunt bekijken', 'What you can look at'),
  lookHints: {
    mail: both('Elk bericht dat het systeem verstuurt', 'Every message the system sends'),
    phone: both(
      'Bel of sms het systeem zoals iemand zonder smartphone',
      'Call or text the system as somebody without a smartphone would',
    ),
    payments: both('Bepaal hoe een betaling of terugbetaling afloopt', 'Decide how a payment or a refund ends'),
    register: both(
      'Wat het nationale register van het systeem hoorde',
      'What the national register heard from the system',
    ),
    vehicles: both('Auto’s, en op wiens naam ze staan', 'Cars, and in whose name they are'),
  },
  enter: both('Het systeem zelf', 'The system itself'),
  parking: both('Parkeren', 'Parking'),
  desk: both('Loket', 'Permit desk'),
  staff: both('Medewerkers', 'Staff'),
  enforcement: both('Handhaving', 'Enforcement'),
  clock: both('De klok', 'The clock'),
  clockLead: both(
    'Zet de klok vooruit om een dageinde, een verlenging of een termijn te zien. Alles wat tussen nu en dan gebeurt, gebeurt op volgorde. Terug kan niet; opnieuw beginnen wel.',
    'Move the clock forward to see the end of a day, a renewal or a term. Whatever happens between now and then happens in order. There is no way back, but you can start over.',
  ),
  now: both('Het is nu', 'It is now'),
  moveTo: both('Zet de klok op', 'Move the clock to'),
  move: both('Verzet de klok', 'Move the clock'),
  ahead: both('Of ga in één keer vooruit', 'Or go ahead at once'),
  steps: [
    ['PT1H', both('1 uur', '1 hour')],
    ['P1D', both('1 dag', '1 day')],
    ['P7D', both('1 week', '1 week')],
    ['P56D', both('56 dagen', '56 days')],
    ['P91D', both('13 weken', '13 weeks')],
    ['P365D', both('1 jaar', '1 year')],
  ] as [string, Sentence][],
  moving: both('De klok loopt vooruit. Dit kan een minuut duren.', 'The clock is moving. This can take a minute.'),
  stillMoving: both(
    'De klok is onderweg. Laad deze pagina over een minuut opnieuw.',
    'The clock is on its way. Reload this page in a minute.',
  ),
  moved: both('De klok staat goed.', 'The clock has arrived.'),
  notMoved: both(
    'De klok is niet verzet. Kies een moment na nu en probeer het opnieuw.',
    'The clock did not move. Choose a moment after now and try again.',
  ),
  people: both('De mensen', 'The people'),
  peopleLead: both(
    'Kies bij het inloggen een van deze mensen. Een wachtwoord is niet nodig.',
    'Choose one of these people when you sign in. No password is needed.',
  ),
  peopleHeads: [
    both('Naam', 'Name'),
    both('Gemeente', 'Municipality'),
    both('Inlogmiddel', 'Sign-in'),
    both('Rol', 'Role'),
    both('Zone', 'Zone'),
    both('Kentekens', 'Plates'),
    both('Bijzonder', 'What is special'),
  ],
  faults: both('Storingen', 'Faults'),
  faultsLead: both(
    'Maak een partij traag of onbereikbaar en kijk of het systeem zich redt.',
    'Make a party slow or unreachable and see whether the system copes.',
  ),
  services: {
    idp: both('Inloggen', 'Sign-in'),
    payments: both('Betaaldienst', 'Payment service'),
    vehicles: both('Voertuiggegevens', 'Vehicle data'),
    keeper: both('Tenaamstelling', 'Keeper check'),
    register: both('Nationaal parkeerregister', 'National parking register'),
    brp: both('Basisregistratie personen', 'Person register'),
    kvk: both('Handelsregister', 'Business register'),
    mail: both('E-mail', 'E-mail'),
  },
  modes: {
    ok: both('werkt', 'works'),
    slow: both('traag (4 seconden)', 'slow (4 seconds)'),
    down: both('onbereikbaar', 'unreachable'),
  },
  downTitle: both('Niet bereikbaar', 'Not reachable'),
  downWhat: (service: Sentence) =>
    both(
      `Iemand heeft ‘${service.nl}’ hier uitgezet om een storing te oefenen.`,
      `Somebody switched ‘${service.en}’ off here to practise a fault.`,
    ),
  downNext: both('Zet het weer aan', 'Switch it on again'),
  set: both('Stel in', 'Set'),
  modeOf: both('Toestand', 'State'),
  startOver: both('Opnieuw beginnen', 'Start over'),
  startOverLead: both(
    'Dit wist alles wat in deze omgeving gebeurde en zet de voorbeeldgegevens terug.',
    'This erases everything that happened in this environment and puts the example data back.',
  ),
  reset: both('Wis alles en begin opnieuw', 'Erase everything and start over'),
  sure: both('Alles wissen?', 'Erase everything?'),
  sureWhat: both(
    'Aanvragen, vergunningen, betalingen en berichten verdwijnen. U kunt dit niet terugdraaien.',
    'Applications, permits, payments and messages disappear. You cannot undo this.',
  ),
  yes: both('Ja, wis alles', 'Yes, erase everything'),
  no: both('Nee, ga terug', 'No, go back'),
  resetting: both('De omgeving wordt teruggezet.', 'The environment is being put back.'),
  resetDone: both('De voorbeeldgegevens staan klaar.', 'The example data are ready.'),
  resetFailed: both('Het terugzetten is niet gelukt. Probeer het opnieuw.', 'Putting back did not work. Try again.'),
  needsScript: both(
    'Klok en opnieuw beginnen werken alleen met JavaScript.',
    'The clock and starting over need JavaScript.',
  ),
  country: both('Land', 'Country'),
};
