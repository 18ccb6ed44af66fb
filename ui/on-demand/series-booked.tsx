import { Button, ButtonLink, Buttons } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { useAct } from '../data/use-act.ts';
import { ProblemNote } from '../desk/shown.tsx';
import { useFormat, useText } from '../text/text.tsx';
import { cancelSeries, type BookedSeries } from './data.ts';
import { OnDemandShell } from './on-demand-shell.tsx';
import { useOnDemand } from './on-demand.ts';

/** The proof: its number and its dates; what was just booked can be taken back as a whole. */
export function SeriesBooked({ series, onAnother }: { series: BookedSeries; onAnother: () => void }) {
  const t = useText();
  const format = useFormat();
  const { base, reload } = useOnDemand();
  const { act, perform } = useAct(cancelSeries);
  const cancel = async () => {
    const answer = await perform(series.id);
    if (answer?.ok) await reload();
  };
  return (
    <OnDemandShell title={t('onDemand.book.title')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('onDemand.series.booked', { number: series.number, count: series.booked.length })}</h1>
        {act.state === 'done' ? (
          <Note kind="ok" title={t('onDemand.series.cancelled', { count: act.value.cancelled })} urgent />
        ) : (
          <ul className="pw-bullets">
            {series.booked.map(({ date, startsAt, endsAt }) => (
              <li key={date}>
                {format.day(date)}, {format.time(startsAt)} – {format.time(endsAt)}
              </li>
            ))}
          </ul>
        )}
        {act.state === 'failed' && <ProblemNote problem={act.problem} />}
        <Buttons wide>
          <ButtonLink look="primary" to={base}>
            {t('onDemand.toStart')}
          </ButtonLink>
          <Button onClick={onAnother}>{t('onDemand.book.another')}</Button>
          {act.state !== 'done' && (
            <Button icon="trash" busy={act.state === 'busy'} onClick={() => void cancel()}>
              {t('onDemand.series.cancel')}
            </Button>
          )}
        </Buttons>
      </div>
    </OnDemandShell>
  );
}
