import { Group, Part } from './group.tsx';
import { useSample } from './sample.ts';

const COLOURS = [
  'ink', 'ink-2', 'paper', 'wash', 'tint', 'line', 'edge', 'action', 'action-hover', 'deep', 'signal', 'ok', 'ok-wash', 'bad',
  'bad-wash', 'wait', 'wait-wash', 'info', 'info-wash', 'look', 'plate-band', 'hatch', 'land', 'water', 'green',
]; // prettier-ignore

export function Colours() {
  const say = useSample();
  return (
    <Group
      id="colours"
      title={say('Kleur en letter', 'Colour and type')}
      intro={say(
        'Wit papier, één petrol voor wat u kunt doen. Geel is voor wat nu telt.',
        'White paper, one petrol for what you can do. Yellow is for what counts now.',
      )}
    >
      <Part name={say('Kleuren', 'Colours')} wide>
        <ul className="pw-parts__colours">
          {COLOURS.map((name) => (
            <li key={name}>
              <span className="pw-parts__colour" style={{ background: `var(--pw-${name})` }} />
              <code>--pw-{name}</code>
            </li>
          ))}
        </ul>
      </Part>
      <Part name={say('Letters', 'Type')} wide>
        <p className="pw-figure">€ 9,45</p>
        <p className="pw-lead">
          {say(
            'Inleiding van een pagina: wat hier kan, in één zin.',
            'Lead of a page: what can be done here, in one sentence.',
          )}
        </p>
        <p>
          {say(
            'Gewone tekst: kort, actief, één gedachte per zin. ',
            'Body text: short, active, one thought per sentence. ',
          )}
          <a href="/parts">{say('Een link zegt waarheen', 'A link says where to')}</a>.
        </p>
        <p className="pw-small pw-muted">
          {say('Kleine tekst voor hints, nooit kleiner dan 14 px.', 'Small text for hints, never below 14 px.')}
        </p>
      </Part>
    </Group>
  );
}
