import { useEffect, useState } from 'react';
import { Button } from '../components/button.tsx';
import { FileButton } from '../components/file-drop.tsx';
import { useText } from '../text/text.tsx';

/**
 * A picture of the plate beside the field in which it is typed: for bad light, and for a plate one cannot stand before. Nothing reads it
 * but the officer, and it never leaves the device.
 */
export function PhotoAid() {
  const t = useText();
  const [picture, setPicture] = useState<string | null>(null);
  useEffect(() => () => (picture === null ? undefined : URL.revokeObjectURL(picture)), [picture]);
  return (
    <div className="pw-stack pw-stack--tight">
      <FileButton
        icon="camera"
        label={t(picture === null ? 'check.photo.take' : 'check.photo.again')}
        accept="image/*"
        capture="environment"
        onFile={(file) => setPicture(URL.createObjectURL(file))}
      />
      {picture !== null && (
        <>
          <img className="pw-check__photo" src={picture} alt={t('check.photo.alt')} />
          <p className="pw-small pw-muted">{t('check.photo.text')}</p>
          <Button look="subtle" icon="trash" onClick={() => setPicture(null)}>
            {t('check.photo.remove')}
          </Button>
        </>
      )}
    </div>
  );
}
