import type { Dependencies } from '../dependencies.ts';
import type { Route } from '../http/route.ts';
import { signIn } from './auth/sign-in.ts';
import { signOut } from './auth/sign-out.ts';
import { authorityFiles } from './authorities/files.ts';
import { authorityRoutes } from './authorities/read.ts';
import { bundleRoutes } from './certificates/bundle.ts';
import { createCertificate } from './certificates/create.ts';
import { certificateFiles } from './certificates/files.ts';
import { getCertificate } from './certificates/get.ts';
import { certificateHistory } from './certificates/history.ts';
import { listCertificatesRoute } from './certificates/list.ts';
import { cancelCertificateRoute, retryCertificateRoute } from './certificates/move.ts';
import { teamEvents } from './events.ts';
import { createKey } from './keys/create.ts';
import { listKeys } from './keys/list.ts';
import { removeKey } from './keys/remove.ts';
import { policyCheck } from './policy-check.ts';
import { profiles } from './profiles.ts';
import { documentationRoutes } from './public/documentation.ts';
import { healthRoutes } from './public/health.ts';
import { ocspRoutes } from './public/ocsp.ts';
import { pkiRoutes } from './public/pki.ts';
import { whoami } from './whoami.ts';

/** Every route of the API, in the order of its documentation. */
export function allRoutes(dependencies: Dependencies): Route[] {
  const routes: Route[] = [
    createCertificate(dependencies),
    listCertificatesRoute(dependencies),
    getCertificate(dependencies),
    certificateHistory(dependencies),
    ...certificateFiles(dependencies),
    ...bundleRoutes(dependencies),
    cancelCertificateRoute(dependencies),
    retryCertificateRoute(dependencies),
    policyCheck(dependencies),
    profiles(),
    ...authorityRoutes(dependencies),
    ...authorityFiles(dependencies),
    teamEvents(dependencies),
    whoami(),
    listKeys(dependencies),
    createKey(dependencies),
    removeKey(dependencies),
    signIn(dependencies),
    signOut(dependencies),
    ...ocspRoutes(),
    ...pkiRoutes(dependencies),
    ...healthRoutes(dependencies),
    ...documentationRoutes(() => routes),
  ];
  return routes;
}
