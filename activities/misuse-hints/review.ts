import { type Actor } from '../../rules/audit.ts';
import { type Language } from '../../rules/messages.ts';
import { type HintRule } from '../../rules/misuse-hints.ts';
import { type MunicipalityId } from '../../rules/municipalities/names.ts';
import { civilDateOf, type CivilDate } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { inOrder, tally } from './tally.ts';

interface Review {
  id: string;
  municipalityId: MunicipalityId;
  actor: Extract<Actor, { kind: 'staff' }>;
}

/** Nothing is wrong: the hint is gone, and what it rested on does not count again. Also after its holder was asked. */
export function putAside(
  deps: Pick<Deps, 'pool' | 'releases'>,
  review: Review,
  at: Instant,
): Promise<{ outcome: 'reviewed' } | Refusal<'not-found'>> {
  const { id, municipalityId, actor } = review;
  return reviewing(deps, review, at, async (tx, hint, today) => {
    const { permit_id: permitId, rule } = hint;
    await tx.query({ ...dropHint, values: [id] });
    await tx.query({ ...keepReview, values: [municipalityId, permitId, rule, at] });
    await tally(tx, municipalityId, rule, yearOf(today), { putAside: 1 });
    await record(tx, at, actor, { municipalityId }, { kind: 'hint-put-aside', data: { hintId: id, rule } });
    return { outcome: 'reviewed' };
  });
}

/** Somebody asks the holder for a word, once: by mail, or by post to whom no mail reaches. Nothing of the permit changes. */
export function askHolder(
  deps: Pick<Deps, 'pool' | 'releases'>,
  review: Review,
  at: Instant,
): Promise<{ outcome: 'reviewed' } | Refusal<'not-found' | 'hint-asked'>> {
  const { id, municipalityId, actor } = review;
  return reviewing<'not-found' | 'hint-asked'>(deps, review, at, async (tx, hint, today) => {
    if (hint.asked) return refuse('hint-asked', {}, 'look-again');
    const { permit_id: permitId, holder_id: holderId, rule, counted, days, language, email: recipient } = hint;
    await tx.query({ ...setAsked, values: [id, actor.id, at] });
    await queueMessage(
      tx,
      { municipalityId, holderId, language, recipient, kind: 'misuse-question', permitId, private: { hint: { rule, counted, days } } },
      at,
    ); // prettier-ignore
    await tally(tx, municipalityId, rule, yearOf(today), { asked: 1 });
    const data = { hintId: id, rule };
    await record(tx, at, actor, { municipalityId, holderId, permitId }, { kind: 'hint-asked', data });
    return { outcome: 'reviewed' };
  });
}

function reviewing<Ground extends string>(
  { pool, releases }: Pick<Deps, 'pool' | 'releases'>,
  { id, municipalityId }: Review,
  at: Instant,
  act: (tx: Db, hint: HintRow, today: CivilDate) => Promise<{ outcome: 'reviewed' } | Refusal<Ground>>,
): Promise<{ outcome: 'reviewed' } | Refusal<Ground | 'not-found'>> {
  return inTransaction(pool, async (tx) => {
    await inOrder(tx, municipalityId);
    const { rows } = await tx.query<HintRow>({ ...lockHint, values: [id, municipalityId] });
    const [hint] = rows;
    if (!hint) return refuse('not-found');
    const { content } = await releases.inForce(municipalityId, at, tx);
    return act(tx, hint, civilDateOf(at, content.municipality.timeZone));
  });
}

const yearOf = (day: CivilDate): number => Number(day.slice(0, 4));

interface HintRow {
  permit_id: string;
  holder_id: string;
  rule: HintRule;
  counted: number;
  days: number;
  asked: boolean;
  language: Language;
  email: string | null;
}

const lockHint = statement(
  'lock-misuse-hint',
  `SELECT m.permit_id, p.holder_id, m.rule, m.counted, m.days, m.asked_at IS NOT NULL AS asked, h.language, h.email
     FROM misuse_hint m JOIN permit p ON p.id = m.permit_id JOIN holder h ON h.id = p.holder_id
    WHERE m.id = $1 AND m.municipality_id = $2 FOR UPDATE OF m`,
);
const dropHint = statement('drop-misuse-hint', 'DELETE FROM misuse_hint WHERE id = $1');
const keepReview = statement(
  'keep-hint-review',
  `INSERT INTO hint_review (municipality_id, permit_id, rule, reviewed_at) VALUES ($1, $2, $3, $4)
   ON CONFLICT (permit_id, rule) DO UPDATE SET reviewed_at = excluded.reviewed_at`,
);
const setAsked = statement(
  'ask-about-misuse-hint',
  'UPDATE misuse_hint SET asked_by = $2, asked_at = $3 WHERE id = $1',
);
