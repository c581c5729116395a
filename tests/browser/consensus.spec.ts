// 合议: colleagues' packages beside one's own, what is settled, and texts taken over.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { stored } from './dossier';
import { axeClean, expect, goToMore, printAll, test, widths } from './support';

interface Item { id: string; percent?: number; reason?: string; sections?: Record<string, string>; fields?: Record<string, string> }
interface Package { form: { fields: Record<string, string> }; walk: { answers: Record<string, { value: string }> }; items: Item[] }

const OWN = JSON.parse(await readFile(join(import.meta.dirname, '../samples/strong.json'), 'utf8')) as Package & { id: string };
const LONG = '一位名字写得特别长的评分人（质量管理部兼卓越绩效推进办公室，虚构）';

/** The sample as a colleague would hand it over: with percents of their own, and whatever else they changed. */
function colleague(name: string, percents: Record<string, number | undefined>, change: (of: Package) => void = () => {}) {
  const theirs = structuredClone(OWN);
  for (const item of theirs.items) if (item.id in percents) item.percent = percents[item.id];
  change(theirs);
  return { name: `${name}.json`, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(theirs)) };
}

const item = (of: Package, id: string): Item => of.items.find((item) => item.id === id)!;
const percent = (id: string): number => item(OWN, id).percent!;
const text = (id: string): string => item(OWN, id).sections![`${id}-a`];

const zhang = () => colleague('张三', { '4.1.2': percent('4.1.2') - 15, '4.1.3': undefined }, (of) => {
  item(of, '4.1.2').reason = '张三的理由：结果还不够。';
  item(of, '4.1.2').sections!['4.1.2-a'] = text('4.1.2').replace(/^[^。]*。/, '张三写的第一句。');
});
const li = () => colleague('李四', { '4.1.2': percent('4.1.2') + 5 });

async function begin(page: Page, open: (edition: 'hosted') => Promise<void>): Promise<void> {
  await open('hosted');
  const file = { name: '本份.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(OWN)) };
  await page.locator('input[type=file]').first().setInputFiles(file);
  await expect(page.locator('.toast')).toContainText('已导入“本份.json”');
  await page.locator('.toast').getByRole('button', { name: '关闭' }).click();
  await goToMore(page, '合议');
  await expect(page.getByRole('heading', { level: 1, name: '合议' })).toBeFocused();
}

async function add(page: Page, ...files: ReturnType<typeof colleague>[]): Promise<void> {
  await page.locator('#main input[type=file]').setInputFiles(files);
}

/** The cells of an item's row, after its name. */
function row(page: Page, id: string): Locator {
  return page.locator('table.settle tbody tr').filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${id.replaceAll('.', '\\.')} `) }) });
}

const field = (id: string, key: string): string => `#f-items-${id.replaceAll('.', '-')}--fields-${key}`;

test('percents side by side, a consensus with its reason, kept and exported', async ({ page, open }) => {
  await begin(page, open);
  await add(page, zhang(), li());
  await expect(page.locator('.toast')).toContainText('已打开 2 份评分：张三、李四。');
  await expect(page.locator('table.settle thead th')).toHaveText(['条目', '本份', '张三', '李四', '相差', '合议', '合议理由']);
  const own = percent('4.1.2');
  const cells = row(page, '4.1.2').locator('td');
  await expect(cells.nth(0)).toHaveText(`${own} %`);
  await expect(cells.nth(1)).toHaveText(`${own - 15} %`);
  await expect(cells.nth(2)).toHaveText(`${own + 5} %`);
  await expect(cells.nth(3)).toHaveText('相差大 20');
  await expect(row(page, '4.1.3').locator('td').nth(1)).toHaveText('不计');
  await expect(row(page, '4.1.3').locator('td').nth(3)).toHaveText('0');
  const sums = page.locator('table.settle tfoot td');
  await expect(sums.nth(0)).toHaveText('569.523 条，共 1000 分');
  // 50 points less 15 percent of them; 30 points are not counted.
  const less = 569.5 - 7.5 - (30 * percent('4.1.3')) / 100;
  await expect(sums.nth(1)).toHaveText(`${less}22 条，共 970 分`);
  await expect(sums.nth(2)).toHaveText('57223 条，共 1000 分');

  // What counts as far apart is chosen.
  await page.getByLabel('相差多少起标出').selectOption('25');
  await expect(cells.nth(3)).toHaveText('20');

  const settled = String(own - 5);
  await page.locator(field('4.1.2', 'consensus')).selectOption(settled);
  await page.locator(field('4.1.2', 'consensus-reason')).fill('结果只有两年，取低一档。');
  await expect(cells.nth(0)).toHaveText(`${own} %`);
  await expect(sums.nth(4)).toHaveText(`${(50 * (own - 5)) / 100}1 条，共 50 分`);
  await expect(page.locator('.saved')).toHaveAttribute('data-saving', 'saved');

  await page.reload();
  await expect(page.locator(field('4.1.2', 'consensus'))).toHaveValue(settled);
  await expect(page.locator(field('4.1.2', 'consensus-reason'))).toHaveValue('结果只有两年，取低一档。');
  await expect(page.locator('table.settle thead th').nth(2)).toHaveText('张三');

  await page.getByRole('link', { name: '返回任务清单' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出备份' }).click()]);
  const exported = JSON.parse(await readFile((await download.path())!, 'utf8'));
  expect(exported.sheets.map(({ name }: { name: string }) => name)).toEqual(['张三', '李四']);
  expect(exported.sheets[0].items.find(({ id }: Item) => id === '4.1.2')).toMatchObject({ percent: own - 15, reason: '张三的理由：结果还不够。' });
  expect(exported.spread).toBe('25');
  expect(item(exported, '4.1.2')).toMatchObject({ percent: own, fields: { consensus: settled, consensus_reason: '结果只有两年，取低一档。' } });
  expect(JSON.stringify(exported)).not.toContain('张三写的第一句');

  // On paper it stands in the scoring sheet.
  await goToMore(page, '打印预览');
  await printAll(page);
  const paper = page.locator('.book table').filter({ hasText: '合议理由' });
  await expect(paper).toContainText(`${own} / ${own - 15} / ${own + 5}`);
  await expect(paper).toContainText('结果只有两年，取低一档。');
});

test('what is settled becomes the score when asked, and not before', async ({ page, open }) => {
  await begin(page, open);
  await add(page, zhang());
  const own = percent('4.1.2');
  await expect(page.getByRole('button', { name: '把合议结果作为本份评分' })).toHaveCount(0);
  await page.locator(field('4.1.2', 'consensus')).selectOption(String(own - 10));
  await page.locator(field('4.1.2', 'consensus-reason')).fill('按证据取低。');
  const cell = row(page, '4.1.2').locator('td').first();
  await expect(cell).toHaveText(`${own} %`);
  await page.getByRole('button', { name: '把合议结果作为本份评分' }).click();
  await expect(cell).toHaveText(`${own - 10} %`);
  await expect(page.locator('.saved')).toHaveAttribute('data-saving', 'saved');
  expect(JSON.parse(await stored(page, OWN.id, 'item/4.1.2'))).toMatchObject({ percent: own - 10, reason: '按证据取低。' });
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(cell).toHaveText(`${own} %`);
  await expect(page.locator(field('4.1.2', 'consensus'))).toHaveValue(String(own - 10));
});

test('a text is taken over with a preview, and given back', async ({ page, open }) => {
  await begin(page, open);
  await add(page, zhang(), li());
  await page.getByRole('link', { name: '4.1.2 高层领导的作用' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByRole('group', { name: '张三' })).toContainText('张三的理由：结果还不够。');
  const part = page.locator('#main .part').filter({ hasText: '张三写的第一句' });
  await expect(part.locator('ins')).toContainText('张三写的第一句。');
  await expect(part.locator('del')).toContainText(text('4.1.2').split('。')[0]);
  await expect(page.getByText('两份一样。').first()).toBeVisible();
  await axeClean(page);

  const written = async (): Promise<string> => {
    await expect(page.locator('.saved')).toHaveAttribute('data-saving', 'saved');
    return (JSON.parse(await stored(page, OWN.id, 'item/4.1.2')) as Item).sections!['4.1.2-a'];
  };
  const theirs = text('4.1.2').replace(/^[^。]*。/, '张三写的第一句。');
  const name = /高层领导的作用|4\.1\.2/;
  const title = await part.getByRole('heading').textContent();
  const whole = page.getByRole('group', { name: title!, exact: true });
  await whole.getByRole('button', { name: '保留自己的' }).click();
  await expect(whole).toContainText('保留自己的，没有改动。');
  await expect(whole.getByRole('button', { name: '重新对比' })).toBeFocused();
  await whole.getByRole('button', { name: '重新对比' }).click();
  await whole.getByRole('button', { name: '接在后面' }).click();
  await expect.poll(written).toBe(`${text('4.1.2')}\n${theirs}`);
  await page.getByRole('button', { name: '撤销' }).click();
  await expect.poll(written).toBe(text('4.1.2'));
  // By keyboard the way back is at hand.
  await whole.getByRole('button', { name: '采用对方的' }).focus();
  await page.keyboard.press('Enter');
  await expect(whole).toContainText('两份一样。');
  await expect.poll(written).toBe(theirs);
  await expect(page.getByRole('button', { name: '撤销' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(written).toBe(text('4.1.2'));
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);

  // Texts do not outlive the page; opened again they are there, without another sheet.
  await page.reload();
  await expect(page.getByText('没有可以对比的正文。')).toBeVisible();
  await page.getByRole('link', { name: '返回合议' }).click();
  await add(page, zhang());
  await expect(page.locator('.toast')).toContainText('张三已经打开过');
  await expect(page.locator('.entries > li')).toHaveCount(2);
  await page.getByRole('link', { name: '4.1.2 高层领导的作用' }).click();
  await expect(whole.getByRole('button', { name: '采用对方的' })).toBeVisible();
});

test('what cannot be a colleague\'s package is refused and changes nothing', async ({ page, open }) => {
  await begin(page, open);
  const trouble = page.locator('.notices .errors');
  const refused = async (file: ReturnType<typeof colleague>, why: string): Promise<void> => {
    await add(page, file);
    await expect(trouble).toContainText('现在的内容没有变化');
    await expect(trouble).toContainText(why);
    await trouble.getByRole('button', { name: '知道了' }).click();
    await expect(page.getByText('还没有打开同事的评分。')).toBeVisible();
  };
  await refused(colleague('别家', {}, (of) => {
    of.form.fields['ff-org-name'] = '别的公司（虚构）';
    of.walk.answers['gen-uscc'].value = '91350100M000100Y43';
  }), '没有打开“别家.json”：这是“别的公司（虚构）（91350100M000100Y43）”的数据文件，现在打开的是“示例耐材有限公司（虚构）');
  await refused(colleague('坏的', { '4.1.3': 103 }), 'percent：103 不能用作百分比，只能是 0、5、10……100');
  await refused({ ...colleague('空的', {}), buffer: Buffer.from('') }, '没有打开“空的.json”：文件是空的');
  await refused(colleague('自己', {}), '内容和现在打开的档案完全一样');

  // One of two: the other is opened.
  await add(page, colleague('坏的', { '4.1.3': 103 }), li());
  await expect(trouble).toContainText('已打开 1 份评分：李四。另有 1 个文件没有打开。');
  await expect(page.locator('.entries > li')).toHaveCount(1);
  await trouble.getByRole('button', { name: '知道了' }).click();
  // A draft that names no organisation is taken, with a remark.
  await add(page, colleague('无名', { '4.1.2': 5 }, (of) => {
    delete of.form.fields['ff-org-name'];
    delete (of.walk.answers as Partial<typeof of.walk.answers>)['gen-uscc'];
  }));
  await expect(trouble).toContainText('无法核对是不是同一家');
  await expect(page.locator('.entries > li')).toHaveCount(2);
});

test('a sheet is named, removed and brought back', async ({ page, open }) => {
  await begin(page, open);
  await add(page, zhang(), li());
  await page.getByLabel('第 1 位评分人').fill('张三丰');
  await expect(page.locator('table.settle thead th').nth(2)).toHaveText('张三丰');
  await page.getByRole('button', { name: /删除.*张三丰的评分/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.entries > li')).toHaveCount(1);
  await expect(page.getByRole('button', { name: '撤销' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('.entries > li')).toHaveCount(2);
  await expect(page.locator('table.settle thead th').nth(2)).toHaveText('张三丰');
});

for (const width of widths) {
  test(`three scorers with long names at ${width} px`, async ({ page, open }) => {
    await page.setViewportSize({ width, height: 800 });
    await begin(page, open);
    await add(page, zhang(), li(), colleague(LONG, { '4.1.2': 0, '4.2.2': 100 }));
    await page.locator('.toast').getByRole('button', { name: '关闭' }).click();
    for (const path of ['/consensus', '/consensus/4.1.2']) {
      await page.evaluate((to) => { location.hash = to; }, path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await axeClean(page);
      const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(wide).toBeLessThanOrEqual(screen);
    }
    await expect(page.locator('.difference').first()).toHaveCSS('display', 'block');
  });
}
