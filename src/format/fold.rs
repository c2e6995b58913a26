//! Letters made equal for searching and sorting: `Ünïcödé` is found by `unicode`.

/// Lower case without the marks that Latin letters carry. Other scripts keep theirs: there they are
/// letters of their own.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// As [`fold`], onto the end of a string.
pub fn fold_into(text: &str, into: &mut String) {
    for c in text.chars() {
        if c.is_ascii() {
            into.push(c.to_ascii_lowercase());
        } else {
            for c in c.to_lowercase() {
                match plain(c) {
                    Some(plain) => into.push_str(plain),
                    None => into.push(c),
                }
            }
        }
    }
}

/// Latin-1 Supplement, Latin Extended-A and the Vietnamese letters of Latin Extended Additional, lower
/// case (Unicode 16, charts U0080, U0100 and U1E00; an upper-case letter between two lower-case ones of
/// a range never comes here), and combining marks, which stand behind their letter in decomposed text.
const fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ'..='ặ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ð' | 'ď' | 'đ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ'..='ị' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ'..='ợ' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        '\u{300}'..='\u{36f}' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn latin_letters_lose_their_marks() {
        assert_eq!(fold("Kateřina Nováková"), "katerina novakova");
        assert_eq!(
            fold("Ünïcödé ÆSIR Straße İstanbul"),
            "unicode aesir strasse istanbul"
        );
        assert_eq!(
            fold("Văn Đức Đặng, Bích Ngọc Huỳnh, Nguyễn Tướng"),
            "van duc dang, bich ngoc huynh, nguyen tuong"
        );
        assert_eq!(fold("Zoe\u{308}"), "zoe");
    }

    #[test]
    fn other_scripts_keep_theirs() {
        assert_eq!(fold("ΑΘΗΝΑ Москва 東京"), "αθηνα москва 東京");
    }
}
