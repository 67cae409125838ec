import { config } from 'zod';

// zod would compile schemas with `new Function`, which the content security policy forbids. Imported before
// any schema is made.
config({ jitless: true });
