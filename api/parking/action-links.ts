import { readLink, type Link } from '../../activities/accounts/links.ts';
import { statement } from '../../activities/db/transaction.ts';
import { extendParking, stopParking } from '../../activities/parking.ts';
import { quoteLaterEnd } from '../../activities/quotes.ts';
import { areaOf, productOf } from '../../rules/municipalities/release.ts';
import { epoch, MINUTE_MS, plusMs, type Instant } from '../../rules/values/moment.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type z } from 'zod';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { accessTo } from './access.ts';
import { ActBody, ActionLinkView, LinkBody } from './shapes.ts';

/** What is offered at one tap; what the rules would refuse is left out. */
const CHOICES_MINUTES = [15, 30, 60, 120] as const;
/** Enough to know which of one's cars it is, too little to know whose it is. */
const SHOWN_OF_PLATE = 2;

const LINK_GROUNDS = ['link-unknown', 'link-used', 'link-expired'] as const;

/**
 * One parking action in the hands of whoever holds its mailed link, without signing in (PEERS-003). It reaches that action and nothing
 * else, and may be used again until it ends. Opening it changes nothing: programs that look through mail follow links too.
 */
export function actionLinkRoutes(api: Api): Endpoint[] {
  const { deps } = api;

  return [
    endpoint({
      method: 'post', path: '/v1/parking/links/_action', may: 'anyone', records: null, body: LinkBody, answers: ActionLinkView,
      refuses: LINK_GROUNDS,
      summary: 'The parking action a mailed link is about, and what can be done with it',
      async handle({ body }) {
        const found = await actionBehind(api, body.token);
        return found.outcome === 'refuse' ? refusal(found) : answer(await view(api, found));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/parking/links/_act', may: 'anyone', records: 'parking-ended', body: ActBody, answers: ActionLinkView,
      refuses: [
        ...LINK_GROUNDS, 'already-ended', 'extension-not-allowed', 'past-latest-end', 'balance-too-small', 'balance-empty', 'no-balance-for-day',
        'permit-not-in-force', 'grant-ended', 'monthly-cap-reached', 'plate-already-parked', 'busy-try-again',
      ],
      summary: 'Stop the parking action a mailed link is about, or give it a later end',
      async handle({ body }) {
        const found = await actionBehind(api, body.token);
        if (found.outcome === 'refuse') return refusal(found);
        const { actionId, accountId } = found;
        const actor = { kind: 'account', id: accountId } as const;
        const at = deps.clock();
        const done =
          body.do === 'stop'
            ? await stopParking(deps, { actionId, actor, at })
            : (await refusedExtension(api, found)) ??
              (await extendParking(deps, { actionId, endsAt: laterBy(found.endsAt, body.minutes!), actor, at }));
        if (done.outcome === 'refuse') return refusal(done);
        const now = await actionBehind(api, body.token);
        return now.outcome === 'refuse' ? refusal(now) : answer(await view(api, now));
      },
    }),
  ]; // prettier-ignore
}

interface LinkedAction {
  outcome: 'found';
  actionId: string;
  accountId: string;
  permitId: string;
  municipalityId: string;
  productId: string;
  release: number;
  areaId: string;
  plate: string | null;
  startsAt: Instant;
  endsAt: Instant;
  openEnd: boolean;
  isOpen: boolean;
}

async function actionBehind(api: Api, token: string): Promise<LinkedAction | Refusal> {
  const { pool, vault, clock } = api.deps;
  const found = await readLink(pool, vault, token, 'action', clock());
  if (found.outcome === 'refuse') return found;
  const { actionId, accountId }: Link = found.link;
  const { rows } = await pool.query<LinkedRow>({ ...readLinkedAction, values: [actionId] });
  const row = rows[0];
  if (!row || actionId === null || accountId === null) return refuse('link-unknown', {}, 'new-link');
  return {
    outcome: 'found',
    actionId,
    accountId,
    permitId: row.permit_id,
    municipalityId: row.municipality_id,
    productId: row.product_id,
    release: row.release,
    areaId: row.area_id,
    plate: row.plate,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    openEnd: row.open_end,
    isOpen: row.state === 'open',
  };
}

/** Whoever parked may always stop; to go on draws on a balance, so the permit must still be theirs to use. */
async function refusedExtension(
  { deps }: Api,
  { accountId, permitId }: LinkedAction,
): Promise<Refusal<'extension-not-allowed'> | undefined> {
  const access = await accessTo(deps.pool, accountId, permitId);
  return access ? undefined : refuse('extension-not-allowed', {}, 'start-anew');
}

const laterBy = (endsAt: Instant, minutes: number): Instant => plusMs(endsAt, minutes * MINUTE_MS);

async function view(api: Api, action: LinkedAction): Promise<z.infer<typeof ActionLinkView>> {
  const now = api.deps.clock();
  const { content } = await api.deps.releases.numbered(action.municipalityId, action.release);
  const product = productOf(content, action.productId);
  const isOver = !action.isOpen || epoch(action.endsAt) <= epoch(now);
  const choices = isOver ? [] : await choicesOf(api, action, now);
  return {
    productName: product?.name ?? { nl: action.productId, en: action.productId },
    municipalityName: content.municipality.name,
    areaName: areaOf(content, action.areaId)?.name ?? action.areaId,
    plateEnd: action.plate?.slice(-SHOWN_OF_PLATE) ?? null,
    startsAt: action.startsAt,
    endsAt: action.endsAt,
    openEnd: action.openEnd,
    state: isOver ? 'ended' : epoch(action.startsAt) > epoch(now) ? 'planned' : 'running',
    choices,
    may: isOver ? [] : choices.length > 0 ? ['stop', 'extend'] : ['stop'],
    timeZone: content.municipality.timeZone,
  };
}

/** Each later end with what it would set aside, asked of the same rules that decide it. */
async function choicesOf(
  api: Api,
  action: LinkedAction,
  at: Instant,
): Promise<z.infer<typeof ActionLinkView>['choices']> {
  if (await refusedExtension(api, action)) return [];
  const quoted = await Promise.all(
    CHOICES_MINUTES.map(async (minutes) => {
      const endsAt = laterBy(action.endsAt, minutes);
      return { minutes, endsAt, quote: await quoteLaterEnd(api.deps, { actionId: action.actionId, endsAt, at }) };
    }),
  );
  return quoted.flatMap(({ minutes, endsAt, quote }) =>
    quote.outcome === 'quoted' ? [{ minutes, endsAt, holds: quote.holds.filter(({ amount }) => amount > 0) }] : [],
  );
}

interface LinkedRow {
  permit_id: string;
  municipality_id: string;
  product_id: string;
  release: number;
  area_id: string;
  plate: string | null;
  starts_at: Date;
  ends_at: Date;
  open_end: boolean;
  state: 'open' | 'settled';
}

const readLinkedAction = statement(
  'read-linked-parking-action',
  `SELECT a.permit_id, a.municipality_id, p.product_id, a.release, a.area_id, a.plate, a.starts_at, a.ends_at, a.open_end, a.state
     FROM parking_action a JOIN permit p ON p.id = a.permit_id WHERE a.id = $1`,
);
