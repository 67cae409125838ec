/** Everything that this library refuses. The set is closed: callers map every code. */
export type CryptoErrorCode =
  | 'pem_malformed'
  | 'pem_label_unexpected'
  | 'der_malformed'
  | 'der_trailing_bytes'
  | 'key_malformed'
  | 'key_algorithm_unsupported'
  | 'key_curve_unsupported'
  | 'key_point_invalid'
  | 'key_too_small'
  | 'key_too_large'
  | 'key_size_unsupported'
  | 'key_exponent_invalid'
  | 'key_weak'
  | 'key_passphrase_required'
  | 'key_passphrase_wrong'
  | 'key_encryption_unsupported'
  | 'key_pair_mismatch'
  | 'passphrase_empty'
  | 'csr_malformed'
  | 'csr_signature_invalid'
  | 'csr_attribute_invalid'
  | 'signature_algorithm_unsupported'
  | 'signature_malformed'
  | 'certificate_malformed'
  | 'issuer_unsuitable'
  | 'issuer_key_mismatch'
  | 'validity_invalid'
  | 'validity_beyond_issuer'
  | 'serial_number_invalid'
  | 'path_length_invalid'
  | 'name_malformed'
  | 'san_invalid'
  | 'crl_invalid'
  | 'chain_broken'
  | 'sealing_key_invalid'
  | 'sealed_key_unreadable';

/**
 * A refusal. `code` is for programs; `message` is a sentence for people that says what happened and what to
 * do. Neither ever holds key material, a passphrase or the input itself.
 */
export class CryptoError extends Error {
  readonly code: CryptoErrorCode;

  constructor(code: CryptoErrorCode, message: string) {
    super(message);
    this.name = 'CryptoError';
    this.code = code;
  }
}
