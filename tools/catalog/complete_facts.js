'use strict';

// Puts facts of any source into the one order that the file has, and checks them. What would make
// the catalog wrong is an error; what is odd but harmless is settled here and noted.

const LEVELS = ['List', 'Read', 'Tagging', 'Write', 'Permissions management'];
// The level that says most about an action with several: "Tagging, Write" is Tagging.
const STRONGEST_FIRST = ['Permissions management', 'Tagging', 'Write', 'List', 'Read'];
const KEY_TYPES = ['String', 'ARN', 'Bool', 'Date', 'IPAddress', 'Numeric', 'Binary'];

const byText = (text) => (a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0);
const lower = (text) => text.toLowerCase();

function expectText(text, pattern, what) {
  if (typeof text !== 'string' || !pattern.test(text)) {
    throw new Error(`expected ${what}, found \`${text}\``);
  }
  return text;
}

function addOnce(map, id, item, what) {
  if (map.has(id)) throw new Error(`${what} \`${id}\` stands twice`);
  map.set(id, item);
}

function levelOf(action, text) {
  const unknown = action.levels.filter((level) => !LEVELS.includes(level));
  if (action.levels.length === 0 || unknown.length > 0) {
    throw new Error(`${text}: expected an access level, found \`${action.levels.join(', ')}\``);
  }
  return STRONGEST_FIRST.find((level) => action.levels.includes(level));
}

// Some services write the variable part of a key in their own way: "s3:ExistingObjectTag/<key>",
// "ssm:resourceTag/tag-key".
function templateOf(key) {
  return key.replace(/<([^>]*)>/g, '${$1}').replace(/\/tag-key$/, '/${TagKey}');
}

function writeTemplatesAlike(facts, notes) {
  const odd = new Set();
  const alike = (key) => {
    if (templateOf(key) !== key) odd.add(key);
    return templateOf(key);
  };
  for (const service of facts.services) {
    for (const key of service.keys) key.name = alike(key.name);
    for (const type of service.types) type.keys = type.keys.map(alike);
    for (const action of service.actions) {
      action.keys = action.keys.map(alike);
      for (const use of action.uses) use.keys = use.keys.map(alike);
    }
  }
  for (const key of [...odd].sort()) notes.push(`key ${key} is written ${templateOf(key)}`);
}

// Keys are one list for all services. A service may speak of another's key with another type; the
// service that the key belongs to is right, and after it the list of global keys.
function collectKeys(facts, notes) {
  const keys = new Map();
  const add = (key, owner, global) => {
    const text = expectText(key.name, /^[\x21-\x7e]+:[\x21-\x7e]+$/, 'a condition key');
    const multi = key.type.startsWith('ArrayOf');
    const type = multi ? key.type.slice('ArrayOf'.length) : key.type;
    if (!KEY_TYPES.includes(type)) throw new Error(`${text}: unknown type \`${key.type}\``);
    const old = keys.get(lower(text));
    const rank = lower(text).startsWith(`${owner}:`) ? 2 : global ? 1 : 0;
    if (!old) {
      keys.set(lower(text), { name: text, type, multi, global, rank });
      return;
    }
    old.global = old.global || global;
    if (old.type !== type || old.multi !== multi) {
      const better = rank > old.rank ? { type, multi, rank } : {};
      Object.assign(old, better);
      notes.push(`key ${text} has several types, taken: ${old.multi ? 'ArrayOf' : ''}${old.type}`);
    }
  };
  for (const key of facts.globalKeys) add(key, 'aws', true);
  for (const service of facts.services) {
    for (const key of service.keys) add(key, lower(service.name), false);
  }
  return [...keys.values()].sort(byText((key) => lower(key.name)));
}

function collectTypes(service, notes) {
  const types = new Map();
  for (const type of service.types) {
    for (const form of type.forms) {
      expectText(form, /^arn:[^:\s]*:[^:\s]*:[^:\s]*:[^:\s]*:[\x21-\x7e]+$/,
                 `an ARN form of ${service.name} ${type.name}`);
    }
    addOnce(types, lower(type.name), { ...type, service: service.name },
            `resource type of ${service.name}`);
  }
  for (const action of service.actions) {
    for (const use of action.uses) {
      if (types.has(lower(use.type))) continue;
      notes.push(`${service.name}:${action.name} names the undefined resource type ${use.type}`);
      types.set(lower(use.type), { name: use.type, forms: [], keys: [], service: service.name });
    }
  }
  return [...types.values()].sort(byText((type) => lower(type.name)));
}

// An action lists a type twice where it needs two resources of it.
function mergeUses(uses, text, notes) {
  const merged = new Map();
  for (const use of uses) {
    const old = merged.get(lower(use.type));
    if (!old) {
      merged.set(lower(use.type), { ...use, keys: [...use.keys] });
      continue;
    }
    notes.push(`${text} lists the resource type ${use.type} twice`);
    old.required = old.required || use.required;
    old.keys.push(...use.keys);
  }
  return [...merged.values()].sort(byText((use) => lower(use.type)));
}

function completeActions(service, notes) {
  const actions = new Map();
  for (const action of service.actions) {
    const text = `${service.name}:${action.name}`;
    expectText(action.name, /^[A-Za-z0-9-]+$/, `an action name of ${service.name}`);
    addOnce(actions, lower(text), {
      text, service: service.name, level: levelOf(action, text),
      uses: mergeUses(action.uses, text, notes), keys: action.keys, dependents: action.dependents,
    }, 'action');
  }
  return [...actions.values()].sort(byText((action) => lower(action.text)));
}

function dropUnknownDependents(actions, notes) {
  const ids = new Map(actions.map((action, id) => [lower(action.text), id]));
  for (const [id, action] of actions.entries()) {
    const known = new Set();
    for (const dependent of action.dependents) {
      const other = ids.get(lower(dependent));
      if (other === undefined) notes.push(`${action.text} depends on the unknown ${dependent}`);
      else if (other !== id) known.add(other);
    }
    action.dependents = [...known].sort((a, b) => a - b);
  }
}

function completeFacts(facts) {
  const notes = [];
  expectText(facts.date, /^\d{4}-\d{2}(-\d{2})?$/, 'the date of the data (--date)');
  writeTemplatesAlike(facts, notes);
  const services = new Map();
  for (const service of facts.services) {
    expectText(service.name, /^[a-z0-9-]+$/, 'a service prefix');
    if (service.actions.length === 0) notes.push(`service ${service.name} has no actions`);
    else addOnce(services, service.name, service, 'service');
  }
  // "s3-outposts:" sorts before "s3:": with the colon, services stand in the order of their actions.
  const sorted = [...services.values()].sort(byText((service) => `${service.name}:`));
  const catalog = {
    date: facts.date,
    source: facts.source,
    services: sorted.map((service) => service.name),
    actions: sorted.flatMap((service) => completeActions(service, notes)),
    types: sorted.flatMap((service) => collectTypes(service, notes)),
    keys: collectKeys(facts, notes),
    resourceControl: {
      date: facts.resourceControl.date,
      services: [...new Set(facts.resourceControl.services.map(lower))].sort(),
    },
  };
  dropUnknownDependents(catalog.actions, notes);
  return { catalog, notes };
}

module.exports = { completeFacts, LEVELS, KEY_TYPES };
