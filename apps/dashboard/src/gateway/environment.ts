/** Where the API answers, as the server was started with (`API_URL`). */
export function apiUrl(): string {
  const url = process.env['API_URL'];
  if (url === undefined) throw new Error('API_URL is not set: give the dashboard the address of the API.');
  return url;
}

/** Whether a proxy that writes `X-Forwarded-For` stands before this server (`BEHIND_PROXY`). */
export const isBehindProxy = (): boolean => process.env['BEHIND_PROXY'] === 'true';
