import { type z } from 'zod';
import { readLink } from '../../activities/accounts/links.ts';
import { statement } from '../../activities/db/transaction.ts';
import { type Deps } from '../../activities/ports.ts';
import { type GrantStatus } from '../../rules/grants.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { areaName, productIn } from '../permit-applications/read.ts';
import { type LinkView } from './shapes.ts';

export type LinkSeen = { outcome: 'seen'; view: z.infer<typeof LinkView> } | Refusal;

/** What a mailed link is about, told to whoever holds it: before they sign in, and without using it up. */
export async function viewLink({ pool, vault, releases, clock }: Deps, token: string): Promise<LinkSeen> {
  const found = await readLink(pool, vault, token, ['couple', 'grant'], clock());
  if (isRefusal(found)) return found;
  const { permitId, grantId, email } = found.link;
  const { rows } = await pool.query<LinkRow>({ ...findAbout, values: [permitId, grantId, email] });
  const row = rows[0];
  if (!row || email === null) return refuse('link-unknown', {}, 'new-link');
  if (row.grant_status === 'ended') return refuse('grant-over', {}, 'ask-owner-again');
  const release = await releases.numbered(row.municipality_id, row.release);
  const product = productIn(release, row.product_id);
  return {
    outcome: 'seen',
    view: {
      purpose: grantId === null ? 'couple' : 'grant',
      email,
      hasAccount: row.has_account,
      municipalityName: release.content.municipality.name,
      productName: product.name,
      number: row.number,
      areaName: areaName(release, row.area_id) ?? row.area_id,
      grantor: grantId === null ? null : row.owner,
      // Somebody coupled it before: whether that is the account that is about to go on, is known when it is signed in.
      coupledElsewhere: grantId === null && row.owner !== null && !row.owner_has_address,
    },
  };
}

interface LinkRow {
  municipality_id: string;
  release: number;
  product_id: string;
  number: string;
  area_id: string;
  has_account: boolean;
  owner: string | null;
  owner_has_address: boolean | null;
  grant_status: GrantStatus | null;
}

const findAbout = statement(
  'find-what-link-is-about',
  `SELECT p.municipality_id, p.release, p.product_id, p.number, p.area_id,
          EXISTS (SELECT FROM account WHERE email_key = lower($3::text) AND verified_at IS NOT NULL) AS has_account,
          o.email AS owner, o.email_key = lower($3::text) AS owner_has_address, g.status AS grant_status
     FROM permit p LEFT JOIN coupling c ON c.permit_id = p.id LEFT JOIN account o ON o.id = c.account_id
     LEFT JOIN permit_grant g ON g.id = $2
    WHERE p.id = $1`,
);
