import fc from 'fast-check';
import { DerReader } from '../src/der/reader.ts';
import { element } from '../src/der/writer.ts';

/** A DER element: octets, or further elements where they can be told apart. */
interface Node {
  tag: number;
  content: Uint8Array | Node[];
}

function readNode(reader: DerReader): Node {
  const tag = reader.peekTag() ?? 0;
  const content = reader.read(tag);
  if ((tag & 0x20) === 0 && tag !== 0x04) return { tag, content };
  try {
    const inner = new DerReader(content);
    const children: Node[] = [];
    while (!inner.atEnd) children.push(readNode(inner));
    return { tag, content: children.length > 0 ? children : content };
  } catch {
    return { tag, content };
  }
}

function writeNode({ tag, content }: Node): Uint8Array {
  return content instanceof Uint8Array ? element(tag, content) : element(tag, ...content.map(writeNode));
}

const allNodes = (node: Node): Node[] => [
  node,
  ...(node.content instanceof Uint8Array ? [] : node.content.flatMap(allNodes)),
];

const pick = <T>(items: readonly T[], fraction: number): T | undefined =>
  items[Math.floor(fraction * items.length)];

const TAGS = [
  0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1e, 0x30, 0x31, 0x80, 0x82, 0x87,
  0xa0, 0xa3,
] as const;

/** Acts on one node; what it makes is DER again, all lengths right. */
type Mutation = (node: Node, where: number, value: number) => void;

const MUTATIONS: readonly Mutation[] = [
  (node, where) => {
    node.tag = pick(TAGS, where) ?? node.tag;
  },
  (node, where, value) => {
    if (!(node.content instanceof Uint8Array)) return;
    const at = Math.floor(where * node.content.length);
    node.content = node.content.map((octet, i) => (i === at ? value : octet));
  },
  (node, where) => {
    node.content = node.content.slice(0, Math.floor(where * node.content.length));
  },
  (node, where) => {
    if (node.content instanceof Uint8Array) return;
    const copied = pick(node.content, where);
    if (copied !== undefined) node.content = [...node.content, structuredClone(copied)];
  },
  (node, where) => {
    if (node.content instanceof Uint8Array) return;
    const dropped = pick(node.content, where);
    node.content = node.content.filter((child) => child !== dropped);
  },
  (node) => {
    node.content = node.content.toReversed();
  },
];

const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const step = fc.tuple(fc.constantFrom(...MUTATIONS), fraction, fraction, fc.integer({ min: 0, max: 255 }));

/** One of the inputs with one or two elements changed, still well-formed: for what lies behind the DER reader. */
export const treeMutated = (corpus: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(fc.constantFrom(...corpus), fc.array(step, { minLength: 1, maxLength: 2 }))
    .map(([bytes, steps]) => {
      const tree = readNode(new DerReader(bytes));
      for (const [mutate, which, where, value] of steps) {
        const node = pick(allNodes(tree), which);
        if (node !== undefined) mutate(node, where, value);
      }
      return writeNode(tree);
    });
