import { command } from '../../activities/db/stores/outbox.ts';
import { createSigner } from '../../activities/db/signing.ts';
import { inTransaction, statement } from '../../activities/db/transaction.ts';
import { type Language } from '../../rules/messages.ts';
import { type Api } from '../api.ts';
import { isUuid } from '../http/ids.ts';
import { receiptsOf } from '../receipts/routes.ts';
import { type Bundle } from './shapes.ts';

/** Whose bundle it is: a holder's of a permit, or an account's of a stay. */
export type BundleOf =
  { holderId: string; permitId: string } | { accountId: string; permitId: string; actionId: string };

interface Row {
  id: string;
  asked_at: Date;
  done_at: Date | null;
}

const viewOf = ({ id, asked_at, done_at }: Row): Bundle => ({
  id,
  askedAt: asked_at.toISOString(),
  doneAt: done_at?.toISOString() ?? null,
});

const owners = (of: BundleOf): [string | null, string | null, string | null] =>
  'actionId' in of ? [null, of.accountId, of.actionId] : [of.holderId, null, null];

/** Asks for it, with the receipts as they are signed now; the worker makes the rest. The same id gives the same bundle. */
export async function askBundle(api: Api, id: string, of: BundleOf, language: Language): Promise<Bundle> {
  const { deps } = api;
  const signed = 'actionId' in of ? { actionId: of.actionId } : { permitId: of.permitId };
  const receipts = await receiptsOf(api, createSigner(deps.vault), signed);
  return inTransaction(deps.pool, async (tx) => {
    const values = [id, of.permitId, ...owners(of), language, JSON.stringify(receipts), deps.clock()];
    const { rowCount } = await tx.query({ ...addBundle, values });
    if (rowCount === 1) await command(tx, id, 'make-bundle', { bundleId: id });
    const { rows } = await tx.query<Row>({ ...findBundle, values: [id, of.permitId, ...owners(of)] });
    return viewOf(rows[0]!);
  });
}

export async function readBundle({ deps }: Api, id: string, of: BundleOf): Promise<Bundle | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await deps.pool.query<Row>({ ...findBundle, values: [id, of.permitId, ...owners(of)] });
  return rows[0] && viewOf(rows[0]);
}

/** The signed file, or the same to read; undefined until it is made. */
export async function readBundleFile(
  { deps }: Api,
  id: string,
  of: BundleOf,
  form: 'json' | 'pdf',
): Promise<Buffer | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await deps.pool.query<{ dossier: Buffer | null; pdf: Buffer | null }>({
    ...bundleFiles,
    values: [id, of.permitId, ...owners(of)],
  });
  return (form === 'json' ? rows[0]?.dossier : rows[0]?.pdf) ?? undefined;
}

const addBundle = statement(
  'add-objection-bundle',
  `INSERT INTO objection_bundle (id, municipality_id, permit_id, holder_id, account_id, action_id, language, receipts, asked_at)
   SELECT $1, municipality_id, id, $3, $4, $5, $6, $7, $8 FROM permit WHERE id = $2 ON CONFLICT (id) DO NOTHING`,
);
const ITS_OWN =
  'id = $1 AND permit_id = $2 AND holder_id IS NOT DISTINCT FROM $3::uuid AND account_id IS NOT DISTINCT FROM $4::uuid AND action_id IS NOT DISTINCT FROM $5::uuid';
const findBundle = statement(
  'find-objection-bundle',
  `SELECT id, asked_at, done_at FROM objection_bundle WHERE ${ITS_OWN}`,
);
const bundleFiles = statement(
  'read-objection-bundle-files',
  `SELECT dossier, pdf FROM objection_bundle WHERE ${ITS_OWN}`,
);
