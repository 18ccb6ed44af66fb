import { useCallback } from 'react';
import { Note } from '../components/note.tsx';
import { useCall } from '../data/use-call.ts';
import { useLocal } from '../desk/desk.ts';
import { ProblemNote } from '../desk/shown.tsx';
import { useFormat, useText } from '../text/text.tsx';
import { readStreetNotices, type Whose } from './data.ts';
import { noticeDays } from './notice-days.ts';

/** What is about to change on the street where somebody may park; of one permit, or of all. Nothing where nothing does (BEYOND-037). */
export function StreetNotices({ whose, permitId }: { whose: Whose; permitId?: string }) {
  const t = useText();
  const format = useFormat();
  const local = useLocal();
  const { call, refresh } = useCall(useCallback((signal: AbortSignal) => readStreetNotices(whose, signal), [whose]));
  if (call.state === 'loading') return null;
  if (call.state === 'failed') return <ProblemNote problem={call.problem} onRetry={() => void refresh()} />;
  const here = call.value.items.filter(({ permitIds }) => permitId === undefined || permitIds.includes(permitId));
  if (here.length === 0) return null;
  return (
    <section className="pw-stack" aria-label={t('streetNotice.title')}>
      {here.map((notice) => (
        <Note key={notice.id} kind="wait" icon="bell" title={local(notice.subject)}>
          <p>
            <strong>{t(`streetNotice.cause.${notice.cause}`)}</strong>
            {' · '}
            {t('streetNotice.where', { zones: notice.areaNames.join(', '), days: noticeDays(notice, t, format) })}
          </p>
          <p className="pw-notes__body">{local(notice.body)}</p>
        </Note>
      ))}
    </section>
  );
}
