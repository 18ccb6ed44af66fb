import { useCallback, useMemo } from 'react';
import type { AreaMap } from '../../../api/municipalities/shapes.ts';
import type { ApplicationView } from '../../../api/permit-applications/shapes.ts';
import { Badge } from '../../components/note.tsx';
import type { ChoiceOption } from '../../components/choice.tsx';
import type { MapDrawing } from '../../components/map-drawing.ts';
import { ZoneChoice } from '../../components/zone-map.tsx';
import { useDraft } from '../../data/draft.ts';
import { readAreas } from '../../data/municipalities.ts';
import { useCall } from '../../data/use-call.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { periodWords, zoneSign } from '../products/period-words.ts';
import { isText } from './drafts.ts';
import { FullPlace } from './full-place.tsx';
import { WizardShell } from './wizard-shell.tsx';
import type { WizardStep } from './wizard-step.ts';

type Places = ApplicationView['options']['places'];

/** Where: the list is the control, the map mirrors it; without a map the list does as well (PORTAL-033). */
export default function StepLocation({ step }: { step: WizardStep }) {
  const t = useText();
  const { id: municipality } = useMunicipality();
  const { application, answering, answer, next } = step;
  const { places } = application.options;
  const given = application.answers.areaId;
  const own = places.find(({ ownArea, full }) => ownArea && !full)?.areaId ?? null;
  const [chosen, choose, forget] = useDraft(`application.${application.id}.location`, given ?? own ?? '', isText);
  const place = places.find(({ areaId }) => areaId === chosen);
  const { call } = useCall(useCallback((signal: AbortSignal) => readAreas(municipality, signal), [municipality]));
  const map = call.state === 'done' ? call.value : null;
  const drawing = useMemo(() => map && drawingOf(map, places), [map, places]);
  const options = useOptions(application);

  const goOn = async () => {
    if (chosen === given) return next();
    const answered = await answer({ areaId: chosen }, { andGoOn: true });
    if (answered?.ok) forget();
  };

  return (
    <WizardShell
      step={step}
      wide
      next={{
        ready: place !== undefined && (!place.full || chosen === given),
        busy: answering.state === 'busy',
        press: () => void goOn(),
      }}
      problem={answering.state === 'failed' ? answering.problem : null}
    >
      <ZoneChoice
        heading
        label={t('wizard.location.heading')}
        hint={t('wizard.location.hint')}
        options={options}
        chosen={place ? chosen : null}
        onChoose={choose}
        drawing={drawing}
        full={places.filter(({ full }) => full).map(({ areaId }) => areaId)}
        caption={t('wizard.location.map')}
      >
        <div role="status">
          {place?.full && chosen !== given && <FullPlace application={application} place={place} />}
        </div>
      </ZoneChoice>
    </WizardShell>
  );
}

function useOptions({ options: { places, periods } }: ApplicationView): ChoiceOption[] {
  const t = useText();
  const format = useFormat();
  const priceOf = ({ prices }: Places[number]): string | null => {
    const amounts = prices.map(({ cents }) => cents);
    if (amounts.length === 0) return null;
    const lowest = Math.min(...amounts);
    const price = lowest === 0 ? t('desk.free') : format.money(lowest);
    const [only] = periods;
    return amounts.length === 1 && only
      ? t('wizard.location.price', { price, period: periodWords(t, only) })
      : t('wizard.location.from', { price });
  };
  return places.map((place) => ({
    value: place.areaId,
    title: (
      <>
        <strong>{place.areaName}</strong> <span className="pw-muted">{zoneSign(t, place.areaId)}</span>
      </>
    ),
    more: [priceOf(place), place.ownArea && t('wizard.location.own')].filter(Boolean).join('. '),
    ...(place.full && { end: <Badge kind="off">{t('wizard.location.full')}</Badge> }),
  }));
}

/** The municipality's drawing, in which the places on offer can be pressed; other areas are part of the town. */
function drawingOf({ features }: AreaMap, places: Places): MapDrawing {
  const drawn = features.flatMap(({ geometry, properties }) => {
    const { kind, id } = properties;
    const place = places.find(({ areaId }) => areaId === id);
    const known = BACKDROP.find((name) => name === kind);
    const what = place ? ({ kind: 'zone', id: place.areaId, name: place.areaName } as const) : known && { kind: known };
    // The service promises GeoJSON; its own type spells positions a little wider than GeoJSON's.
    return what
      ? [
          {
            type: 'Feature' as const,
            properties: what,
            geometry: geometry,
          },
        ]
      : [];
  });
  return { type: 'FeatureCollection', features: drawn };
}

const BACKDROP = ['land', 'water', 'green', 'street', 'rail'] as const;
