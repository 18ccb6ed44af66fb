import { useState } from 'react';
import { BottomBar } from './components/bottom-bar.tsx';
import { Button } from './components/button.tsx';
import type { MenuGroup } from './components/menu.tsx';
import { Money } from './components/figures.tsx';
import { Chip } from './components/choice.tsx';
import { BarBalance, CartLink, Shell } from './components/shell.tsx';
import { Colours } from './parts/colours.tsx';
import { Forms } from './parts/forms.tsx';
import { Overviews } from './parts/overviews.tsx';
import { Plates } from './parts/plates.tsx';
import { useSample } from './parts/sample.ts';
import { Presses, Signals } from './parts/signals.tsx';
import { Situations } from './parts/situations.tsx';
import { TimeAndMoney } from './parts/time-and-money.tsx';
import { version } from './version.ts';
import './parts/parts.css';

/** The manual of the visual language: every part in every state, in the theme and language somebody chooses at the top. */
export default function PartsPage() {
  const say = useSample();
  const [loggedOut, setLoggedOut] = useState(false);
  const [wizard, setWizard] = useState(false);
  const [balance, setBalance] = useState(false);
  const title = say('Onderdelen', 'Parts');
  const menu: MenuGroup[] = [
    {
      title: 'Singelbuurt',
      entries: [
        { label: say('Winkelwagen', 'Basket'), icon: 'cart', to: '/parts', count: 3 },
        { label: title, icon: 'list', to: '/parts', current: true },
      ],
    },
    {
      title: say('Altijd', 'Always'),
      entries: [
        { label: say('Instellingen', 'Settings'), icon: 'settings', to: '/parts' },
        { label: say('Uitloggen', 'Log out'), icon: 'leave', onPress: () => setLoggedOut(true) },
      ],
    },
  ];
  return (
    <Shell
      brand={{ name: 'Parkwerk', place: 'Lindewaard', to: '/parts' }}
      title={title}
      subtitle={loggedOut ? say('Uitgelogd', 'Logged out') : 'Singelbuurt'}
      start={wizard ? { onStop: () => setWizard(false) } : { menu }}
      end={
        balance ? (
          <BarBalance>
            <Money cents={4260} />
          </BarBalance>
        ) : (
          <CartLink to="/parts" count={3} />
        )
      }
      user={{ name: 'S. Haddou', to: '/parts' }}
      footer={{
        help: say(
          'Hulp nodig? Bel 14 0500, werkdagen 9.00 tot 17.00 uur',
          'Need help? Call 14 0500, weekdays 9 am to 5 pm',
        ),
        accessibility: '/accessibility',
        privacy: '/privacy',
        version: version(),
      }}
      bottomBar={
        <BottomBar label={say('Nu te betalen, 2 van 3', 'To pay now, 2 of 3')} value={<Money cents={10350} />}>
          <Button>{say('Vorige', 'Back')}</Button>
          <Button look="primary">
            {say('Betaal', 'Pay')} <Money cents={10350} />
          </Button>
        </BottomBar>
      }
    >
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack pw-stack--tight">
          <h1>{say('De onderdelen', 'The parts')}</h1>
          <p className="pw-lead">
            {say(
              'Alles waaruit de schermen bestaan, in elke toestand. Kies rechtsboven andere kleuren of een andere taal.',
              'Everything the screens are made of, in every state. Choose other colours or another language at the top right.',
            )}
          </p>
          <div className="pw-row pw-row--tight" role="group" aria-label={say('De balk bovenaan', 'The bar at the top')}>
            <Chip chosen={wizard} onPress={() => setWizard(!wizard)}>
              {say('In een aanvraag', 'In an application')}
            </Chip>
            <Chip chosen={balance} onPress={() => setBalance(!balance)}>
              {say('Met saldo', 'With a balance')}
            </Chip>
          </div>
        </div>
        <Plates />
        <TimeAndMoney />
        <Signals />
        <Presses />
        <Forms />
        <Overviews />
        <Situations />
        <Colours />
      </div>
    </Shell>
  );
}
