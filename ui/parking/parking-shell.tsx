import { useContext, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import type { MunicipalityView } from '../../api/municipalities/shapes.ts';
import { Note } from '../components/note.tsx';
import { BarBalance, Shell } from '../components/shell.tsx';
import { useOnline } from '../data/use-online.ts';
import { useLocal } from '../desk/desk.ts';
import { OutageBanner } from '../outage-banner.tsx';
import { useText } from '../text/text.tsx';
import { Help } from '../help.tsx';
import { version } from '../version.ts';
import { useAmount } from './amount.ts';
import { HOME } from './account/sign-in-path.ts';
import { menuOf } from './menu-of.ts';
import { PermitContext, useParking } from './parking.ts';
import './parking.css';

interface ParkingShellProps {
  /** The chosen menu option. */
  title: string;
  /** Before the title of the window, such as the time that is left. */
  ahead?: string | undefined;
  bottomBar?: ReactNode;
  children: ReactNode;
}

/** A page of the parking app for who is signed in. On the pages of a product the bar says which one, and what is left of it (2PARK-031). */
export function ParkingShell({ title, ahead, bottomBar, children }: ParkingShellProps) {
  const t = useText();
  const local = useLocal();
  const amount = useAmount();
  const { pathname } = useLocation();
  const { account, selected, municipalities, logOut } = useParking();
  const permit = useContext(PermitContext);
  const menu = menuOf({ t, local, selected, here: pathname.replace(/\/$/, ''), logOut });
  const balances = permit?.balances ?? [];
  return (
    <Shell
      brand={{ name: t('parking.name'), ...(permit && { place: permit.municipality.name }), to: HOME }}
      title={title}
      {...(ahead !== undefined && { ahead })}
      {...(permit && { about: { name: local(permit.productName), place: permit.areaName } })}
      start={{ menu }}
      end={
        balances.length > 0 && (
          <BarBalance>
            {balances.map(({ unit, available }) => (
              <span key={unit} className="pw-parking-balance">
                {amount({ unit, amount: available })}
              </span>
            ))}
          </BarBalance>
        )
      }
      user={{ name: account.email, to: '/parking/settings' }}
      footer={useFooter(municipalities.find(({ id }) => id === (permit ?? selected)?.municipality.id))}
      {...(bottomBar !== undefined && { bottomBar })}
    >
      <OfflineNote />
      <OutageBanner municipality={(permit ?? selected)?.municipality.id ?? null} />
      {children}
    </Shell>
  );
}

/** A page of the parking app for anybody. */
export function OpenParkingShell({ title, children }: { title: string; children: ReactNode }) {
  const t = useText();
  return (
    <Shell brand={{ name: t('parking.name'), to: HOME }} title={title} footer={useFooter(undefined)}>
      <OfflineNote />
      {children}
    </Shell>
  );
}

/** Who to call depends on the municipality; as long as none is chosen, any of them. */
function useFooter(town: MunicipalityView | undefined) {
  const t = useText();
  return {
    help: town ? <Help contact={town.contact} /> : t('shell.help'),
    accessibility: '/accessibility',
    privacy: '/privacy',
    version: version(),
  };
}

/** Honest about what a phone without a network can do: nothing is registered until it is (BEYOND-034). */
function OfflineNote() {
  const t = useText();
  if (useOnline()) return null;
  return (
    <div className="pw-parking-offline">
      <Note kind="wait" icon="offline" title={t('parking.offline.title')} urgent>
        <p>{t('parking.offline.text')}</p>
      </Note>
    </div>
  );
}
