import type { Express } from 'express';
import express from 'express';
import helmet from 'helmet';
import { createGatekeeper } from './access/gatekeeper.ts';
import { certificateIsVisible } from './certificates/visible.ts';
import type { Dependencies } from './dependencies.ts';
import { notFound } from './http/api-error.ts';
import { mountRoutes } from './http/mount.ts';
import { observe } from './http/observe.ts';
import { problemHandler } from './http/problem.ts';
import { assignRequestId } from './http/request-id.ts';
import { allRoutes } from './routes/index.ts';

/** The API as an Express application, ready to listen. Opens and closes nothing. */
export function createApp(dependencies: Dependencies): Express {
  const { db, identify, publicUrl, trustedProxies, logger, metrics } = dependencies;
  const app = express();
  // Only these may say whom they speak for.
  app.set('trust proxy', [...trustedProxies]);
  app.set('etag', false);
  app.disable('x-powered-by');
  app.use(assignRequestId);
  app.use(observe(logger, metrics));
  app.use(securityHeaders(publicUrl));
  mountRoutes(app, allRoutes(dependencies), createGatekeeper(identify, certificateIsVisible(db), publicUrl));
  app.use(() => {
    throw notFound();
  });
  app.use(problemHandler(logger));
  return app;
}

function securityHeaders(publicUrl: string) {
  return helmet({
    // Answers are data: a browser that renders one may load nothing and be framed nowhere.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    strictTransportSecurity: publicUrl.startsWith('https:') ? { maxAge: 31_536_000 } : false,
  });
}
