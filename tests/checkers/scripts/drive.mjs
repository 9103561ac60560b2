// node drive.mjs NODE_MODULES PAGE PDF: uses a page in Chromium as a reader would, prints it to PDF, and prints one line
// of JSON with what was seen. The page has a heading #storage in its contents, code, and the word "balance" several times.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const [modules, file, pdf] = process.argv.slice(2)
const require = createRequire(path.join(path.resolve(modules), 'x.js'))
const { chromium } = require('playwright-core')
const SILENT = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync']

const url = pathToFileURL(path.resolve(file)).href
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'drive-'))
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM, headless: true, args: SILENT, viewport: { width: 1280, height: 800 }, colorScheme: 'light',
})
const seen = { errors: [] }
const page = await context.newPage()
page.on('pageerror', (error) => seen.errors.push(error.message))
page.on('console', (message) => { if (message.type() === 'error') seen.errors.push(message.text()) })
// A page from a file has no clipboard: what it writes is kept here instead.
await page.addInitScript(() => {
  window.copied = []
  Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied.push(text) } } })
})
await page.goto(url)
const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
const top = (selector) => page.evaluate((name) => document.querySelector(name).getBoundingClientRect().top, selector)

await page.click('.contents a[href="#storage"]')
await page.waitForFunction(() => document.querySelector('.contents [aria-current]')?.hash === '#storage')
seen.contents = { top: await top('#storage'), current: await page.locator('.contents [aria-current]').count() }

const code = page.locator('.code').first()
await code.hover()
await code.locator('.copy').click()
seen.copy = { text: await page.evaluate(() => window.copied[0]), code: await code.locator('code').textContent() }

await page.keyboard.press('/')
await page.keyboard.type('balance')
await page.waitForFunction(() => document.querySelector('.count').textContent)
seen.search = { all: Number(await page.textContent('.count')), marked: await page.evaluate(() => CSS.highlights.get('found').size) }
await page.keyboard.press('Enter')
await page.keyboard.press('Enter')
seen.search.at = await page.textContent('.count')
seen.search.visible = await page.evaluate(() => {
  const box = [...CSS.highlights.get('here')][0].getBoundingClientRect()
  return box.top >= 0 && box.bottom <= innerHeight && box.width > 0
})
await page.fill('.field', 'no such word at all')
await page.waitForFunction(() => !/^\d|^$/.test(document.querySelector('.count').textContent))
seen.search.nothing = await page.textContent('.count')
await page.keyboard.press('Escape')
seen.search.closed = await page.locator('.search').isHidden()

seen.theme = { light: await ground() }
await page.click('.theme')
seen.theme.dark = await ground()
await page.reload()
seen.theme.kept = await ground()
await page.click('.theme')
await page.emulateMedia({ colorScheme: 'dark' })
await page.evaluate(() => { localStorage.clear(); delete document.documentElement.dataset.theme })
seen.theme.system = await ground()

await page.emulateMedia({ media: 'print' })
await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
seen.print = {
  ground: await ground(),
  buttons: await page.locator('.actions, .copy, .permalink').evaluateAll((all) => all.filter((one) => one.offsetWidth).length),
  folded: await page.locator('details:not([open])').count(),
}
await page.emulateMedia({ media: null })
await page.pdf({ path: pdf, preferCSSPageSize: true, printBackground: true })

await page.setViewportSize({ width: 320, height: 640 })
await page.evaluate(() => scrollTo(0, 0))
// Media queries tell the script of a change when the next frame is made (HTML, update the rendering).
await page.evaluate(() => new Promise((made) => requestAnimationFrame(() => requestAnimationFrame(made))))
seen.phone = { folded: await page.locator('.contents details:not([open])').count() }
await page.click('.contents summary >> nth=0')
seen.phone.opened = await page.locator('.contents a[href="#storage"]').isVisible()

const silent = await context.browser()?.newContext({ javaScriptEnabled: false }) ?? null
if (silent) {
  const still = await silent.newPage()
  await still.goto(url)
  seen.still = { buttons: await still.locator('button').count(), contents: await still.locator('.contents a[href="#storage"]').isVisible() }
}
console.log(JSON.stringify(seen))
await context.close()
fs.rmSync(profile, { recursive: true, force: true })
