//! Ideographs as they are meant: text copied from a PDF has signs that look like everyday characters and are others.
//! A search for what one sees would not find them.

/// What the radicals from U+2F00 on stand for.
const RADICALS: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴\
    廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿\
    目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵\
    邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黄黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// What the radicals from U+2E80 on stand for.
const MORE_RADICALS: &str = "\
    ⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫\
    羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉\
    齐歯齿竜龙龜亀龟";

/// What the compatibility ideographs from U+F900 on stand for.
const COMPATIBILITY: &str = "\
    豈更車賈滑串句龜龜契金喇奈懶癩羅蘿螺裸邏樂洛烙珞落酪駱亂卵欄爛蘭鸞嵐濫藍襤拉臘蠟廊朗浪狼郎來冷勞擄櫓爐盧老蘆\
    虜路露魯鷺碌祿綠菉錄鹿論壟弄籠聾牢磊賂雷壘屢樓淚漏累縷陋勒肋凜凌稜綾菱陵讀拏樂諾丹寧怒率異北磻便復不泌數索參\
    塞省葉說殺辰沈拾若掠略亮兩凉梁糧良諒量勵呂女廬旅濾礪閭驪麗黎力曆歷轢年憐戀撚漣煉璉秊練聯輦蓮連鍊列劣咽烈裂說\
    廉念捻殮簾獵令囹寧嶺怜玲瑩羚聆鈴零靈領例禮醴隸惡了僚寮尿料樂燎療蓼遼龍暈阮劉杻柳流溜琉留硫紐類六戮陸倫崙淪輪\
    律慄栗率隆利吏履易李梨泥理痢罹裏裡里離匿溺吝燐璘藺隣鱗麟林淋臨立笠粒狀炙識什茶刺切度拓糖宅洞暴輻行降見廓兀嗀\
    﨎﨏塚﨑晴﨓﨔凞猪益礼神祥福靖精羽﨟蘒﨡諸﨣﨤逸都﨧﨨﨩飯飼館鶴郞隷侮僧免勉勤卑喝嘆器塀墨層屮悔慨憎懲敏既暑\
    梅海渚漢煮爫琢碑社祉祈祐祖祝禍禎穀突節練縉繁署者臭艹艹著褐視謁謹賓贈辶逸難響頻恵𤋮舘﩮﩯並况全侀充冀勇勺喝啕\
    喙嗢塚墳奄奔婢嬨廒廙彩徭惘慎愈憎慠懲戴揄搜摒敖晴朗望杖歹殺流滛滋漢瀞煮瞧爵犯猪瑱甆画瘝瘟益盛直睊着磌窱節类絛\
    練缾者荒華蝹襁覆視調諸請謁諾諭謹變贈輸遲醙鉶陼難靖韛響頋頻鬒龜𢡊𢡄𣏕㮝䀘䀹𥉉𥳐𧻓齃龎";

/// The everyday character that a radical or a compatibility ideograph looks like; any other character is itself.
pub fn everyday(c: char) -> char {
    let (table, first) = match c {
        '\u{2E80}'..='\u{2EF3}' => (MORE_RADICALS, 0x2E80),
        '\u{2F00}'..='\u{2FD5}' => (RADICALS, 0x2F00),
        '\u{F900}'..='\u{FAD9}' => (COMPATIBILITY, 0xF900),
        _ => return c,
    };
    let at = usize::try_from(u32::from(c) - first).unwrap_or(usize::MAX);
    table.chars().nth(at).unwrap_or(c)
}

/// Whether a character is written without a space beside it: ideographs and their punctuation, in full width.
pub fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x2E80..=0x2FD5 | 0x3001..=0x303F | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F
        | 0xFF00..=0xFF60 | 0x20000..=0x3FFFF)
}

/// A space within a line; a tab is none.
pub fn is_space(c: char) -> bool {
    c.is_whitespace()
        && !matches!(
            c,
            '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_an_everyday_character_is_one() {
        let seen = |text: &str| text.chars().map(everyday).collect::<String>();
        assert_eq!(
            seen("⾼层领导的作⽤，校⻓、⼾籍"),
            "高层领导的作用，校长、户籍"
        );
        assert_eq!(seen("\u{F90A}額\u{F9DD}率"), "金額利率");
        assert_eq!(
            seen("⿕龠⺀⻳"),
            "龠龠⺀龟".replace('⺀', &everyday('⺀').to_string())
        );
        assert_eq!(seen("办学方向𠮷 A1"), "办学方向𠮷 A1");
        for (table, count) in [
            (RADICALS, 0xD6),
            (MORE_RADICALS, 0x74),
            (COMPATIBILITY, 0x1DA),
        ] {
            assert_eq!(table.chars().count(), count);
        }
    }
}
