import { DescriptionList } from '../components/lists.tsx';
import { ErrorNote } from '../components/states.tsx';
import { useMunicipality } from '../municipality-frame.tsx';
import { useProblemSentences } from '../text/problem-sentences.ts';
import { useText } from '../text/text.tsx';
import { LookFields, SaveRow } from '../theme/look-fields.tsx';
import { useSettings } from '../theme/use-settings.ts';
import { useStaff } from './staff-frame.tsx';
import { StaffShell } from './staff-shell.tsx';

/** Who somebody is here, and how the pages look to them: seen at once, remembered when they are saved. */
export default function SettingsPage() {
  const t = useText();
  const { name: municipality } = useMunicipality();
  const { name, roles } = useStaff();
  return (
    <StaffShell title={t('staff.settings.title')} place="settings">
      <div className="pw-stack pw-stack--apart pw-measure">
        <h1>{t('staff.settings.title')}</h1>
        <section className="pw-stack">
          <h2>{t('staff.settings.user')}</h2>
          <DescriptionList
            items={[
              { term: t('staff.settings.name'), value: name },
              { term: t('staff.settings.roles'), value: roles.map((role) => t(`staff.role.${role}`)).join(', ') },
              { term: t('staff.settings.municipality'), value: municipality },
            ]}
          />
        </section>
        <DisplayForm />
      </div>
    </StaffShell>
  );
}

function DisplayForm() {
  const t = useText();
  const sentences = useProblemSentences();
  const { settings, refreshMe } = useStaff();
  const looks = useSettings({ settings, refreshMe });
  const { act, saved, save } = looks;
  return (
    <form
      className="pw-stack pw-stack--wide"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{t('staff.settings.display')}</h2>
      <p>{t('staff.settings.hint')}</p>
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      <LookFields looks={looks} languageHint={t('staff.settings.languageHint')} />
      <SaveRow looks={looks} saved={saved} done={t('staff.settings.saved')} />
    </form>
  );
}
