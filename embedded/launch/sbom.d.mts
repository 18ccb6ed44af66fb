import { type LicenceRules } from './licences.mjs';

export interface Component {
  name: string;
  group?: string;
  version: string;
  type?: string;
  licenses?: ({ license: { id: string } } | { expression: string })[];
}

/** A list of packages in CycloneDX, as far as it is touched here. */
export interface Bom {
  metadata: { component: Component };
  components: Component[];
}

export function sbom(): Promise<number>;
export function withLicences(
  bom: Bom,
  rules: Pick<LicenceRules, 'stated'>,
  about: { name: string; version: string; license: string },
): Bom;
