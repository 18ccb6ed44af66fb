import { type Plate } from '../../rules/values/plate.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Language } from '../../rules/values/language.ts';

/** Where a call is. Kept on the server and sealed; in the address of the next question stands only its number. */
export type CallState = Common & At;

interface Common {
  language: Language;
  /** Answers in a row that were none. */
  silent: number;
}

export type At =
  | { at: 'number'; tries: number }
  | { at: 'code'; tries: number; number: string }
  | ({ at: 'choose' } & Known)
  | ({ at: 'zone' } & Known)
  | ({ at: 'country' } & Wished)
  | ({ at: 'plate' } & Asked)
  | ({ at: 'plate-check'; plate: Plate } & Asked)
  | ({ at: 'end'; plate: Plate } & Wished)
  | ({ at: 'confirm'; plate: Plate; endsAt: Instant; cost: string } & Wished)
  | ({ at: 'stop'; actionIds: string[] } & Known)
  | { at: 'over' };

interface Known {
  keyId: string;
  permitId: string;
}

interface Wished extends Known {
  areaId: string;
}

interface Asked extends Wished {
  country: string;
  /** Plates that were misheard or not meant. */
  tries: number;
  notMeant: string[];
}

/** What a caller did: pressed keys, or said something. */
export interface Heard {
  digits: string | undefined;
  speech: string | undefined;
}
