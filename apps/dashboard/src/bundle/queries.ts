import { api } from '../session/api.ts';
import { queryOptions } from '@tanstack/react-query';
import type { Certificate } from '@certline/contracts';
import type { BundlePems } from './preview.ts';

/** The public texts of a certificate's bundle. They never change once it is issued. */
export const bundlePems = ({ id, authority }: Certificate) =>
  queryOptions({
    queryKey: ['bundle-pems', id],
    queryFn: async ({ signal }): Promise<BundlePems> => {
      const [chain, csr] = await Promise.all([
        api.certificates.pem(id, 'chain', { signal }),
        api.certificates.pem(id, 'csr', { signal }),
      ]);
      const root = authority === 'self' ? chain : await api.authorities.pem(authority, 'root', { signal });
      return { chain, root, csr };
    },
    staleTime: Infinity,
  });
