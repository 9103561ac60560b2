// node site.mjs NODE_MODULES FOLDER: drives the site in Chromium and prints what it shows as one line of JSON.
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const [modules, folder] = process.argv.slice(2)
const { chromium } = createRequire(path.join(path.resolve(modules), 'x.js'))('playwright-core')
const url = (name) => pathToFileURL(path.resolve(folder, name)).href
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] })
const seen = { requests: [], errors: [] }
const swap = 'spec-kit/specs/012-shift-swap.html'

const watch = (page) => {
  page.on('request', (request) => { if (!request.url().startsWith(url('')) && !request.url().startsWith('data:')) seen.requests.push(request.url()) })
  page.on('pageerror', (error) => seen.errors.push(error.message))
  page.on('console', (message) => { if (message.type() === 'error') seen.errors.push(message.text()) })
  return page
}
const here = (page) => decodeURIComponent(page.url().slice(url('').length + 1))
const search = async (page, words) => {
  await page.getByRole('searchbox', { name: 'Search all specifications' }).fill(words)
  await page.waitForFunction(() => document.querySelector('.portal-count').textContent !== '')
  await page.waitForTimeout(400)
  return page.$$eval('.portal-results > li > a', (links) => links.map((link) => link.textContent))
}

// From a page to another by the menu, and back to the home of all.
const page = watch(await browser.newPage())
await page.goto(url(swap))
seen.back = await page.locator('.portal-back a').allTextContents()
await page.locator('.portal-menu summary').click()
await page.locator('.portal-pages').waitFor()
seen.listed = await page.$$eval('.portal-pages a', (links) => links.length)
seen.current = await page.locator('.portal-pages [aria-current=page]').textContent()
seen.told = (await page.locator('.portal-pages li', { hasText: 'Shift swap' }).last().textContent()).replace(/\s+/g, ' ')
await page.locator('.portal-pages').getByRole('link', { name: 'Tram counter' }).click()
seen.navigated = here(page)

// Search, by words in one section, by the beginning of a word, for what is nowhere; a result leads to its section.
seen.found = await search(page, 'carrier lockers')
seen.begun = await search(page, 'parc')
seen.nothing = await search(page, 'xylophone')
seen.said = await page.locator('.portal-count').textContent()
await search(page, 'rest time')
await page.locator('.portal-results').getByRole('link', { name: 'Rest time' }).first().click()
seen.section = here(page)

// The home: search over all, and the filters of its table.
await page.goto(url('index.html'))
seen.home = await search(page, 'rounding')
await page.locator('#status').selectOption('Draft')
seen.drafts = await page.$$eval('#list tbody tr:not(.group) th a', (links) => links.map((link) => link.textContent))

// A phone in the dark.
const context = await browser.newContext({ viewport: { width: 360, height: 740 }, colorScheme: 'dark', isMobile: true, hasTouch: true })
const phone = watch(await context.newPage())
seen.beyond = 0
seen.dark = []
for (const name of [swap, 'index.html', 'azure.html']) {
  await phone.goto(url(name))
  await phone.locator('#portal-search').waitFor()
  if (name === swap) seen.phone = await search(phone, 'locking')
  seen.beyond += await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  seen.dark.push(await phone.evaluate(() => getComputedStyle(document.querySelector('nav.portal')).backgroundColor.match(/\d+/g).slice(0, 3).every((part) => part < 80)))
}

// Without scripts links are left: from a page to the home, from there to every page.
const plain = await browser.newPage({ javaScriptEnabled: false })
await plain.goto(url(swap))
await plain.locator('nav.portal a').click()
seen.unscripted = here(plain)
seen.links = await plain.$$eval('#list tbody th a', (links) => links.length)
seen.fields = await plain.locator('#portal-search').count()
await browser.close()
console.log(JSON.stringify(seen))
