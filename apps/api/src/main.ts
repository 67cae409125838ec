import { runPart } from '@certline/runtime';
import { startApi } from './start-api.ts';

await runPart(startApi);
