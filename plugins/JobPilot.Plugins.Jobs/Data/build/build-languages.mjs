// Builds ../language-grams.bin from the language models of the NuGet package SearchPioneer.Lingua. Usage: node build-languages.mjs PACKAGE_DIRECTORY
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { join } from 'node:path';

const languages = 'en de fr es it nl pt sv da nb fi pl cs sk hu ro tr hr sl et lv lt vi id ca'.split(' ');
const kept = 20_000; // letters and groups of letters in the table
const floor = Math.log(1e-5), backOff = -0.7, seldom = 2e-7, common = 3e-6, deepest = 7, step = 0.05;
const models = join(process.argv[2], 'contentFiles/any/any/Lingua/LanguageModels');

function read(language) {
  const chances = new Map();
  for (const file of ['unigrams', 'bigrams', 'trigrams', 'quadrigrams']) {
    const { ngrams } = JSON.parse(brotliDecompressSync(readFileSync(join(models, language, `${file}.json.br`))).toString());
    for (const [fraction, grams] of Object.entries(ngrams)) {
      const [count, all] = fraction.split('/').map(Number);
      for (const gram of grams.split(' ')) {
        chances.set(gram, count / all); // of the last letter, given those before it
      }
    }
  }

  const shares = new Map();
  for (const [gram, chance] of [...chances].sort((a, b) => a[0].length - b[0].length)) {
    const before = gram.length === 1 ? 1 : shares.get(gram.slice(0, -1));
    if (before !== undefined) {
      shares.set(gram, before * chance);
    }
  }

  return { chances, shares };
}

function logChance({ chances, shares }, gram) {
  for (let rest = gram, penalty = 0; rest.length > 0; rest = rest.slice(1), penalty += backOff) {
    if (chances.has(rest) && (rest.length < 3 || (shares.get(rest) ?? 0) > seldom)) {
      return Math.log(chances.get(rest)) + penalty;
    }
  }

  return floor;
}

const all = languages.map(read);
const weights = new Map();
for (const { shares } of all) {
  for (const [gram, share] of shares) {
    if (gram.length <= 2 ? share > 1e-6 : share > common) {
      weights.set(gram, gram.length <= 2 ? Infinity : Math.max(weights.get(gram) ?? 0, share));
    }
  }
}

const order = (a, b) => a < b ? -1 : a > b ? 1 : 0;
const grams = [...weights].sort((a, b) => a[1] === b[1] ? order(a[0], b[0]) : b[1] - a[1]).slice(0, kept).map(([gram]) => gram).sort(order);
const head = Buffer.from(languages.join(' '), 'utf8');
const file = Buffer.alloc(4 + 4 + 4 + head.length + (grams.length * (8 + languages.length)));
file.write('JPL1', 0, 'latin1');
file.writeInt32LE(head.length, 4);
file.writeInt32LE(grams.length, 8);
head.copy(file, 12);
let at = 12 + head.length;
for (const gram of grams) {
  for (let i = 0; i < 4; i++) {
    at = file.writeUInt16LE(i < gram.length ? gram.charCodeAt(i) : 0, at);
  }
}

for (const gram of grams) {
  const values = all.map(model => logChance(model, gram));
  const best = Math.max(...values);
  for (const value of values) {
    at = file.writeUInt8(Math.round(Math.min(deepest, best - value) / step), at);
  }
}

writeFileSync(new URL('../language-grams.bin', import.meta.url), file);
console.log(`${grams.length} groups of letters, ${languages.length} languages, ${file.length} bytes`);
