/**
 * Writes docs/TOOLS.md from the tools' own specs. A unit test fails while the file is not what this writes.
 *
 *   npm run docs:tools
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { toolCatalogue } from '../src/shared/tools/catalogue.ts';
import { root } from './setup/paths.mjs';

const effects = {
  pure: 'changes nothing',
  transactional: 'once: the change and its receipt commit together',
  idempotent: 'may be done again with the same key',
  unsafe: 'never done again on a guess',
};

/** The kinds of limits a grant of the tool can carry: those its own words ask for. */
function limitsOf(spec) {
  const asked = new Set();
  spec.may(new Proxy({}, { get: (_target, name) => void asked.add(String(name)) }));
  return [...asked].sort();
}

function limitWords(spec) {
  return limitsOf(spec).join(', ') || '–';
}

function effectWords({ effect }) {
  return typeof effect === 'function' ? 'by its arguments' : effect;
}

function typeWords(schema) {
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeWords))].join(' or ');
  if (schema.type === 'array') return `list of ${typeWords(schema.items ?? {})}`;
  return Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'any value');
}

function argumentRows(spec) {
  const schema = z.toJSONSchema(spec.arguments, { io: 'input', unrepresentable: 'any' });
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(
    ([name, property]) =>
      `| \`${name}\` | ${cell(typeWords(property))} | ${required.has(name) ? 'yes' : ''} | ${cell(property.description ?? '')} |`,
  );
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function section(spec) {
  const rows = argumentRows(spec);
  const table =
    rows.length === 0
      ? ['It takes no arguments.']
      : ['| argument | is | needed | |', '| --- | --- | --- | --- |', ...rows];
  return [`## ${spec.name}`, '', spec.description, '', ...table, ''].join('\n');
}

export function toolsDocument() {
  const rows = toolCatalogue.map(
    (spec) =>
      `| [${spec.name}](#${spec.name}) | ${cell(spec.description.split('. ')[0].replace(/\.$/, ''))}. | ${effectWords(spec)} | ${spec.runsIn} | ${limitWords(spec)} |`,
  );
  return [
    '# Tools',
    '',
    'Written by `npm run docs:tools` from the specs in `src/shared/tools`; not to be edited by hand.',
    '',
    'A worker may use only the tools it is granted, each within its limits: the hosts, folders, tables and channels named in the grant. A list',
    'that a tool needs and the grant leaves out allows nothing. Any grant may also say how often in one run (`callsPerRun`).',
    '',
    'The effect says what happens with a call whose outcome a crash has hidden:',
    '',
    ...Object.entries(effects).map(([name, words]) => `- \`${name}\`: ${words}.`),
    '',
    '| tool | what it does | effect | runs in | limits |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    ...toolCatalogue.map(section),
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  writeFileSync(join(root, 'docs', 'TOOLS.md'), toolsDocument());
