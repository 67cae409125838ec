export { openApiDocument } from './document.ts';
export type { Access, AnswerDescription, RouteDescription } from './route-description.ts';
