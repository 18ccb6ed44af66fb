import { useId } from 'react';
import { Link } from 'react-router';
import { useText } from '../text/text.tsx';
import { IconButton, Modal } from './dialog.tsx';
import { Icon, type IconName } from './icon.tsx';
import { Count } from './note.tsx';

interface MenuFace {
  label: string;
  icon: IconName;
  count?: number;
}

/** A place to go, or something to do such as logging out. */
export type MenuEntry = MenuFace & ({ to: string; current?: boolean } | { onPress: () => void });

export interface MenuGroup {
  /** What the entries have in common, when there is more than one group. */
  title?: string;
  entries: readonly MenuEntry[];
}

/** All places of an application in a drawer. It can be left without choosing: by its button, and by Escape. */
export function Menu({ groups, onClose }: { groups: readonly MenuGroup[]; onClose: () => void }) {
  const t = useText();
  const id = useId();
  return (
    <Modal className="pw-dialog pw-drawer" labelledBy={id} onClose={onClose}>
      <div className="pw-dialog__head">
        <h2 id={id}>{t('shell.menu')}</h2>
        <IconButton icon="close" label={t('shell.closeMenu')} onPress={onClose} />
      </div>
      <nav aria-labelledby={id}>
        {groups.map(({ title, entries }, at) => (
          <div key={at} className="pw-drawer__group">
            {title !== undefined && <h3 className="pw-drawer__title">{title}</h3>}
            <ul role="list">
              {entries.map((entry) => (
                <li key={entry.label}>
                  <Entry entry={entry} onClose={onClose} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
    </Modal>
  );
}

function Entry({ entry, onClose }: { entry: MenuEntry; onClose: () => void }) {
  const inside = (
    <>
      <Icon name={entry.icon} />
      <span>{entry.label}</span>
      {entry.count !== undefined && (
        <>
          {' '}
          <Count>{entry.count}</Count>
        </>
      )}
    </>
  );
  if ('to' in entry) {
    return (
      <Link
        to={entry.to}
        className="pw-drawer__entry"
        onClick={onClose}
        {...(entry.current && { 'aria-current': 'page' as const })}
      >
        {inside}
      </Link>
    );
  }
  const press = () => {
    onClose();
    entry.onPress();
  };
  return (
    <button type="button" className="pw-drawer__entry" onClick={press}>
      {inside}
    </button>
  );
}
