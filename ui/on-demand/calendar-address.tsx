import { Button, Buttons } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { TextInput } from '../components/text-input.tsx';
import { useAct } from '../data/use-act.ts';
import { ProblemNote } from '../desk/shown.tsx';
import { useText } from '../text/text.tsx';
import { dropCalendar, makeCalendar } from './data.ts';
import { useOnDemand } from './on-demand.ts';

/** A private address for one's own calendar: shown once, renewed or revoked at will (BEYOND-036). */
export function CalendarAddress() {
  const t = useText();
  const making = useAct(makeCalendar);
  const dropping = useAct(dropCalendar);
  const { view, reload } = useOnDemand();
  const url = making.act.state === 'done' && dropping.act.state !== 'done' ? making.act.value.url : null;
  return (
    <section className="pw-stack" aria-labelledby="calendar">
      <h2 id="calendar">{t('onDemand.calendar.title')}</h2>
      <p>{t('onDemand.calendar.text')}</p>
      {making.act.state === 'failed' && <ProblemNote problem={making.act.problem} />}
      {dropping.act.state === 'failed' && <ProblemNote problem={dropping.act.problem} />}
      {dropping.act.state === 'done' && <Note kind="ok" title={t('onDemand.calendar.dropped')} urgent />}
      {url !== null && (
        <TextInput label={t('onDemand.calendar.address')} readOnly value={url} onChange={() => undefined} />
      )}
      {view.hasCalendar && <p className="pw-small pw-muted">{t('onDemand.calendar.again')}</p>}
      <Buttons>
        <Button
          busy={making.act.state === 'busy'}
          onClick={() => {
            dropping.reset();
            void making.perform(null).then(reload);
          }}
        >
          {t('onDemand.calendar.make')}
        </Button>
        {view.hasCalendar && (
          <Button busy={dropping.act.state === 'busy'} onClick={() => void dropping.perform(null).then(reload)}>
            {t('onDemand.calendar.drop')}
          </Button>
        )}
      </Buttons>
    </section>
  );
}
