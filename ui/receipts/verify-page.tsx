import { useEffect, useState, type FormEvent } from 'react';
import type { SigningKeys } from '../../api/enforcement/shapes.ts';
import type { Receipt } from '../../rules/receipts.ts';
import { Button } from '../components/button.tsx';
import { DescriptionList } from '../components/lists.tsx';
import { Fact, Note } from '../components/note.tsx';
import { PlateInput, type TypedPlate } from '../components/plate-input.tsx';
import { ErrorNote } from '../components/states.tsx';
import { TextArea, TextInput } from '../components/text-input.tsx';
import { call } from '../data/http.ts';
import { useAct } from '../data/use-act.ts';
import { canCheckOffline } from '../enforcement/offline/pack.ts';
import { PlainShell } from '../plain-shell.tsx';
import { useProblemSentences } from '../text/problem-sentences.ts';
import { useFormat, useText } from '../text/text.tsx';
import { isAboutPlate, verifyReceipt, type Verified } from './verify.ts';

/** Is this receipt genuine? Seen by this device, with our public key; the receipt itself goes nowhere (BEYOND-005). */
export default function VerifyPage() {
  const t = useText();
  const sentences = useProblemSentences();
  const [text, setText] = useState(() => window.location.hash.slice(1));
  const [verified, setVerified] = useState<Verified | null>(null);
  const { act, perform } = useAct(readKeys);

  const verify = async (of: string) => {
    const keys = await perform(null);
    if (keys?.ok) setVerified(await verifyReceipt(of, keys.value.items));
  };
  useEffect(() => {
    const linked = window.location.hash.slice(1);
    if (linked === '' || !canCheckOffline()) return;
    void readKeys().then(async (keys) => keys.ok && setVerified(await verifyReceipt(linked, keys.value.items)));
  }, []);

  return (
    <PlainShell title={t('receipt.verifyTitle')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('receipt.verifyTitle')}</h1>
        <p className="pw-lead">{t('receipt.verifyLead')}</p>
        {!canCheckOffline() && <Fact kind="bad">{t('receipt.oldBrowser')}</Fact>}
        <form
          className="pw-stack"
          noValidate
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            void verify(text);
          }}
        >
          <TextArea
            label={t('receipt.paste')}
            hint={t('receipt.pasteHint')}
            rows={4}
            value={text}
            onChange={setText}
            spellCheck={false}
          />
          <Button look="primary" type="submit" busy={act.state === 'busy'} disabled={!canCheckOffline()}>
            {t('receipt.verify')}
          </Button>
        </form>
        {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} />}
        <div role="status">
          {typeof verified === 'string' && (
            <Note kind="bad" title={t(`receipt.${verified}`)}>
              <p>{t(`receipt.${verified}Text`)}</p>
            </Note>
          )}
          {verified !== null && typeof verified === 'object' && <Genuine receipt={verified.receipt} />}
        </div>
        {verified !== null && typeof verified === 'object' && <AboutPlate receipt={verified.receipt} />}
      </div>
    </PlainShell>
  );
}

const readKeys = () => call<SigningKeys>('/v1/signing-keys');

function Genuine({
  receipt: { right, municipality, areas, since, until, registeredAt, registerId, issuedAt },
}: {
  receipt: Receipt;
}) {
  const t = useText();
  const format = useFormat();
  return (
    <Note kind="ok" title={t('receipt.genuine')}>
      <DescriptionList
        items={[
          { term: t('receipt.registered'), value: format.moment(registeredAt) },
          { term: t('receipt.municipality'), value: municipality },
          { term: t('receipt.area'), value: areas.join(', ') },
          {
            term: t('receipt.validity'),
            value: t('receipt.fromUntil', { from: format.moment(since), until: format.moment(until) }),
          },
          { term: t('receipt.registerId'), value: registerId },
          { term: t('receipt.right'), value: right },
          { term: t('receipt.issued'), value: format.moment(issuedAt) },
        ]}
      />
    </Note>
  );
}

/** Only who was given the code can show that it is about a plate. */
function AboutPlate({ receipt }: { receipt: Receipt }) {
  const t = useText();
  const [plate, setPlate] = useState<TypedPlate>({ country: 'NL', text: '' });
  const [code, setCode] = useState('');
  const [about, setAbout] = useState<boolean | null>(null);
  return (
    <form
      className="pw-stack"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void isAboutPlate(receipt, code, plate.country, plate.text).then(setAbout);
      }}
    >
      <h2>{t('receipt.aboutPlate')}</h2>
      <PlateInput label={t('check.plate')} value={plate} onChange={setPlate} />
      <TextInput label={t('receipt.code')} value={code} onChange={setCode} autoComplete="off" />
      <Button type="submit">{t('receipt.compare')}</Button>
      <div role="status">
        {about !== null && (
          <Fact kind={about ? 'ok' : 'bad'}>{t(about ? 'receipt.samePlate' : 'receipt.otherPlate')}</Fact>
        )}
      </div>
    </form>
  );
}
