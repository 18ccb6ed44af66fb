import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { type OpenDataRow } from '../../rules/municipalities/national.ts';
import { type NationalData } from '../../rules/parking/national-data.ts';

/** The register's tables, by the dataset they are published as and the name their downloads carry. */
const TABLES: Record<keyof NationalData, { dataset: string; name: string }> = {
  gebieden: { dataset: 'adw6-9hsg', name: 'gebied' },
  geometrieen: { dataset: 'nsk3-v9n7', name: 'geometriegebied' },
  gebiedRegelingen: { dataset: 'qtex-qwd8', name: 'gebiedregeling' },
  regelingen: { dataset: 'yefi-qfiq', name: 'regeling' },
  tijdvakken: { dataset: 'ixf8-gtwq', name: 'tijdvak' },
  tariefberekeningen: { dataset: 'nfzq-8g7y', name: 'tariefberekening' },
  tariefdelen: { dataset: '534e-5vdg', name: 'tariefdeel' },
};

export interface NationalFiles {
  data: NationalData;
  /** Files that are none of these tables. */
  unknown: string[];
  /** Tables there is no file of. */
  missing: string[];
}

/** A file that looks like a table and cannot be read as one. */
export class UnreadableFile extends Error {
  constructor(file: string, cause: unknown) {
    super(`${file} cannot be read: ${(cause as Error).message}`, { cause });
    this.name = 'UnreadableFile';
  }
}

/** Downloads of the national open data in a folder: JSON or CSV, by whatever name the site gave them. Throws `UnreadableFile`. */
export function readNationalFiles(folder: string): NationalFiles {
  const data: Record<string, OpenDataRow[]> = Object.fromEntries(Object.keys(TABLES).map((table) => [table, []]));
  const seen = new Set<string>();
  const unknown: string[] = [];
  for (const file of readdirSync(folder).sort()) {
    const table = tableOf(file);
    if (!table) {
      unknown.push(file);
      continue;
    }
    seen.add(table);
    data[table]!.push(...rowsOf(join(folder, file)));
  }
  const missing = Object.entries(TABLES).filter(([table]) => !seen.has(table));
  return {
    data: data as unknown as NationalData,
    unknown,
    missing: missing.map(([, { name, dataset }]) => `${name} (${dataset})`),
  };
}

function tableOf(file: string): keyof NationalData | undefined {
  if (!['.json', '.csv'].includes(extname(file).toLowerCase())) return undefined;
  const lower = file.toLowerCase();
  const name = lower.slice(0, -extname(file).length).replace(/[^a-z]/g, '').replace(/^opendataparkeren/, ''); // prettier-ignore
  const found = Object.entries(TABLES).find(([, table]) => lower.includes(table.dataset) || name === table.name);
  return found?.[0] as keyof NationalData | undefined;
}

/** Field names in lower case, as the API spells them; the download as CSV has them in capitals. */
function rowsOf(file: string): OpenDataRow[] {
  try {
    const text = readFileSync(file, 'utf8');
    const rows: unknown = extname(file).toLowerCase() === '.json' ? JSON.parse(text) : csvRows(text);
    if (!Array.isArray(rows)) throw new Error('it is no list of rows');
    return rows.map((row: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(row).map(([field, value]) => [field.toLowerCase(), value])),
    );
  } catch (error) {
    throw new UnreadableFile(file, error);
  }
}

const csvRows = (text: string): unknown => {
  const delimiter = text.slice(0, text.indexOf('\n')).includes(';') ? ';' : ',';
  return parse(text, { columns: true, bom: true, delimiter, skip_empty_lines: true });
};
