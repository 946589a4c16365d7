'use strict';

// AWS's service reference (https://servicereference.us-east-1.amazonaws.com), one JSON file for
// each service. It does not say which resource types a call must name, nor which services resource
// control policies reach.

const fs = require('fs');
const { readJson } = require('./read_iam_data');

const LEVEL_OF_PROPERTY = {
  IsList: 'List', IsTaggingOnly: 'Tagging', IsWrite: 'Write',
  IsPermissionManagement: 'Permissions management',
};

function levelsOf(action) {
  const properties = (action.Annotations || {}).Properties;
  if (!properties) return [];
  const levels = Object.keys(LEVEL_OF_PROPERTY).filter((property) => properties[property])
      .map((property) => LEVEL_OF_PROPERTY[property]);
  return levels.length > 0 ? levels : ['Read'];
}

// An operation that is named like an action asks for that action, and for the others it lists.
function dependentsByAction(reference) {
  const dependents = new Map();
  for (const operation of reference.Operations || []) {
    const asked = (operation.AuthorizedActions || [])
        .map((action) => `${action.Service || reference.Name}:${action.Name}`);
    const own = `${reference.Name}:${operation.Name}`.toLowerCase();
    if (!asked.some((action) => action.toLowerCase() === own)) continue;
    dependents.set(operation.Name.toLowerCase(),
                   asked.filter((action) => action.toLowerCase() !== own));
  }
  return dependents;
}

function readService(reference) {
  const dependents = dependentsByAction(reference);
  return {
    name: reference.Name,
    actions: (reference.Actions || []).map((action) => ({
      name: action.Name,
      levels: levelsOf(action),
      uses: (action.Resources || []).map(
          (use) => ({ type: use.Name, required: false, keys: use.ConditionKeys || [] })),
      keys: action.ActionConditionKeys || [],
      dependents: dependents.get(action.Name.toLowerCase()) || [],
    })),
    types: (reference.Resources || []).map((type) => ({
      name: type.Name, forms: type.ARNFormats || [], keys: type.ConditionKeys || [],
    })),
    keys: (reference.ConditionKeys || []).map((key) => ({ name: key.Name, type: key.Types[0] })),
  };
}

function readServiceReference(folder, extra) {
  const services = [];
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.json')).sort()) {
    const reference = readJson(folder, file);
    if (Array.isArray(reference)) continue;  // the index
    if (!reference.Name || !reference.Actions) {
      throw new Error(`${folder}/${file}: expected \`Name\` and \`Actions\``);
    }
    services.push(readService(reference));
  }
  if (services.length === 0) throw new Error(`${folder}: expected *.json of AWS's service reference`);
  return {
    source: 'AWS service reference',
    services,
    resourceControl: { ...extra.resourceControl,
                       services: [...extra.resourceControl.services] },
  };
}

module.exports = { readServiceReference };
