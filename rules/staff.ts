/** What somebody who works for a municipality may be (rol); given by its own directory at sign-in. */
export type StaffRole = 'clerk' | 'senior' | 'finance' | 'officer' | 'auditor' | 'operator';

/** What a role may do; routes name one of these. */
export type StaffPermission =
  | 'review'
  | 'read-case'
  | 'read-products'
  | 'end-permit'
  | 'hand-out'
  | 'act-for'
  | 'announce'
  | 'second-look'
  | 'misuse-hints'
  | 'reports'
  | 'refunds'
  | 'check'
  | 'audit'
  | 'operate';

const PERMISSIONS: Record<StaffRole, readonly StaffPermission[]> = {
  clerk: ['review', 'read-case', 'read-products', 'end-permit', 'hand-out', 'act-for', 'announce'],
  senior: [
    'review', 'read-case', 'read-products', 'end-permit', 'hand-out', 'act-for', 'announce', 'second-look', 'misuse-hints', 'reports', 'refunds',
  ], // prettier-ignore
  finance: ['read-products', 'reports', 'refunds'],
  officer: ['check'],
  auditor: ['audit', 'read-case', 'read-products'],
  operator: ['read-products', 'operate'],
};

export const STAFF_ROLES = Object.keys(PERMISSIONS) as StaffRole[];

export const isStaffRole = (text: string): text is StaffRole => (STAFF_ROLES as string[]).includes(text);

/** All that somebody with these roles may do, for the report of who may what. */
export const permissionsOf = (roles: readonly StaffRole[]): StaffPermission[] => [
  ...new Set(roles.flatMap((role) => PERMISSIONS[role])),
];

export const mayDo = (roles: readonly StaffRole[], permission: StaffPermission): boolean =>
  roles.some((role) => PERMISSIONS[role].includes(permission));
