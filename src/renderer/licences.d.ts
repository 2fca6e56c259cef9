/** Written at build time from the packages that are in the app (scripts/licences.mjs). */
declare module 'virtual:licences' {
  export const licences: readonly { name: string; version: string; licence: string }[];
}
