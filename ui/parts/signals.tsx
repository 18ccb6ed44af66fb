import { useState } from 'react';
import { Actions } from '../components/actions.tsx';
import { Button, ButtonLink, Buttons } from '../components/button.tsx';
import { Chip } from '../components/choice.tsx';
import { Badge, Fact, Note } from '../components/note.tsx';
import { Tabs } from '../components/tabs.tsx';
import { Verdict } from '../components/verdict.tsx';
import { Plate } from '../components/plate.tsx';
import { Group, Part } from './group.tsx';
import { useSample } from './sample.ts';

export function Signals() {
  const say = useSample();
  return (
    <Group
      id="signals"
      title={say('Meldingen en status', 'Messages and status')}
      intro={say(
        'Een betekenis heeft altijd een woord en een teken, nooit alleen een kleur.',
        'A meaning always has a word and a sign, never only a colour.',
      )}
    >
      <Part name={say('Status', 'Status')}>
        <div className="pw-row pw-row--tight">
          <Badge kind="ok">{say('Geldig', 'Valid')}</Badge>
          <Badge kind="you">{say('Wacht op u', 'Waiting for you')}</Badge>
          <Badge kind="us">{say('Wacht op goedkeuring', 'Waiting for approval')}</Badge>
          <Badge kind="bad">{say('Afgekeurd', 'Rejected')}</Badge>
          <Badge kind="off">{say('Verlopen', 'Expired')}</Badge>
        </div>
      </Part>
      <Part name={say('Feiten', 'Facts')}>
        <div className="pw-stack pw-stack--tight">
          <Fact kind="ok">{say('Staat op uw naam', 'Registered in your name')}</Fact>
          <Fact kind="wait">{say('Staat niet op uw naam', 'Not registered in your name')}</Fact>
          <Fact kind="bad">{say('Te groot: 14 MB', 'Too large: 14 MB')}</Fact>
          <Fact kind="info">{say('Grijze Volvo V60. Klopt dat?', 'A grey Volvo V60. Is that right?')}</Fact>
          <Fact icon="eye">
            {say('Zichtbaar voor handhaving sinds 14:03:12', 'Visible to enforcement since 14:03:12')}
          </Fact>
        </div>
      </Part>
      <Part name={say('Meldingen', 'Notes')} wide>
        <div className="pw-cols pw-cols--even">
          <Note kind="info" level="h4" title={say('Vanaf 21.00 uur is het gratis', 'Parking is free from 21:00')}>
            <p>{say('U betaalt alleen de uren daarvoor.', 'You only pay for the hours before that.')}</p>
          </Note>
          <Note kind="ok" level="h4" title={say('De kentekens zijn gewijzigd', 'The number plates have been changed')}>
            <p>{say('U hoeft niets te doen.', 'There is nothing you need to do.')}</p>
          </Note>
          <Note kind="wait" level="h4" title={say('Bevestig vóór 31 december', 'Confirm before 31 December')}>
            <p>{say('Daarna vervalt de verlenging.', 'After that the renewal lapses.')}</p>
          </Note>
          <Note
            kind="bad"
            level="h4"
            title={say('Uw saldo is niet genoeg tot 22.30 uur', 'Your balance is not enough until 22:30')}
          >
            <p>
              {say(
                'Er is nog niets gestart. Het kan wel tot 18.45 uur.',
                'Nothing has been started. It is possible until 18:45.',
              )}
            </p>
          </Note>
        </div>
      </Part>
      <Part name={say('Uitslag van een controle', 'Outcome of a check')} wide>
        <div className="pw-parts__list">
          <Verdict kind="green" title={say('Mag hier staan', 'May park here')} level="h4">
            <Plate value="999-XX-9" country="NL" size="xl" />
            <p>{say('Recht in dit gebied tot vandaag 18.00 uur', 'Right in this area until 18:00 today')}</p>
          </Verdict>
          <Verdict kind="red" title={say('Geen recht gevonden', 'No right found')} level="h4">
            <Plate value="999-XB-9" country="NL" size="xl" />
            <p>{say('Niet in dit gebied en niet op dit moment', 'Not in this area and not at this moment')}</p>
          </Verdict>
          <Verdict kind="amber" title={say('Kijk nog eens', 'Look again')} level="h4">
            <Plate value="999-XX-8" country="NL" size="xl" />
            <p>
              {say('Er is hier een recht dat één teken scheelt', 'There is a right here that differs by one character')}
            </p>
          </Verdict>
        </div>
      </Part>
    </Group>
  );
}

export function Presses() {
  const say = useSample();
  const [favourite, setFavourite] = useState('zus');
  return (
    <Group
      id="presses"
      title={say('Knoppen', 'Buttons')}
      intro={say(
        'Eén hoofdknop per scherm. Het werkwoord staat voorop, en wat geld kost noemt het bedrag.',
        'One main button per view. The verb comes first, and what costs money says the amount.',
      )}
    >
      <Part name={say('Soorten', 'Kinds')}>
        <Buttons>
          <Button look="primary">{say('Bevestig', 'Confirm')}</Button>
          <Button icon="renew">{say('Ververs', 'Refresh')}</Button>
          <Button look="subtle" about="999-XX-9">
            {say('Verwijder', 'Delete')}
          </Button>
          <ButtonLink to="/parts">{say('Naar winkelwagen', 'Go to basket')}</ButtonLink>
        </Buttons>
      </Part>
      <Part name={say('Niet te gebruiken, bezig', 'Disabled, busy')}>
        <Buttons>
          <Button look="primary" disabled>
            {say('Volgende', 'Next')}
          </Button>
          <Button disabled>{say('Vorige', 'Back')}</Button>
          <Button look="primary" busy>
            {say('Bezig met betalen', 'Paying')}
          </Button>
        </Buttons>
      </Part>
      <Part name={say('Keuzes onder elkaar op een telefoon', 'Under each other on a phone')}>
        <Buttons wide>
          <Button look="primary">{say('Verleng tot 15.30 uur · € 1,40', 'Extend until 15:30 · €1.40')}</Button>
          <Button icon="stop">{say('Stop nu', 'Stop now')}</Button>
        </Buttons>
      </Part>
      <Part name={say('Achter één knop op een telefoon', 'Behind one button on a phone')}>
        <Actions>
          <Button>{say('Wissel van kenteken', 'Switch number plate')}</Button>
          <Button>{say('Kentekens wijzigen', 'Change number plates')}</Button>
          <Button>{say('Zeg op', 'End permit')}</Button>
        </Actions>
      </Part>
      <Part name={say('Kiezers', 'Chips')}>
        <div className="pw-row pw-row--tight" role="group" aria-label={say('Favorieten', 'Favourites')}>
          {['Jonas', 'Oma Ria', 'zus'].map((name) => (
            <Chip key={name} icon="star" chosen={favourite === name} onPress={() => setFavourite(name)}>
              {name}
            </Chip>
          ))}
          <Chip chosen={favourite === 'all'} count={18} onPress={() => setFavourite('all')}>
            {say('Alles', 'All')}
          </Chip>
        </div>
      </Part>
      <Part name={say('Tabbladen', 'Tabs')}>
        <Tabs
          label={say('Parkeeracties', 'Parking actions')}
          tabs={[
            {
              id: 'running',
              title: say('Lopend', 'Running'),
              count: 2,
              panel: <p>{say('Twee auto’s staan er nu.', 'Two cars are parked now.')}</p>,
            },
            {
              id: 'planned',
              title: say('Gepland', 'Planned'),
              count: 1,
              panel: <p>{say('Zaterdag komt Jonas.', 'Jonas comes on Saturday.')}</p>,
            },
            { id: 'ended', title: say('Afgelopen', 'Ended'), panel: <p>{say('Nog niets.', 'Nothing yet.')}</p> },
          ]}
        />
      </Part>
    </Group>
  );
}
