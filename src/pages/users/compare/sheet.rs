//! What is compared, as lines: every field, each permission and each team on a line of its own.

use std::rc::Rc;

use leptos::prelude::untrack;

use crate::data::tenant::KeptUser;
use crate::pages::users::fields::{
    GROUPS, PERMISSIONS, TEAMS, UNSAID, idle, others, says, yes_or_no,
};
use crate::ui::cell_view::Make;
use crate::ui::table::cell::{Cell, Row};

/// One line of the comparison.
pub struct Line {
    /// What is compared.
    pub label: String,
    /// One cell for each user.
    pub cells: Vec<Make>,
    /// Whether they are not all alike.
    pub differs: bool,
}

impl Line {
    fn new(label: impl Into<String>, cells: Vec<Make>) -> Self {
        let mut line = Self {
            label: label.into(),
            cells,
            differs: false,
        };
        let row = line.row().cells;
        let mut values = row.iter().skip(1);
        let first = values.next();
        line.differs = values.any(|value| Some(value) != first);
        line
    }

    /// The line as a row of a table, for those who save it: its label, then the cells.
    pub fn row(&self) -> Row {
        let label = Cell::Text(self.label.clone());
        let cells = untrack(|| self.cells.iter().map(|make| make()).collect::<Vec<_>>());
        Row {
            key: self.label.clone(),
            href: None,
            cells: std::iter::once(label).chain(cells).collect(),
        }
    }
}

/// The lines for these users, in the order in which a user's page has them.
pub fn sheet(users: &[Rc<KeptUser>]) -> Vec<Line> {
    let each = |cell: &dyn Fn(&Rc<KeptUser>) -> Make| users.iter().map(cell).collect::<Vec<_>>();
    let mut lines = Vec::new();
    for field in GROUPS.iter().flat_map(|(_, fields)| fields.iter()) {
        if field.name == PERMISSIONS {
            let permissions = names(users, |user| {
                user.tenant_permissions.clone().unwrap_or_default()
            });
            for name in &permissions {
                let cells = each(&|user| permission(user, name));
                lines.push(Line::new(name.clone(), cells));
            }
            if !permissions.is_empty() {
                continue;
            }
        }
        lines.push(Line::new(field.label, each(&|user| field.of(user))));
        if field.name == "last_seen" {
            let cells = each(&|user| {
                let user = Rc::clone(user);
                Rc::new(move || idle(&user))
            });
            lines.push(Line::new("Idle", cells));
        }
    }
    let teams = names(users, |user| {
        let teams = user.team_memberships.iter().flatten();
        teams.map(|team| team.team_name.clone()).collect()
    });
    for name in &teams {
        lines.push(Line::new(
            ["Team ", name].concat(),
            each(&|user| team(user, name)),
        ));
    }
    if teams.is_empty() {
        let cells = each(&|user| {
            fixed(Cell::Nothing(if says(user, TEAMS) {
                "in no team"
            } else {
                UNSAID
            }))
        });
        lines.push(Line::new("Teams", cells));
    }
    let further: Vec<Vec<(String, String)>> = users.iter().map(|user| others(user)).collect();
    let mut known: Vec<&str> = Vec::new();
    for (name, _) in further.iter().flatten() {
        if known.contains(&name.as_str()) {
            continue;
        }
        known.push(name);
        let value = |fields: &Vec<(String, String)>| {
            let field = fields.iter().find(|field| field.0 == *name);
            fixed(field.map_or(Cell::Nothing("not there"), |field| {
                Cell::Text(field.1.clone())
            }))
        };
        lines.push(Line::new(name.clone(), further.iter().map(value).collect()));
    }
    lines
}

fn fixed(cell: Cell) -> Make {
    Rc::new(move || cell.clone())
}

/// All names that any of the users has, each once.
fn names(users: &[Rc<KeptUser>], of: fn(&KeptUser) -> Vec<String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in users.iter().flat_map(|user| of(user)) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all
}

/// Whether a user has a permission, in words.
pub fn permission_cell(user: &KeptUser, name: &str) -> Cell {
    match &user.tenant_permissions {
        Some(all) if all.iter().any(|one| one == name) => yes_or_no(true),
        _ if user.admin => Cell::Nothing("as owner"),
        Some(_) => yes_or_no(false),
        None => Cell::Nothing(UNSAID),
    }
}

fn permission(user: &Rc<KeptUser>, name: &str) -> Make {
    fixed(permission_cell(user, name))
}

fn team(user: &KeptUser, name: &str) -> Make {
    let teams = user.team_memberships.as_ref();
    let team = teams.and_then(|teams| teams.iter().find(|team| team.team_name == name));
    fixed(match (team, teams) {
        (Some(team), _) if team.role.is_empty() => yes_or_no(true),
        (Some(team), _) => Cell::Text(team.role.clone()),
        (None, Some(_)) => Cell::Nothing("not in it"),
        (None, None) => Cell::Nothing(UNSAID),
    })
}
