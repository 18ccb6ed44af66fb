import { useState } from 'react';
import { plateKey } from '../../../rules/values/plate.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Plate } from '../../components/plate.tsx';
import { Tabs, type Tab } from '../../components/tabs.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import type { Favourite, RecentPlate } from '../data/favourites.ts';

interface Findable {
  country: string;
  display: string;
  /** What it is known by. */
  name: string | null;
  more: string | null;
}

interface PlateFinderProps {
  /** Null where the product has none. */
  favourites: readonly Favourite[] | null;
  recent: readonly RecentPlate[];
  onChoose: (plate: { country: string; display: string }) => void;
  onClose: () => void;
}

/** Favourites, and plates that parked before and are none, each with a search; what is chosen fills the form (2PARK-063). */
export function PlateFinder({ favourites, recent, onChoose, onClose }: PlateFinderProps) {
  const t = useText();
  const format = useFormat();
  const tabs: Tab[] = [
    ...(favourites === null
      ? []
      : [
          tab(
            'favourites',
            t('parking.new.find.favourites'),
            favourites.map(({ plate, name }) => ({ ...plate, name, more: null })),
          ),
        ]),
    tab(
      'recent',
      t('parking.new.find.recent'),
      recent.map(({ country, display, usedAt }) => ({
        country,
        display,
        name: null,
        more: t('parking.new.find.used', { day: format.day(usedAt) }),
      })),
    ),
  ];

  function tab(id: string, title: string, plates: Findable[]): Tab {
    return { id, title, count: plates.length, panel: <Found plates={plates} onChoose={onChoose} /> };
  }

  return (
    <Dialog title={t('parking.new.find.title')} onClose={onClose}>
      <Tabs label={t('parking.new.find.title')} tabs={tabs} />
    </Dialog>
  );
}

function Found({ plates, onChoose }: { plates: readonly Findable[]; onChoose: PlateFinderProps['onChoose'] }) {
  const t = useText();
  const [sought, setSought] = useState('');
  const shown = plates.filter((plate) => answers(plate, sought));
  return (
    <div className="pw-stack">
      <TextInput
        label={t('parking.new.find.search')}
        type="search"
        value={sought}
        onChange={setSought}
        autoComplete="off"
      />
      <p className="pw-said" role="status">
        {t('parking.new.find.count', { count: shown.length })}
      </p>
      {shown.length === 0 ? (
        <p className="pw-muted">{t(plates.length === 0 ? 'parking.new.find.none' : 'parking.new.find.notFound')}</p>
      ) : (
        <ul className="pw-pick-list" role="list">
          {shown.map((plate) => (
            <li key={plate.country + plate.display}>
              <button type="button" className="pw-pick" onClick={() => onChoose(plate)}>
                <Plate country={plate.country} value={plate.display} quiet />
                <span>
                  {plate.name !== null && <strong>{plate.name}</strong>}
                  {plate.more !== null && <span className="pw-small pw-muted">{plate.more}</span>}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** By name, or by any part of the plate, however it is spelled. */
function answers({ display, name }: Findable, sought: string): boolean {
  const text = sought.trim().toLowerCase();
  if (text === '') return true;
  const key = plateKey(sought);
  return (name?.toLowerCase().includes(text) ?? false) || (key !== '' && plateKey(display).includes(key));
}
