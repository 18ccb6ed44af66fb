import { useState } from 'react';
import { Line, Lines, DescriptionList, RuleList, RuleRow } from '../components/lists.tsx';
import { ErasedPlate, Plate } from '../components/plate.tsx';
import { ProcessSteps, Timeline } from '../components/flow.tsx';
import { Badge } from '../components/note.tsx';
import { Money } from '../components/figures.tsx';
import { Table } from '../components/table.tsx';
import { ZoneChoice } from '../components/zone-map.tsx';
import { useFormat } from '../text/text.tsx';
import { Group, Part } from './group.tsx';
import { useSample } from './sample.ts';
import { TOWN } from './sample-town.ts';

export function Overviews() {
  const say = useSample();
  return (
    <Group
      id="overviews"
      title={say('Overzichten', 'Overviews')}
      intro={say(
        'Regels onder elkaar in plaats van tegels. Een dikke lijn erboven, een dunne ertussen.',
        'Lines under each other rather than tiles. A thick rule above, a thin one between.',
      )}
    >
      <Part name={say('Regels', 'Lines')}>
        <Lines>
          <Line
            to="/parts"
            icon="renew"
            name={say('Verlengingen', 'Renewals')}
            count={1}
            waits
            hint={say('Wacht op u: bevestig vóór 31 december', 'Waiting for you: confirm before 31 December')}
          />
          <Line
            to="/parts"
            icon="cart"
            name={say('Winkelwagen', 'Basket')}
            count={3}
            hint={say('Klaar om te betalen', 'Ready to pay')}
          />
          <Line
            to="/parts"
            icon="car"
            name={say('Huidige producten', 'Current products')}
            count={0}
            hint={say('U heeft nog geen vergunning', 'You have no permit yet')}
          />
        </Lines>
      </Part>
      <Part name={say('Gegevens en regels', 'Details and rules')}>
        <DescriptionList
          items={[
            { term: say('Prijs', 'Price'), value: say('€ 90,00 per 12 maanden', '€90.00 per 12 months') },
            { term: say('Adres', 'Address'), value: 'Kadeplein 12' },
          ]}
        />
        <RuleList>
          <RuleRow outcome="met" title={say('Woont in zone B', 'Lives in zone B')}>
            {say('Kadeplein 12 ligt in zone B. Artikel 3 lid 1', 'Kadeplein 12 is in zone B. Article 3.1')}
          </RuleRow>
          <RuleRow outcome="staff-decides" title={say('Kenteken op naam of bewijs', 'Plate in own name or proof')} />
          <RuleRow outcome="not-met" title={say('Plaats binnen het maximum', 'Room within the maximum')}>
            {say('1.200 van 1.200 vergunningen. Artikel 5', '1,200 of 1,200 permits. Article 5')}
          </RuleRow>
        </RuleList>
      </Part>
      <Part name={say('Tabel', 'Table')} wide>
        <History />
      </Part>
      <Part name={say('Waar een zaak is', 'Where a case is')} wide>
        <ProcessSteps
          steps={[
            { name: say('Aanvraag', 'Application'), when: say('2 nov', '2 Nov'), state: 'done' },
            { name: say('Register', 'Register'), when: say('2 nov', '2 Nov'), state: 'done' },
            { name: say('Beoordeling', 'Review'), when: say('nu, dag 18', 'now, day 18'), state: 'now' },
            { name: say('Betaling', 'Payment'), state: 'later' },
            { name: say('Geldig', 'Valid'), state: 'later' },
          ]}
        />
      </Part>
      <Part name={say('Wat er gebeurd is', 'What happened')} wide>
        <Timeline
          events={[
            {
              id: '1',
              at: '2026-11-02T08:12:41Z',
              when: say('2 nov 09:12:41', '2 Nov 09:12:41'),
              title: say('Aanvraag bevestigd', 'Application confirmed'),
              text: say('Verklaring versie 7.', 'Declaration version 7.'),
            },
            {
              id: '2',
              at: '2026-11-18T10:02:55Z',
              when: say('18 nov 11:02:55', '18 Nov 11:02:55'),
              title: say('Dossier geopend', 'Case opened'),
              waiting: true,
            },
          ]}
          now={{
            title: say('Wacht op een besluit van de balie', 'Waiting for a decision by the desk'),
            text: say('Streefdatum 20 november.', 'Due 20 November.'),
          }}
        />
      </Part>
      <Part name={say('Zones op de kaart', 'Zones on the map')} wide>
        <Zones />
      </Part>
    </Group>
  );
}

interface Ended {
  id: string;
  plate: { value: string; country: string } | null;
  who: string;
  when: string;
  cents: number;
}

function History() {
  const say = useSample();
  const format = useFormat();
  const rows: Ended[] = [
    {
      id: '1',
      plate: { value: '1-ABC-234', country: 'B' },
      who: 'Oma Ria',
      when: say('wo 18 nov, 13.00 tot 16.15 uur', 'Wed 18 Nov, 13:00 to 16:15'),
      cents: 455,
    },
    {
      id: '2',
      plate: { value: '9-XX-999', country: 'NL' },
      who: say('Mieke, gemachtigd', 'Mieke, by grant'),
      when: say('ma 16 nov, 9.00 tot 16.00 uur', 'Mon 16 Nov, 9:00 to 16:00'),
      cents: 560,
    },
    {
      id: '3',
      plate: null,
      who: say('Zus', 'Sister'),
      when: say('vr 14 aug, 12.00 tot 14.00 uur', 'Fri 14 Aug, 12:00 to 14:00'),
      cents: 280,
    },
  ];
  return (
    <Table
      caption={say('Afgelopen parkeeracties', 'Ended parking actions')}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          title: say('Kenteken', 'Number plate'),
          head: true,
          cell: ({ plate }) =>
            plate ? <Plate {...plate} size="s" quiet /> : <ErasedPlate day={format.day('2026-11-13')} />,
        },
        { title: say('Wie', 'Who'), cell: ({ who }) => who },
        { title: say('Wanneer', 'When'), cell: ({ when }) => when },
        {
          title: say('Status', 'Status'),
          speaking: true,
          cell: () => <Badge kind="off">{say('Afgelopen', 'Ended')}</Badge>,
        },
        { title: say('Kosten', 'Cost'), end: true, cell: ({ cents }) => <Money cents={cents} /> },
      ]}
    />
  );
}

function Zones() {
  const say = useSample();
  const [zone, setZone] = useState('B');
  return (
    <ZoneChoice
      label={say('Waar wilt u parkeren?', 'Where do you want to park?')}
      hint={say('Kies in de lijst of op de kaart.', 'Choose in the list or on the map.')}
      drawing={TOWN}
      full={['A']}
      chosen={zone}
      onChoose={setZone}
      caption={say('De vier parkeerzones. Gearceerd is vol.', 'The four parking zones. Hatched is full.')}
      options={[
        {
          value: 'A',
          title: 'Binnenstad',
          more: say('€ 9,20 per maand. U komt op de wachtlijst', '€9.20 a month. You join the waiting list'),
          end: <Badge kind="off">{say('Vol', 'Full')}</Badge>,
        },
        {
          value: 'B',
          title: 'Singelbuurt',
          more: say('€ 7,50 per maand. Uw adres ligt in deze zone', '€7.50 a month. Your address is in this zone'),
        },
        { value: 'C', title: 'Stationskwartier', more: say('€ 7,50 per maand', '€7.50 a month') },
        { value: 'D', title: 'Hoornwerk', more: say('€ 4,10 per maand', '€4.10 a month') },
      ]}
    />
  );
}
