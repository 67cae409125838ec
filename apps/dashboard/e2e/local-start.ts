import { request } from '@playwright/test';
import { RunningStart, temporaryHome } from '../../../tools/start/test/running-start.ts';
import { homeVariable, sessionFile } from './installation.ts';

/** Runs the real `npm start` in a folder of its own for all tests, signed in once. */
export default async function localStart(): Promise<() => Promise<void>> {
  const home = await temporaryHome();
  const start = new RunningStart(home.path);
  process.env[homeVariable] = home.path;
  const stop = async () => {
    await start.stop();
    await home.remove();
  };
  try {
    const { dashboard, email, password } = await start.ready();
    const browser = await request.newContext({ baseURL: dashboard, extraHTTPHeaders: { origin: dashboard } });
    const answer = await browser.post('/auth/sign-in/email', { data: { email, password } });
    if (!answer.ok()) throw new Error(`Signing in answered ${String(answer.status())}.`);
    await browser.storageState({ path: sessionFile() });
    await browser.dispose();
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}
