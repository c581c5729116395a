// Three organisations bring in what they have: a sheet of 25 indicators and a report, made for something else, from an
// empty browser to a filled dossier. Every press of the mouse is counted; no list and no row may need one.
import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, pasteKey, saved, test, turn } from './support';

const path = (name: string) => join(import.meta.dirname, 'organisations', name);
const text = (name: string) => readFileSync(path(name), 'utf8');

/** The mouse of one person: presses are counted, keys are not. */
class Mouse {
  clicks = 0;

  constructor(readonly page: Page) {}

  async click(target: Locator): Promise<void> {
    await expect(target).toBeVisible();
    this.clicks += 1;
    await target.click();
  }

  async follow(name: string): Promise<void> {
    await this.click(this.page.getByRole('link', { name, exact: true }));
  }

  /** The button, and the file in the window of the system. */
  async choose(button: string, file: string): Promise<void> {
    const asked = this.page.waitForEvent('filechooser');
    await this.click(this.page.getByRole('button', { name: button }));
    this.clicks += 1;
    await (await asked).setFiles(path(file));
  }

  /** Into the box, and Ctrl+V of what was copied elsewhere. */
  async paste(box: string, text: string, html = ''): Promise<void> {
    await this.click(this.page.getByLabel(box));
    await pasteKey(this.page, text, html);
  }

  /** Looks at where the table goes, and takes it. Of `figures` that the sheet holds none is without a word. */
  async takeTable(figures: number): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: '核对后录入' })).toBeFocused();
    await expect.soft(this.page.getByRole('list', { name: '将要做什么' })).toContainText('将录入到 25 个指标（0 个已有，25 个新增）');
    const said = await this.page.getByText(/^表里有数的 \d+ 格/).textContent();
    const [all, taken, asked, out] = [...said!.matchAll(/\d+/g)].map(([count]) => Number(count));
    expect(taken! + asked! + out!, said!).toBe(all);
    expect(all, said!).toBeGreaterThanOrEqual(figures);
    await this.click(this.page.getByRole('button', { name: /^录入 \d+ 个数$/ }));
    await expect(this.page.locator('.toast')).toContainText('新增 25 个指标');
  }

  /** Looks at where the report goes, and takes it. The characters add up. */
  async takeReport(): Promise<void> {
    const sum = this.page.getByRole('region', { name: '字数对得上' });
    await expect(sum).toBeVisible();
    const told = await sum.locator('dd').allTextContents();
    const [brought, taken, kept, left] = told.map((count) => Number(count.replace(/\D/g, '')));
    expect(taken! + kept! + left!).toBe(brought);
    await this.click(this.page.getByRole('button', { name: '录入', exact: true }));
    await expect(this.page.locator('.toast')).toContainText('已录入报告');
  }
}

interface Package {
  metrics: {
    fields: Record<string, string>;
    years?: Record<string, { value?: string; target?: string }>;
    lists?: { comparisons?: { fields: Record<string, string> }[] };
  }[];
  items: { id: string; sections: Record<string, string> }[];
  profile: Record<string, string>;
  drawer?: unknown;
  walk: { profits?: Record<string, string> };
}

/** The dossier as it is exported. */
async function exported(page: Page): Promise<Package> {
  await saved(page);
  await turn(page, '/');
  const [download] = await Promise.all([
    page.waitForEvent('download'), page.getByRole('button', { name: '导出备份' }).click(),
  ]);
  return JSON.parse(await readFile(await download.path(), 'utf8'));
}

/**
 * Metrics as a careful reader of the sheet writes them down: name, item, unit, three years, the target of the last. An
 * empty field is one that the sheet has no plain figure for; one with ? may be asked about, but is not to be another.
 */
function metricsAre(content: Package, truth: string): void {
  const rows = truth.trim().split('\n').map((line) => line.split('|').map((field) => field.trim()));
  const found = content.metrics.map(({ fields, years }) => {
    // Profits are asked for once, by the conditions.
    const profits = fields.library === 'total-profit' ? content.walk.profits : undefined;
    const figures = ['2023', '2024', '2025'].map((year) => profits?.[year] ?? years?.[year]?.value ?? '');
    return [fields.name!, fields.section!.slice(0, 5), fields.unit ?? '', ...figures, years?.['2025']?.target ?? ''];
  });
  const plain = (row: string[]) => row.map((field, at) => (at < 3 || field === '' ? field : String(Number(field))));
  const expected = rows.map((row) => {
    const own = found.find(([name]) => name === row[0]);
    return plain(row.map((field, at) => (!field.endsWith('?') ? field : own?.[at] && field.slice(0, -1))) as string[]);
  });
  expect.soft(found.map(plain)).toEqual(expected);
}

/** Each text is where it belongs: place, words of it. */
function textsAre(content: Package, truth: string): void {
  const all = Object.fromEntries([
    ...content.items.flatMap(({ sections }) => Object.entries(sections)), ...Object.entries(content.profile),
  ]);
  const waiting = JSON.stringify(content.drawer ?? []);
  const found = truth.trim().split('\n').map((line) => {
    const words = line.trim().slice(line.trim().indexOf(' ') + 1);
    const places = Object.entries(all).filter(([, written]) => written.includes(words)).map(([place]) => place);
    if (waiting.includes(words)) places.push('drawer');
    return `${places.join('+') || 'nowhere'} ${words}`;
  });
  expect.soft(found).toEqual(truth.trim().split('\n').map((line) => line.trim()));
}

test.beforeEach(async ({ page, open, guard }) => {
  // The browser makes what it writes to the clipboard in the page, with the styles in it.
  guard.allow(/Applying inline style|policy: style-src/);
  // The last complete year is 2025.
  await page.clock.setFixedTime(new Date('2026-05-20T09:00:00+08:00'));
  await open('hosted');
});

test('a hospital: a workbook of its quality office, and a Word report', async ({ page }) => {
  const mouse = new Mouse(page);
  await mouse.click(page.getByRole('button', { name: '准备申报' }));
  await mouse.follow('导入报告');
  await mouse.choose('打开报告文件', 'hospital.docx');
  await mouse.takeReport();
  textsAre(await exported(page), `
    4.1.2-a 院领导班子每年11月集中研讨一天
    4.1.3-a 重大决策、重要人事、重大项目和大额资金
    4.1.4-a 医疗废物由有资质的单位处置
    4.2.2-a 发展规划部每年用五种力量
    4.2.3-a 12个目标分解为46项年度任务
    4.3.2-a 客服中心按病种和来源地分析
    4.3.3-a 满意度由第三方调查，每季度一次
    4.4.2-a 新职工轮训两年
    4.4.3-a 实行全面预算
    4.4.7-a 与供应商每半年做一次质量和到货评价
    4.5.2-a 识别出门诊、急诊、住院、手术、护理五个核心过程
    4.5.3-a 胸痛患者从进门到球囊扩张
    4.6.2-a 质管办每月汇总25项院级指标
    4.6.3-a 2025年完成品管圈课题31个
    B.1.1.b 使命：让示例市的百姓在家门口看好病
    B.1.2.a 实行党委领导下的院长负责制
    B.2.3 医院自2016年起推行品管圈
    drawer 结果数据见《2023—2025年质量与运营指标一览表》
    drawer 医院将继续对照准则查找差距
  `);
  await mouse.follow('导入表格');
  await mouse.choose('打开表格文件', 'hospital.xlsx');
  await mouse.takeTable(99);
  expect(mouse.clicks).toBeLessThan(10);

  const content = await exported(page);
  metricsAre(content, `
    低风险组病例死亡率|4.7.2|%|0.021|0.018|0.012|0.015
    Ⅰ类切口手术部位感染率|4.7.2|%|0.62|0.55|0.41|0.5
    急危重症抢救成功率|4.7.2|%|92.1|93.4|94.6|94
    出院患者手术占比|4.7.2|%|33.5|34.8|36.2|36
    甲级病案率|4.7.2|%|95.2|96.8|97.5|97
    住院患者满意度|4.7.3|分|91.2|92.5|93.8|93
    门诊患者满意度|4.7.3|分|88.4|89.9|91.3|91
    每万诊疗人次投诉件数|4.7.3|件/万人次|3.1|2.6|2.2|2.5
    门急诊总量|4.7.3|人次|612358|648902|701455|680000
    医疗收入|4.7.4|万元|38620.45|41502.1|44890.36|44000
    医疗服务收入占比|4.7.4|%|28.3|29.1|30.6|30
    资产负债率|4.7.4|%|38.2|36.9|35.4|36
    预算执行率|4.7.4|%|95.3|97.2|98.4|98
    百元医疗收入消耗卫生材料|4.7.4|元|23.8|22.9|21.7|22
    职工满意度|4.7.5|分|82.5|84.1|86|85
    卫生技术人员高级职称占比|4.7.5|%|14.8|15.6|16.7|16.5
    人均培训学时|4.7.5|学时／人|46|52|58|55
    电子病历系统应用水平|4.7.5|级|3|4|4|5
    万元以上设备完好率|4.7.5|%|96.8|97.5|98.1|98
    平均住院日|4.7.6|天|8.6|8.2|7.9|8
    床位使用率|4.7.6|%|84.5|86.2|88.1|
    门诊患者平均候诊时间|4.7.6|分钟||24|19|20
    抗菌药物使用强度|4.7.6|DDD／百人天|39.8|38.6|37.2|40
    年度重点工作完成率|4.7.7|%|91.5|93.8|96.2|95
    义诊与健康宣教服务人次|4.7.7|人次||3850|4120|4000
  `);
});

test('a school: cells copied out of LibreOffice Calc, and a report copied as text', async ({ page }) => {
  const mouse = new Mouse(page);
  await mouse.click(page.getByRole('button', { name: '准备申报' }));
  await mouse.follow('导入报告');
  await mouse.paste('报告全文', text('school-report.txt'));
  await mouse.click(page.getByRole('button', { name: '分到各条目，先核对' }));
  await mouse.takeReport();
  textsAre(await exported(page), `
    4.1.2-a 校领导班子每三年组织一次全员讨论
    4.1.2-b 设校长信箱和每月一次的师生午餐会
    4.1.2-c 把工匠精神写进新教师第一课
    4.1.2-d 校长与各专业部签订教学质量和校园安全责任书
    4.1.3-a “三重一大”事项由校党组织会议决定
    4.1.4-a 食堂实行明厨亮灶和留样48小时
    4.2.2-a 校办牵头，每年6月分析产业
    4.2.3-a 三个目标分解成27项年度任务
    4.3.2-a 招就办每年走访37所初中
    4.3.3-a 班主任每学期家访一次
    4.4.2-a 每位专业教师每五年到企业实践
    4.4.6-a 实训楼12000平方米
    4.4.7-a 与33家企业签订深度合作协议
    4.5.2-a 确定招生、教学、实训、德育、就业五个关键过程
    4.5.3-a 推行“日巡课、周抽查、月评价”
    4.6.2-a 教务处每月汇总教学数据
    4.6.3-a 2025年立项教改课题18个
    B.2.3 学校2018年起实行教学诊断与改进
    drawer 本报告由学校质量工作领导小组编写
    drawer 各项结果数据见《教育教学质量年度数据采集表》
  `);
  await mouse.follow('导入表格');
  await mouse.paste('把复制的表格粘贴到这里', text('school-clipboard.txt'), text('school-clipboard.html'));
  await mouse.takeTable(108);
  expect(mouse.clicks).toBeLessThan(10);

  const content = await exported(page);
  metricsAre(content, `
    学生毕业（结业）合格率|4.7.2|%|96.2|97.1|98.3|98
    毕业生就业（升学）率|4.7.2|%|94.8|95.7|96.9|96
    职业技能等级证书取得率|4.7.2|%|81.3|84.6|88.2|86
    市级以上学生竞赛获奖数|4.7.2|项|17|22|29|25
    学生体质健康优良率|4.7.2|%|31.2|33.8|36.1|35
    家长满意度|4.7.3|%|90.7|92.1|93.4|93
    用人单位满意度|4.7.3|分|88.6|90.2|91.5|91
    招生计划完成率|4.7.3|%|101.2|98.5|103.6|100
    在校生巩固率|4.7.3|%|95.8|96.6|97.4|97
    财政拨款收入|4.7.4|万元|2865.4|3012.75|3240|3200
    预算执行率|4.7.4|%|94.2|96.7|98.1|98
    生均公用经费|4.7.4|元/生|3150|3300|3420|3400
    社会培训收入|4.7.4|万元|86.2|112.5|148.3|130
    “双师型”教师占比|4.7.5|%|52.4|56.1|60.3|58
    教师人均培训学时|4.7.5|学时/人|62|68|75|72
    教职工满意度|4.7.5|分|84.1|85.7|87.2|86
    生均实训设备值|4.7.5|元/生|7850|8420|9160|9000
    深度合作企业数|4.7.5|家|21|26|33|30
    年度教学计划按期完成率|4.7.6|%|97.5|98.2|99.1|99
    优质课比例|4.7.6|%|41.5|44.8|47.6|46
    学生评教平均分|4.7.6|分|90.3|91.1|92.4|92
    实训耗材单耗|4.7.6|元/人时|4.8?|4.5?|4.1?|4.2
    年度重点任务完成率|4.7.7|%|92.3|94.1|95.8|95
    校园安全责任事故数|4.7.7|起|0|0|0|0
    师生志愿服务时长|4.7.7|小时||10860|12640|12000
  `);
  const compared = content.metrics.flatMap(({ fields, lists }) => (lists?.comparisons ?? [])
    .map((one) => `${fields.name} ${one.fields.object} ${one.fields.year} ${Number(one.fields.value)}`));
  expect(compared).toHaveLength(9);
  expect(compared).toContain('毕业生就业（升学）率 省内同类校平均 2024 95.2');
  expect(compared).toContain('生均公用经费 省内同类校平均 2024 3200');
});

test('a refractory maker: an export of its ERP, and a report whose own numbers are not those of the criteria', async ({ page }) => {
  const mouse = new Mouse(page);
  await mouse.click(page.getByRole('button', { name: '准备申报' }));
  await mouse.follow('导入报告');
  await mouse.choose('打开报告文件', 'maker.docx');
  await mouse.takeReport();
  textsAre(await exported(page), `
    B.1.1.a 主要产品有镁碳砖、铝镁碳钢包砖、浇注料三大类
    B.1.1.a 钢包砖\t18600\t钢厂钢包
    B.1.1.c 员工412人，其中技术人员58人
    B.1.1.d 拥有1600吨电动螺旋压砖机6台
    B.1.2.a 设股东会、董事会和监事
    B.2.1.a 国内钢包砖市场占有率6.8%
    B.2.2 挑战：钢铁减产
    4.1.2-a 总经理主持每年12月的战略研讨会
    4.1.2-b 员工可扫码提意见
    4.1.2-d 公司主要负责人是质量和安全第一责任人
    4.1.3-a 董事会每季度审议经营和风险报告
    4.1.4-a 窑炉烟气经脱硫脱硝除尘
    4.2.2-a 企管部牵头
    4.2.3-a 战略分解为18项重点工作
    4.3.2-a 按钢铁、水泥、有色三个行业细分客户
    4.3.3-a 现场服务员常驻12家总包钢厂
    4.4.2-a 关键岗位设A、B角
    4.4.5-a 设省级工程技术研究中心
    4.5.2-a 识别出研发、采购、生产、销售服务
    4.5.3-a 配料、成型、烧成三道工序
    4.6.2-a 公司级指标25项
    4.6.3-a 全年完成QC课题16个
    4.7.2-a 成品一次检验合格率98.62%
    4.7.4-a 主营业务收入3.1256亿元
    drawer 公司是一家虚构的耐火材料生产企业
  `);
  await mouse.follow('导入表格');
  await mouse.choose('打开表格文件', 'maker-erp.txt');
  await mouse.takeTable(100);
  expect(mouse.clicks).toBeLessThan(10);

  const content = await exported(page);
  metricsAre(content, `
    成品一次检验合格率|4.7.2|%|97.85|98.3|98.62|98.5
    关键特性过程能力指数 Cpk|4.7.2|无量纲|1.31|1.39|1.46|1.4
    钢包砖平均使用寿命|4.7.2|炉次|98|105|112|110
    交付后退货率|4.7.2|ppm|560|420|310|350
    顾客满意度|4.7.3|分|88.4|89.7|91.2|91
    客户投诉件数|4.7.3|件|23|19|14|15
    老客户续购率|4.7.3|%|88.9|90.6|92.4|92
    钢包砖国内市场占有率|4.7.3|%|5.9|6.3|6.8|7
    主营业务收入|4.7.4|万元|26905|28714|31256|32000
    利润总额|4.7.4|万元|-126.48|1482.6|2106.35|2000
    纳税总额|4.7.4|万元|902.17|1015.22|1286.4|1200
    资产负债率|4.7.4|%|49.66|45.08|42.31|43
    应收账款周转天数|4.7.4|天|121|108|96|95
    经营活动现金流量净额|4.7.4|万元|1180.5|2415|3100?|3000
    员工满意度|4.7.5|分|81.5|83.1|84.6|85
    人均培训学时|4.7.5|学时／人|33|38|42|40
    研发投入强度|4.7.5|%|3.55|3.86|4.12|4
    有效发明专利数|4.7.5|件|8|11|13|12
    高级工及以上人员占比|4.7.5|%|25.2|28.4|31.7|30
    综合成品（成材）率|4.7.6|%|95.4|96.21|96.85|96.5
    单位产品综合能耗|4.7.6|千克标准煤／吨|205.2|194.7|186.3|190
    订单（服务）准时交付率|4.7.6|%|94.8|96.1|97.6|97
    设备综合效率OEE|4.7.6|%|72.3|75.9|78.4|78
    千人负伤率|4.7.7|‰|2.3|1.6|1.1|1.5
    窑炉颗粒物排放浓度|4.7.7|mg/m3|8.8|7.5|6.2|10
  `);
});
