import { TextInput } from '../../components/text-input.tsx';
import { useText } from '../../text/text.tsx';

/** What a draft says of itself, as it is typed. */
export interface TypedTerms {
  title: string;
  article: string;
  articleUrl: string;
  validOn: string;
}

export const NO_TERMS: TypedTerms = { title: '', article: '', articleUrl: '', validOn: '' };

export const isComplete = ({ title, article }: TypedTerms): boolean => title.trim() !== '' && article.trim() !== '';

export const termsOf = ({ title, article, articleUrl, validOn }: TypedTerms) => ({
  title: title.trim(),
  article: article.trim(),
  articleUrl: articleUrl.trim() || null,
  validOn: validOn || null,
});

export function TermsFields({
  typed,
  onType,
  fault,
}: {
  typed: TypedTerms;
  onType: (typed: TypedTerms) => void;
  fault: boolean;
}) {
  const t = useText();
  const missing = (text: string) => (fault && text.trim() === '' ? t('staff.releases.new.fault') : undefined);
  return (
    <>
      <TextInput
        label={t('staff.releases.new.name')}
        hint={t('staff.releases.new.nameHint')}
        error={missing(typed.title)}
        maxLength={120}
        value={typed.title}
        onChange={(title) => onType({ ...typed, title })}
      />
      <TextInput
        label={t('staff.releases.new.article')}
        hint={t('staff.releases.new.articleHint')}
        error={missing(typed.article)}
        maxLength={200}
        value={typed.article}
        onChange={(article) => onType({ ...typed, article })}
      />
      <TextInput
        optional
        type="url"
        label={t('staff.releases.new.url')}
        hint={t('staff.releases.new.urlHint')}
        maxLength={500}
        value={typed.articleUrl}
        onChange={(articleUrl) => onType({ ...typed, articleUrl })}
      />
      <TextInput
        short
        optional
        type="date"
        label={t('staff.releases.new.validOn')}
        hint={t('staff.releases.new.validOnHint')}
        value={typed.validOn}
        onChange={(validOn) => onType({ ...typed, validOn })}
      />
    </>
  );
}
