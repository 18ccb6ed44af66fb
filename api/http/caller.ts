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

export interface Staff {
  kind: 'staff';
  id: string;
  municipalityId: string;
  language: Language;
  roles: StaffRole[];
  sessionHash: Buffer;
}
