export type NameFaultCode =
  | 'name_empty'
  | 'name_too_long'
  | 'name_characters'
  | 'name_label_invalid'
  | 'name_underscore'
  | 'name_trailing_dot'
  | 'name_idn_invalid'
  | 'name_wildcard_position'
  | 'name_wildcard_public_suffix'
  | 'name_address_invalid'
  | 'name_email_invalid'
  | 'name_uri_invalid'
  | 'subject_country_invalid'
  | 'common_name_not_a_host'
  | 'common_name_not_in_sans'
  | 'sans_empty';

/** A name, or a code for programs with a sentence that tells people what to change. */
export type NameResult<T> = { readonly ok: true; readonly value: T } | NameRefusal;

export interface NameRefusal {
  readonly ok: false;
  readonly code: NameFaultCode;
  readonly message: string;
}

/** A refusal at a place of the input: `country`, `commonName`, `sans.2`. */
export interface Fault {
  readonly path: string;
  readonly code: NameFaultCode;
  readonly message: string;
}

export const refuse = (code: NameFaultCode, message: string): NameRefusal => ({ ok: false, code, message });
