import { epoch, type Instant } from './values/moment.ts';
import { refuse, type Refusal } from './values/refusal.ts';

/** What a mailed link does: prove an address, choose a new password, couple a permit, accept a grant, or change one parking action. */
export type LinkPurpose = 'verify' | 'reset' | 'couple' | 'grant' | 'action';

/** How long each works. An action's link works as long as its action, so whoever makes it says until when. */
export const LINK_MINUTES = { verify: 24 * 60, reset: 60, couple: 7 * 24 * 60, grant: 7 * 24 * 60 } as const;

export type LinkGround = 'link-unknown' | 'link-used' | 'link-expired';

/** Why a link does nothing any more, or for whom there never was one. */
export function decideLink(
  link: { used: boolean; endsAt: Instant } | undefined,
  now: Instant,
): { outcome: 'allow' } | Refusal<LinkGround> {
  if (!link) return refuse('link-unknown', {}, 'new-link');
  if (link.used) return refuse('link-used', {}, 'new-link');
  return epoch(now) >= epoch(link.endsAt) ? refuse('link-expired', {}, 'new-link') : { outcome: 'allow' };
}
