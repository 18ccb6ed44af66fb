import { lazy, Suspense, type ReactNode } from 'react';
import { useText } from '../text/text.tsx';
import { Radios, type ChoiceOption } from './choice.tsx';
import type { FieldFace } from './field.tsx';
import type { MapDrawing } from './map-drawing.ts';
import './zone-map.css';

// Leaflet is as heavy as all our own parts together, and few screens have a map.
const DrawnMap = lazy(() => import('./drawn-map.tsx'));

export interface ZoneMapProps {
  drawing: MapDrawing;
  chosen: string | null;
  onChoose: (zone: string) => void;
  /** Zones without a place left: hatched, and said in a word. */
  full?: readonly string[];
  caption: ReactNode;
}

/** Zones on a drawing of their surroundings. A picture for the eye and the mouse: the list of zones beside it is the control. */
export function ZoneMap({ caption, ...rest }: ZoneMapProps) {
  const t = useText();
  return (
    <figure className="pw-map">
      <Suspense fallback={<div className="pw-map__box pw-map__box--empty">{t('parts.map.drawing')}</div>}>
        <DrawnMap {...rest} />
      </Suspense>
      <figcaption className="pw-small pw-muted">{caption}</figcaption>
    </figure>
  );
}

interface ZoneChoiceProps extends Omit<ZoneMapProps, 'drawing'>, FieldFace {
  options: readonly ChoiceOption[];
  /** Null as long as it is not there: the list does not wait for it, and keeps its focus when it comes. */
  drawing: MapDrawing | null;
  heading?: boolean;
  /** What follows from the choice: right below the list, before the map. */
  children?: ReactNode;
}

/** The list of zones with the map that mirrors it. */
export function ZoneChoice({ options, label, hint, error, heading, drawing, children, ...map }: ZoneChoiceProps) {
  return (
    <div className="pw-cols pw-cols--even">
      <div className="pw-stack">
        <Radios
          {...{ label, hint, error, options }}
          {...(heading !== undefined && { heading })}
          chosen={map.chosen}
          onChoose={map.onChoose}
        />
        {children}
      </div>
      {drawing && <ZoneMap {...map} drawing={drawing} />}
    </div>
  );
}
