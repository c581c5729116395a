//! 帮助: the keys, where what is written is kept, how the tool counts, what to hand in.

use yew::prelude::*;

use super::PageProps;
use crate::components::link;
use crate::packs;
use crate::route::Route;

/// Keys, and what they do. They are those of the browser but for the last three.
const KEYS: [(&str, &str); 12] = [
    (
        "Tab、Shift + Tab",
        "到下一栏、上一栏；在数字表格里到右边、左边一格",
    ),
    (
        "回车",
        "在单行的栏里到下一栏；在数字表格里到下一行；在一题里保存并继续；在链接和按钮上打开或按下",
    ),
    ("↑ ↓ 或 ← →", "在一组单选答案里换一个"),
    ("空格", "选中答案、勾选、展开或收起一段说明"),
    (
        "Ctrl + Z",
        "在一栏里撤销刚打的字；不在栏里时，撤销最近的添加、删除或整批写入，后来写的内容保留。刚录入的整块表格，在格子里也能撤销。屏幕下方的“撤销”作用相同",
    ),
    (
        "Ctrl + Y、Ctrl + Shift + Z",
        "重做刚撤销的，与“重做”按钮相同",
    ),
    (
        "Ctrl + V",
        "粘贴。整份报告到“导入报告”里粘贴；表格在指标数据、全部指标或申报表的数字表格里点一个格子再粘贴，先核对去处再录入",
    ),
    ("Ctrl + F", "浏览器自带的查找，只找当前这一页"),
    ("Alt + ←", "回到刚才的一页"),
    ("Alt + S", "查找全部内容"),
    ("Alt + N", "下一条、下一栏（自我评价、组织概述）"),
    ("Alt + P", "上一条、上一栏"),
];

/// The page.
#[component]
pub fn HelpPage(props: &PageProps) -> Html {
    let rescue = {
        let library = props.library.clone();
        move |_: MouseEvent| library.rescue()
    };
    let keys = KEYS.iter().map(|(keys, what)| {
        html! { <div><dt><kbd>{ *keys }</kbd></dt><dd>{ *what }</dd></div> }
    });
    let tasks = packs::scheme().checklist.iter().map(|task| {
        html! {
            <li key={task.id.as_str()}>
                <strong>{ task.title.as_str() }</strong>
                <p class="small">{ format!("{}，{}。{}", task.who, task.when, task.note) }</p>
            </li>
        }
    });
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <h1>{ "帮助" }</h1>
            <section class="panel" aria-labelledby="keys">
                <h2 id="keys">{ "按键" }</h2>
                <p>{ "只用键盘就能完成全部操作。" }</p>
                <dl class="keys">{ for keys }</dl>
                <p class="small">
                    { "火狐浏览器里后三个按 Alt + Shift 加字母；苹果电脑上按 Control + Option 加字母，其余的 Ctrl 换成 Command。" }
                </p>
            </section>
            <section class="panel" aria-labelledby="kept">
                <h2 id="kept">{ "内容存在哪里，怎样备份" }</h2>
                <ul class="read">
                    <li>{ "边写边存在这台电脑的这个浏览器里，不会上传。页面上方写着“已保存到本机”和时间；写着“没有保存”时先不要关页面，按提示导出备份。" }</li>
                    <li>{ "每周在任务清单点一次“导出备份”，把得到的 JSON 文件存到别处，存好了再按“存好了”。清除浏览器数据、重装系统、换电脑都会使本机的内容丢失。" }</li>
                    <li>{ "电脑上的 Chrome 和 Edge 可以在任务清单选一个文件，例如放在 U 盘或网盘文件夹里，以后写的内容几秒内也存到里面。文件在别处改过，会先问您，不会覆盖。" }</li>
                    <li>{ "手机上用“发送备份”。微信里存不了文件，请先用浏览器打开本页再填写。" }</li>
                    <li>{ "换电脑、交给同事接着写：导出备份，把文件带过去，在那边“导入数据文件”。两台电脑的内容不会自动合并。" }</li>
                    <li>{ "不要用无痕窗口：关掉以后内容就没有了。" }</li>
                    <li>{ "用了多少空间、浏览器是否同意长期保存、怎样清除本机的全部内容，见" }{ link(&Route::Dossiers, "本机档案") }{ "。" }</li>
                </ul>
            </section>
            <section class="panel" aria-labelledby="earlier">
                <h2 id="earlier">{ "写错了、删多了，怎样找回" }</h2>
                <ul class="read">
                    <li>
                        { link(&Route::History, "历史版本") }
                        { "：编写期间每小时自动留一版，导入、替换、合并、恢复以前也各留一版。可以看和现在的变化，恢复一段或者整版；恢复本身可以撤销。重要的稿子可以起名留下。" }
                    </li>
                    <li>{ link(&Route::History, "最近删除") }{ "：删除的档案留 30 天，可以放回。" }</li>
                    <li>{ "几个窗口打开同一份档案时，只有一个能写，其余跟着看。两个窗口仍然都写了的，会列出不一样的地方请您选，没选中的一版在历史版本里。" }</li>
                </ul>
            </section>
            <section class="panel" aria-labelledby="rescue">
                <h2 id="rescue">{ "救援文件" }</h2>
                <p class="read">
                    { "救援文件是本机全部记录的原样副本：各份档案、历史版本和最近删除，读不出来的记录也在里面。页面打不开、内容显示不全时先保存它，再想别的办法。它可以用“导入数据文件”取回，每份档案成为新的一份。平时备份请用“导出备份”。" }
                </p>
                <button class="btn plain" type="button" onclick={rescue}>{ "保存救援文件" }</button>
            </section>
            <section class="panel" aria-labelledby="unsure">
                <h2 id="unsure">{ "拿不准时选“不确定”" }</h2>
                <p class="read">
                    { "“不确定”不算符合，也不算不符合：结论里列为“待确认”，并写进要问秘书处的问题。问清楚以后改答，结论马上重算，其他回答不变。" }
                </p>
            </section>
            <section class="panel" aria-labelledby="count">
                <h2 id="count">{ "字数和分数怎样算" }</h2>
                <ul class="read">
                    <li>{ "字数与 Word 的“字数”相同：一个汉字、一个全角标点算 1，连着的数字或英文词算 1，空格不算。超过建议字数只提醒，不限制。" }</li>
                    <li>{ "评分只按 0、5、10……100 的百分比，乘条目的分值，准确到四分之一分，不四舍五入。没有评的条目不计，不当作 0 分。" }</li>
                    <li>{ "“评审员视角”只看事实有没有写、数字对不对得上，不影响得分，也不打印。" }</li>
                </ul>
            </section>
            <section class="panel" aria-labelledby="hand-in">
                <h2 id="hand-in">{ "要做的事，按先后" }</h2>
                <p class="hint">{ "份数、格式和期限以当届申报通知为准。" }</p>
                <ol class="read">{ for tasks }</ol>
            </section>
            <section class="panel" aria-labelledby="more">
                <h2 id="more">{ "到哪里看更多" }</h2>
                <ul class="read">
                    <li>
                        { "每一题旁边有办法的原文和“为什么问这个”；办法没有写明的地方列在" }
                        { link(&Route::Readings, "几种理解") }{ "里。" }
                    </li>
                    <li>{ format!("每个条目、每一栏都有“写作要点”和评审看什么，是本工具的通俗说法；标准原文请另备：{}。", packs::criteria().edition.name) }</li>
                    <li>{ "没有头绪时打开两份虚构的示例：一份写得好的，一份初稿，在任务清单或" }{ link(&Route::Dossiers, "本机档案") }{ "里。" }</li>
                    <li>{ "政策上的问题问评委会秘书处；工具的问题请附上页面最下方的版本号，不要附带单位的内容。" }</li>
                </ul>
            </section>
        </>
    }
}
