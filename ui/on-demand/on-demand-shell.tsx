import { useContext, type ReactNode } from 'react';
import { Shell } from '../components/shell.tsx';
import { useLocal } from '../desk/desk.ts';
import { useMunicipality } from '../municipality-frame.tsx';
import { useText } from '../text/text.tsx';
import { version } from '../version.ts';
import { OnDemandContext } from './on-demand.ts';
import './on-demand.css';

interface OnDemandShellProps {
  title: string;
  bottomBar?: ReactNode;
  children: ReactNode;
}

/** A page of parking on demand: the mark leads to the start page, the own name to signing in and out (POM-006). */
export function OnDemandShell({ title, bottomBar, children }: OnDemandShellProps) {
  const t = useText();
  const local = useLocal();
  const { id, name, contact, onDemand } = useMunicipality();
  const signedIn = useContext(OnDemandContext);
  const base = `/${id}/on-demand`;
  return (
    <Shell
      brand={{ name: onDemand ? local(onDemand.name) : t('parking.name'), place: name, to: base }}
      title={title}
      user={
        signedIn
          ? { name: signedIn.view.holderName || t('onDemand.profile.title'), to: `${base}/profile` }
          : { name: t('onDemand.signIn.title'), to: base }
      }
      footer={{
        help: t('shell.helpCall', { phone: contact.phone, hours: local(contact.hours) }),
        accessibility: '/accessibility',
        privacy: '/privacy',
        version: version(),
      }}
      {...(bottomBar !== undefined && { bottomBar })}
    >
      {children}
    </Shell>
  );
}
