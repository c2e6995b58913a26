//! SQL for tests: to look at what a change left behind, and to arrange what somebody else did.

use rusqlite::types::{Value as SqlValue, ValueRef};
use rusqlite::{Statement, Transaction, params_from_iter};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// A statement and the values of its `?1`, `?2`, …
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sql {
    /// One statement.
    pub sql: String,
    /// Null, booleans (1 and 0), numbers and texts; arrays and objects go in as JSON text.
    #[serde(default)]
    pub params: Vec<Value>,
}

/// Why there is no result: the text is for the caller.
pub type Refusal = String;

impl Sql {
    /// The rows as JSON objects. Nothing that could change the database is run.
    pub fn query(&self, tx: &Transaction<'_>) -> Result<Value, Refusal> {
        self.allow(&["select", "with", "values", "explain"])?;
        let mut statement = self.prepare(tx)?;
        if !statement.readonly() {
            return Err("only reading is allowed here: see /sandbox/execute".into());
        }
        Ok(Value::Array(self.rows(&mut statement)?))
    }

    /// `{"changed": rows}`, with `rows` as objects too for a statement that returns some.
    pub fn execute(&self, tx: &Transaction<'_>) -> Result<Value, Refusal> {
        // Nothing that ends the transaction, and nothing that outlives it.
        self.allow(&["insert", "update", "delete", "replace", "with"])?;
        let mut statement = self.prepare(tx)?;
        if statement.column_count() == 0 {
            let changed = statement
                .execute(params_from_iter(self.values()))
                .map_err(|e| e.to_string())?;
            return Ok(json!({ "changed": changed }));
        }
        let rows = self.rows(&mut statement)?;
        Ok(json!({ "changed": if statement.readonly() { 0 } else { tx.changes() }, "rows": rows }))
    }

    fn allow(&self, first_words: &[&str]) -> Result<(), Refusal> {
        let word: String = self
            .sql
            .trim_start()
            .chars()
            .take_while(char::is_ascii_alphabetic)
            .collect();
        if first_words.contains(&word.to_ascii_lowercase().as_str()) {
            Ok(())
        } else {
            Err(format!(
                "a statement starts with one of {} here",
                first_words.join(", ")
            ))
        }
    }

    fn prepare<'a>(&self, tx: &'a Transaction<'_>) -> Result<Statement<'a>, Refusal> {
        tx.prepare(&self.sql).map_err(|e| e.to_string())
    }

    fn rows(&self, statement: &mut Statement<'_>) -> Result<Vec<Value>, Refusal> {
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement
            .query(params_from_iter(self.values()))
            .map_err(|e| e.to_string())?;
        let mut out = Vec::new();
        while let Some(row) = rows.next().map_err(|e| e.to_string())? {
            let mut object = Map::new();
            for (index, name) in names.iter().enumerate() {
                let value = row.get_ref(index).map_err(|e| e.to_string())?;
                object.insert(name.clone(), to_json(value));
            }
            out.push(Value::Object(object));
        }
        Ok(out)
    }

    fn values(&self) -> impl Iterator<Item = SqlValue> {
        self.params.iter().map(to_sql)
    }
}

fn to_sql(value: &Value) -> SqlValue {
    match value {
        Value::Null => SqlValue::Null,
        Value::Bool(yes) => SqlValue::Integer((*yes).into()),
        Value::String(text) => SqlValue::Text(text.clone()),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => SqlValue::Integer(whole),
            (None, Some(real)) => SqlValue::Real(real),
            (None, None) => SqlValue::Text(number.to_string()),
        },
        Value::Array(_) | Value::Object(_) => SqlValue::Text(value.to_string()),
    }
}

fn to_json(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(whole) => whole.into(),
        ValueRef::Real(real) => real.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
        ValueRef::Blob(bytes) => hex(bytes).into(),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::db::Db;

    fn sql(sql: &str, params: Value) -> Sql {
        Sql {
            sql: sql.into(),
            params: serde_json::from_value(params).unwrap(),
        }
    }

    fn query(db: &Db, text: &str, params: Value) -> Result<Value, Refusal> {
        db.transaction(|tx| Ok(sql(text, params).query(tx)))
            .unwrap()
    }

    fn execute(db: &Db, text: &str, params: Value) -> Result<Value, Refusal> {
        db.transaction(|tx| Ok(sql(text, params).execute(tx)))
            .unwrap()
    }

    #[test]
    fn values_go_in_and_come_out_exact() {
        let db = Db::open(":memory:").unwrap();
        let rows = query(
            &db,
            "SELECT ?1 AS a, ?2 AS b, ?3 AS c, ?4 AS d, ?5 AS e, x'0aff' AS f",
            json!([472_463_921_472_463_921_i64, 1.5, null, [1], true]),
        );
        let expected = json!([{"a": 472_463_921_472_463_921_i64, "b": 1.5, "c": null, "d": "[1]", "e": 1, "f": "0aff"}]);
        assert_eq!(rows.unwrap(), expected);
    }

    #[test]
    fn changes_are_made_and_counted() {
        let db = Db::open(":memory:").unwrap();
        let insert = "INSERT INTO meta (key, value) VALUES (?1, ?2)";
        assert_eq!(
            execute(&db, insert, json!(["k", "v"])).unwrap(),
            json!({"changed": 1})
        );
        let back = execute(
            &db,
            "update meta set value = 'w' returning value",
            json!([]),
        )
        .unwrap();
        assert_eq!(back, json!({"changed": 1, "rows": [{"value": "w"}]}));
        assert_eq!(
            query(&db, " select value from meta", json!([])).unwrap(),
            json!([{"value": "w"}])
        );
        assert!(
            execute(&db, insert, json!(["k", "v"]))
                .unwrap_err()
                .contains("UNIQUE")
        );
    }

    #[test]
    fn reading_cannot_write_and_nothing_leaves_the_transaction() {
        let db = Db::open(":memory:").unwrap();
        execute(
            &db,
            "INSERT INTO meta (key, value) VALUES ('k', 'v')",
            json!([]),
        )
        .unwrap();
        for text in [
            "DELETE FROM meta",
            "WITH x AS (SELECT 1) DELETE FROM meta",
            "PRAGMA query_only = 0",
            "COMMIT",
            "VACUUM",
            "",
            "SELECT 1; DELETE FROM meta",
        ] {
            assert!(query(&db, text, json!([])).is_err(), "{text}");
        }
        for text in [
            "COMMIT",
            "ROLLBACK",
            "PRAGMA foreign_keys = 0",
            "ATTACH ':memory:' AS x",
            "DROP TABLE meta",
        ] {
            assert!(execute(&db, text, json!([])).is_err(), "{text}");
        }
        assert_eq!(
            query(&db, "SELECT count(*) AS n FROM meta", json!([])).unwrap(),
            json!([{"n": 1}])
        );
        assert!(query(&db, "SELECT ?1", json!([])).is_err());
    }
}
