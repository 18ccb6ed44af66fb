import { bring } from '../old-system/command.ts';

/** Takes over, for real, what these files say, on the books of a running copy. Gives the run. */
export async function bringOverFor(
  { databaseUrl, masterKeyFile }: { databaseUrl: string; masterKeyFile: string },
  municipalityId: string,
  texts: Readonly<Record<string, string>>,
): Promise<string> {
  const brought = await bring(
    { municipalityId, texts, forReal: true },
    { DATABASE_URL: databaseUrl, PARKWERK_MASTER_KEY_FILE: masterKeyFile },
  );
  if (brought.outcome === 'faults') throw new Error(JSON.stringify(brought.faults));
  return brought.runId;
}
