import { useState, type FormEvent } from 'react';
import type { OfferedProduct } from '../../../api/products/shapes.ts';
import type { PermitView } from '../../../api/permits/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Radios } from '../../components/choice.tsx';
import { Note } from '../../components/note.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useText } from '../../text/text.tsx';
import { useLocal } from '../desk.ts';
import { useOpenApplication } from '../products/use-open.ts';
import { ProblemNote } from '../shown.tsx';

interface ApplyFormProps {
  kind: 'move' | 'carer' | 'death';
  products: readonly OfferedProduct[];
  /** Permits of which one may make way for the new one. */
  held: readonly PermitView[];
}

const NONE = 'none';

/** A product for what happens, and what it takes the place of; then its own questions follow. */
export function ApplyForm({ kind, products, held }: ApplyFormProps) {
  const t = useText();
  const local = useLocal();
  const { act, open } = useOpenApplication();
  const [productId, setProduct] = useState(products[0]?.id ?? null);
  const [old, setOld] = useState(NONE);
  const [number, setNumber] = useState('');
  const [error, setError] = useState<string>();

  const begin = (event: FormEvent) => {
    event.preventDefault();
    if (productId === null) return;
    if (kind === 'death' && number.trim() === '') return setError(t('desk.life.death.numberMissing'));
    setError(undefined);
    if (kind === 'death') void open(productId, { inheritsNumber: number.trim() });
    else void open(productId, old === NONE ? {} : { replacesPermitId: old });
  };

  return (
    <form className="pw-stack pw-stack--wide" noValidate onSubmit={begin}>
      {kind === 'death' && (
        <div className="pw-stack">
          <p>{t('desk.life.death.lead')}</p>
          <p>{t('desk.life.death.end')}</p>
        </div>
      )}
      {products.length === 0 ? (
        <Note level="h3" title={t('desk.life.noProduct')} />
      ) : (
        <>
          <Radios
            label={t('desk.life.which')}
            options={products.map(({ id, name, summary }) => ({ value: id, title: local(name), more: local(summary) }))}
            chosen={productId}
            onChoose={setProduct}
          />
          {kind === 'move' && held.length > 0 && (
            <Radios
              label={t('desk.life.move.old')}
              hint={t('desk.life.move.oldHint')}
              options={[
                ...held.map((permit) => ({
                  value: permit.id,
                  title: `${local(permit.productName)} ${permit.areaName}`,
                  more: permit.number,
                })),
                { value: NONE, title: t('desk.life.move.none') },
              ]}
              chosen={old}
              onChoose={setOld}
            />
          )}
          {kind === 'death' && (
            <TextInput
              short
              label={t('desk.life.death.number')}
              hint={t('desk.life.death.numberHint')}
              autoComplete="off"
              maxLength={40}
              value={number}
              onChange={setNumber}
              error={error}
            />
          )}
          {act.state === 'failed' && <ProblemNote problem={act.problem} />}
          <Buttons>
            <Button look="primary" type="submit" busy={act.state === 'busy'}>
              {t('desk.life.begin')}
            </Button>
          </Buttons>
        </>
      )}
    </form>
  );
}
