//! The links from an organisation to its APIs.

use rusqlite::{Transaction, params};
use serde::{Deserialize, Serialize};

use super::fields::Fields;
use super::reply::Refusal;
use crate::switches::TykApis;

/// One link.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What people call the API.
    #[serde(default)]
    pub api_human_name: String,
    /// The API's own id.
    #[serde(default)]
    pub api_id: String,
}

/// An organisation's `apis`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Apis {
    /// A list, perhaps of nothing.
    List(Vec<Link>),
    /// `null`.
    Null,
    /// The field is not there.
    Missing,
}

impl Apis {
    /// Takes `apis` out of an object. 403 if it is neither null nor a list of links.
    pub fn take(fields: &mut Fields) -> Result<Self, Refusal> {
        let Some(text) = fields.take("apis") else {
            return Ok(Self::Missing);
        };
        let links: Option<Vec<Option<Link>>> =
            serde_json::from_str(&text).map_err(|_| Refusal::malformed())?;
        Ok(match links {
            None => Self::Null,
            Some(links) => Self::List(links.into_iter().map(Option::unwrap_or_default).collect()),
        })
    }

    /// The word for it in `organisations.apis_absent`.
    pub fn absent(&self) -> Option<&'static str> {
        match self {
            Self::List(_) => None,
            Self::Null => Some("null"),
            Self::Missing => Some("missing"),
        }
    }

    /// Puts these links in the place of all that the organisation had: what a change leaves out, it
    /// wipes.
    pub fn replace(&self, tx: &Transaction<'_>, organisation: &str) -> rusqlite::Result<()> {
        tx.prepare_cached("DELETE FROM apis WHERE organisation_id = ?1")?
            .execute([organisation])?;
        let Self::List(links) = self else {
            return Ok(());
        };
        let mut insert = tx.prepare_cached(
            "INSERT INTO apis (organisation_id, api_human_name, api_id) VALUES (?1, ?2, ?3)",
        )?;
        for link in links {
            insert.execute(params![organisation, link.api_human_name, link.api_id])?;
        }
        Ok(())
    }

    /// Reads what is stored; `absent` is the organisation's `apis_absent`.
    pub fn load(
        tx: &Transaction<'_>,
        organisation: &str,
        absent: Option<&str>,
    ) -> rusqlite::Result<Self> {
        match absent {
            Some("null") => return Ok(Self::Null),
            Some(_) => return Ok(Self::Missing),
            None => {}
        }
        let mut select = tx.prepare_cached(
            "SELECT api_human_name, api_id FROM apis WHERE organisation_id = ?1 ORDER BY row_id",
        )?;
        let links = select
            .query_map([organisation], |row| {
                Ok(Link {
                    api_human_name: row.get(0)?,
                    api_id: row.get(1)?,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Self::List(links))
    }

    /// The field's JSON text in this dialect; `None`: it is not shown.
    pub fn shown(&self, dialect: TykApis) -> Option<String> {
        match (dialect, self) {
            (TykApis::Missing, _) | (TykApis::AsStored, Self::Missing) => None,
            (TykApis::Null, _) | (TykApis::AsStored, Self::Null) => Some("null".into()),
            (TykApis::AsStored, Self::List(links)) => serde_json::to_string(links).ok(),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::db::Db;

    fn take(json: &str) -> Result<Apis, Refusal> {
        Apis::take(&mut Fields::parse(json.as_bytes()).unwrap())
    }

    fn link(name: &str, id: &str) -> Link {
        Link {
            api_human_name: name.into(),
            api_id: id.into(),
        }
    }

    #[test]
    fn what_a_body_may_say() {
        assert_eq!(take("{}"), Ok(Apis::Missing));
        assert_eq!(take(r#"{"apis":null}"#), Ok(Apis::Null));
        let list = take(r#"{"apis":[{"api_human_name":"A","api_id":"1","more":1},null,{}]}"#);
        assert_eq!(
            list,
            Ok(Apis::List(vec![link("A", "1"), link("", ""), link("", "")]))
        );
        for bad in [
            r#"{"apis":{}}"#,
            r#"{"apis":[1]}"#,
            r#"{"apis":[{"api_id":1}]}"#,
            r#"{"apis":"x"}"#,
        ] {
            assert_eq!(take(bad), Err(Refusal::malformed()), "{bad}");
        }
    }

    #[test]
    fn links_are_replaced_and_shown_in_order() {
        let db = Db::open(":memory:").unwrap();
        let loaded = db.transaction(|tx| {
            Apis::List(vec![link("Z", "1"), link("A", "2")]).replace(tx, "o")?;
            Apis::List(vec![link("other", "9")]).replace(tx, "p")?;
            Apis::List(vec![link("Y", "3"), link("A", "2")]).replace(tx, "o")?;
            Apis::load(tx, "o", None)
        });
        let loaded = loaded.unwrap();
        let json = r#"[{"api_human_name":"Y","api_id":"3"},{"api_human_name":"A","api_id":"2"}]"#;
        assert_eq!(loaded.shown(TykApis::AsStored).as_deref(), Some(json));
        assert_eq!(loaded.shown(TykApis::Null).as_deref(), Some("null"));
        assert_eq!(loaded.shown(TykApis::Missing), None);
        for (absent, shown) in [("null", Some("null")), ("missing", None)] {
            let loaded = db
                .transaction(|tx| Apis::load(tx, "o", Some(absent)))
                .unwrap();
            assert_eq!(loaded.absent(), Some(absent));
            assert_eq!(loaded.shown(TykApis::AsStored).as_deref(), shown);
        }
    }
}
