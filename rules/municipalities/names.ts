export type MunicipalityId = string;
export type AreaId = string;
export type ProductId = string;

/** A sentence in both languages of the system. */
export interface LocalText {
  nl: string;
  en: string;
}
