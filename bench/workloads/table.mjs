// The table of ../compare.sh, from what it left in a folder.
import fs from 'node:fs'
import path from 'node:path'
import readline from 'node:readline'

const [folder, ...worlds] = process.argv.slice(2)
const lines = (name) => fs.readFileSync(path.join(folder, name), 'utf8').trim().split('\n')
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]
const round = (number) => Number(number.toPrecision(3)).toLocaleString('en-US')

async function countAgreements(world) {
  const theirs = new Map(lines(`${world}.peer`).map((line) => {
    const [id, principal, decision] = line.split(' ')
    return [`${id} ${principal}`, decision]
  }))
  let same = 0
  let conditional = 0
  const ours = readline.createInterface({ input: fs.createReadStream(path.join(folder, `${world}.answers`)) })
  for await (const line of ours) {
    const { id, principal, decision } = JSON.parse(line)
    const given = theirs.get(`${id} ${principal}`)
    if (given === decision) ++same
    else if (given && decision === 'conditional') ++conditional
  }
  return `${same} and ${conditional} conditional, of ${theirs.size}`
}

console.log('| questions | peer, a second | iamsim, a second | ratio | same answers |')
console.log('|---|---|---|---|---|')
for (const world of worlds) {
  const peer = median(lines(`${world}.peer.rates`).map((line) => JSON.parse(line).perSecond))
  const agreements = await countAgreements(world)
  const rates = new Map()
  for (const line of lines(`${world}.rates`)) {
    const [name, rate] = line.split(' ')
    rates.set(name, [...(rates.get(name) ?? []), Number(rate)])
  }
  for (const [name, all] of rates) {
    const ours = median(all)
    console.log(`| ${name} | ${round(peer)} | ${round(ours)} | ${round(ours / peer)} | ${agreements} |`)
  }
}
