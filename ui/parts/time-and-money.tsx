import { Countdown, Ledger, Money } from '../components/figures.tsx';
import { Legend, StepStrip, Strip } from '../components/strip.tsx';
import { useFormat } from '../text/text.tsx';
import { Group, Part } from './group.tsx';
import { NOW, useSample } from './sample.ts';

export function TimeAndMoney() {
  const say = useSample();
  const format = useFormat();
  const [paid, free] = [say('betaald', 'paid'), say('gratis', 'free')];
  return (
    <Group
      id="time"
      title={say('Tijd en geld', 'Time and money')}
      intro={say(
        'De strook is één lijn van tijd. Vol is nog te gaan of te betalen, licht is gebruikt, gearceerd is gratis of stil, leeg is nog niets. De gele pin is nu.',
        'The strip is one line of time. Solid is still to go or to pay, light is used, hatched is free or standing still, empty is nothing yet. The yellow peg is now.',
      )}
    >
      <Part name={say('Prijs van een verblijf', 'Price of a stay')}>
        <Strip
          label={say(
            'Van 11.00 tot 12.00 uur gratis, tot 18.00 uur betaald, tot 22.00 uur gratis door het dagmaximum',
            'Free from 11:00 to 12:00, paid until 18:00, free until 22:00 because of the daily maximum',
          )}
          segments={[
            { kind: 'free', size: 60 },
            { kind: 'paid', size: 360, text: paid },
            { kind: 'cut', size: 240, text: say('dagmaximum bereikt', 'daily maximum') },
          ]}
          ticks={[
            { at: 0, text: '11' },
            { at: 60, text: '12' },
            { at: 420, text: '18' },
            { at: 660, text: '22' },
          ]}
        />
        <Legend
          of={[
            { kind: 'paid', text: paid },
            { kind: 'free', text: free },
            { kind: 'past', text: say('gebruikt', 'used') },
            { kind: 'open', text: say('niet gedekt', 'not covered') },
          ]}
        />
      </Part>
      <Part name={say('Lopende actie', 'Running action')}>
        <div className="pw-row">
          <Countdown until="2026-11-19T17:00:00.000Z" now={NOW} />
          <span className="pw-push">
            <Money cents={315} big />
          </span>
        </div>
        <Strip
          label={say(
            'Begonnen om 11.40 uur, nu 14.15 uur, einde 18.00 uur',
            'Started at 11:40, now 14:15, ends at 18:00',
          )}
          now={155}
          segments={[
            { kind: 'past', size: 155 },
            { kind: 'paid', size: 225, text: paid },
          ]}
          ticks={[
            { at: 0, text: format.time('2026-11-19T10:40:00.000Z') },
            { at: 155, text: say('nu', 'now') },
            { at: 380, text: format.time('2026-11-19T17:00:00.000Z') },
          ]}
        />
      </Part>
      <Part name={say('Bijna afgelopen, minder dan een minuut, afgelopen', 'Almost over, less than a minute, over')}>
        <Countdown until="2026-11-19T13:30:00.000Z" now={NOW} />
        <Countdown until="2026-11-19T13:15:40.000Z" now={NOW} />
        <Countdown until="2026-11-19T13:10:00.000Z" now={NOW} />
      </Part>
      <Part name={say('Jaar, termijn en machtiging', 'Year, term and grant')}>
        <Strip
          label={say(
            'Geldig van 1 januari tot en met 31 december. Nu is het 19 november.',
            'Valid from 1 January to 31 December. Today is 19 November.',
          )}
          now={323}
          segments={[
            { kind: 'past', size: 323, text: say('betaald tot en met 31 december', 'paid until 31 December') },
            { kind: 'valid', size: 42 },
          ]}
          ticks={[
            { at: 0, text: format.shortDay('2026-01-01') },
            { at: 181, text: format.shortDay('2026-07-01') },
            { at: 365, text: format.shortDay('2026-12-31') },
          ]}
        />
        <Strip
          thin
          label={say('Termijn met 3 dagen stilstand, nu dag 18', 'Term that stood still for 3 days, now day 18')}
          now={18}
          segments={[
            { kind: 'past', size: 8 },
            { kind: 'paused', size: 3 },
            { kind: 'past', size: 7 },
            { kind: 'open', size: 27 },
          ]}
        />
        <Strip thin label={say('Termijn voorbij', 'Term passed')} now={97} segments={[{ kind: 'late', size: 100 }]} />
        <Strip
          thin
          label={say('Nog € 12,40 van € 20,00', '€12.40 left of €20.00')}
          segments={[
            { kind: 'valid', size: 1240 },
            { kind: 'open', size: 760 },
          ]}
        />
      </Part>
      <Part name={say('Stappen', 'Steps')}>
        <StepStrip step={4} of={6} name={say('Kentekens', 'Number plates')} />
      </Part>
      <Part name={say('Bedragen', 'Amounts')}>
        <p>
          <Money cents={945} big />
        </p>
        <Ledger
          caption={say('Opbouw van de prijs', 'How the price is made up')}
          lines={[
            { text: `${say('14.15–21.00', '14:15–21:00')} · ${format.duration(405)}`, cents: 945 },
            { text: `${say('21.00–22.30', '21:00–22:30')} · ${free}`, cents: 0 },
            { text: say('Tegoed', 'Credit'), cents: -280 },
          ]}
          total={{ text: say('Samen', 'Total'), cents: 665 }}
        />
      </Part>
    </Group>
  );
}
