import { type Actor } from '../../rules/audit.ts';
import { lapsesAt } from '../../rules/direct-debit/terms.ts';
import { type Language } from '../../rules/messages.ts';
import { type Release } from '../../rules/municipalities/release.ts';
import { maskIban } from '../../rules/values/iban.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { mandateId as processIdOf } from '../../rules/values/process-ids.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { command, openProcess } from '../db/stores/outbox.ts';
import { inTransaction, isClash, statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

type GiveDeps = Pick<Deps, 'pool' | 'vault' | 'releases' | 'texts'>;

export interface GiveMandate {
  mandateId: string;
  municipalityId: string;
  holderId: string;
  iban: string;
  name: string;
  renewals: boolean;
  language: Language;
  actor: Actor;
}

/** What somebody agrees to who gives leave: as it is shown, kept word for word. Null where the municipality does not debit. */
export function consentIn({ texts }: Pick<Deps, 'texts'>, release: Release, language: Language): string | null {
  const { directDebit } = release.content.municipality;
  return directDebit ? texts.in(language, release.content)('mandate.consent', directDebit) : null;
}

/**
 * Gives leave to debit an account (machtiging): one at a time. The number of the account lies sealed until the provider has it, and
 * goes into no process.
 */
export async function giveMandate(
  deps: GiveDeps,
  mandate: GiveMandate,
  at: Instant,
): Promise<{ outcome: 'given' } | Refusal<'mandate-not-offered' | 'mandate-exists'>> {
  const { mandateId, municipalityId, holderId, iban, name, renewals, language, actor } = mandate;
  const release = await deps.releases.inForce(municipalityId, at);
  const consent = consentIn(deps, release, language);
  if (consent === null) return refuse('mandate-not-offered', {}, 'counter');
  const { timeZone } = release.content.municipality;
  const sealed = (text: string) => deps.vault.seal(Buffer.from(text));
  try {
    await inTransaction(deps.pool, async (tx) => {
      const { rowCount } = await tx.query({ ...findMandate, values: [mandateId] });
      if (rowCount !== 0) return; // asked twice with the same key
      const number = `M-${await nextNumber(tx, municipalityId, 'M')}`;
      await tx.query({
        ...addMandate,
        values: [
          mandateId, municipalityId, holderId, number, maskIban(iban), sealed(iban), sealed(name), consent, language, at, renewals,
          lapsesAt(at, timeZone),
        ], // prettier-ignore
      });
      await openProcess(tx, {
        workflowId: processIdOf(mandateId),
        kind: 'mandate',
        subjectId: mandateId,
        municipalityId,
        openedAt: at,
        nextDueAt: null,
      });
      await command(tx, mandateId, 'start-mandate', { mandateId });
      await record(
        tx,
        at,
        actor,
        { municipalityId, holderId },
        { kind: 'mandate-given', data: { mandateId, renewals } },
      );
    });
  } catch (error) {
    if (isClash(error)) return refuse('mandate-exists', {}, 'revoke-mandate-first');
    throw error;
  }
  return { outcome: 'given' };
}

/** Whether it is for the next periods of permits as well: said when it was given, and any time after that. */
export function useForRenewals(
  { pool }: Pick<Deps, 'pool'>,
  {
    municipalityId,
    holderId,
    renewals,
    actor,
  }: Pick<GiveMandate, 'municipalityId' | 'holderId' | 'renewals' | 'actor'>,
  at: Instant,
): Promise<{ outcome: 'changed' } | Refusal<'mandate-needed'>> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ id: string }>({ ...setRenewals, values: [holderId, renewals] });
    const mandateId = rows[0]?.id;
    if (mandateId === undefined) return refuse('mandate-needed', {}, 'give-mandate');
    await record(
      tx,
      at,
      actor,
      { municipalityId, holderId },
      { kind: 'mandate-changed', data: { mandateId, renewals } },
    );
    return { outcome: 'changed' };
  });
}

const findMandate = statement('find-mandate', 'SELECT FROM mandate WHERE id = $1');
const addMandate = statement(
  'add-mandate',
  `INSERT INTO mandate (id, municipality_id, holder_id, number, iban_masked, iban_sealed, name_sealed, consent, language, consented_at, renewals,
                        status_since, lapses_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $10, $12)`,
);
const setRenewals = statement(
  'use-mandate-for-renewals',
  'UPDATE mandate SET renewals = $2 WHERE holder_id = $1 AND closed_at IS NULL RETURNING id',
);
