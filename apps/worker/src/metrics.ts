import { Counter, Gauge, Histogram, Registry } from '@certline/runtime';
import type { Database } from '@certline/store';
import { countOpenWork } from '@certline/store';

type Step = 'claim' | 'load' | 'prepare' | 'intent' | 'sign' | 'store';

/** What the line tells Prometheus. */
export type LineMetrics = {
  registry: Registry;
  /** Runs a step of the recipe and notes how long a chunk spent in it. */
  time: <Result>(step: Step, work: () => Promise<Result>) => Promise<Result>;
  ended: (counts: { issued: number; failed: number }) => void;
  transientFault: () => void;
};

export function createLineMetrics(db: Database): LineMetrics {
  const registry = new Registry();
  const registers = [registry];
  const steps = new Histogram({
    name: 'certline_step_seconds',
    help: 'Time that a chunk spends in each step of the line',
    labelNames: ['step'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const issued = new Counter({
    name: 'certline_certificates_issued_total',
    help: 'Certificates issued',
    registers,
  });
  const failed = new Counter({
    name: 'certline_certificates_failed_total',
    help: 'Certificates that failed for good',
    registers,
  });
  const transient = new Counter({
    name: 'certline_transient_faults_total',
    help: 'Chunks given back after a passing fault',
    registers,
  });
  new Gauge({
    name: 'certline_open_chunks',
    help: 'Chunks on the line, by lane and state; “retrying” have met a passing fault',
    labelNames: ['lane', 'state'],
    registers,
    async collect() {
      this.reset();
      for (const { lane, ...states } of await countOpenWork(db)) {
        for (const [state, count] of Object.entries(states)) this.set({ lane, state }, count);
      }
    },
  });
  return {
    registry,
    time: async (step, work) => {
      const stop = steps.startTimer({ step });
      try {
        return await work();
      } finally {
        stop();
      }
    },
    ended: (counts) => {
      issued.inc(counts.issued);
      failed.inc(counts.failed);
    },
    transientFault: () => transient.inc(),
  };
}
