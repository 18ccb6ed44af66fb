import { useState } from 'react';
import { Button, Buttons } from '../components/button.tsx';
import { ConfirmDialog, Dialog } from '../components/dialog.tsx';
import { Details } from '../components/disclosure.tsx';
import { Icon, ICONS } from '../components/icon.tsx';
import { Plate } from '../components/plate.tsx';
import { PlateInput } from '../components/plate-input.tsx';
import { Empty, ErrorNote, Loading, OfflineStamp, Progress } from '../components/states.tsx';
import { Group, Part } from './group.tsx';
import { useSample } from './sample.ts';

export function Situations() {
  const say = useSample();
  return (
    <Group
      id="situations"
      title={say('Leeg, bezig, fout en zonder netwerk', 'Empty, busy, broken and offline')}
      intro={say('Elke toestand zegt wat de volgende stap is.', 'Every situation says what the next step is.')}
    >
      <Part name={say('Leeg', 'Empty')}>
        <Empty level="h4" title={say('Er staat nu niemand', 'Nobody is parked now')} icon="car">
          <p>
            {say(
              'Komt er bezoek? Meld het kenteken aan, dan loopt de tijd vanaf dat moment.',
              'Expecting a visitor? Register the plate and time runs from that moment.',
            )}
          </p>
          <Button look="primary" icon="plus">
            {say('Bezoek aanmelden', 'Register a visitor')}
          </Button>
        </Empty>
      </Part>
      <Part name={say('Bezig', 'Busy')}>
        <Loading>{say('Uw acties ophalen…', 'Fetching your actions…')}</Loading>
        <Progress label={say('Dossier klaarmaken', 'Preparing the file')} done={3} of={8}>
          <p className="pw-small pw-muted">
            {say(
              'U kunt weggaan. U krijgt een e-mail als het klaar is.',
              'You can leave. We send an e-mail when it is ready.',
            )}
          </p>
        </Progress>
      </Part>
      <Part name={say('Fout', 'Error')}>
        <ErrorNote
          level="h4"
          title={say('Uw betaling is niet bekend', 'Your payment is not known yet')}
          advice={say(
            'De bank gaf nog geen antwoord. Betaal niet opnieuw: komt het bedrag binnen, dan gaat uw vergunning vanzelf in.',
            'The bank has not answered yet. Do not pay again: when the amount arrives your permit starts by itself.',
          )}
          reference="PW-40188"
          onRetry={() => undefined}
        />
      </Part>
      <Part name={say('Zonder netwerk', 'Offline')}>
        <OfflineStamp picture={<Plate value="999-XX-9" country="NL" size="l" quiet />}>
          <p>
            {say('U heeft geen verbinding. Deze auto heeft ', 'You are offline. This car has ')}
            <strong>{say('nog geen recht', 'no right yet')}</strong>
            {say(' om hier te staan.', ' to be parked here.')}
          </p>
        </OfflineStamp>
      </Part>
      <Part name={say('Vensters', 'Dialogs')}>
        <Dialogs />
      </Part>
      <Part name={say('Uitleg die opengaat', 'Explanation that opens')}>
        <Details summary={say('Waarom kan 22.30 uur niet?', 'Why is 22:30 not possible?')}>
          <p>{say('U kunt nooit meer gebruiken dan uw saldo.', 'You can never use more than your balance.')}</p>
        </Details>
      </Part>
      <Part name={say('Pictogrammen', 'Icons')} wide>
        <ul className="pw-parts__icons">
          {ICONS.map((name) => (
            <li key={name}>
              <Icon name={name} />
              {name}
            </li>
          ))}
        </ul>
      </Part>
    </Group>
  );
}

function Dialogs() {
  const say = useSample();
  const [open, setOpen] = useState<'none' | 'dialog' | 'confirm'>('none');
  const [plate, setPlate] = useState({ country: 'NL', text: '' });
  const close = () => setOpen('none');
  return (
    <>
      <Buttons>
        <Button icon="plus" onClick={() => setOpen('dialog')}>
          {say('Voeg eerste kenteken toe', 'Add first number plate')}
        </Button>
        <Button onClick={() => setOpen('confirm')}>{say('Trek in', 'Withdraw')}</Button>
      </Buttons>
      {open === 'dialog' && (
        <Dialog title={say('Eerste kenteken', 'First number plate')} onClose={close}>
          <PlateInput value={plate} onChange={setPlate} autoFocus />
          <Buttons wide>
            <Button look="primary" onClick={close}>
              OK
            </Button>
            <Button onClick={close}>{say('Annuleer', 'Cancel')}</Button>
          </Buttons>
        </Dialog>
      )}
      {open === 'confirm' && (
        <ConfirmDialog
          question={say('Wilt u deze aanvraag intrekken?', 'Withdraw this application?')}
          onYes={close}
          onNo={close}
        >
          <p>
            {say(
              'De aanvraag verdwijnt uit uw lijst. U kunt later opnieuw aanvragen.',
              'The application disappears from your list. You can apply again later.',
            )}
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
