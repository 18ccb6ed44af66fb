import { type Instant } from '../../rules/values/moment.ts';
import { ownerOf } from '../db/stores/grants.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/** Tells the owner of a permit that somebody they let park on it begins, where they asked for that: once per action (BEYOND-042). */
export async function tellHost({ pool }: Pick<Deps, 'pool'>, actionId: string): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<ToldRow>({ ...keepTold, values: [actionId] });
    const [told] = rows;
    const owner = told && (await ownerOf(tx, told.permit_id));
    if (!told || !owner) return;
    const { municipality_id: municipalityId, permit_id: permitId, grant_id: grantId } = told;
    const at: Instant = told.started_at.toISOString();
    const { account_id: accountId, language, email: recipient } = owner;
    await queueMessage(
      tx,
      { municipalityId, holderId: null, accountId, language, recipient, kind: 'grant-started', permitId, grantId, actionId },
      at,
    );
  });
} // prettier-ignore

interface ToldRow {
  municipality_id: string;
  permit_id: string;
  grant_id: string;
  started_at: Date;
}

const keepTold = statement(
  'keep-host-told',
  `UPDATE parking_action a SET host_told_at = a.started_at
     FROM permit_grant g WHERE a.id = $1 AND g.id = a.grant_id AND g.tell_starts AND a.host_told_at IS NULL
   RETURNING a.municipality_id, a.permit_id, a.grant_id, a.started_at`,
);
