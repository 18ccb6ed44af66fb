import { isSignOnOffered } from '../../activities/sign-on/keys.ts';
import { phonesOf } from '../../activities/sign-on/phones.ts';
import { statement } from '../../activities/db/transaction.ts';
import { type KeyKind } from '../../rules/sign-on/keys.ts';
import { type Api } from '../api.ts';
import { permitToSignOn, runningOn } from './acts.ts';
import { type HouseholdView, type SignOnView } from './shapes.ts';

interface KeyRow {
  id: string;
  kind: KeyKind;
  number: string;
  made_at: Date;
}

/** The ways into a permit without the app, as its holder sees them. */
export async function viewSignOn(api: Api, permitId: string): Promise<SignOnView> {
  const { pool } = api.deps;
  const [{ content, product }, { rows }, phones] = await Promise.all([
    permitToSignOn(api, permitId),
    pool.query<KeyRow>({ ...readKeys, values: [permitId] }),
    phonesOf(api.deps, permitId),
  ]);
  const view = (kind: KeyKind): SignOnView['pin'] => {
    const key = rows.find((row) => row.kind === kind);
    return key ? { id: key.id, number: key.number, madeAt: key.made_at.toISOString() } : null;
  };
  const line = isSignOnOffered(content, product) ? content.municipality.contact.line : null;
  return { line, pin: view('pin'), card: view('card'), phones };
}

/** What somebody sees who has a number and a code. */
export async function viewHousehold(api: Api, permitId: string): Promise<HouseholdView> {
  const { content, product, areas } = await permitToSignOn(api, permitId);
  const running = await runningOn(api.deps.pool, permitId, api.deps.clock());
  return {
    municipalityName: content.municipality.name,
    productName: product.name,
    areas,
    openEnd: product.parking?.openEnd ?? false,
    running: running.map(({ id, country, display, startsAt, endsAt }) => ({
      id,
      plate: { country, display },
      startsAt,
      endsAt,
    })),
  };
}

const readKeys = statement(
  'read-sign-on-keys',
  'SELECT id, kind, number, made_at FROM sign_on_key WHERE permit_id = $1 AND revoked_at IS NULL',
);
