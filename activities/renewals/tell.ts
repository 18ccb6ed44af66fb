import { MUST_ARRIVE, type MessageKind } from '../../rules/messages.ts';
import { type LetterKind } from '../../rules/documents.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { type Db } from '../db/transaction.ts';
import { requestLetter } from '../letters/request.ts';
import { type RenewalCase } from './dossier.ts';

type Told = Pick<RenewalCase, 'id' | 'municipalityId' | 'holderId' | 'permitId' | 'holder'> & {
  permit: Pick<RenewalCase['permit'], 'applicationId'>;
};

/** Mails the holder; what must be heard goes by letter where mail is known not to arrive (PEERS-021). */
export async function tellHolder(tx: Db, renewal: Told, kind: MessageKind, at: Instant): Promise<void> {
  const { id: renewalId, municipalityId, holderId, permitId, holder } = renewal;
  const { email: recipient, bounced, language } = holder;
  if (recipient !== null && !bounced)
    await queueMessage(tx, { municipalityId, holderId, language, recipient, kind, permitId, renewalId }, at);
  else if (MUST_ARRIVE.includes(kind)) await writeHolder(tx, renewal, 'renewal-reminder', at);
}

export async function writeHolder(tx: Db, renewal: Told, kind: LetterKind, at: Instant): Promise<void> {
  const { id: renewalId, municipalityId, holderId, permitId, holder, permit } = renewal;
  const { applicationId } = permit;
  await requestLetter(
    tx,
    { municipalityId, holderId, applicationId, permitId, renewalId, kind, language: holder.language },
    at,
  );
}
