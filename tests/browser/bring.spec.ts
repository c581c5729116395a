// 导入报告: a report is taken apart, looked over, corrected and taken in; nothing of it is lost on the way.
import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { application, importAll, stored, storedUnder } from './dossier';
import { axeClean, editions, expect, test, turn, widths } from './support';

/** As a paste puts a long text there: typing it would take minutes. */
async function paste(page: Page, text: string): Promise<void> {
  await page.getByLabel('报告全文').evaluate((area: HTMLTextAreaElement, text) => {
    area.value = text;
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }, text);
  await page.getByRole('button', { name: '分到各条目，先核对' }).click();
}

const REPORT = `示例公司自评报告
目录
4.1 领导………………1
4.1.2 高层领导的作用………………1
4.2.2 战略制定………………3
前言
这一段没有去处。
4.1.2 高层领导的作用
方向怎样确定
高层领导每年修订一次使命和愿景。
顾客满意度目标写进年度计划。
4.2.2 战略的制定方法见附件三。
4.2.2 战略制定
每年八月开始收集判断材料。
名称\t2024年\t2025年
营业收入\t16820.5\t18600
结束语
今后继续对照准则找差距。
`;

test.beforeEach(async ({ page, open }) => {
  await open('hosted');
  await importAll(page, application);
  await turn(page, '/bring');
});

const row = (page: Page, list: string, text: string) => page.locator(`${list} .paras > li`).filter({ hasText: text });
const groups = '.group-list';

/** Sends a row elsewhere, by the list that its button opens. */
async function send(page: Page, list: string, text: string, place: string, button: string): Promise<void> {
  const line = row(page, list, text);
  await line.locator('.place').click();
  await line.getByRole('combobox').selectOption({ label: place });
  await line.getByRole('button', { name: button }).click();
}

test('lines are corrected, and the dossier gets what the page says', async ({ page }) => {
  await paste(page, REPORT);
  const sum = page.getByRole('region', { name: '字数对得上' });
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(sum).not.toContainText('每一段都有去处');
  await expect(page.getByRole('heading', { name: /^不录入/ })).toBeVisible();

  // One paragraph goes elsewhere, one is a heading after all, one heading is text, a table stays one.
  await expect(row(page, groups, '表格：2 行，3 列')).toHaveCount(1);
  await send(page, groups, '顾客满意度目标', '4.3.3 顾客关系与顾客满意：满意的测量', '只改这一段');
  await expect(page.getByRole('status').filter({ hasText: '归入：4.3.3' })).toBeVisible();
  await row(page, groups, '每年八月').getByRole('radio', { name: '这是标题' }).click({ force: true });
  await row(page, groups, '每年八月').getByRole('combobox').selectOption({ label: '4.2.3 战略部署：实施计划的制定与部署' });
  await row(page, groups, '每年八月').getByRole('button', { name: '作为标题' }).click();
  await expect(page.locator(groups)).toContainText('4.2.3 战略部署');
  await row(page, groups, '方向怎样确定').locator('.place').click();
  await row(page, groups, '方向怎样确定').getByRole('combobox').selectOption({ label: '不录入' });
  await row(page, groups, '方向怎样确定').getByRole('button', { name: '只改这一段' }).click();
  // One step back, and again.
  await page.getByRole('button', { name: '退回一步' }).click();
  await expect(row(page, groups, '方向怎样确定')).toHaveCount(1);

  // What waits under a heading of its own takes its text along, not the heading.
  const piece = page.locator('.piece').filter({ hasText: '结束语' });
  await piece.getByRole('button', { name: /^选去处/ }).click();
  await piece.getByRole('combobox').selectOption({ label: 'B.2.3 绩效改进系统' });
  await piece.getByRole('button', { name: '确定去处' }).click();
  await expect(sum).toBeVisible();

  await page.getByRole('button', { name: '录入', exact: true }).click();
  await expect(page.locator('.toast')).toContainText('已录入报告');
  await expect(page).toHaveURL(/#\/$/);
  await expect.poll(() => stored(page, application.id, 'profile/B.2.3')).toContain('今后继续对照准则找差距。');
  expect(await stored(page, application.id, 'profile/B.2.3')).not.toContain('结束语');
  expect(await stored(page, application.id, 'item/4.3.3')).toContain('顾客满意度目标写进年度计划。');
  const table = await stored(page, application.id, 'item/4.2.3');
  expect(table).toContain('营业收入\\t16820.5\\t18600');
  expect(table).not.toContain('每年八月');
  expect(await stored(page, application.id, 'drawer')).toContain('这一段没有去处。');

  // The drawer is on the page, and empties into the papers.
  await turn(page, '/bring');
  const drawer = page.getByRole('region', { name: /^待安放/ });
  const waiting = drawer.locator('.piece').filter({ has: page.locator('textarea') }).last();
  await waiting.getByRole('button', { name: '选去处' }).click();
  await waiting.getByRole('combobox').selectOption({ label: '4.1.3 组织治理：治理责任的关键因素' });
  await waiting.getByRole('button', { name: '确定去处' }).click();
  await expect.poll(() => stored(page, application.id, 'item/4.1.3')).toContain('这一段没有去处。');
});

test('a table of the report is taken as metrics too, and the report is still there', async ({ page }) => {
  await paste(page, '4.2.2 战略制定\n每年八月开始收集判断材料。\n指标\t单位\t2024年\t2025年\n千人负伤率\t‰\t1.5\t0.8\n');
  await page.getByRole('button', { name: /^作为表格录入/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: '核对后录入' })).toBeFocused();
  await page.getByRole('button', { name: '录入 2 个数' }).click();
  await expect(page.locator('.toast')).toContainText('已录入 2 个数，新增 1 个指标');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('核对每一段的去处');
  await expect(page.getByRole('button', { name: /^作为表格录入/ })).toBeFocused();
  await page.getByRole('button', { name: '录入', exact: true }).click();
  await expect.poll(() => stored(page, application.id, 'item/4.2.2')).toContain('千人负伤率\\t‰\\t1.5\\t0.8');
  const metrics = await storedUnder(page, application.id, 'metric/');
  expect(metrics.filter(({ json }) => json.includes('千人负伤率') && json.includes('"0.8"'))).toHaveLength(1);
});

test('a pasted text is dropped only by someone who says so', async ({ page }) => {
  // Half pasted, not taken apart yet.
  await page.getByLabel('报告全文').fill('4.1.2 高层领导的作用\n还没有分段的话。');
  await turn(page, '/verdict');
  await turn(page, '/bring');
  await expect(page.getByLabel('报告全文')).toHaveValue('4.1.2 高层领导的作用\n还没有分段的话。');
  await page.getByRole('button', { name: '分到各条目，先核对' }).click();
  await send(page, groups, '还没有分段的话', 'B.2.3 绩效改进系统', '只改这一段');

  await turn(page, '/verdict');
  await expect(page.getByRole('heading', { name: '资格结论' })).toBeVisible();
  await page.goBack();
  await expect(page.locator(groups)).toContainText('B.2.3');

  let asked: string[] = [];
  let answer = false;
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    return answer ? dialog.accept() : dialog.dismiss();
  });
  await page.getByRole('button', { name: '重新粘贴' }).click();
  await expect(page.locator(groups)).toContainText('B.2.3');
  // The window asks too, as long as something is under way.
  await page.evaluate(() => { setTimeout(() => location.reload(), 0); });
  await expect.poll(() => asked).toEqual(['confirm', 'beforeunload']);
  await expect(page.locator(groups)).toContainText('B.2.3');
  answer = true;
  await page.getByRole('button', { name: '重新粘贴' }).click();
  await expect(page.getByLabel('报告全文')).toHaveValue('');
  asked = [];
  await page.reload();
  expect(asked).toEqual([]);
});

for (const width of widths) {
  test(`a long report is looked over by keyboard at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    const sentence = '公司围绕客户要求持续改进过程质量，把控制计划、首件检验和班组改善连成一个闭环，每季度评审一次。';
    const paragraphs = Array.from({ length: 900 }, (_, at) => `第${at + 1}段　${sentence.repeat(6)}`);
    await paste(page, `4.1.2 高层领导的作用\n${paragraphs.join('\n')}\n4.1.9 其他事项\n${sentence}\n`);
    await expect(page.getByRole('region', { name: '字数对得上' })).toBeVisible();
    await expect(page.locator('option')).toHaveCount(0);
    await axeClean(page);

    await page.getByRole('button', { name: /^逐段看.*4\.1\.2/ }).press('Enter');
    await expect(page.locator(`${groups} .paras > li`)).toHaveCount(60);
    const line = row(page, groups, '第2段　');
    await line.locator('.place').press('Enter');
    const list = line.getByRole('combobox');
    await expect(list).toBeFocused();
    expect(await page.locator('option').count()).toBeLessThan(100);
    await axeClean(page);
    await page.keyboard.type('B.2.3');
    await expect(list).toHaveValue('slot/B.2.3');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    // On to the next paragraph.
    await expect(row(page, groups, '第3段　').locator('.place')).toBeFocused();
    await expect(page.locator(groups)).toContainText('B.2.3 绩效改进系统');
    const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(wide).toBeLessThanOrEqual(screen);
  });
}

for (const edition of editions) {
  test(`a Word document by its button, a text by dropping it (${edition})`, async ({ page, open }) => {
    if (edition === 'single') {
      await open(edition);
      await importAll(page, application);
      await turn(page, '/bring');
    }
    const button = page.locator('#main input[type=file]');
    await button.setInputFiles({ name: '旧报告.doc', mimeType: '', buffer: Buffer.from('d0cf11e0a1b11ae1', 'hex') });
    await expect(page.locator('#main .error')).toContainText('“旧报告.doc”');
    await expect(page.locator('#main .error')).toContainText('另存为 .docx');

    await button.setInputFiles(join(import.meta.dirname, '../ways-in/docx/python-docx-hidden.docx'));
    const sum = page.getByRole('region', { name: '字数对得上' });
    await expect(page.getByRole('heading', { level: 1 })).toContainText('python-docx-hidden.docx');
    await expect(sum).toContainText('修订');
    await expect(page.locator(groups)).toContainText('4.1.2');
    await expect(page.getByRole('region', { name: /^不录入/ })).toContainText('目录');

    page.once('dialog', (dialog) => dialog.accept());
    await page.getByRole('button', { name: '重新粘贴' }).click();
    // 4.1.2 示例一段 in GBK.
    await page.getByRole('region', { name: '打开文件' }).evaluate((target) => {
      const bytes = [...'4.1.2 '].map((c) => c.charCodeAt(0)).concat([0xb8, 0xdf, 0xb2, 0xe3, 0xc1, 0xec, 0xb5, 0xbc, 0xb5, 0xc4, 0xd7, 0xf7, 0xd3, 0xc3, 0x0a, 0xca, 0xbe, 0xc0, 0xfd, 0xa1, 0xa3]);
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], '报告.txt'));
      for (const type of ['dragover', 'drop']) {
        target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
      }
    });
    await expect(page.getByRole('heading', { level: 1 })).toContainText('报告.txt');
    await expect(page.locator(groups)).toContainText('4.1.2 高层领导的作用');
    await expect(row(page, groups, '示例。')).toHaveCount(1);
  });
}
