import { isStaffRole, mayDo, STAFF_ROLES, type StaffPermission, type StaffRole } from './staff.ts';

const PERMISSIONS: StaffPermission[] = [
  'review', 'read-case', 'read-products', 'end-permit', 'hand-out', 'refunds', 'check', 'audit', 'operate',
]; // prettier-ignore

describe('what a role may do', () => {
  it.each<[StaffRole, StaffPermission[]]>([
    ['clerk', ['review', 'read-case', 'read-products', 'end-permit', 'hand-out']],
    ['senior', ['review', 'read-case', 'read-products', 'end-permit', 'hand-out', 'refunds']],
    ['finance', ['read-products', 'refunds']],
    ['officer', ['check']],
    ['auditor', ['read-case', 'read-products', 'audit']],
    ['operator', ['read-products', 'operate']],
  ])('%s: %j and nothing else', (role, allowed) => {
    expect(PERMISSIONS.filter((permission) => mayDo([role], permission))).toEqual(allowed);
  });

  it('adds up over roles, and is nothing without one', () => {
    expect(mayDo(['officer', 'auditor'], 'check') && mayDo(['officer', 'auditor'], 'audit')).toBe(true);
    expect(PERMISSIONS.some((permission) => mayDo([], permission))).toBe(false);
  });
});

it('only the six roles are roles', () => {
  expect(STAFF_ROLES).toHaveLength(6);
  expect(['clerk', 'auditor'].every(isStaffRole)).toBe(true);
  expect(['admin', 'Clerk', '', 'constructor'].some(isStaffRole)).toBe(false);
});
