import { Button, Buttons } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import { Plate } from '../../components/plate.tsx';
import { ErrorNote, OfflineStamp } from '../../components/states.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { useWaitingStarts, waiting, type ShownStart } from '../data/waiting-starts.ts';
import { useParking } from '../parking.ts';
import { useMoments } from './use-moments.ts';

/**
 * What could not be sent: in large letters that it is NOT registered, until the service says that it is, and since when (BEYOND-034). On
 * every page of the app where one looks for it.
 */
export function WaitingList({ onRegistered }: { onRegistered?: () => void }) {
  const { account, permits } = useParking();
  const starts = useWaitingStarts(account.id);
  return starts.map((start) => (
    <Waiting
      key={start.key}
      start={start}
      timeZone={permits.find(({ id }) => id === start.body.permitId)?.timeZone ?? 'Europe/Amsterdam'}
      {...(onRegistered && { onRegistered })}
    />
  ));
}

function Waiting({
  start,
  timeZone,
  onRegistered,
}: {
  start: ShownStart;
  timeZone: string;
  onRegistered?: () => void;
}) {
  const t = useText();
  const format = useFormat();
  const { until, at } = useMoments(timeZone);
  const sentences = useProblemSentences();
  const { body, key } = start;
  const plate = <Plate country={body.country} value={body.plate} size="l" quiet={start.state !== 'registered'} />;
  switch (start.state) {
    case 'waiting':
      return (
        <OfflineStamp picture={plate}>
          <div className="pw-stack">
            <p>{t('parking.new.waiting.text')}</p>
            <p>{t('parking.new.waiting.since', { time: format.timeInWords(start.since) })}</p>
            <Buttons>
              <Button icon="renew" onClick={() => void waiting.tryNow()}>
                {t('parking.new.waiting.retry')}
              </Button>
              <Button look="subtle" icon="trash" onClick={() => waiting.drop(key)}>
                {t('parking.new.waiting.drop')}
              </Button>
            </Buttons>
          </div>
        </OfflineStamp>
      );
    case 'registered':
      return (
        <Note kind="ok" title={t('parking.new.waiting.registered', { time: format.clock(start.at) })} urgent>
          <p>{plate}</p>
          <p>
            {t('parking.new.waiting.from', { from: at(start.started.startsAt), until: until(start.started.endsAt) })}
          </p>
          <Button
            onClick={() => {
              waiting.drop(key);
              onRegistered?.();
            }}
          >
            {t('parking.new.waiting.read')}
          </Button>
        </Note>
      );
    case 'refused': {
      const { title, advice, reference } = sentences(start.problem);
      return (
        <ErrorNote title={t('parking.new.waiting.refused')} {...{ reference }}>
          <p>{plate}</p>
          <p>{[title, advice].filter(Boolean).join(' ')}</p>
          <Button onClick={() => waiting.drop(key)}>{t('parking.new.waiting.read')}</Button>
        </ErrorNote>
      );
    }
    default:
      return start satisfies never;
  }
}
