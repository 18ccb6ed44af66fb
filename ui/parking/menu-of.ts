import type { May, ParkingPermit } from '../../api/parking/shapes.ts';
import type { IconName } from '../components/icon.tsx';
import type { MenuEntry, MenuGroup } from '../components/menu.tsx';
import type { Say, TextKey } from '../text/sentences.ts';

interface Place {
  path: string;
  icon: IconName;
  label: TextKey;
}

/** Always there but for a product whose only use is to say which plate counts. */
const ACTIONS: Place = { path: '', icon: 'car', label: 'parking.menu.actions' };

/** What the selected product may allow; what it does not allow is not there at all (2PARK-036). */
const OF_PRODUCT: readonly (Place & { may: readonly May[] })[] = [
  { path: '/plates', icon: 'renew', label: 'parking.menu.plates', may: ['switch-plate'] },
  { path: '/top-up', icon: 'wallet', label: 'parking.menu.topUp', may: ['top-up'] },
  { path: '/favourites', icon: 'star', label: 'parking.menu.favourites', may: ['favourites'] },
  { path: '/grants', icon: 'user', label: 'parking.menu.grants', may: ['grants'] },
  { path: '/staff', icon: 'list', label: 'parking.menu.staff', may: ['staff-history'] },
  { path: '/guests', icon: 'mail', label: 'parking.menu.guests', may: ['guests'] },
  { path: '/visits', icon: 'list', label: 'parking.menu.visits', may: ['visits'] },
  { path: '/history', icon: 'history', label: 'parking.menu.history', may: ['history', 'transactions'] },
  { path: '/alarm', icon: 'bell', label: 'parking.menu.alarm', may: ['alarm'] },
  { path: '/leave', icon: 'leave', label: 'parking.menu.leave', may: ['leave'] },
];

const ALWAYS: readonly Place[] = [
  { path: '/parking/actions', icon: 'list', label: 'parking.menu.allActions' },
  { path: '/parking/products', icon: 'id', label: 'parking.menu.products' },
  { path: '/parking/settings', icon: 'settings', label: 'parking.menu.settings' },
  { path: '/parking/about', icon: 'info', label: 'parking.menu.about' },
];

interface MenuOf {
  t: Say;
  local: (text: { nl: string; en: string }) => string;
  selected: ParkingPermit | null;
  /** The address somebody is at. */
  here: string;
  logOut: () => void;
}

/** The entries of the selected product, and apart from them those that are always there. */
export function menuOf({ t, local, selected, here, logOut }: MenuOf): MenuGroup[] {
  const entry = ({ icon, label }: Place, to: string): MenuEntry => ({
    label: t(label),
    icon,
    to,
    current: here === to,
  });
  const always: MenuGroup = {
    title: t('parking.menu.always'),
    entries: [
      ...ALWAYS.map((place) => entry(place, place.path)),
      { label: t('parking.menu.logOut'), icon: 'leave', onPress: logOut },
    ],
  };
  if (selected === null) return [always];
  const base = `/parking/p/${encodeURIComponent(selected.id)}`;
  const allowed = OF_PRODUCT.filter(({ may }) => may.some((right) => selected.may.includes(right)));
  const own = selected.kind === 'plate-switch' ? allowed : [ACTIONS, ...allowed];
  return [{ title: local(selected.productName), entries: own.map((place) => entry(place, base + place.path)) }, always];
}
