import type { CaseView, Timeline as TimelineAnswer } from '../../../api/audit/shapes.ts';
import { Timeline } from '../../components/flow.tsx';
import { Fact } from '../../components/note.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorNote, Loading } from '../../components/states.tsx';
import { now } from '../../data/clock.ts';
import type { Pages } from '../../data/use-pages.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useLanguage, useSentenceNamed, useText } from '../../text/text.tsx';
import { isCaseStatus } from '../case-status.ts';
import { sayEvent } from './event-words.ts';

type Event = TimelineAnswer['items'][number];

/** What happened, in the words of the work itself, with who did it. */
export function Story({ found, story }: { found: CaseView; story: Pages<TimelineAnswer> }) {
  const { call, refresh, more, moreProblem, fetchingMore } = story;
  const t = useText();
  const sentences = useProblemSentences();
  if (call.state === 'loading') return <Loading>{t('audit.loadingStory')}</Loading>;
  if (call.state === 'failed') {
    return <ErrorNote {...sentences(call.problem)} level="h3" onRetry={() => void refresh()} />;
  }
  return (
    <div className="pw-stack">
      {call.problem && <ErrorNote {...sentences(call.problem)} level="h3" onRetry={() => void refresh()} />}
      <Sealed items={call.value.items} />
      <Told found={found} items={call.value.items} whole={more === null} />
      {more && (
        <div className="pw-row">
          <Button busy={fetchingMore} onClick={more}>
            {t('audit.laterEvents')}
          </Button>
        </div>
      )}
      {moreProblem && more && <ErrorNote {...sentences(moreProblem)} level="h3" onRetry={more} />}
    </div>
  );
}

/** Events are linked in a chain a moment after they happened: from then on nobody changes them unnoticed. */
function Sealed({ items }: { items: readonly Event[] }) {
  const t = useText();
  const open = items.filter(({ sealed }) => !sealed).length;
  return open === 0 ? (
    <Fact kind="ok" icon="lock">
      {t('audit.sealed', { count: items.length })}
    </Fact>
  ) : (
    <Fact kind="info" icon="lock">
      {t('audit.notSealed', { count: open, all: items.length })}
    </Fact>
  );
}

function Told({ found, items, whole }: { found: CaseView; items: readonly Event[]; whole: boolean }) {
  const t = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const named = useSentenceNamed();
  const thisYear = now().slice(0, 4);
  const when = (at: string) => `${at.startsWith(thisYear) ? format.shortDay(at) : format.day(at)} ${format.clock(at)}`;
  const waiting = whole && isCaseStatus(found.status) && found.closedAt === null ? found.status : null;
  return (
    <Timeline
      events={items.map((event, at) => {
        const { title, text } = sayEvent(event, { t, format, language, named });
        return {
          id: event.id,
          at: event.at,
          when: when(event.at),
          title,
          text: [who(event), text, basis(event)].filter(Boolean).join(' · '),
          waiting: waiting !== null && at === items.length - 1,
        };
      })}
      {...(waiting !== null && { now: { title: t(`audit.waits.${waiting}`) } })}
    />
  );

  /** Which release a decision was taken with, and the articles its rules rest on. */
  function basis({ basis: kept }: Event): string | null {
    if (kept === null) return null;
    const articles = new Set(kept.rules.flatMap(({ article }) => article ?? []));
    return [t('audit.release', { release: kept.release }), ...articles].join(', ');
  }

  function who({ actor: { kind, name }, data: { onBehalf } }: Event): string {
    if (kind === 'staff' && name !== null)
      return typeof onBehalf === 'string'
        ? t('event.forApplicant', { name, how: named(`event.onBehalf.${onBehalf}`) ?? '' })
        : name;
    return t(`event.actor.${kind}`);
  }
}
