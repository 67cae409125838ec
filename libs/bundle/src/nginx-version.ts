/** Major, minor and patch as one number that compares as the versions do, or null when it is no version. */
function comparable(version: string): number | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(version);
  if (!match) return null;
  return Number(match[1]) * 1_000_000 + Number(match[2]) * 1_000 + Number(match[3]);
}

/** Whether the text has the form `1.22.1`. */
export function isNginxVersion(version: string): boolean {
  return comparable(version) !== null;
}

/** Whether `version` is `least` or later; false when either is no version. */
export function isAtLeast(version: string, least: string): boolean {
  const given = comparable(version);
  const wanted = comparable(least);
  return given !== null && wanted !== null && given >= wanted;
}
