import { areaOfAddress, type Address } from './municipalities/places.ts';
import { type Product } from './municipalities/product.ts';
import { type ReleaseContent } from './municipalities/release.ts';
import { decideEligibility, type Applicant } from './permit-applications/eligibility.ts';
import { isEnd, isListed, type Moves } from './values/moves.ts';

/** What a register can tell that touches a permit (registermelding). */
export type NoticeKind = 'vehicle-not-in-name' | 'moved-out';

/** Where it stands: its holder was asked, staff must judge, or it is settled. */
export type NoticeStatus = 'asked' | 'with-staff' | 'settled';

/** `resolve`: what it was about is no longer so, for the plate was changed or the permit ended. */
export type NoticeMove = 'object' | 'no-answer' | 'resolve' | 'approve' | 'reject';

export const NOTICE_MOVES: Moves<NoticeStatus, NoticeMove> = {
  asked: { object: ['with-staff'], 'no-answer': ['with-staff'], resolve: ['settled'] },
  // Rejected: its permit is ended, and with that it is settled.
  'with-staff': { approve: ['settled'], reject: ['with-staff'], resolve: ['settled'] },
  settled: {},
};

/**
 * Does this address no longer give a right to the permit where it is valid? Only products that go with an address are asked; where
 * somebody lives outside every area, none is left.
 */
export function isMovedOut(
  permit: { product: Product; areaId: string },
  address: Address,
  content: ReleaseContent,
  kind: Applicant['kind'],
): boolean {
  if (permit.product.eligibility.area !== 'address') return false;
  const area = areaOfAddress(address, content) ?? null;
  const entitled = decideEligibility(permit.product, { kind, ownPlaces: null, addressKnown: true, area });
  return entitled.outcome !== 'allow' || !entitled.places.some((place) => place.area === permit.areaId);
}

/** What the holder can do about it. */
export type NoticeAction = 'change-plate' | 'end' | 'object';

export function actionsOf(
  kind: NoticeKind,
  status: NoticeStatus,
  { holderMay }: Pick<Product, 'holderMay'>,
): NoticeAction[] {
  if (isEnd(NOTICE_MOVES, status)) return [];
  const actions: NoticeAction[] = [];
  if (kind === 'vehicle-not-in-name' && holderMay.changePlates) actions.push('change-plate');
  if (holderMay.end) actions.push('end');
  if (isListed(NOTICE_MOVES, status, 'object')) actions.push('object');
  return actions;
}
