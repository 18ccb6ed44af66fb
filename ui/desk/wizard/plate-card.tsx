import { useId } from 'react';
import type { ApplicationView } from '../../../api/permit-applications/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Fact, type FactKind } from '../../components/note.tsx';
import { Plate } from '../../components/plate.tsx';
import { useSentenceNamed, useText } from '../../text/text.tsx';

type Given = ApplicationView['answers']['plates'][number];

interface PlateCardProps {
  plate: Given;
  title: string;
  /** Something has to be proved for this car. */
  needsProof: boolean;
  onRemove?: () => void;
}

/** A plate that was given, which car it is, and what the register said about its keeper (PORTAL-039). */
export function PlateCard({ plate, title, needsProof, onRemove }: PlateCardProps) {
  const t = useText();
  const id = useId();
  const car = useCar(plate);
  const { country, display, keeper } = plate;
  const said = keeper === 'own' || needsProof;
  return (
    <section className="pw-card pw-stack" aria-labelledby={id}>
      <div className="pw-row">
        <h2 id={id} className="pw-said">
          {title}
        </h2>
        <Plate country={country} value={display} size="l" quiet />
        {car && <span className="pw-muted">{car}</span>}
        {onRemove && (
          <span className="pw-push">
            <Button look="subtle" icon="trash" about={display} onClick={onRemove}>
              {t('common.delete')}
            </Button>
          </span>
        )}
      </div>
      {said && (
        <Fact kind={KINDS[keeper]}>
          {keeper !== 'not-asked' && <strong>{t(`keeper.${keeper}`)}.</strong>} {t(`wizard.plates.keeper.${keeper}`)}
        </Fact>
      )}
    </section>
  );
}

const KINDS: Record<Given['keeper'], FactKind> = {
  own: 'ok',
  other: 'wait',
  unknown: 'wait',
  unavailable: 'info',
  'not-asked': 'info',
};

/** `Volvo V60, grijs`, as far as the register knows. */
export function useCar({ vehicle, colour }: Given): string {
  const sentence = useSentenceNamed();
  const named = colour === null ? null : (sentence(`colour.${colour}`) ?? colour);
  return [vehicle, named].filter(Boolean).join(', ');
}
