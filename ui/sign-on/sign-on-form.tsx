import { useState, type FormEvent } from 'react';
import type { HouseholdView } from '../../api/sign-on/shapes.ts';
import { nextMoment } from '../../rules/sign-on/end.ts';
import { isPlate, readPlate } from '../../rules/values/plate.ts';
import { Button, Buttons } from '../components/button.tsx';
import { Radios } from '../components/choice.tsx';
import { Note } from '../components/note.tsx';
import { PlateInput, type TypedPlate } from '../components/plate-input.tsx';
import { TimeField } from '../components/time-field.tsx';
import { now } from '../data/clock.ts';
import { useAct } from '../data/use-act.ts';
import { ProblemNote } from '../desk/shown.tsx';
import { useMunicipality } from '../municipality-frame.tsx';
import { useAmounts } from '../parking/actions/amounts.ts';
import { useFormat, useText } from '../text/text.tsx';
import { quoteSignOn, signOn, type Credentials, type Wish } from './data.ts';

interface SignOnFormProps {
  credentials: Credentials;
  view: HouseholdView;
  onSignedOn: (plate: string, endsAt: string) => void;
}

/** A plate and until when; what it costs and when it ends is read back before anything counts. */
export function SignOnForm({ credentials, view, onSignedOn }: SignOnFormProps) {
  const t = useText();
  const format = useFormat();
  const amounts = useAmounts();
  const { country, timeZone } = useMunicipality();
  const [plate, setPlate] = useState<TypedPlate>({ country: country === 'BE' ? 'B' : 'NL', text: '' });
  const [end, setEnd] = useState<string | null>(null);
  const [areaId, setAreaId] = useState(view.areas[0]?.id);
  const [error, setError] = useState<string>();
  const quoting = useAct(quoteSignOn);
  const starting = useAct(signOn);
  const wish = (): Wish => ({
    ...credentials,
    plate: plate.text.trim(),
    country: plate.country,
    ...(end !== null && { endsAt: nextMoment(end, now(), timeZone) }),
    ...(areaId !== undefined && { areaId }),
  });
  const ask = async (event: FormEvent) => {
    event.preventDefault();
    const read = readPlate(plate.text, plate.country);
    if (!isPlate(read)) return setError(t(`refusal.${read}`));
    setError(undefined);
    starting.reset();
    await quoting.perform(wish());
  };
  const changed = () => {
    setError(undefined);
    quoting.reset();
  };
  const start = async (endsAt: string) => {
    const answer = await starting.perform({ ...wish(), endsAt });
    if (!answer?.ok) return;
    onSignedOn(plate.text.trim().toUpperCase(), answer.value.endsAt);
    setPlate({ ...plate, text: '' });
    quoting.reset();
  };
  const failed = [quoting.act, starting.act].find((act) => act.state === 'failed');
  const quote = quoting.act.state === 'done' ? quoting.act.value : null;
  return (
    <section className="pw-card pw-stack">
      <h2>{t('signOn.page.new')}</h2>
      <form className="pw-stack" noValidate onSubmit={(event) => void ask(event)}>
        {view.areas.length > 1 && (
          <Radios
            label={t('signOn.page.area')}
            options={view.areas.map(({ id, name }) => ({ value: id, title: name }))}
            chosen={areaId ?? ''}
            onChoose={(id) => {
              changed();
              setAreaId(id);
            }}
          />
        )}
        <PlateInput
          error={error}
          value={plate}
          onChange={(next) => {
            changed();
            setPlate(next);
          }}
        />
        <TimeField
          optional={view.openEnd}
          label={t('signOn.page.end')}
          hint={t(view.openEnd ? 'signOn.page.endOpen' : 'signOn.page.endHint')}
          value={end}
          onChange={(next) => {
            changed();
            setEnd(next);
          }}
        />
        {failed && <ProblemNote problem={failed.problem} />}
        {quote === null && (
          <Buttons>
            <Button look="primary" type="submit" busy={quoting.act.state === 'busy'}>
              {t('signOn.page.next')}
            </Button>
          </Buttons>
        )}
      </form>
      {quote && (
        <>
          <Note
            level="h3"
            urgent
            title={t('signOn.page.check', { plate: plate.text.trim().toUpperCase(), end: format.moment(quote.endsAt) })}
          >
            <p>{t('signOn.page.price', { price: amounts(quote.holds) ?? t('parking.actions.nothing') })}</p>
          </Note>
          <Buttons>
            <Button look="primary" busy={starting.act.state === 'busy'} onClick={() => void start(quote.endsAt)}>
              {t('signOn.page.start')}
            </Button>
            <Button onClick={changed}>{t('common.cancel')}</Button>
          </Buttons>
        </>
      )}
    </section>
  );
}
