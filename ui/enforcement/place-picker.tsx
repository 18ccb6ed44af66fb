import type { AreaMap } from '../../api/municipalities/shapes.ts';
import { Select } from '../components/text-input.tsx';
import { canLocate } from '../data/position.ts';
import type { Say } from '../text/sentences.ts';
import { useText } from '../text/text.tsx';

/** Instead of an area: wherever this device is at the moment of the question. */
export const HERE = 'here';

export interface Area {
  id: string;
  name: string;
}

interface PlacePickerProps {
  areas: readonly Area[];
  /** An area, `HERE`, or nothing yet. */
  chosen: string;
  error: string | undefined;
  onChoose: (place: string) => void;
}

export function PlacePicker({ areas, chosen, error, onChoose }: PlacePickerProps) {
  const t = useText();
  return (
    <Select
      label={t('check.area.label')}
      error={error}
      value={chosen}
      onChange={onChoose}
      options={[
        ...(chosen === '' ? [{ value: '', text: t('check.area.choose') }] : []),
        ...(canLocate() ? [{ value: HERE, text: t('check.area.here') }] : []),
        ...areas.map((area) => ({ value: area.id, text: sayArea(area, t) })),
      ]}
    />
  );
}

/** Zones and garages of the map; the rest of it is scenery. */
export function areasOf({ features }: AreaMap): Area[] {
  return features.flatMap(({ properties: { id, name } }) =>
    id === undefined || name === undefined ? [] : [{ id, name }],
  );
}

/** A letter is what stands on the sign in the street; a longer id is nobody's word. */
export function sayArea({ id, name }: Area, t: Say): string {
  return id.length <= 2 ? t('check.area.zone', { id, name }) : name;
}
