import type { Persona } from './personas.ts';

/** Levels of assurance as the national means name them. */
export const DIGID_MIDDEN = 'urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract';
export const ASSURANCE = 'urn:etoegang:core:assurance-class:';
const BELGIAN_HIGH = 'urn:be:fedict:iam:fas:Level500';

/** Every claim any means can send; a broker puts them in ID token and userinfo whatever the scope. */
export const CLAIM_NAMES = [
  'sub',
  'acr',
  'bsn',
  'namequalifier',
  'urn:etoegang:core:LegalSubjectID',
  'urn:etoegang:core:ActingSubjectID',
  'urn:etoegang:1.9:ServiceRestriction:Vestigingsnr',
  'urn:etoegang:1.12:EntityConcernedID:PseudoID',
  'urn:etoegang:1.9:attribute:FirstName',
  'urn:etoegang:1.9:attribute:FamilyName',
  'urn:etoegang:1.9:attribute:DateOfBirth',
  'rrn',
  'given_name',
  'family_name',
  'vo_doelgroepcode',
  'address',
  'email',
  'a_profile_id',
  'employee_id',
  'name',
  'roles',
  'municipality',
] as const;

export function acrOf({ identity }: Persona): string | undefined {
  switch (identity.kind) {
    case 'citizen':
      return DIGID_MIDDEN;
    case 'business':
      return `${ASSURANCE}${identity.loa}`;
    case 'european':
      return `${ASSURANCE}loa3`;
    case 'belgian':
      return BELGIAN_HIGH;
    case 'staff':
      return undefined;
    default:
      return identity satisfies never;
  }
}

/** What the means tells a municipality about a persona, under the names it has at the real broker. */
export function claimsOf(
  persona: Persona,
  municipality: string = persona.municipality,
): { sub: string; [claim: string]: unknown } {
  const acr = acrOf(persona);
  return { sub: persona.id, ...(acr ? { acr } : {}), ...meansClaims(persona, municipality) };
}

function meansClaims(persona: Persona, municipality: string): Record<string, unknown> {
  const { identity, address, name, role } = persona;
  switch (identity.kind) {
    case 'citizen':
      return { bsn: identity.bsn };
    case 'business':
      return {
        namequalifier: 'urn:etoegang:1.9:EntityConcernedID:KvKnr',
        'urn:etoegang:core:LegalSubjectID': identity.kvk,
        'urn:etoegang:core:ActingSubjectID': `oefen-handelende-persoon-${identity.kvk}`,
        ...(identity.actsForBranchOnly ? { 'urn:etoegang:1.9:ServiceRestriction:Vestigingsnr': identity.branch } : {}),
      };
    case 'european':
      return {
        'urn:etoegang:1.12:EntityConcernedID:PseudoID': identity.pseudonym,
        'urn:etoegang:1.9:attribute:FirstName': identity.given,
        'urn:etoegang:1.9:attribute:FamilyName': identity.family,
        'urn:etoegang:1.9:attribute:DateOfBirth': identity.born,
      };
    case 'belgian':
      return {
        rrn: identity.rrn,
        given_name: identity.given,
        family_name: identity.family,
        vo_doelgroepcode: 'BUR',
        ...(identity.profile ? { email: identity.profile.email, a_profile_id: identity.profile.id } : {}),
        ...(address
          ? {
              address: {
                formatted: `${address.street} ${address.number}, ${address.postcode} ${address.city}`,
                street_address: `${address.street} ${address.number}`,
                postal_code: address.postcode,
                locality: address.city,
                country: 'BE',
              },
            }
          : {}),
      };
    case 'staff':
      return {
        employee_id: municipality === persona.municipality ? identity.employee : `${municipality}-${persona.id}`,
        name,
        roles: [role],
        municipality,
      };
    default:
      return identity satisfies never;
  }
}
