import { decideConfirmation } from '../../rules/permit-applications/decision.ts';
import { type Language } from '../../rules/messages.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { type Deps } from '../ports.ts';
import { issuePermit } from '../permits/issue.ts';
import { act, changed, subjectOf, type Act, type Changed } from './act.ts';
import { createCharge } from './charge.ts';
import { claimCard } from './cards.ts';
import { decisionFacts, storeDecision } from './decisions.ts';
import { saveDossier } from './dossier.ts';
import { claimPlace } from './places.ts';
import { sendToReview } from './review.ts';

export interface Confirm extends Act {
  /** Which text was declared, and in which language it was read (PORTAL-044). */
  declarationVersion: string;
  language: Language;
}

/** The applicant declares that all is true: the case goes to staff, to the cart, or is valid at once (PORTAL-044, PORTAL-045). */
export function confirmApplication(deps: Deps, command: Confirm): Promise<Changed> {
  const { at, actor, declarationVersion, language } = command;
  return act(deps, command, 'confirm', async (tx, dossier) => {
    const facts = await decisionFacts(tx, dossier);
    const decision = decideConfirmation(dossier.answers, facts);
    if (isRefusal(decision)) return decision;
    if (!(await claimPlace(tx, deps, dossier, at)))
      return refuse('location-full', { area: dossier.answers.areaId }, 'waiting-list');
    if (dossier.answers.card && !(await claimCard(tx, dossier.id, at)))
      return refuse('card-in-use', {}, 'counter', dossier.product.article);

    await record(tx, at, actor, subjectOf(dossier), {
      kind: 'application-declared',
      data: { declarationVersion, language },
    });
    const declared = { declaredAt: at, declaration: { version: declarationVersion, language } };
    switch (decision.outcome) {
      case 'review':
        return changed(await sendToReview(tx, dossier, dossier.answers, at, declared));
      case 'pay':
        await storeDecision(tx, dossier, facts, {
          at,
          actor,
          staffId: null,
          result: 'allow',
          ground: null,
          note: null,
        });
        await createCharge(tx, dossier, decision.cents, at);
        return changed(
          await saveDossier(
            tx,
            dossier,
            { ...declared, status: 'awaiting-payment', receivedAt: dossier.receivedAt ?? at },
            at,
          ),
        );
      case 'issue':
        await storeDecision(tx, dossier, facts, {
          at,
          actor,
          staffId: null,
          result: 'allow',
          ground: null,
          note: null,
        });
        return changed(await issuePermit(tx, deps, dossier, { ...declared, receivedAt: dossier.receivedAt ?? at }, at));
      default:
        return decision satisfies never;
    }
  });
}
