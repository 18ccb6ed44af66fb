import { areaOf, productOf, type Release } from '../rules/municipalities/release.ts';
import { type Language, type PushKind } from '../rules/messages.ts';
import { formatsIn } from '../rules/values/format.ts';
import { DAY_MS, epoch, MINUTE_MS, plusMs, SECOND_MS, type Instant } from '../rules/values/moment.ts';
import { addressOfLink, mintLink } from './accounts/links.ts';
import { type Notice } from './db/stores/push.ts';
import { statement } from './db/transaction.ts';
import { type Deps } from './ports.ts';
import { LINK_OUTLIVES_MS } from './parking-notices.ts';
import { inSentence, type Say } from './texts.ts';

/** What the app's service worker is sent. No plate and no person: it shows on a locked screen. */
export interface PushContent {
  kind: PushKind;
  title: string;
  body: string;
  /** Opened when somebody taps it. */
  url: string;
  /** A later notice with the same tag takes the place of the one before. */
  tag: string;
  /** Until when an action runs, for whoever counts down; null where it is about no action. */
  endsAt: Instant | null;
  actions: { action: 'extend' | 'stop'; title: string; url: string }[];
}

/**
 * Tells one browser, if it still is signed in and there still is something to tell. Its words carry a link of their own, made now, so
 * that none lies in a queue. Throws when another try may help.
 */
export async function sendPush(deps: Deps, notice: Notice): Promise<void> {
  const { subscriptionId, permitId, grantId, actionId } = notice;
  const { rows } = await deps.pool.query<NoticeRow>({
    ...readNotice,
    values: [subscriptionId, permitId ?? null, grantId ?? null, actionId ?? null],
  });
  const row = rows[0];
  const at = deps.clock();
  if (!deps.push || !row || isStale(notice.kind, row, at)) return;
  const release = await deps.releases.numbered(row.municipality_id, row.release);
  const content = await contentOf(deps, notice, row, release);
  const seconds = row.ends_at ? (row.ends_at.getTime() - epoch(at)) / SECOND_MS : DAY_MS / SECOND_MS;
  const outcome = await deps.push.send(
    { endpoint: row.endpoint, keys: { p256dh: row.p256dh, auth: row.auth } },
    JSON.stringify(content),
    {
      ttlSeconds: Math.ceil(Math.min(DAY_MS, Math.max(MINUTE_MS, seconds * SECOND_MS)) / SECOND_MS),
      urgent: notice.kind === 'parking-reminder',
    },
  );
  if (outcome === 'gone') await deps.pool.query({ ...removeSubscription, values: [subscriptionId] });
}

/** Nobody is reminded of an action that was stopped, or is over, while the notice was on its way. */
const isStale = (kind: PushKind, { state, ends_at: endsAt }: NoticeRow, at: Instant): boolean =>
  (kind === 'parking-reminder' || kind === 'parking-still-running') &&
  (state !== 'open' || endsAt === null || endsAt.getTime() <= epoch(at));

async function contentOf(
  deps: Deps,
  { kind, actionId }: Notice,
  row: NoticeRow,
  { content }: Release,
): Promise<PushContent> {
  const say = deps.texts.in(row.language, content);
  const product = productOf(content, row.product_id);
  const formats = formatsIn(row.language);
  const area = row.area_id === null ? '' : (areaOf(content, row.area_id)?.name ?? row.area_id);
  const values = {
    municipality: content.municipality.name,
    product: product ? inSentence(product.name[row.language]) : '',
    area,
    start: row.starts_at ? formats.moment(row.starts_at.toISOString()) : '',
    end: row.ends_at ? formats.moment(row.ends_at.toISOString()) : '',
  };
  const isAboutRunning = kind === 'parking-reminder' || kind === 'parking-still-running';
  const link =
    isAboutRunning && actionId && row.ends_at ? await linkOf(deps, row.account_id, actionId, row.ends_at) : null;
  const endsAt = row.ends_at?.toISOString() ?? null;
  return {
    kind,
    title: say(`push.${kind}.title`, values),
    body: say(`push.${kind}.body`, values),
    url: link ?? `${deps.publicUrl}/parking/p/${row.permit_id}${kind === 'guest-asks' ? '/guests' : ''}`,
    tag: actionId ? `action-${actionId}` : `${kind}-${row.permit_id}`,
    endsAt,
    actions: link === null ? [] : actionsOf(link, product?.parking?.extend ?? false, say),
  };
}

const linkOf = async (deps: Deps, accountId: string, actionId: string, endsAt: Date): Promise<string> =>
  addressOfLink(
    deps.publicUrl,
    'action',
    await mintLink(deps.pool, deps.vault, {
      purpose: 'action',
      accountId,
      actionId,
      endsAt: plusMs(endsAt.toISOString(), LINK_OUTLIVES_MS),
    }),
  );

const actionsOf = (url: string, mayExtend: boolean, say: Say): PushContent['actions'] => [
  ...(mayExtend ? [{ action: 'extend' as const, title: say('push.extend'), url }] : []),
  { action: 'stop', title: say('push.stop'), url },
];

interface NoticeRow {
  endpoint: string;
  p256dh: string;
  auth: string;
  account_id: string;
  language: Language;
  municipality_id: string;
  permit_id: string;
  product_id: string;
  release: number;
  area_id: string | null;
  starts_at: Date | null;
  ends_at: Date | null;
  state: 'open' | 'settled' | null;
}

/** A browser that was signed out, or whose session has run out, is told nothing: what it is told can be acted on. */
const readNotice = statement(
  'read-push-notice',
  `SELECT s.endpoint, s.p256dh, s.auth, s.account_id, o.language, p.municipality_id, p.id AS permit_id, p.product_id,
          coalesce(a.release, p.release) AS release, a.area_id, a.starts_at, a.ends_at, a.state
     FROM push_subscription s
     JOIN account_session t ON t.id = s.session_id AND t.ends_at > now()
     JOIN account o ON o.id = s.account_id
     LEFT JOIN parking_action a ON a.id = $4
     LEFT JOIN permit_grant g ON g.id = $3
     JOIN permit p ON p.id = coalesce($2, g.permit_id, a.permit_id)
    WHERE s.id = $1`,
);
const removeSubscription = statement('remove-push-subscription', 'DELETE FROM push_subscription WHERE id = $1');
