'use strict';

// Writes the layout of engine/catalog/format.h, little-endian, sections aligned to eight bytes.

const { LEVELS, KEY_TYPES } = require('./complete_facts');

const VERSION = 1;
const HEADER_SIZE = 152;
const lower = (text) => text.toLowerCase();

// A growing run of little-endian numbers.
class Table {
  constructor(recordSize) {
    this.recordSize = recordSize;
    this.bytes = [];
  }
  u8(value) {
    if (!Number.isInteger(value) || value < 0 || value > 0xff) throw new Error(`${value} in a byte`);
    this.bytes.push(value);
    return this;
  }
  u16(value) {
    if (value > 0xffff) throw new Error(`${value} does not fit 16 bits`);
    return this.u8(value & 0xff).u8(value >>> 8);
  }
  u32(value) {
    return this.u16(value % 0x10000).u16(Math.floor(value / 0x10000));
  }
  ref({ offset, size }) {
    return this.u32(offset).u32(size);
  }
  get count() {
    return this.bytes.length / this.recordSize;
  }
}

// Equal texts are stored once.
class Strings {
  constructor() {
    this.text = '';
    this.places = new Map();
  }
  add(text) {
    if (!this.places.has(text)) {
      this.places.set(text, { offset: this.text.length, size: text.length });
      this.text += text;
    }
    return this.places.get(text);
  }
}

// Lists of equal contents are stored once; `add` answers with the number of the list.
class Lists {
  constructor(pool, put) {
    this.pool = pool;
    this.put = put;
    this.table = new Table(8);
    this.numbers = new Map();
  }
  add(items) {
    const id = JSON.stringify(items);
    if (!this.numbers.has(id)) {
      this.numbers.set(id, this.numbers.size);
      this.table.u32(this.pool.count).u32(items.length);
      for (const item of items) this.put(this.pool, item);
    }
    return this.numbers.get(id);
  }
}

function crc32(bytes) {
  const table = Array.from({ length: 256 }, (_, start) => {
    let value = start;
    for (let bit = 0; bit < 8; ++bit) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value >>> 0;
  });
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function numberKeys(catalog) {
  const ids = new Map(catalog.keys.map((key, id) => [lower(key.name), id]));
  return (names, where) => {
    const numbers = names.map((name) => {
      if (!ids.has(lower(name))) throw new Error(`${where}: undefined condition key \`${name}\``);
      return ids.get(lower(name));
    });
    return [...new Set(numbers)].sort((a, b) => a - b);
  };
}

function encodeSections(catalog, strings) {
  const keyIds = numberKeys(catalog);
  const keyLists = new Lists(new Table(2), (pool, id) => pool.u16(id));
  const useLists = new Lists(
      new Table(8), (pool, use) => pool.u16(use.type).u16(use.required ? 1 : 0).u32(use.keys));
  const actionLists = new Lists(new Table(4), (pool, id) => pool.u32(id));
  const serviceIds = new Map(catalog.services.map((name, id) => [name, id]));
  const typeIds = new Map(
      catalog.types.map((type, id) => [`${type.service} ${lower(type.name)}`, id]));

  const actions = new Table(16);
  for (const { text, service, level, uses, keys, dependents } of catalog.actions) {
    const place = strings.add(text);
    const encodedUses = uses.map((use) => ({
      type: typeIds.get(`${service} ${lower(use.type)}`), required: Boolean(use.required),
      keys: keyLists.add(keyIds(use.keys, text)),
    }));
    actions.u32(place.offset).u16(place.size).u16(serviceIds.get(service))
        .u16(useLists.add(encodedUses)).u16(keyLists.add(keyIds(keys, text)))
        .u16(actionLists.add(dependents)).u8(LEVELS.indexOf(level)).u8(0);
  }
  const types = new Table(24);
  for (const { name, service, forms, keys } of catalog.types) {
    types.ref(strings.add(name)).ref(strings.add(forms.join(' ')))
        .u32(keyLists.add(keyIds(keys, `${service} ${name}`))).u32(0);
  }
  const keys = new Table(12);
  for (const { name, type, multi, global } of catalog.keys) {
    keys.ref(strings.add(name)).u8(KEY_TYPES.indexOf(type)).u8(multi ? 1 : 0).u8(global ? 1 : 0)
        .u8(0);
  }
  const named = (wanted) => keyIds(catalog.keys.filter(wanted).map((key) => key.name));
  return {
    globalKeys: keyLists.add(named((key) => key.global)),
    templateKeys: keyLists.add(named((key) => key.name.includes('${'))),
    tables: [encodeServices(catalog, strings), actions, types, keys, useLists.pool, keyLists.pool,
             actionLists.pool, useLists.table, keyLists.table, actionLists.table],
  };
}

function encodeServices(catalog, strings) {
  const table = new Table(24);
  let action = 0;
  let type = 0;
  for (const name of catalog.services) {
    const firstAction = action;
    const firstType = type;
    while (action < catalog.actions.length && catalog.actions[action].service === name) ++action;
    while (type < catalog.types.length && catalog.types[type].service === name) ++type;
    table.ref(strings.add(name)).u32(firstAction).u32(action).u32(firstType).u32(type);
  }
  return table;
}

function encodeCatalog(catalog) {
  const strings = new Strings();
  const { globalKeys, templateKeys, tables } = encodeSections(catalog, strings);
  const control = new Table(8);
  for (const name of catalog.resourceControl.services) control.ref(strings.add(name));
  const texts = [catalog.date, catalog.source, catalog.resourceControl.date]
      .map((text) => strings.add(text));

  if (/[^\x20-\x7e]/.test(strings.text)) throw new Error('expected printable ASCII everywhere');
  const sections = [{ bytes: Buffer.from(strings.text, 'latin1'), count: strings.text.length },
                    ...[...tables, control].map(({ bytes, count }) => ({ bytes, count }))];
  const header = new Table(1);
  let offset = HEADER_SIZE;
  for (const section of sections) {
    header.u32(offset).u32(section.count);
    offset += Math.ceil(section.bytes.length / 8) * 8;
  }
  const head = new Table(1);
  texts.forEach((place) => head.ref(place));
  head.u32(globalKeys).u32(templateKeys);

  const file = Buffer.alloc(offset);
  file.write('iamsimct', 0, 'latin1');
  file.writeUInt32LE(VERSION, 8);
  file.writeUInt32LE(offset, 12);
  Buffer.from([...head.bytes, ...header.bytes]).copy(file, 24);
  let at = HEADER_SIZE;
  for (const { bytes } of sections) {
    Buffer.from(bytes).copy(file, at);
    at += Math.ceil(bytes.length / 8) * 8;
  }
  file.writeUInt32LE(crc32(file.subarray(24)), 16);
  return file;
}

module.exports = { encodeCatalog };
