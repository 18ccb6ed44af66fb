import { Link } from 'react-router';
import { TOKEN_OPERATIONS, TOKEN_REQUESTS_A_MINUTE, TOKEN_SCOPES } from '../../../rules/account-tokens.ts';
import { DescriptionList } from '../../components/lists.tsx';
import { Table } from '../../components/table.tsx';
import { PlainShell } from '../../plain-shell.tsx';
import { useText } from '../../text/text.tsx';
import { examplesAt, PROBLEMS } from './examples.ts';
import './programs.css';

/** How a program of one's own parks: examples to copy, what each scope opens, how often one may ask, and what each refusal means (PEERS-040). */
export default function ProgramsHelpPage() {
  const t = useText();
  const title = t('parking.programs.help.title');
  return (
    <PlainShell title={title}>
      <div className="pw-stack pw-stack--apart pw-measure">
        <div className="pw-stack">
          <h1>{title}</h1>
          <p className="pw-lead">{t('parking.programs.help.lead')}</p>
          <p>
            <Link className="pw-alone" to="/parking/programs">
              {t('parking.programs.help.make')}
            </Link>
          </p>
          <p>{t('parking.programs.help.rate', { count: TOKEN_REQUESTS_A_MINUTE })}</p>
          <p>
            <a className="pw-alone" href="/v1/openapi.json">
              {t('parking.programs.help.description')}
            </a>
          </p>
        </div>
        <section className="pw-stack">
          <h2>{t('parking.programs.help.scopes')}</h2>
          <DescriptionList
            items={TOKEN_SCOPES.map((scope) => ({
              term: (
                <>
                  {t(`parking.programs.scope.${scope}`)} (<code>{scope}</code>)
                </>
              ),
              value: t(`parking.programs.scopeMore.${scope}`),
            }))}
          />
        </section>
        <section className="pw-stack">
          <h2>{t('parking.programs.help.examples')}</h2>
          {examplesAt(globalThis.location.origin).map(({ id, command }) => (
            <div key={id} className="pw-stack pw-stack--tight">
              <h3>{t(`parking.programs.help.example.${id}`)}</h3>
              <pre className="pw-code">{command}</pre>
            </div>
          ))}
          <p>{t('parking.programs.help.twice')}</p>
        </section>
        <section className="pw-stack">
          <h2>{t('parking.programs.help.operations')}</h2>
          <Table
            caption={t('parking.programs.help.operations')}
            columns={[
              {
                title: t('parking.programs.help.operation'),
                head: true,
                cell: ({ method, path }) => (
                  <code className="pw-code__part">
                    {method} {path}
                  </code>
                ),
              },
              { title: t('parking.programs.help.scope'), cell: ({ scopes }) => <code>{scopes.join(', ')}</code> },
            ]}
            rows={TOKEN_OPERATIONS}
            rowKey={({ method, path }) => `${method} ${path}`}
          />
        </section>
        <section className="pw-stack">
          <h2>{t('parking.programs.help.problems')}</h2>
          <p>{t('parking.programs.help.problemsText')}</p>
          <Table
            caption={t('parking.programs.help.problems')}
            columns={[
              {
                title: t('parking.programs.help.code'),
                head: true,
                cell: ({ status, code }) => (
                  <code className="pw-code__part">
                    {status} {code}
                  </code>
                ),
              },
              {
                title: t('parking.programs.help.means'),
                cell: ({ code }) => t(`parking.programs.help.problem.${code}`),
              },
            ]}
            rows={PROBLEMS}
            rowKey={({ code }) => code}
          />
        </section>
      </div>
    </PlainShell>
  );
}
