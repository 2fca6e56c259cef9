/** One step of the schema, applied once, in its own transaction. Never imports a table module: those describe today's schema. */
export interface Migration {
  version: number;
  up: string;
}
