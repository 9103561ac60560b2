// node browser.mjs NODE_MODULES FILE...: opens every page in Chromium and prints one line of JSON for each.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const [modules, ...files] = process.argv.slice(2)
const require = createRequire(path.join(path.resolve(modules), 'x.js'))
const { chromium } = require('playwright-core')
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const SILENT = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync']

const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'browser-'))
const context = await chromium.launchPersistentContext(profile,
  { executablePath: process.env.CHROMIUM, headless: true, args: SILENT })

async function overflow(page, width) {
  await page.setViewportSize({ width, height: 800 })
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  return beyond > 0 ? [`${beyond} px wider than a window of ${width} px`] : []
}

async function look(file) {
  const url = pathToFileURL(path.resolve(file)).href
  const findings = []
  const page = await context.newPage()
  page.on('request', (request) => {
    const address = request.url()
    if (!address.startsWith(url) && !address.startsWith('data:')) findings.push(`request ${address.slice(0, 300)}`)
  })
  page.on('dialog', (dialog) => { findings.push(`dialog ${dialog.message()}`); dialog.dismiss() })
  page.on('pageerror', (error) => findings.push(`script ${error.message}`))
  page.on('console', (message) => { if (message.type() === 'error') findings.push(`console ${message.text()}`) })
  await page.goto(url, { waitUntil: 'load', timeout: 60000 })
  for (const width of [320, 768, 1280]) findings.push(...await overflow(page, width))
  await page.evaluate(axe)
  const result = await page.evaluate((rules) => window.axe.run(document, { runOnly: rules, resultTypes: ['violations'] }), RULES)
  for (const rule of result.violations) {
    findings.push(`${rule.id} (${rule.impact}, ${rule.nodes.length}): ${rule.nodes[0].html.slice(0, 160)}`)
  }
  await page.close()
  console.log(JSON.stringify({ file, findings }))
}

async function work() {
  for (let file = files.shift(); file; file = files.shift()) await look(file)
}
await Promise.all([work(), work()])
await context.close()
fs.rmSync(profile, { recursive: true, force: true })
