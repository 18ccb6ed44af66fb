import { type RequestHandler } from 'express';
import { type Settings } from '../activities/config.ts';
import { type Deps } from '../activities/ports.ts';
import { epoch, type Instant } from '../rules/values/moment.ts';
import { HttpProblem } from './http/problem.ts';

type About = Pick<Settings, 'SECURITY_CONTACT' | 'SECURITY_TXT_EXPIRES' | 'SECURITY_POLICY_URL'>;

/** The languages a report may be written in: those of the pages. */
const LANGUAGES = 'nl, en';
const LONGEST_DAYS = 366;
const DAY_MS = 86_400_000;

/**
 * Where a hole can be told (RFC 9116). Absent without an address, after the last day it is right, and where that day lies more than a
 * year ahead: who finds a page nobody looks after would wait in vain for an answer.
 */
export function securityText(about: About, publicUrl: string, at: Instant): string | undefined {
  const { SECURITY_CONTACT: contact, SECURITY_TXT_EXPIRES: lastDay, SECURITY_POLICY_URL: policy } = about;
  if (contact === undefined || lastDay === undefined) return undefined;
  const expires = `${lastDay}T23:59:59Z`;
  const left = epoch(expires) - epoch(at);
  if (left <= 0 || left > LONGEST_DAYS * DAY_MS) return undefined;
  return [
    `Contact: ${contact}`,
    `Expires: ${expires}`,
    `Preferred-Languages: ${LANGUAGES}`,
    `Canonical: ${new URL('/.well-known/security.txt', publicUrl).href}`,
    ...(policy === undefined ? [] : [`Policy: ${policy}`]),
    '',
  ].join('\n');
}

export function securityTxt(about: About, { publicUrl, clock }: Pick<Deps, 'publicUrl' | 'clock'>): RequestHandler {
  return (_req, res) => {
    const text = securityText(about, publicUrl, clock());
    if (text === undefined) throw new HttpProblem(404, 'not-found');
    res.set('Cache-Control', 'max-age=3600').type('text/plain').send(text);
  };
}
