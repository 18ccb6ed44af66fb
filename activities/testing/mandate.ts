import { randomUUID } from 'node:crypto';
import { giveMandate, type GiveMandate } from '../direct-debit/give.ts';
import { registerMandate } from '../direct-debit/mandate.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Deps } from '../ports.ts';

/** Leave of this holder to debit an account, as they give it themselves. */
export function leaveOf(holderId: string, over: Partial<GiveMandate> = {}): GiveMandate {
  return {
    mandateId: randomUUID(),
    municipalityId: 'voorbeeld',
    holderId,
    iban: 'NL91ABNA0417164300',
    name: 'Sanne de Boer',
    renewals: false,
    language: 'nl',
    actor: { kind: 'holder', id: holderId },
    ...over,
  };
}

/** Leave that is given and known to the provider. */
export async function mandateOf(deps: Deps, holderId: string, at: Instant, renewals = true): Promise<string> {
  const leave = leaveOf(holderId, { renewals });
  const given = await giveMandate(deps, leave, at);
  if (given.outcome !== 'given') throw new Error(JSON.stringify(given));
  await registerMandate(deps, { mandateId: leave.mandateId, at });
  return leave.mandateId;
}
