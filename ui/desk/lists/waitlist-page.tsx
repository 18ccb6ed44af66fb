import { useState, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import type { WaitlistEntryView } from '../../../api/waitlist/shapes.ts';
import { Note } from '../../components/note.tsx';
import { useText } from '../../text/text.tsx';
import { readWaitlist } from '../data/waitlist.ts';
import { useDesk, useLocal } from '../desk.ts';
import { EntriesPage } from './entries-page.tsx';
import { WaitlistEntry } from './waitlist-entry.tsx';

/** What somebody waits for a place of: the status, their place in line, and what they can do (PORTAL-080…084). */
export default function WaitlistPage() {
  const t = useText();
  const instead = { icon: 'add', to: '/products', label: t('desk.toProducts') } as const;
  return (
    <EntriesPage list="waitlist" read={readWaitlist} icon="queue" instead={instead}>
      {(items) => <Entries items={items} />}
    </EntriesPage>
  );
}

/** The list as it was asked for, with what was done since. */
function Entries({ items }: { items: readonly WaitlistEntryView[] }) {
  const t = useText();
  const local = useLocal();
  const { refreshCounts } = useDesk();
  const [changed, setChanged] = useState<ReadonlyMap<string, WaitlistEntryView>>(new Map());
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const joined = useJoined();
  const names = items.filter(({ id }) => left.has(id)).map(({ productName }) => local(productName));
  const shown = items.filter(({ id }) => !left.has(id)).map((entry) => changed.get(entry.id) ?? entry);
  return (
    <>
      <Said>
        {names.length > 0 && (
          <Note kind="ok" title={t('desk.waitlist.left.title')}>
            <p>{t('desk.waitlist.left.text', { product: names.join(', ') })}</p>
          </Note>
        )}
        {joined !== null &&
          names.length === 0 &&
          shown.some((entry) => local(entry.productName) === joined && entry.readiness === 'not-yet') && (
            <Note kind="ok" title={t('desk.waitlist.joined.title')}>
              <p>{t('desk.waitlist.joined.text', { product: joined })}</p>
            </Note>
          )}
      </Said>
      <ul className="pw-entries" role="list">
        {shown.map((entry) => (
          <WaitlistEntry
            key={entry.id}
            entry={entry}
            onChanged={(next) => {
              setChanged((before) => new Map(before).set(next.id, next));
              refreshCounts();
            }}
            onLeft={() => {
              setLeft((before) => new Set(before).add(entry.id));
              refreshCounts();
            }}
          />
        ))}
      </ul>
    </>
  );
}

/** What was just done is read out where it appears. */
function Said({ children }: { children: ReactNode }) {
  return <div role="status">{children}</div>;
}

/** The product somebody comes from the wizard or the form with. */
function useJoined(): string | null {
  const state: unknown = useLocation().state;
  const joined = typeof state === 'object' && state !== null && 'joined' in state ? state.joined : null;
  return typeof joined === 'string' ? joined : null;
}
