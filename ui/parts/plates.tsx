import { useState } from 'react';
import { ErasedPlate, Plate } from '../components/plate.tsx';
import { PlateInput } from '../components/plate-input.tsx';
import { useFormat } from '../text/text.tsx';
import { Group, Part } from './group.tsx';
import { useSample } from './sample.ts';

export function Plates() {
  const say = useSample();
  const format = useFormat();
  return (
    <Group
      id="plates"
      title={say('Kentekens', 'Number plates')}
      intro={say(
        'Een recht hoort bij een kenteken, dus een kenteken is nooit gewone tekst. Geel betekent: dit telt nu.',
        'A right belongs to a number plate, so a plate is never plain text. Yellow means: this counts now.',
      )}
    >
      <Part name={say('Telt nu', 'Counts now')}>
        <div className="pw-row">
          <Plate value="X-99-XXX" country="NL" size="xl" />
          <Plate value="1-ABC-234" country="B" size="l" />
          <Plate value="B-AB 1234" country="D" />
          <Plate value="AA-12-BB" country="P" />
          <Plate value="999-XX-9" country="NL" size="s" />
        </div>
      </Part>
      <Part name={say('Telt niet, nog niet of niet meer', 'Does not count, not yet or no longer')}>
        <div className="pw-row">
          <Plate value="9-XX-999" country="NL" size="l" quiet />
          <Plate value="1-ABC-234" country="B" quiet />
          <ErasedPlate day={format.day('2026-11-13')} />
        </div>
      </Part>
      <Part name={say('Invullen: leeg', 'Filling in: empty')}>
        <Filled
          text=""
          country="NL"
          hint={say('Ander land? Kies het links.', 'Another country? Choose it at the left.')}
        />
      </Part>
      <Part name={say('Invullen: ingevuld', 'Filling in: filled')}>
        <Filled text="999 xx 9" country="NL" />
      </Part>
      <Part name={say('Invullen: uit een ander land', 'Filling in: from another country')}>
        <Filled text="1abc234" country="B" />
        <Filled text="WI-NN 99" country="D" />
      </Part>
      <Part name={say('Invullen: vraag en fout', 'Filling in: question and error')}>
        <Filled
          text="9-XX-999"
          country="NL"
          question={say(
            'Volgens het register is dit een motor. Klopt het kenteken?',
            'According to the register this is a motorcycle. Is the number plate right?',
          )}
        />
        <Filled
          text="99-XX"
          country="NL"
          error={say(
            'Een Nederlands kenteken heeft 6 tekens, bijvoorbeeld 999-XX-9. Komt de auto uit een ander land, kies dat dan.',
            'A Dutch number plate has 6 characters, for example 999-XX-9. If the car is from another country, choose it.',
          )}
        />
      </Part>
    </Group>
  );
}

function Filled({
  text,
  country,
  ...rest
}: {
  text: string;
  country: string;
  hint?: string;
  question?: string;
  error?: string;
}) {
  const [value, setValue] = useState({ text, country });
  return <PlateInput value={value} onChange={setValue} {...rest} />;
}
