import { pino, type Logger } from 'pino';

export type Log = Logger;

/** One line of JSON per event. Ids and codes only: what a person typed or who they are never gets here. */
export function createLog(component: string, level: string): Log {
  return pino({
    level,
    base: { component },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['email', '*.email', 'plate', '*.plate', 'name', '*.name', 'err.parameters', 'err.detail', 'err.where'],
      censor: '[personal]',
    },
  });
}
