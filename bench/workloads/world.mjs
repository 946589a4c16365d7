// A world as `iamsim` reads it: a snapshot bundle, or `aws iam get-account-authorization-details`.

export const account = '111122223333'
const version = '2012-10-17'
const date = '2026-01-02T03:04:05+00:00'

export function statement(Effect, Action, Resource = '*', Condition = undefined) {
  return { Effect, Action, Resource, ...(Condition && { Condition }) }
}

// Three levels of service control policies and a resource control policy.
export function organization() {
  const full = [statement('Allow', '*')]
  return {
    id: 'o-a1b2c3d4e5',
    managementAccount: '999999999999',
    levels: [
      { target: 'r-root', policies: { FullAWSAccess: full, DenyRegions: [{
        Sid: 'DenyRegions', Effect: 'Deny', Resource: '*',
        NotAction: ['iam:*', 'sts:*', 's3:List*', 'organizations:*', 'support:*', 'cloudfront:*', 'route53:*'],
        Condition: { StringNotEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] },
          ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/org/Break*' } } }] } },
      { target: 'ou-prod', policies: { FullAWSAccess: full, ProtectTrail: [
        statement('Deny', ['cloudtrail:Stop*', 'cloudtrail:Delete*', 'config:Delete*', 'guardduty:Delete*']),
        statement('Deny', ['iam:Create*', 'iam:Put*', 'iam:Attach*'], '*',
          { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })] } },
      { target: account, policies: { FullAWSAccess: full, DenyTagless: [
        statement('Deny', ['s3:Delete*', 'dynamodb:Delete*', 'rds:Delete*'],
          ['arn:aws:s3:::prod-*', 'arn:aws:dynamodb:*:*:table/prod-*', 'arn:aws:rds:*:*:db:prod-*'],
          { StringNotEquals: { 'aws:PrincipalTag/team': 'ops' } })] } },
    ],
    resourceControl: { RequireTls: [
      { ...statement('Deny', ['s3:*', 'sqs:*', 'kms:*', 'secretsmanager:*', 'sts:*'], '*',
        { BoolIfExists: { 'aws:SecureTransport': 'false' } }), Principal: '*' },
      { ...statement('Deny', 's3:*', '*', { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }), Principal: '*' }] },
  }
}

function roleOf(role, index) {
  const [, name] = role.arn.match(/([^/]+)$/)
  const path = role.arn.slice(role.arn.indexOf(':role/') + 5, -name.length)
  const trust = role.trust ?? [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }]
  return {
    Path: path, RoleName: name, RoleId: `AROA${String(index).padStart(17, '0')}`, Arn: role.arn, CreateDate: date,
    AssumeRolePolicyDocument: { Version: version, Statement: trust }, InstanceProfileList: [],
    RolePolicyList: role.inline ? [{ PolicyName: `inline-${index}`, PolicyDocument: { Version: version, Statement: role.inline } }] : [],
    AttachedManagedPolicies: role.managed.map(({ name: PolicyName, arn: PolicyArn }) => ({ PolicyName, PolicyArn })),
    ...(role.boundary && { PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundaryArn(name) } }),
    Tags: [{ Key: 'team', Value: 'web' }],
  }
}

const boundaryArn = (name) => `arn:aws:iam::${account}:policy/${name}-boundary`

function policyOf({ name, arn, versions, current }, last) {
  return {
    PolicyName: name, PolicyId: `ANPA${name.slice(0, 16)}`, Arn: arn, Path: '/', DefaultVersionId: current,
    AttachmentCount: 1, PermissionsBoundaryUsageCount: 0, IsAttachable: true, CreateDate: date, UpdateDate: date,
    PolicyVersionList: versions.filter((one, i) => one.id === current || i >= versions.length - last).map((one) => ({
      Document: one.document, VersionId: one.id, IsDefaultVersion: one.id === current, CreateDate: date })),
  }
}

// What get-account-authorization-details says of `roles`, with up to `last` versions of a policy
// (0: the default one).
export function detailsOf(roles, last = 0) {
  const attached = [...new Set(roles.flatMap((role) => role.managed))]
  const boundaries = roles.filter((role) => role.boundary).map((role) => {
    const name = role.arn.split('/').at(-1)
    return { name: `${name}-boundary`, arn: boundaryArn(name), current: 'v1',
      versions: [{ id: 'v1', document: { Version: version, Statement: role.boundary } }] }
  })
  return {
    UserDetailList: [], GroupDetailList: [], RoleDetailList: roles.map(roleOf),
    Policies: [...attached, ...boundaries].map((policy) => policyOf(policy, last)),
  }
}

function treeOf({ levels, resourceControl }) {
  const unit = ([level, ...below]) => ({
    id: level.target, serviceControlPolicies: Object.keys(level.policies),
    ...(below.length > 1 ? { organizationalUnits: [unit(below)] } : { accounts: [account] }),
  })
  const root = unit(levels)
  root.resourceControlPolicies = Object.keys(resourceControl)
  root.accounts = [...(root.accounts ?? []), '999999999999']
  return root
}

const documentsOf = (policies) => Object.fromEntries(Object.entries(policies).map(
  ([name, statements]) => [name, { Version: version, Statement: statements }]))

// `world`: {roles, organization?, resources?}.
export function bundleOf(name, world) {
  const bundle = {
    accounts: { [account]: { name, authorizationDetails: detailsOf(world.roles) } },
    resources: (world.resources ?? []).map(({ arn, statements }) =>
      ({ arn, account, policy: { Version: version, Statement: statements } })),
  }
  if (world.organization) {
    const { id, managementAccount, levels, resourceControl } = world.organization
    bundle.organization = { id, managementAccount, root: treeOf(world.organization),
      serviceControlPolicies: documentsOf(Object.assign({}, ...levels.map((level) => level.policies))),
      resourceControlPolicies: documentsOf(resourceControl) }
    bundle.accounts[account].serviceControlPolicies = Object.keys(levels.at(-1).policies)
  }
  return bundle
}
