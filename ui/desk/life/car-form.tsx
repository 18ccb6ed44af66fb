import { useCallback, useState, type FormEvent } from 'react';
import { Link } from 'react-router';
import type { PermitView } from '../../../api/permits/shapes.ts';
import type { PlateChangeView } from '../../../api/plate-changes/shapes.ts';
import { civilDayAt } from '../../../rules/values/format.ts';
import { isPlate, readPlate } from '../../../rules/values/plate.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Radios } from '../../components/choice.tsx';
import { DateField } from '../../components/date-field.tsx';
import { Note } from '../../components/note.tsx';
import { PlateInput, type TypedPlate } from '../../components/plate-input.tsx';
import { now } from '../../data/clock.ts';
import type { Answer } from '../../data/http.ts';
import { useAct } from '../../data/use-act.ts';
import { useText } from '../../text/text.tsx';
import { askForPlates } from '../data/plate-changes.ts';
import { useDesk, useLocal } from '../desk.ts';
import { asTyped } from '../permits/plates/typed.ts';
import { ProblemNote } from '../shown.tsx';

interface NewCar {
  goes: string;
  comes: { plate: string; country: string };
  startsOn: string | null;
}

/** A new car on every permit the old one is on: each change is asked for, and confirmed with its fee and moment on its own page. */
export function CarForm({ held }: { held: readonly PermitView[] }) {
  const t = useText();
  const local = useLocal();
  const { base, refreshCounts } = useDesk();
  const today = civilDayAt(now());
  const changeable = changeableOf(held);
  const plates = [...new Set(changeable.flatMap((permit) => permit.plates.map(keyOf)))];
  const ahead = changeable.map(({ plateChange }) => plateChange!.lastStart ?? today).sort()[0] ?? today;
  const [goes, setGoes] = useState(plates[0] ?? null);
  const [plate, setPlate] = useState<TypedPlate>({ country: 'NL', text: '' });
  const [day, setDay] = useState<string | null>(today);
  const [error, setError] = useState<string>();
  const { act, perform } = useAct(
    useCallback((car: NewCar, key: string) => askEverywhere(changeableOf(held), car, key), [held]),
  );

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const read = readPlate(plate.text, plate.country);
    if (!isPlate(read)) return setError(t(`refusal.${read}`));
    if (goes === null || day === null) return;
    setError(undefined);
    const comes = { plate: plate.text.trim(), country: plate.country };
    const answer = await perform({ goes, comes, startsOn: day === today ? null : day });
    if (answer?.ok) refreshCounts();
  };

  if (plates.length === 0) return <Note level="h3" title={t('desk.life.car.none')} />;
  if (act.state === 'done') {
    const asked = changeable.filter(({ id }) => act.value.some(({ permitId }) => permitId === id));
    return (
      <div role="status">
        <Note kind="ok" level="h3" title={t('desk.life.car.asked', { count: asked.length })}>
          <ul className="pw-stack pw-stack--tight" role="list">
            {asked.map((permit) => (
              <li key={permit.id}>
                <Link className="pw-alone" to={`${base}/permits/${permit.id}/plates`}>
                  {local(permit.productName)} {permit.areaName}, {permit.number}
                </Link>
              </li>
            ))}
          </ul>
        </Note>
      </div>
    );
  }
  return (
    <form className="pw-stack pw-stack--wide" noValidate onSubmit={(event) => void submit(event)}>
      <Radios
        label={t('desk.life.car.plate')}
        options={plates.map((value) => ({ value, title: value.split(' ')[1] }))}
        chosen={goes}
        onChoose={setGoes}
      />
      <PlateInput label={t('desk.life.car.new')} error={error} value={plate} onChange={setPlate} />
      <DateField
        label={t('desk.life.car.day')}
        hint={t('desk.life.car.dayHint')}
        value={day}
        onChange={setDay}
        today={today}
        first={today}
        last={ahead}
      />
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <Buttons>
        <Button look="primary" type="submit" busy={act.state === 'busy'}>
          {t('desk.life.begin')}
        </Button>
      </Buttons>
    </form>
  );
}

const changeableOf = (held: readonly PermitView[]): PermitView[] =>
  held.filter(({ plateChange }) => plateChange !== null);

const keyOf = ({ country, display }: { country: string; display: string }): string => `${country} ${display}`;

/** One after the other; the first that cannot be done says why. Pressing again goes on where it stopped. */
async function askEverywhere(
  permits: readonly PermitView[],
  { goes, comes, startsOn }: NewCar,
  key: string,
): Promise<Answer<PlateChangeView[]>> {
  const asked: PlateChangeView[] = [];
  for (const permit of permits.filter((one) => one.plates.some((plate) => keyOf(plate) === goes))) {
    const plates = permit.plates.map((plate) => (keyOf(plate) === goes ? comes : asTyped(plate)));
    const answer = await askForPlates(permit.id, { plates, startsOn }, `${key}-${permit.id}`);
    if (!answer.ok) return answer;
    asked.push(answer.value);
  }
  return { ok: true, value: asked };
}
