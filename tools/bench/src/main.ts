// `npm run bench [-- core|line]`: the figures that the project promises, printed as tables.
import { coreFigures } from './core.ts';
import { printTable } from './figures.ts';
import { lineFigures } from './line.ts';

const SECTIONS = {
  core: async () => printTable('In memory', await coreFigures()),
  line: async () => {
    const { line, memory } = await lineFigures();
    printTable('One request at a time, all stored', line);
    printTable('Memory', memory);
  },
} as const;

const isSection = (name: string): name is keyof typeof SECTIONS => Object.hasOwn(SECTIONS, name);
const all: (keyof typeof SECTIONS)[] = ['core', 'line'];
const wanted = process.argv.slice(2);
const strangers = wanted.filter((name) => !isSection(name));
if (strangers.length > 0) {
  process.stderr.write(
    `There is no benchmark called ${strangers.join(', ')}; there are ${all.join(' and ')}.\n`,
  );
  process.exit(1);
}
for (const section of all) {
  if (wanted.length === 0 || wanted.includes(section)) await SECTIONS[section]();
}
