// node index.mjs NODE_MODULES INDEX: drives the index in Chromium and prints what it shows as one line of JSON.
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const [modules, file] = process.argv.slice(2)
const { chromium } = createRequire(path.join(path.resolve(modules), 'x.js'))('playwright-core')
const url = pathToFileURL(path.resolve(file)).href
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] })
const seen = {}

const page = await browser.newPage()
const titles = () => page.$$eval('#list tbody tr:not(.group) th a', (links) => links.map((link) => link.textContent))
await page.goto(url)
seen.all = await titles()
await page.getByLabel('Search').fill('alpha ann')
seen.searched = await titles()
seen.said = await page.locator('.shown').textContent()
await page.getByLabel('Search').fill('')
await page.locator('#status').selectOption('Draft')
seen.drafts = await titles()
await page.locator('#status').selectOption('')
await page.getByRole('button', { name: 'Updated' }).click()
seen.oldest = await titles()
await page.getByRole('button', { name: 'Updated' }).click()
seen.newest = await titles()
seen.sort = await page.locator('#list th[aria-sort]').getAttribute('aria-sort')
await page.locator('#group').selectOption('status')
seen.groups = await page.$$eval('#list tr.group', (rows) => rows.map((row) => row.textContent))
await page.locator('#group').selectOption('')

// By keyboard alone: from the top to the search, which filters, and on to a heading, which sorts.
await page.reload()
const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent)
for (let step = 0; step < 20 && (await focused()) !== 'search'; step++) await page.keyboard.press('Tab')
await page.keyboard.type('beta')
seen.typed = await titles()
for (let step = 0; step < 5; step++) await page.keyboard.press('Backspace')
for (let step = 0; step < 20 && (await focused()) !== 'Owner'; step++) await page.keyboard.press('Tab')
await page.keyboard.press('Enter')
seen.owners = await page.$$eval('#list tbody td:nth-of-type(3)', (cells) => cells.map((cell) => cell.textContent))

const plain = await browser.newPage({ javaScriptEnabled: false })
await plain.goto(url)
seen.unscripted = await plain.locator('#list tbody tr').count()
seen.controls = await plain.locator('.controls').isVisible()
await browser.close()
console.log(JSON.stringify(seen))
