import { connect } from 'node:tls';
import { runCommand } from '@certline/testing';

type Target = { port: number; host: string; caFile: string };

/**
 * Whether OpenSSL's client, which trusts `caFile` alone and checks the host name, comes through the handshake
 * in exactly this TLS version. At security level 0 the client itself would speak TLS 1.1.
 */
export async function handshakes(
  { port, host, caFile }: Target,
  version: '1_1' | '1_2' | '1_3',
): Promise<boolean> {
  const result = await runCommand('openssl', [
    ...['s_client', '-connect', `127.0.0.1:${port}`, '-servername', host, `-tls${version}`],
    ...['-cipher', 'DEFAULT@SECLEVEL=0', '-CAfile', caFile, '-verify_hostname', host, '-verify_return_error'],
  ]);
  return result.exitCode === 0 && result.stdout.includes('Verify return code: 0 (ok)');
}

/** What Node's own TLS client, which trusts `ca` alone, agrees on with the server. Rejects when it does not trust. */
export function negotiate(
  port: number,
  host: string,
  ca: string,
): Promise<{ protocol: string | null; alpn: string | false | null }> {
  return new Promise((resolve, reject) => {
    const socket = connect(
      { port, host: '127.0.0.1', servername: host, ca, ALPNProtocols: ['h2', 'http/1.1'] },
      () => {
        resolve({ protocol: socket.getProtocol(), alpn: socket.alpnProtocol });
        socket.destroy();
      },
    );
    socket.once('error', reject);
  });
}

/** A request by curl that trusts `caFile` alone; `head` is status line and headers. */
export async function curl({
  port,
  host,
  caFile,
}: Target): Promise<{ exitCode: number; head: string; body: string }> {
  const result = await runCommand('curl', [
    ...['--silent', '--show-error', '--include', '--cacert', caFile, '--noproxy', '*'],
    ...['--resolve', `${host}:${port}:127.0.0.1`, `https://${host}:${port}/`],
  ]);
  const [head = '', body = ''] = result.stdout.split('\r\n\r\n');
  return { exitCode: result.exitCode, head, body };
}
