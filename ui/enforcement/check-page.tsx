import { useCallback, useEffect, useRef, useState, type ClipboardEvent } from 'react';
import type { PublicOutage } from '../../api/outages/shapes.ts';
import { isPlate, plateKey, readPlate } from '../../rules/values/plate.ts';
import { Button } from '../components/button.tsx';
import { PlateInput, type TypedPlate } from '../components/plate-input.tsx';
import { Fact } from '../components/note.tsx';
import { ErrorNote } from '../components/states.tsx';
import { readAreas } from '../data/municipalities.ts';
import { outagesOf, readStatus } from '../data/status.ts';
import { keepOnDevice, orOnDevice } from '../data/on-device.ts';
import { useCall } from '../data/use-call.ts';
import { useOnline } from '../data/use-online.ts';
import { keepOffline } from '../keep-offline.ts';
import { keep, readKept } from '../kept.ts';
import { useMunicipality } from '../municipality-frame.tsx';
import { Guard } from '../staff/guard.tsx';
import { useStaff } from '../staff/staff-frame.tsx';
import { StaffShell } from '../staff/staff-shell.tsx';
import { useProblemSentences } from '../text/problem-sentences.ts';
import { useFormat, useText } from '../text/text.tsx';
import { locate } from '../data/position.ts';
import type { Place } from './data/checks.ts';
import { useOfflineList } from './offline/use-offline-list.ts';
import { ListCheck } from './list-check.tsx';
import { OwnChecks } from './own-checks.tsx';
import { PassCheck } from './pass-check.tsx';
import { PhotoAid } from './photo-aid.tsx';
import { areasOf, HERE, PlacePicker, sayArea } from './place-picker.tsx';
import { RecentChecks } from './recent-checks.tsx';
import { Shown } from './shown.tsx';
import { useChecks } from './use-checks.ts';
import './check.css';

/** As the field itself takes it. */
const LONGEST = 16;
const NO_PLATE: TypedPlate = { country: 'NL', text: '' };

/** An officer beside a car: a plate in, one sentence out (controle, PEERS-037). */
export default function CheckPage() {
  return (
    <Guard permission="check" place="check">
      <Check />
    </Guard>
  );
}

function Check() {
  const t = useText();
  const sentences = useProblemSentences();
  const format = useFormat();
  const online = useOnline();
  const town = useMunicipality();
  const { id: municipality } = town;
  const { me } = useStaff();
  const { call, refresh } = useCall(
    useCallback(
      (signal: AbortSignal) => orOnDevice(`areas ${municipality}`, readAreas(municipality, signal)),
      [municipality],
    ),
  );
  const areas = call.state === 'done' ? areasOf(call.value) : [];
  const hasGarages =
    call.state === 'done' && call.value.features.some(({ properties }) => properties.kind === 'garage');
  const [place, choosePlace] = useKeptPlace(municipality);
  // What was remembered may be gone from the municipality's map.
  const chosen = place === HERE || call.state !== 'done' || areas.some(({ id }) => id === place) ? place : '';
  const [typed, setTyped] = useState(NO_PLATE);
  const [missing, setMissing] = useState<'plate' | 'place' | null>(null);
  const form = useRef<HTMLFormElement>(null);

  const areaNamed = (id: string) => {
    const area = areas.find((known) => known.id === id);
    return area ? sayArea(area, t) : id;
  };
  const offline = useOfflineList(municipality);
  useEffect(() => void keepOffline(`/${municipality}/enforcement`), [municipality]);
  const goodUntil = offline.list.state === 'ready' ? offline.list.goodUntil : null;
  const map = call.state === 'done' ? call.value : null;
  useEffect(() => {
    if (goodUntil === null || map === null || !online) return;
    void keepOnDevice({ me, [`municipality ${municipality}`]: town, [`areas ${municipality}`]: map }, goodUntil);
  }, [goodUntil, map, me, municipality, town, online]);
  const { shown, recent, ask } = useChecks(areaNamed, offline.ask);
  const outages = useOutages(municipality, recent.length);
  const lasting = outages.filter(({ endedAt }) => endedAt === null);

  const check = async (plate: TypedPlate) => {
    const lacking = plateKey(plate.text) === '' ? 'plate' : chosen === '' ? 'place' : null;
    setMissing(lacking);
    if (lacking !== null) {
      form.current
        ?.querySelector<HTMLElement>(lacking === 'plate' ? '.pw-plate-input__chars' : '.pw-check__place select')
        ?.focus();
      return;
    }
    setTyped(plate);
    hideKeyboard();
    const answer = await ask(plate, chosen);
    // A plate to read again stays in the field; after any other answer the next car comes.
    if (answer && answer.verdict !== 'amber') setTyped(NO_PLATE);
  };

  const placeOfList = async (): Promise<Place | null> => {
    if (chosen === '') return null;
    if (chosen !== HERE) return { area: chosen };
    const located = await locate();
    return located.ok ? { location: located.position } : null;
  };
  const askForPlace = () => {
    setMissing('place');
    form.current?.querySelector<HTMLElement>('.pw-check__place select')?.focus();
  };

  /** A scanner ends with a line break, whether it types or pastes. */
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text');
    if (!/[\r\n]$/.test(pasted)) return;
    event.preventDefault();
    void check({ ...typed, text: pasted.trim().slice(0, LONGEST) });
  };

  return (
    <StaffShell
      app="check"
      title={chosen === '' || chosen === HERE ? t('check.title') : areaNamed(chosen)}
      place="check"
    >
      <div className="pw-check pw-stack pw-stack--wide">
        {!online && (
          <Fact kind="bad" icon="offline">
            {offline.list.state === 'ready'
              ? t('check.offlineWithList', {
                  time: format.clock(offline.list.madeAt),
                  until: format.clock(offline.list.goodUntil),
                })
              : t('check.offline')}
          </Fact>
        )}
        {lasting.map(({ id, part }) => (
          <Fact key={id} kind="wait" icon="warn">
            <strong>{t('check.outage.title', { part: t(`outage.part.${part}`) })}.</strong> {t('check.outage.text')}
          </Fact>
        ))}
        {offline.list.state === 'refused' && <Fact kind="bad">{t(`check.pack.fault.${offline.list.fault}`)}</Fact>}
        {offline.waiting > 0 && (
          <Fact kind="wait" icon="offline">
            {t('check.pack.waiting', { count: offline.waiting })}
          </Fact>
        )}
        <Shown shown={shown} onRetry={(plate) => void check(plate)} />
        <form
          ref={form}
          className="pw-stack"
          noValidate
          onPaste={onPaste}
          onSubmit={(event) => {
            event.preventDefault();
            void check(typed);
          }}
        >
          <PhotoAid />
          <PlateInput
            label={t(shown.state === 'answered' ? 'check.next' : 'check.plate')}
            value={typed}
            onChange={(value) => {
              setTyped(value);
              setMissing(null);
            }}
            error={missing === 'plate' ? t('refusal.plate-empty') : undefined}
            question={isUnusual(typed) ? t('check.unusual') : undefined}
            autoFocus
          />
          <Button look="primary" type="submit" icon="search" busy={shown.state === 'busy'}>
            {t('check.check')}
          </Button>
          <div className="pw-check__place">
            <PlacePicker
              areas={areas}
              chosen={chosen}
              error={missing === 'place' ? t('check.area.missing') : undefined}
              onChoose={(next) => {
                choosePlace(next);
                setMissing(null);
              }}
            />
          </div>
        </form>
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        <RecentChecks checks={recent} outages={outages} />
        {online && <OwnChecks />}
        <ListCheck place={placeOfList} onNoPlace={askForPlace} />
        {hasGarages && <PassCheck />}
        <p className="pw-small pw-muted">{t('check.notice')}</p>
      </div>
    </StaffShell>
  );
}

/** Asked anew with every check: one that is recorded later flags the checks before it as well. */
function useOutages(municipality: string, checks: number): readonly PublicOutage[] {
  const { call, refresh } = useCall(readStatus);
  const asked = useRef(checks);
  useEffect(() => {
    if (asked.current === checks) return;
    asked.current = checks;
    void refresh();
  }, [checks, refresh]);
  return call.state === 'done' ? outagesOf(call.value, municipality) : [];
}

/** The area somebody walks in today is that of the next check as well. */
function useKeptPlace(municipality: string): [string, (place: string) => void] {
  const [place, setPlace] = useState(() => {
    const [where, kept = ''] = (readKept('parkwerk.check-place') ?? '').split(' ');
    return where === municipality ? kept : '';
  });
  const choose = (next: string) => {
    setPlace(next);
    keep('parkwerk.check-place', `${municipality} ${next}`);
  };
  return [place, choose];
}

/** A Dutch plate that fits no Dutch pattern is likely a typing error: asked, never refused. */
function isUnusual({ country, text }: TypedPlate): boolean {
  return country === 'NL' && plateKey(text).length >= 6 && !isPlate(readPlate(text, country));
}

/** On a phone the keyboard would cover the answer; at a real keyboard the field keeps the focus for the next plate. */
function hideKeyboard(): void {
  if (!window.matchMedia('(pointer: coarse)').matches) return;
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  window.scrollTo({ top: 0 });
}
