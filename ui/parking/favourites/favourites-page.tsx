import { useCallback, useState } from 'react';
import { Button, Buttons } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Count } from '../../components/note.tsx';
import { Plate } from '../../components/plate.tsx';
import { PlateInput, type TypedPlate } from '../../components/plate-input.tsx';
import { Empty } from '../../components/states.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { ProblemNote, Shown } from '../../desk/shown.tsx';
import { useText } from '../../text/text.tsx';
import { deleteFavourite, readFavourites, saveFavourite, type Favourite } from '../data/keeping.ts';
import { usePermit } from '../parking.ts';
import { ParkingShell } from '../parking-shell.tsx';

/** Counted as people count: what is one character to them is one here (2PARK-080). */
const LONGEST_NAME = 10;
const charactersIn = (text: string): number => [...text.trim().normalize('NFC')].length;

/** Plates with a name, to start faster and to know a running action again (2PARK-080, 2PARK-081, PEERS-016). */
export default function FavouritesPage() {
  const t = useText();
  const { id: permitId } = usePermit();
  const asked = useCall(useCallback((signal: AbortSignal) => readFavourites(permitId, signal), [permitId]));
  const [form, setForm] = useState<{ favourite: Favourite | null } | null>(null);
  const [leaving, setLeaving] = useState<Favourite | null>(null);
  const removing = useAct(deleteFavourite);

  const remove = async ({ id }: Favourite) => {
    const answer = await removing.perform({ permitId, id });
    setLeaving(null);
    if (answer?.ok) await asked.refresh();
  };
  return (
    <ParkingShell title={t('parking.menu.favourites')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('parking.favourites.heading')}</h1>
        <p className="pw-lead">{t('parking.favourites.lead')}</p>
        {removing.act.state === 'failed' && <ProblemNote problem={removing.act.problem} />}
        <Shown asked={asked} loading={t('parking.favourites.loading')}>
          {({ items }) => (
            <>
              {form === null && (
                <p>
                  <Button look="primary" icon="plus" onClick={() => setForm({ favourite: null })}>
                    {t('parking.favourites.add')}
                  </Button>
                </p>
              )}
              {form !== null && (
                <FavouriteForm
                  key={form.favourite?.id ?? 'new'}
                  favourite={form.favourite}
                  onDone={() => {
                    setForm(null);
                    void asked.refresh();
                  }}
                  onCancel={() => setForm(null)}
                />
              )}
              {items.length === 0 ? (
                <Empty icon="star" title={t('parking.favourites.empty.title')}>
                  <p>{t('parking.favourites.empty.text')}</p>
                </Empty>
              ) : (
                <section className="pw-stack">
                  <h2>
                    {t('parking.favourites.list')} <Count>{items.length}</Count>
                  </h2>
                  <ul className="pw-parking-list" role="list">
                    {items.map((favourite) => (
                      <li key={favourite.id} className="pw-parking-kept">
                        <Plate value={favourite.plate.display} country={favourite.plate.country} />
                        <strong className="pw-parking-kept__name">{favourite.name}</strong>
                        <Buttons>
                          <Button onClick={() => setForm({ favourite })}>
                            {t('common.change')} <span className="pw-said">{favourite.name}</span>
                          </Button>
                          <Button look="subtle" onClick={() => setLeaving(favourite)}>
                            {t('common.delete')} <span className="pw-said">{favourite.name}</span>
                          </Button>
                        </Buttons>
                      </li>
                    ))}
                  </ul>
                </section>
              )}
            </>
          )}
        </Shown>
      </div>
      {leaving && (
        <ConfirmDialog
          question={t('parking.favourites.remove.question', { name: leaving.name })}
          yes={t('common.delete')}
          busy={removing.act.state === 'busy'}
          onYes={() => void remove(leaving)}
          onNo={() => setLeaving(null)}
        >
          <p>{t('parking.favourites.remove.text')}</p>
        </ConfirmDialog>
      )}
    </ParkingShell>
  );
}

interface FavouriteFormProps {
  favourite: Favourite | null;
  onDone: () => void;
  onCancel: () => void;
}

function FavouriteForm({ favourite, onDone, onCancel }: FavouriteFormProps) {
  const t = useText();
  const { id: permitId } = usePermit();
  const [plate, setPlate] = useState<TypedPlate>({
    country: favourite?.plate.country ?? 'NL',
    text: favourite?.plate.display ?? '',
  });
  const [name, setName] = useState(favourite?.name ?? '');
  const [checked, setChecked] = useState(false);
  const { act, perform } = useAct(saveFavourite);
  const plateError = plate.text.trim() === '' ? t('parking.favourites.plateMissing') : undefined;
  const length = charactersIn(name);
  const nameError =
    length === 0
      ? t('parking.favourites.nameMissing')
      : length > LONGEST_NAME
        ? t('parking.favourites.nameTooLong', { count: length, most: LONGEST_NAME })
        : undefined;

  const save = async () => {
    setChecked(true);
    if (plateError !== undefined || nameError !== undefined) return;
    const body = { plate: plate.text, country: plate.country, name: name.trim() };
    const answer = await perform({ permitId, id: favourite?.id ?? null, body });
    if (answer?.ok) onDone();
  };
  return (
    <form
      className="pw-stack pw-stack--wide pw-card"
      aria-label={favourite ? t('parking.favourites.change') : t('parking.favourites.add')}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <PlateInput
        label={t('parking.favourites.plate')}
        value={plate}
        onChange={setPlate}
        autoFocus
        error={checked ? plateError : undefined}
      />
      <TextInput
        label={t('parking.favourites.name')}
        hint={t('parking.favourites.nameHint', { most: LONGEST_NAME })}
        error={checked || length > LONGEST_NAME ? nameError : undefined}
        autoComplete="off"
        value={name}
        onChange={setName}
      />
      <Buttons wide>
        <Button type="submit" look="primary" busy={act.state === 'busy'}>
          {t('parking.favourites.save')}
        </Button>
        <Button look="subtle" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </Buttons>
    </form>
  );
}
