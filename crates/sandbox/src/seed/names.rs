//! Believable names of several cultures, and the mail addresses that a company makes of them.

use super::chance::{index, percent};
use crate::random::Random;

/// Names as people write them, with commas between. `Ольга|olha`: what stands after the bar goes
/// into the mail address, where a machine could not guess it.
pub(super) struct Culture {
    given: &'static str,
    family: &'static str,
}

/// A person's name, and what it is in a mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) first: &'static str,
    pub(super) last: &'static str,
    pub(super) mailbox: String,
}

static IRISH: Culture = Culture {
    given: "Aoife, Seán, Niamh, Cillian, Róisín, Oisín, Siobhán, Pádraig, Caoimhe, Conor, \
        Gráinne, Fionn, Sinéad, Eoghan, Orla, Declan",
    family: "Murphy, Ó Briain, Ní Dhomhnaill, Byrne, O’Sullivan, Gallagher, McCarthy, Doyle, \
        Kavanagh, Mac Giolla Phádraig, Nolan, Whelan, Fitzgerald, Quinn",
};

static BRITISH: Culture = Culture {
    given: "Olivia, Harry, Amelia, George, Isla, Thomas, Freya, Rhys, Angharad, Callum, Eleri, \
        Hamish",
    family: "Smith, Featherstonehaugh, Davies, Llewellyn, Taylor-Okonkwo, Campbell, Wright, \
        Cholmondeley-Warner, Evans, MacDonald, Hughes, Patel",
};

static AMERICAN: Culture = Culture {
    given: "Emily, Jacob, Madison, Tyrone, Hannah, DeShawn, Ashley, Brandon, Latoya, Ethan, Mary \
        Ellen, J.R., Grace, Marcus, Megan, Caleb",
    family: "Johnson, Williams, Brown, Miller, Washington, Kowalczyk, Anderson, Jackson, Begay, \
        Kealoha, Thompson, Schwartz, DiMaggio, Lee, Baker, Rivera",
};

static HISPANIC: Culture = Culture {
    given: "María José, José Luis, Lucía, Alejandro, Ximena, Iñaki, Begoña, Joaquín, Guadalupe, \
        Martín",
    family: "García Márquez, Núñez, Peña, de la Cruz y Mendoza, Ibáñez, Fernández de Córdoba, \
        Quiñones, Hernández, Zúñiga, Rodríguez",
};

static SOUTH_INDIAN: Culture = Culture {
    given: "Ananya, Karthik, Meenakshi, Venkatesh, Lakshmi, Raghavendra, Divya, Srinivas, Kavya, \
        Vijayalakshmi, Naveen, Deepa, Sudarshan, Padmavathi",
    family: "Iyer, Reddy, Krishnamurthy, Nair, Venkataraghavan, Gowda, Subramanian, Rao, Hegde, \
        Menon, Balasubramaniam, Shetty, Ramachandran, Thiruvengadam",
};

static NORTH_INDIAN: Culture = Culture {
    given: "Aarav, Priya, Rohan, Neha, Arjun, Ishita, Vikram, Pooja, Siddharth, Zainab, Imran, \
        Harpreet",
    family: "Sharma, Gupta, Singh, Chatterjee, Mukhopadhyay, Khan, Joshi, Agarwal, Das, Kaur, \
        Deshpande, Verma",
};

static NORDIC: Culture = Culture {
    given: "Søren, Åsa, Bjørn, Guðrún, Jörgen, Päivi, Þórdís, Mårten",
    family: "Ødegård, Sigurðardóttir, Lindqvist, Nygård, Hämäläinen, Kjærsgaard, Ångström, \
        Bjarnason",
};

static CENTRAL: Culture = Culture {
    given: "Łukasz, Zdeňka, Małgorzata, Jiří, Zsófia, Grzegorz, Jürgen, Käthe, Ľubomír",
    family: "Wiśniewski, Dvořák, Brzęczyszczykiewicz, Szabó, Groß, Müller-Lüdenscheidt, \
        Kovačević, Novák, Schäfer",
};

static LUSOPHONE: Culture = Culture {
    given: "João, Conceição, Thiago, Inês, Luís Filipe, Antônia, Caetano, Letícia",
    family: "da Conceição, Guimarães, dos Santos e Silva, Araújo, Magalhães, Simões, Nascimento, \
        Esteves de Albuquerque",
};

static FRANCOPHONE: Culture = Culture {
    given: "Zoé, François-Xavier, Élodie, Loïc, Maëlle, Aurélien",
    family: "Lefèvre, Gagné, Bélanger-Tremblay, L’Écuyer, Desrosiers, Côté",
};

static TURKISH_GREEK: Culture = Culture {
    given: "Çağla, Işıl, Oğuzhan, Γιώργος|giorgos, Ελένη|eleni, Şebnem",
    family: "Yıldırım, Öztürk, Παπαδόπουλος|papadopoulos, Gökçe, Οικονόμου|oikonomou, Çelik",
};

static UKRAINIAN: Culture = Culture {
    given: "Ольга|olha, Тарас|taras, Oleksandr, Мар’яна|mariana, Yevheniia",
    family: "Шевченко|shevchenko, Kovalenko, Бондаренко|bondarenko, Tkachenko, Гриценко|hrytsenko",
};

static EAST_ASIAN: Culture = Culture {
    given: "太郎|taro, 美咲|misaki, 伟|wei, Xiaoling, 지훈|jihun, Seo-yeon, Kenji, 秀英|xiuying",
    family: "山田|yamada, 佐藤|sato, 王|wang, Zhang, 김|kim, Park, Watanabe, 陈|chen",
};

static VIETNAMESE: Culture = Culture {
    given: "Thị Hồng, Văn Đức, Quỳnh, Hoàng Anh, Bích Ngọc",
    family: "Nguyễn, Trần, Đặng, Huỳnh, Phạm",
};

static SEMITIC: Culture = Culture {
    given: "محمد|mohammed, Fatima, أحمد|ahmed, Noa, יעל|yael, Abd al-Rahman, Layla",
    family: "Al-Farsi, حداد|haddad, Ben-David, כהן|cohen, El-Masri, bin Rashid, Khoury",
};

static AFRICAN: Culture = Culture {
    given: "Chukwuemeka, Ọlájùmọ̀kẹ́|olajumoke, Thandiwe, Kwame, Selamawit, Ngozi, Sipho",
    family: "Okafor, Adébáyọ̀|adebayo, Nkosi, Mensah, Tesfaye, Oluwaseun-Akinfenwa, Dlamini",
};

/// Who works where; a culture that stands twice is met twice as often.
static DUBLIN: [&Culture; 10] = [
    &IRISH,
    &IRISH,
    &IRISH,
    &IRISH,
    &BRITISH,
    &CENTRAL,
    &LUSOPHONE,
    &NORDIC,
    &NORTH_INDIAN,
    &UKRAINIAN,
];
static NEW_YORK: [&Culture; 10] = [
    &AMERICAN,
    &AMERICAN,
    &AMERICAN,
    &HISPANIC,
    &HISPANIC,
    &EAST_ASIAN,
    &AFRICAN,
    &SEMITIC,
    &VIETNAMESE,
    &BRITISH,
];
static BENGALURU: [&Culture; 6] = [
    &SOUTH_INDIAN,
    &SOUTH_INDIAN,
    &SOUTH_INDIAN,
    &NORTH_INDIAN,
    &NORTH_INDIAN,
    &SEMITIC,
];
static ANYWHERE: [&Culture; 9] = [
    &CENTRAL,
    &LUSOPHONE,
    &FRANCOPHONE,
    &TURKISH_GREEK,
    &UKRAINIAN,
    &NORDIC,
    &AFRICAN,
    &EAST_ASIAN,
    &HISPANIC,
];

/// A name that is likely in an office (its index in `places::OFFICES`), or of people from anywhere.
pub(super) fn name(random: &mut Random, office: Option<usize>) -> Name {
    let cultures: &[&Culture] = match office {
        Some(0) => &DUBLIN,
        Some(1) => &NEW_YORK,
        Some(2) => &BENGALURU,
        _ => &ANYWHERE,
    };
    let one = cultures[index(random, cultures.len())];
    // Some have a name from two cultures, as families do.
    let other = if percent(random, 6) {
        cultures[index(random, cultures.len())]
    } else {
        one
    };
    let (first, first_mail) = entry(any(random, one.given));
    let (last, last_mail) = entry(any(random, other.family));
    Name {
        first,
        last,
        mailbox: mailbox(first_mail, last_mail),
    }
}

/// `niamh.odhomhnaill`
pub(super) fn mailbox(first: &str, last: &str) -> String {
    format!("{}.{}", folded(first), folded(last))
}

fn any(random: &mut Random, list: &'static str) -> &'static str {
    list.split(", ")
        .nth(index(random, list.split(", ").count()))
        .unwrap_or(list)
}

fn entry(text: &'static str) -> (&'static str, &'static str) {
    text.split_once('|').unwrap_or((text, text))
}

/// Letters without their marks, in lower case; blanks and signs left out, hyphens kept.
fn folded(name: &str) -> String {
    name.chars()
        .flat_map(char::to_lowercase)
        .fold(String::new(), |mut mail, letter| {
            match letter {
                'a'..='z' | '-' => mail.push(letter),
                _ => mail.push_str(fold_letter(letter)),
            }
            mail
        })
}

fn fold_letter(letter: char) -> &'static str {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ă' | 'ą' | 'ạ' | 'ầ' | 'ặ' => "a",
        'æ' => "ae",
        'ç' | 'č' | 'ć' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ě' | 'ễ' => "e",
        'ğ' => "g",
        'í' | 'ì' | 'î' | 'ï' | 'ı' | 'ị' => "i",
        'ł' | 'ľ' => "l",
        'ñ' | 'ň' | 'ń' => "n",
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ồ' | 'ọ' => "o",
        'ř' => "r",
        'š' | 'ś' | 'ş' => "s",
        'ß' => "ss",
        'þ' => "th",
        'ú' | 'ù' | 'û' | 'ü' | 'ů' | 'ứ' => "u",
        'ý' | 'ỳ' => "y",
        'ž' | 'ź' | 'ż' => "z",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_makes_a_mail_address() {
        let all = [DUBLIN.as_slice(), &NEW_YORK, &BENGALURU, &ANYWHERE].concat();
        for text in all
            .iter()
            .flat_map(|culture| culture.given.split(", ").chain(culture.family.split(", ")))
        {
            let (shown, mail) = entry(text);
            let folded = folded(mail);
            let letters = shown
                .chars()
                .filter(|letter| letter.is_alphabetic())
                .count();
            assert!(!folded.is_empty(), "{text}");
            assert!(
                shown != mail || folded.len() >= letters,
                "a letter of {text} is lost in {folded}"
            );
        }
    }

    #[test]
    fn marks_go_and_letters_stay() {
        assert_eq!(mailbox("Niamh", "Ní Dhomhnaill"), "niamh.nidhomhnaill");
        assert_eq!(mailbox("Łukasz", "Groß"), "lukasz.gross");
        assert_eq!(mailbox("İpek", "O’Sullivan"), "ipek.osullivan");
    }
}
