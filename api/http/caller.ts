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
}

/** Who uses the parking app. A browser may carry one of these and a citizen together; a route asks for one or the other. */
export interface Account {
  kind: 'account';
  id: string;
  language: Language;
  sessionId: string;
}

export interface Staff {
  kind: 'staff';
  id: string;
  municipalityId: string;
  language: Language;
  roles: StaffRole[];
  sessionHash: Buffer;
}
