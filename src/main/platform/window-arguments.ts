/** `--data-dir DIR` or `--data-dir=DIR` of a start with a window; undefined when it is not there. */
export function dataDirArgument(argv: readonly string[]): string | undefined {
  const name = '--data-dir';
  const index = argv.findIndex((argument) => argument === name || argument.startsWith(`${name}=`));
  const argument = argv[index];
  if (argument === undefined) return undefined;
  return argument === name ? argv[index + 1] : argument.slice(name.length + 1);
}
