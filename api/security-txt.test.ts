import { securityText } from './security-txt.ts';

const URL = 'https://parkeren.voorbeeld.example';
const AT = '2026-11-22T10:00:00.000Z';
const about = { SECURITY_CONTACT: 'mailto:security@voorbeeld.example', SECURITY_TXT_EXPIRES: '2027-05-01' };

describe('where a hole in the system can be told', () => {
  it('says with whom, until when, in which languages and what happens with it (RFC 9116)', () => {
    const policy = 'https://www.voorbeeld.example/lek-melden';
    expect(securityText({ ...about, SECURITY_POLICY_URL: policy }, URL, AT)!.split('\n')).toEqual([
      'Contact: mailto:security@voorbeeld.example',
      'Expires: 2027-05-01T23:59:59Z',
      'Preferred-Languages: nl, en',
      `Canonical: ${URL}/.well-known/security.txt`,
      `Policy: ${policy}`,
      '',
    ]);
    expect(securityText(about, URL, AT)).not.toContain('Policy');
  });

  it('is shown through its last day and not a moment longer', () => {
    expect(securityText(about, URL, '2027-05-01T23:59:58.999Z')).toBeDefined();
    expect(securityText(about, URL, '2027-05-01T23:59:59.000Z')).toBeUndefined();
  });

  it('is not shown with a day more than a year ahead, nor where nobody gave an address', () => {
    expect(securityText({ ...about, SECURITY_TXT_EXPIRES: '2027-11-24' }, URL, AT)).toBeUndefined();
    expect(securityText({ SECURITY_CONTACT: undefined, SECURITY_TXT_EXPIRES: undefined }, URL, AT)).toBeUndefined();
  });
});
