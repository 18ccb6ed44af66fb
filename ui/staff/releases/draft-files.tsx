import { useState } from 'react';
import type { DraftView } from '../../../api/releases/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { FileButton } from '../../components/file-drop.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { Select, TextArea } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useText } from '../../text/text.tsx';
import { putFile } from '../data/releases.ts';

/** The files of a proposal, as they are; its writer changes them here, or brings others. */
export function DraftFiles({
  draft,
  editable,
  onChanged,
}: {
  draft: DraftView;
  editable: boolean;
  onChanged: () => void;
}) {
  const t = useText();
  const sentences = useProblemSentences();
  const [name, setName] = useState(draft.files[0]?.name ?? '');
  const [typed, setTyped] = useState<Record<string, string>>({});
  const { act, perform } = useAct(putFile);
  const stored = draft.files.find((file) => file.name === name)?.text ?? '';
  const text = typed[name] ?? stored;
  const save = async () => {
    const answer = await perform({ id: draft.id, version: draft.version, name, text });
    if (answer?.ok) onChanged();
  };
  return (
    <form
      className="pw-stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Select
        label={t('staff.releases.draft.file')}
        value={name}
        onChange={setName}
        options={draft.files.map((file) => ({ value: file.name, text: file.name }))}
      />
      <TextArea
        label={t('staff.releases.draft.fileText', { file: name })}
        rows={16}
        spellCheck={false}
        readOnly={!editable}
        value={text}
        onChange={(content) => setTyped({ ...typed, [name]: content })}
      />
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      <Buttons>
        {editable && (
          <>
            <Button type="submit" look="primary" disabled={text === stored} busy={act.state === 'busy'}>
              {t('staff.releases.draft.saveFile')}
            </Button>
            <FileButton
              icon="clip"
              label={t('staff.releases.draft.chooseFile')}
              accept=".yaml,.yml,.geojson,.json"
              onFile={(file) =>
                void file.text().then((content) => setTyped((before) => ({ ...before, [name]: content })))
              }
            />
          </>
        )}
        <Button icon="down" onClick={() => download(name, text)}>
          {t('staff.releases.draft.download', { file: name })}
        </Button>
      </Buttons>
    </form>
  );
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
