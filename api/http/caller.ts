import { type Actor, type Channel, type Through } from '../../rules/audit.ts';
import { type TokenScope } from '../../rules/account-tokens.ts';
import { type StaffRole } from '../../rules/staff.ts';
import { type Language } from '../../rules/messages.ts';

/** Who asks: a citizen or business of one municipality, or somebody of its staff. */
export type Caller = Citizen | Staff;

export interface Citizen {
  kind: 'holder';
  id: string;
  municipalityId: string;
  language: Language;
  /** May use the desk only when the address for messages is known to work (PORTAL-006). */
  emailVerified: boolean;
  sessionHash: Buffer;
  /** Present where staff acts for them: every act is recorded as theirs, for this citizen (PEERS-035). */
  through?: Through | undefined;
}

/** Who uses the parking app. A browser may carry one of these and a citizen together; a route asks for one or the other. */
export interface Account {
  kind: 'account';
  id: string;
  language: Language;
  /** The session they are signed in by; of a program, its token. */
  sessionId: string;
  /** Present where a program of theirs asks: it may do what its token says, and nothing else (PEERS-040). */
  token?: { scopes: readonly TokenScope[] };
}

/** Who parks: somebody in the app, or a program of theirs, which the trail tells apart. */
export const parkerOf = ({ id, sessionId, token }: Account): Extract<Actor, { kind: 'account' | 'key' }> =>
  token ? { kind: 'key', id: sessionId } : { kind: 'account', id };

export interface Staff {
  kind: 'staff';
  id: string;
  municipalityId: string;
  language: Language;
  roles: StaffRole[];
  sessionHash: Buffer;
  /** Whom they act for now, at the counter or on the phone; null for nobody. */
  actsFor: { holderId: string; channel: Channel; language: Language } | null;
}

/** Another app that registers rights of its own, known by its token. */
export interface Provider {
  kind: 'provider';
  id: string;
  municipalityId: string;
  language: Language;
}

/** Who does what a citizen does: they themselves, or staff for them. */
export const actorOf = ({ id, through }: Citizen): Extract<Actor, { kind: 'holder' }> => ({
  kind: 'holder',
  id,
  ...(through && { through }),
});

/** The citizen a member of staff acts for; undefined when it is nobody. Whoever stands at the counter needs no address for messages. */
export function citizenOf({ id, municipalityId, sessionHash, actsFor }: Staff): Citizen | undefined {
  if (!actsFor) return undefined;
  const { holderId, channel, language } = actsFor;
  const through: Through = { staffId: id, channel };
  return { kind: 'holder', id: holderId, municipalityId, language, emailVerified: true, sessionHash, through };
}
