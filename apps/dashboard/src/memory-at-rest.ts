import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const LOOK_MS = 5000;
/** Less than this share of a core in use counts as rest. */
const REST_SHARE = 0.02;
/** Less garbage than this is not worth a pause of some tens of milliseconds. */
const WORTH_BYTES = 4 * 1024 * 1024;

/**
 * Gives memory back while nobody is served: drawing pages leaves some 60 MB of garbage that V8 would keep for
 * as long as it is not asked for more.
 */
export function collectAtRest(): void {
  const collect = collector();
  let usage = process.cpuUsage();
  let afterBytes = 0;
  const look = () => {
    const { user, system } = process.cpuUsage(usage);
    usage = process.cpuUsage();
    const resting = (user + system) / 1000 < LOOK_MS * REST_SHARE;
    if (!resting || process.memoryUsage.rss() - afterBytes < WORTH_BYTES) return;
    collect?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    afterBytes = process.memoryUsage.rss();
    usage = process.cpuUsage();
  };
  setInterval(look, LOOK_MS).unref();
}

/** V8's collector. Only a context made after the flag has it; the global object stays as it is. */
function collector(): NodeJS.GCFunction | undefined {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as NodeJS.GCFunction | undefined;
  setFlagsFromString('--no-expose-gc');
  return collect;
}
