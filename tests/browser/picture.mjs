// The picture of the READMEs: the start page with a sample open. `cargo xtask picture` takes it anew.
import { chromium } from '@playwright/test';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Bytes: a README should open quickly. */
const MOST = 150_000;

const { CHROMIUM, QA_DIST, QA_PICTURE } = process.env;
const browser = await chromium.launch({ executablePath: CHROMIUM });
try {
  const page = await browser.newPage({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1120, height: 740 } });
  // The page counts days from today: the same picture on every day.
  await page.clock.setFixedTime(new Date('2026-11-23T09:00:00+08:00'));
  await page.goto(pathToFileURL(join(QA_DIST, 'quality-award.html')).href);
  await page.getByRole('button', { name: /^打开示例：初稿/ }).click();
  await page.getByRole('heading', { name: '一、能不能申报' }).waitFor();
  await page.locator('.saved[data-saving=saved]').waitFor();
  await page.getByRole('button', { name: '关闭' }).click();
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: QA_PICTURE });
  const { size } = await stat(QA_PICTURE);
  console.log(`Wrote ${QA_PICTURE}, ${size} bytes`);
  if (size > MOST) throw new Error(`the picture has more than ${MOST} bytes`);
} finally {
  await browser.close();
}
