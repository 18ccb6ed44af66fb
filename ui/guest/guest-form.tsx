import { useState } from 'react';
import type { GuestLook, GuestQuote, GuestQuoteBody } from '../../api/guests/shapes.ts';
import { nextMoment } from '../../rules/sign-on/end.ts';
import { isPlate, readPlate } from '../../rules/values/plate.ts';
import { Button, Buttons } from '../components/button.tsx';
import { Choice, Radios } from '../components/choice.tsx';
import { Note } from '../components/note.tsx';
import { PlateInput, type TypedPlate } from '../components/plate-input.tsx';
import { TextInput } from '../components/text-input.tsx';
import { TimeField } from '../components/time-field.tsx';
import { now } from '../data/clock.ts';
import { newKey, useAct } from '../data/use-act.ts';
import { useLocal } from '../desk/desk.ts';
import { ProblemNote } from '../desk/shown.tsx';
import { useFormat, useText } from '../text/text.tsx';
import { payVisit, quoteAsGuest, signOnAsGuest } from './data.ts';

interface GuestFormProps {
  code: string;
  look: GuestLook;
  onSignedOn: (key: string) => void;
}

/** Plate and end of a guest; what it costs is read back before anything counts. */
export function GuestForm({ code, look, onSignedOn }: GuestFormProps) {
  const t = useText();
  const local = useLocal();
  const format = useFormat();
  const { municipalityName, productName, areas, payer, consent, usesLeft, mostMinutes, endsAt, timeZone, country } =
    look;
  const [plate, setPlate] = useState<TypedPlate>({ country: country === 'BE' ? 'B' : 'NL', text: '' });
  const [end, setEnd] = useState<string | null>(null);
  const [areaId, setAreaId] = useState(areas[0]?.id);
  const [name, setName] = useState('');
  const [keepsPlate, setKeepsPlate] = useState(false);
  const [checked, setChecked] = useState(false);
  // One visit however often it is sent: whoever has the key follows it.
  const [key] = useState(newKey);
  const [asked, setAsked] = useState<GuestQuoteBody | null>(null);
  const quoting = useAct(quoteAsGuest);
  const starting = useAct(signOnAsGuest);
  const paying = useAct(payVisit, { once: true });

  const read = readPlate(plate.text, plate.country);
  const changed = () => {
    setAsked(null);
    quoting.reset();
    starting.reset();
  };
  const ask = async () => {
    setChecked(true);
    if ((!isPlate(read) && read !== 'plate-not-dutch') || end === null) return;
    const body: GuestQuoteBody = {
      code,
      plate: plate.text.trim(),
      country: plate.country,
      endsAt: nextMoment(end, now(), timeZone),
      ...(areaId !== undefined && { areaId }),
      ...(name.trim() !== '' && { name: name.trim() }),
      keepsPlate,
    };
    starting.reset();
    setAsked(body);
    await quoting.perform(body);
  };
  const start = async (wish: GuestQuoteBody, { cents }: GuestQuote) => {
    const answer = await starting.perform({ ...wish, key, cents });
    if (!answer?.ok) return;
    if (answer.value.status !== 'allowed') return onSignedOn(key);
    const checkout = await paying.perform(key);
    onSignedOn(key);
    if (checkout?.ok) window.location.assign(checkout.value.checkoutUrl);
  };
  const quote = quoting.act.state === 'done' ? quoting.act.value : null;
  const failed = [quoting.act, starting.act].find((act) => act.state === 'failed');
  const pays = quote !== null && quote.cents > 0;
  return (
    <>
      <div className="pw-stack">
        <h1>{t('guest.welcome', { municipality: municipalityName })}</h1>
        <p className="pw-lead">{local(productName)}</p>
        <ul>
          <li>{t(`guest.payer.${payer}`)}</li>
          <li>{t(`guest.consent.${consent}`)}</li>
          {mostMinutes !== null && <li>{t('guest.longest', { count: mostMinutes / 60 })}</li>}
          <li>{t('guest.left', { count: usesLeft })}</li>
          <li>{t('guest.good', { end: format.moment(endsAt) })}</li>
        </ul>
      </div>
      <section className="pw-card pw-stack">
        <h2>{t('guest.new')}</h2>
        <form
          className="pw-stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void ask();
          }}
        >
          {areas.length > 1 && (
            <Radios
              label={t('guest.area')}
              options={areas.map(({ id, name: title }) => ({ value: id, title }))}
              chosen={areaId ?? ''}
              onChoose={(id) => {
                changed();
                setAreaId(id);
              }}
            />
          )}
          <PlateInput
            error={checked && !isPlate(read) && read !== 'plate-not-dutch' ? t(`refusal.${read}`) : undefined}
            value={plate}
            onChange={(next) => {
              changed();
              setPlate(next);
            }}
          />
          <TimeField
            label={t('guest.end')}
            hint={t('guest.endHint')}
            error={checked && end === null ? t('guest.endWrong') : undefined}
            value={end}
            onChange={(next) => {
              changed();
              setEnd(next);
            }}
          />
          <TextInput
            optional={!keepsPlate}
            label={t('guest.name')}
            hint={t('guest.nameHint')}
            autoComplete="name"
            maxLength={40}
            value={name}
            onChange={(next) => {
              changed();
              setName(next);
            }}
          />
          <Choice
            type="checkbox"
            name="keeps-plate"
            value="yes"
            title={t('guest.keeps')}
            more={t('guest.keepsHint')}
            checked={keepsPlate}
            onChange={(next) => {
              changed();
              setKeepsPlate(next);
            }}
          />
          {failed && <ProblemNote problem={failed.problem} />}
          {quote === null && (
            <Buttons>
              <Button look="primary" type="submit" busy={quoting.act.state === 'busy'}>
                {t('guest.next')}
              </Button>
            </Buttons>
          )}
        </form>
        {quote && asked && (
          <>
            <Note
              level="h3"
              urgent
              title={t('guest.check', { plate: asked.plate.toUpperCase(), end: format.moment(quote.endsAt) })}
            >
              <p>{pays ? t('guest.price', { price: format.money(quote.cents) }) : t('guest.free')}</p>
            </Note>
            <Buttons>
              <Button
                look="primary"
                busy={starting.act.state === 'busy' || paying.act.state === 'busy'}
                onClick={() => void start(asked, quote)}
              >
                {t(consent === 'each-time' ? 'guest.ask' : pays ? 'guest.pay' : 'guest.start')}
              </Button>
              <Button onClick={changed}>{t('common.cancel')}</Button>
            </Buttons>
          </>
        )}
      </section>
    </>
  );
}
