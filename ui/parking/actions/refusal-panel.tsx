import { epoch } from '../../../rules/values/moment.ts';
import type { ParkingPermit, QuoteView } from '../../../api/parking/shapes.ts';
import { Button, ButtonLink, Buttons } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import type { Problem } from '../../data/problem.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { proposalIn } from '../data/quotes.ts';
import { useAmounts } from './amounts.ts';
import { PriceStory } from './quote-panel.tsx';
import { StayStrip } from './stay-strip.tsx';
import { useMoments } from './use-moments.ts';
import { WhyNot } from './why-not.tsx';

interface RefusalPanelProps {
  problem: Problem;
  permit: ParkingPermit;
  busy: boolean;
  /** Books exactly this proposal. */
  onTake: (proposal: QuoteView) => void;
  /** Where topping up is; the page of the product when absent. */
  topUpTo?: string;
}

/** Why it may not be, and that nothing was started; what may be instead, to be confirmed with its own numbers; why (2PARK-058). */
export function RefusalPanel({
  problem,
  permit,
  busy,
  onTake,
  topUpTo = `/parking/p/${permit.id}/top-up`,
}: RefusalPanelProps) {
  const t = useText();
  const { title, text } = useReason(problem, permit);
  const proposal = proposalIn(problem);
  const mayTopUp = permit.may.includes('top-up') && ABOUT_BALANCE.includes(problem.code);
  return (
    <section className="pw-stack" aria-label={t('parking.new.refused')}>
      <Note kind="wait" title={title} urgent>
        <p>
          {text} {t('parking.new.nothingStarted')}
        </p>
        {mayTopUp && !proposal && (
          <div>
            <ButtonLink look="primary" to={topUpTo}>
              {t('parking.new.topUpFirst')}
            </ButtonLink>
          </div>
        )}
      </Note>
      {proposal && <Proposal {...{ proposal, permit, busy, onTake, mayTopUp, topUpTo }} />}
      <WhyNot problem={problem} />
    </section>
  );
}

const ABOUT_BALANCE = ['balance-too-small', 'no-balance-for-day'];

function Proposal({
  proposal,
  permit,
  busy,
  onTake,
  mayTopUp,
  topUpTo,
}: Omit<RefusalPanelProps, 'problem' | 'topUpTo'> & { proposal: QuoteView; mayTopUp: boolean; topUpTo: string }) {
  const t = useText();
  const format = useFormat();
  const amounts = useAmounts();
  const { until, stay, now } = useMoments(permit.timeZone);
  const { startsAt, endsAt, lines, priceCents, holds } = proposal;
  // Where the time before is taken, what is proposed begins later.
  const later = epoch(startsAt) > epoch(now) + 60_000;
  const what = later
    ? stay({ from: startsAt, to: endsAt })
    : t('parking.new.proposal.untilWords', { until: until(endsAt) });
  const price = amounts(holds) ?? (priceCents > 0 ? format.money(priceCents) : t('parking.actions.nothing'));
  return (
    <section className="pw-quote" aria-labelledby="proposal">
      <h2 id="proposal">{t('parking.new.proposal.title', { what })}</h2>
      {lines.length > 0 && <StayStrip pieces={lines} timeZone={permit.timeZone} />}
      {priceCents > 0 && <PriceStory lines={lines} timeZone={permit.timeZone} cents={priceCents} />}
      <Buttons wide>
        <Button look="primary" busy={busy} onClick={() => onTake(proposal)}>
          {t('parking.new.proposal.take', { what, price })}
        </Button>
        {mayTopUp && <ButtonLink to={topUpTo}>{t('parking.new.topUpFirst')}</ButtonLink>}
      </Buttons>
    </section>
  );
}

/** The sentence of the ground; for a balance with nothing free on it, whether it was never filled or is all in use (2PARK-059). */
function useReason(problem: Problem, { balances, may }: ParkingPermit): { title: string; text: string } {
  const t = useText();
  const format = useFormat();
  const { title, advice } = useProblemSentences()(problem);
  const unit = problem.trace?.steps.find(({ outcome }) => outcome === 'not-met')?.values['unit'];
  const balance = balances.find((one) => one.unit === unit);
  if (problem.code !== 'balance-too-small' || !balance || balance.available > 0) return { title, text: advice ?? '' };
  const why = t(balance.held > 0 ? 'parking.new.noBalance.inUse' : 'parking.new.noBalance.empty');
  const whatNow = () => {
    if (may.includes('top-up')) {
      return balance.period
        ? t('parking.new.noBalance.topUpOrWait', { day: format.day(balance.period.lastDay) })
        : t('parking.new.noBalance.topUp');
    }
    return balance.period ? t('parking.new.noBalance.wait', { day: format.day(balance.period.lastDay) }) : '';
  };
  return { title: t('parking.new.noBalance.title'), text: [why, whatNow()].filter(Boolean).join(' ') };
}
