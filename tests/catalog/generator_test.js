'use strict';

// tools/catalog: the same facts in the shapes of both sources become the same bytes, those that the
// C++ tests read (data/small.bin); what would make a wrong catalog is refused.

const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { spawnSync } = require('child_process');

const DATA = path.join(__dirname, 'data');
const TOOL = path.join(__dirname, '..', '..', 'tools', 'catalog', 'make_catalog.js');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'iamsim-catalog-'));
const out = path.join(scratch, 'catalog.bin');

function run(...flags) {
  return spawnSync(process.execPath,
                   [TOOL, '--facts', path.join(DATA, 'facts.json'), '--date', '2026-02-03',
                    '--source', 'fixture', '--out', out, ...flags], { encoding: 'utf8' });
}

function made(...flags) {
  const result = run(...flags);
  assert.strictEqual(result.status, 0, result.stderr);
  return { bytes: fs.readFileSync(out), printed: result.stdout };
}

// A copy of the fixture of npm data in which `change` has changed one JSON file.
function changedIamData(file, change) {
  const copy = fs.mkdtempSync(path.join(scratch, 'iam-data-'));
  fs.cpSync(path.join(DATA, 'iam-data'), copy, { recursive: true });
  const place = path.join(copy, file);
  const value = JSON.parse(fs.readFileSync(place, 'utf8'));
  change(value);
  fs.writeFileSync(place, JSON.stringify(value));
  return copy;
}

function refuses(file, change, message) {
  const result = run('--iam-data', changedIamData(file, change));
  assert.strictEqual(result.status, 2, result.stdout);
  assert.match(result.stderr, message);
}

const tests = {
  'both sources give the bytes that the engine is tested with'() {
    const wanted = fs.readFileSync(path.join(DATA, 'small.bin'));
    const fromPackage = made('--iam-data', path.join(DATA, 'iam-data'));
    const fromAws = made('--service-reference', path.join(DATA, 'service-reference'));
    assert(fromPackage.bytes.equals(wanted), 'the npm package gives other bytes');
    assert(fromAws.bytes.equals(wanted), 'the service reference gives other bytes');
    assert.match(fromPackage.printed, /^actions: 11, wildcard-only: 2, with dependent actions: 1$/m);
  },

  'dependent actions may come from an older release'() {
    const without = changedIamData('data/actions/lambda.json',
                                   (actions) => { actions.createfunction.dependentActions = []; });
    const { bytes, printed } = made('--iam-data', without, '--dependents',
                                    path.join(DATA, 'iam-data'));
    assert(bytes.equals(fs.readFileSync(path.join(DATA, 'small.bin'))), printed);
  },

  'a dependent action that does not exist is noted and left out'() {
    const { printed } = made('--iam-data', changedIamData(
        'data/actions/lambda.json',
        (actions) => { actions.getfunction.dependentActions = ['kms:Gone']; }));
    assert.match(printed, /^note: lambda:GetFunction depends on the unknown kms:Gone$/m);
  },

  'a resource type that stands twice is one use, required if either is'() {
    const { printed } = made('--iam-data', changedIamData(
        'data/actions/lambda.json', (actions) => {
          actions.getfunction.resourceTypes.push(
              { ...actions.getfunction.resourceTypes[0], required: true });
        }));
    assert.match(printed, /^note: lambda:GetFunction lists the resource type function twice$/m);
  },

  'an action without a known access level is refused'() {
    const level = (value) => (actions) => { actions.getfunction.accessLevel = value; };
    refuses('data/actions/lambda.json', level(''), /lambda:GetFunction: expected an access level/);
    refuses('data/actions/lambda.json', level('Reed'), /expected an access level, found `Reed`/);
  },

  'an action that stands twice is refused'() {
    refuses('data/actions/lambda.json',
            (actions) => { actions.again = { ...actions.getfunction, name: 'getFunction' }; },
            /action `lambda:getfunction` stands twice/);
  },

  'an undefined condition key is refused'() {
    refuses('data/actions/lambda.json',
            (actions) => { actions.getfunction.conditionKeys = ['lambda:Gone']; },
            /lambda:GetFunction: undefined condition key `lambda:Gone`/);
  },

  'a key of an unknown type is refused'() {
    refuses('data/conditionKeys/lambda.json',
            (keys) => { keys['lambda:vpcids'].type = 'Text'; }, /unknown type `Text`/);
  },

  'a folder without data is refused'() {
    const result = run('--service-reference', scratch);
    assert.strictEqual(result.status, 2);
    assert.match(result.stderr, /expected \*\.json of AWS's service reference/);
    assert.match(run('--iam-data', scratch).stderr, /package\.json: ENOENT/);
  },

  'the service reference needs a date'() {
    const result = spawnSync(
        process.execPath,
        [TOOL, '--service-reference', path.join(DATA, 'service-reference'), '--out', out],
        { encoding: 'utf8' });
    assert.strictEqual(result.status, 2);
    assert.match(result.stderr, /expected the date of the data/);
  },

  'both sources at once are refused'() {
    const result = run('--iam-data', DATA, '--service-reference', DATA);
    assert.strictEqual(result.status, 2);
    assert.match(result.stderr, /^usage: /);
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    test();
    console.log(`ok: ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED: ${name}\n${error.stack}`);
  }
}
fs.rmSync(scratch, { recursive: true });
process.exitCode = failed === 0 ? 0 : 1;
