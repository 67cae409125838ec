export { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from '../../../gateway/route.ts';

export const dynamic = 'force-dynamic';
