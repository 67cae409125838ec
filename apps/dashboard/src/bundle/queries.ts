import { api } from '../session/api.ts';
import { queryOptions } from '@tanstack/react-query';
import type { Certificate } from '@certline/contracts';
import type { BundlePems } from './preview.ts';

/** The public texts of a certificate's bundle. They never change once it is issued. */
export const bundlePems = ({ id, authority }: Certificate) =>
  queryOptions({
    queryKey: ['bundle-pems', id],
    queryFn: async ({ signal }): Promise<BundlePems> => {
      const { certificates, authorities } = await api();
      const [chain, csr] = await Promise.all([
        certificates.pem(id, 'chain', { signal }),
        certificates.pem(id, 'csr', { signal }),
      ]);
      const root = authority === 'self' ? chain : await authorities.pem(authority, 'root', { signal });
      return { chain, root, csr };
    },
    staleTime: Infinity,
  });
