import { collectDefaultMetrics, Gauge, Histogram, Registry } from '@certline/runtime';

/** What the API tells Prometheus. */
export type ApiMetrics = {
  registry: Registry;
  /** Notes an answer; `route` is a pattern, never an address with ids in it. */
  answered: (call: { method: string; route: string; status: number; seconds: number }) => void;
  streamOpened: () => void;
  streamClosed: () => void;
};

/** @param queueDepth jobs that wait or are worked on; asked when Prometheus asks */
export function createApiMetrics(queueDepth: () => Promise<number>): ApiMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const answers = new Histogram({
    name: 'certline_http_request_seconds',
    help: 'Time from a request’s arrival to the end of its answer; event streams are not counted',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30],
    registers,
  });
  const streams = new Gauge({ name: 'certline_event_streams', help: 'Open event streams', registers });
  new Gauge({
    name: 'certline_queue_depth',
    help: 'Jobs in Redis that wait or are worked on; absent while Redis is away',
    registers,
    async collect() {
      try {
        this.set(await queueDepth());
      } catch {
        this.remove();
      }
    },
  });
  return {
    registry,
    answered: ({ method, route, status, seconds }) =>
      answers.observe({ method, route, status: String(status) }, seconds),
    streamOpened: () => streams.inc(),
    streamClosed: () => streams.dec(),
  };
}
