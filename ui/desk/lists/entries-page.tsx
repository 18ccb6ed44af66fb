import { type ReactNode } from 'react';
import { ButtonLink } from '../../components/button.tsx';
import { type IconName } from '../../components/icon.tsx';
import { Empty } from '../../components/states.tsx';
import { useCall } from '../../data/use-call.ts';
import { useText } from '../../text/text.tsx';
import { useDesk } from '../desk.ts';
import { DeskShell } from '../desk-shell.tsx';
import { Shown } from '../shown.tsx';

interface EntriesPageProps<Item> {
  list: 'renewals' | 'waitlist';
  read: Parameters<typeof useCall<{ items: Item[] }>>[0];
  icon: IconName;
  /** Where to go when there is nothing here; the address follows on that of the desk. */
  instead: { icon: IconName; to: string; label: string };
  /** What was just done here. */
  note?: ReactNode;
  children: (items: Item[], refresh: () => void) => ReactNode;
}

/** A list of the desk: its title, and what there is, or what to do when there is nothing. */
export function EntriesPage<Item>({ list, read, icon, instead, note, children }: EntriesPageProps<Item>) {
  const t = useText();
  const { base } = useDesk();
  const asked = useCall(read);
  return (
    <DeskShell title={t(`desk.menu.${list}`)}>
      <div className="pw-stack pw-stack--wide">
        <h1>{t(`desk.lists.${list}.heading`)}</h1>
        {note !== undefined && <div role="status">{note}</div>}
        <Shown asked={asked} loading={t(`desk.lists.${list}.loading`)}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty icon={icon} title={t(`desk.lists.${list}.empty.title`)}>
                <p>{t(`desk.lists.${list}.empty.text`)}</p>
                <ButtonLink icon={instead.icon} to={base + instead.to}>
                  {instead.label}
                </ButtonLink>
              </Empty>
            ) : (
              children(items, () => void asked.refresh())
            )
          }
        </Shown>
      </div>
    </DeskShell>
  );
}
