// How fast the most exact public evaluator answers the questions of a world:
//   npm install @cloud-copilot/iam-simulate @cloud-copilot/iam-policy
//   node peer.mjs --npm node_modules --world workloads/w1 [--seconds 4] [--answers FILE]
// It is run as the program that it is, in its fastest way: policies are loaded once and its
// evaluator is called without the checks of its front end. Prints {"perSecond", "asked"}; --answers
// writes one line a question that was asked: its number, its principal and the decision.
import { createRequire } from 'node:module'
import fs from 'node:fs'
import path from 'node:path'

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : process.argv[at + 1]
}
const packages = path.resolve(option('npm', 'node_modules'))
const folder = option('world')
const seconds = Number(option('seconds', 4))
const answers = option('answers')

const load = createRequire(path.join(packages, 'index.js'))
const { loadPolicy } = load('@cloud-copilot/iam-policy')
const part = (file) => load(path.join(packages, '@cloud-copilot/iam-simulate/dist/cjs', file))
const { authorize } = part('core_engine/CoreSimulatorEngine.js')
const { AwsRequestImpl } = part('request/request.js')
const { RequestContextImpl } = part('requestContext.js')
const { DiscoveryContextKeyConstraints } = part('context_keys/discoveryContextKeyConstraints.js')

const fullAccess = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] }

function readWorld() {
  const bundle = JSON.parse(fs.readFileSync(path.join(folder, 'snapshot.json')))
  const [[account, { authorizationDetails: details, serviceControlPolicies: attached }]] = Object.entries(bundle.accounts)
  const byArn = new Map(details.Policies.map((policy) =>
    [policy.Arn, loadPolicy(policy.PolicyVersionList.find((one) => one.IsDefaultVersion).Document, { name: policy.PolicyName })]))
  const roles = details.RoleDetailList.map((role) => ({
    arn: role.Arn,
    identityPolicies: [
      ...role.AttachedManagedPolicies.map((policy) => byArn.get(policy.PolicyArn)),
      ...role.RolePolicyList.map((policy) => loadPolicy(policy.PolicyDocument, { name: policy.PolicyName }))],
    permissionBoundaries: role.PermissionsBoundary && [byArn.get(role.PermissionsBoundary.PermissionsBoundaryArn)],
  }))
  const resources = bundle.resources.map(({ arn, policy }) => ({ arn, policy: loadPolicy(policy, { name: arn }) }))
  return { roles, resources, ...readLevels(bundle.organization, account, attached) }
}

function readLevels(organization, account, attached) {
  if (!organization) return { service: [], resource: [] }
  const service = []
  const resource = []
  const level = (target, names, documents, extra = []) => ({ orgIdentifier: target,
    policies: [...extra, ...names.map((name) => loadPolicy(documents[name], { name }))] })
  for (let unit = organization.root; unit; unit = unit.organizationalUnits?.[0]) {
    service.push(level(unit.id, unit.serviceControlPolicies, organization.serviceControlPolicies))
    resource.push(level(unit.id, unit.resourceControlPolicies ?? [], organization.resourceControlPolicies,
      [loadPolicy(fullAccess, { name: 'RCPFullAWSAccess' })]))
  }
  service.push(level(account, attached ?? [], organization.serviceControlPolicies))
  return { service, resource }
}

// Every question, of its principal or of all of them, in an order that spreads both.
function workOf(world) {
  const questions = fs.readFileSync(path.join(folder, 'questions.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line))
  const work = questions.flatMap((question) => world.roles
    .filter((role) => !question.principal || role.arn === question.principal)
    .map((role) => ({ question, role })))
  let state = 1
  for (let i = work.length - 1; i > 0; --i) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [work[i], work[j]] = [work[j], work[i]]
  }
  return work
}

function decide(world, { question, role }) {
  const policy = world.resources.find(({ arn }) => question.resource.startsWith(arn))?.policy
  const context = { 'aws:PrincipalArn': role.arn, ...question.context }
  return authorize({
    request: new AwsRequestImpl(role.arn, { resource: question.resource, accountId: question.resourceAccount },
      question.action, new RequestContextImpl(context), question.resource === '*'),
    identityPolicies: role.identityPolicies, permissionBoundaries: role.permissionBoundaries,
    serviceControlPolicies: world.service, resourceControlPolicies: world.resource, resourcePolicy: policy,
    sessionPolicy: undefined, vpcEndpointPolicies: undefined, serviceSettings: {},
    simulationParameters: { simulationMode: 'Strict', discoveryContextKeyConstraints: new DiscoveryContextKeyConstraints([]) },
  }).result
}

const world = readWorld()
const work = workOf(world)
const now = () => Number(process.hrtime.bigint()) / 1e9
const warm = now() + seconds / 4
for (let i = 0; now() < warm; ++i) decide(world, work[i % work.length])

const decisions = []
const start = now()
while (decisions.length < work.length && now() < start + seconds) decisions.push(decide(world, work[decisions.length]))
const perSecond = decisions.length / (now() - start)
if (answers) {
  const names = { Allowed: 'allowed', ExplicitlyDenied: 'explicitDeny', ImplicitlyDenied: 'implicitDeny' }
  fs.writeFileSync(answers, decisions.map((decision, i) =>
    `${work[i].question.id} ${work[i].role.arn} ${names[decision] ?? decision}\n`).join(''))
}
console.log(JSON.stringify({ perSecond: Math.round(perSecond * 10) / 10, asked: decisions.length }))
