import { randomUUID } from 'node:crypto';
import { giveMandate } from '../direct-debit/give.ts';
import { registerMandate } from '../direct-debit/mandate.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Deps } from '../ports.ts';

/** Leave of this holder to debit an account, known to the provider. */
export async function mandateOf(deps: Deps, holderId: string, at: Instant, renewals = true): Promise<string> {
  const mandateId = randomUUID();
  const given = await giveMandate(
    deps,
    {
      mandateId,
      municipalityId: 'voorbeeld',
      holderId,
      iban: 'NL91ABNA0417164300',
      name: 'Sanne de Boer',
      renewals,
      language: 'nl',
    },
    at,
  );
  if (given.outcome !== 'given') throw new Error(JSON.stringify(given));
  await registerMandate(deps, { mandateId, at });
  return mandateId;
}
