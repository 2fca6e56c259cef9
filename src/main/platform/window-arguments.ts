/** `--name VALUE` or `--name=VALUE` of a start with a window; undefined when it is not there. */
export function optionOf(argv: readonly string[], name: '--data-dir' | '--restore'): string | undefined {
  const index = argv.findIndex((argument) => argument === name || argument.startsWith(`${name}=`));
  const argument = argv[index];
  if (argument === undefined) return undefined;
  return argument === name ? argv[index + 1] : argument.slice(name.length + 1);
}
