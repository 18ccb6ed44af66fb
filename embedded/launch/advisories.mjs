import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hindrance, ROOT, tell } from './tell.mjs';

const EXCEPTIONS = join('docs', 'security', 'advisories.json');
const NO_ANSWER =
  'The package registry does not say which holes are known. Give the address of one that does in npm_config_registry.';

/** `npm run advisories`: asks the registry which packages of production have a known hole; fails where one is not answered for. */
export async function advisories() {
  const { exceptions } = JSON.parse(readFileSync(join(ROOT, EXCEPTIONS), 'utf8'));
  const found = advisoriesIn(await npmAudit());
  const faults = faultsOfAdvisories(found, exceptions, new Date().toISOString().slice(0, 10));
  if (faults.length > 0) throw new Hindrance(faults.join('\n'));
  tell(`${found.length} known holes in the packages of production, all of them answered for in ${EXCEPTIONS}.`);
  return 0;
}

/** Every advisory of a report of npm (version 2), once for each package it is about. */
export function advisoriesIn(report) {
  if (report?.vulnerabilities === undefined) throw new Hindrance(NO_ANSWER);
  const all = Object.values(report.vulnerabilities).flatMap(({ via }) => via.filter((one) => typeof one === 'object'));
  const found = all.map(({ name, url, title, severity, range }) => ({ id: url.split('/').at(-1), name, title, severity, range, url })); // prettier-ignore
  return [...new Map(found.map((one) => [`${one.id} ${one.name}`, one])).values()];
}

/**
 * What has to be mended. An exception says why a hole does not reach us, and until when that was looked at.
 *
 * @param today `2027-03-01`
 */
export function faultsOfAdvisories(found, exceptions, today) {
  const open = found.flatMap(({ id, name, severity, range, title, url }) => {
    const exception = exceptions.find((one) => one.id === id);
    if (exception && exception.until >= today) return [];
    const why = exception ? `looked at until ${exception.until}: look again` : 'nobody looked at it';
    return [`${name} ${range}: ${title} (${severity}), ${url}; ${why}`];
  });
  const idle = exceptions.filter(({ id }) => !found.some((one) => one.id === id));
  return [...open, ...idle.map(({ id }) => `${id} is not found any more: take it off ${EXCEPTIONS}`)];
}

/** npm ends with 1 where there is a hole, and where it got no answer; what it wrote tells which. */
function npmAudit() {
  const [program, ...args] = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  return new Promise((resolve) => {
    execFile(
      program,
      [...args, 'audit', '--omit=dev', '--json'],
      { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 },
      (_, stdout) => resolve(parsed(stdout)),
    );
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
