//! The app's icons: one stroke, 16 px, in the colour of the text beside them. All are decoration: the
//! words beside them, or the label of their button, carry the meaning.

use leptos::prelude::*;

/// An icon by its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// The overview.
    Overview,
    /// Users.
    Users,
    /// Sign-ins.
    SignIns,
    /// Jobs.
    Jobs,
    /// Templates.
    Templates,
    /// Organisations.
    Organisations,
    /// Gateway users.
    GatewayUsers,
    /// The columns of a list.
    Columns,
    /// The journal.
    Journal,
    /// Search.
    Search,
    /// Open the navigation.
    Menu,
    /// Close.
    Close,
    /// Lock.
    Lock,
    /// Refresh.
    Refresh,
    /// The theme: as the system has it.
    System,
    /// The theme: light.
    Light,
    /// The theme: dark.
    Dark,
    /// Something wants attention.
    Warning,
    /// Done, or offered.
    Check,
    /// Another connection.
    Switch,
    /// Take something away from the page.
    Export,
    /// Changes are off: one may look only.
    ReadOnly,
    /// Changes are on.
    Writable,
}

impl Icon {
    /// Path data on a grid of 16 × 16.
    const fn path(self) -> &'static str {
        match self {
            Self::Overview => {
                "M2.5 2.5h4.5v4.5H2.5zM9 2.5h4.5v4.5H9zM2.5 9h4.5v4.5H2.5zM9 9h4.5v4.5H9z"
            }
            Self::Users => {
                "M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.5 2.8a2.5 2.5 0 0 1 0 4.4M12 9.8c1.500.6 2.500 1.900 2.500 3.700"
            }
            Self::SignIns => "M6.500 2.500h6v11h-6M2 8h7.500M7 5.500 9.500 8 7 10.500",
            Self::Jobs => "M2.500 3.500h11M2.500 8h11M2.500 12.500h6.500",
            Self::Templates => "M3.500 1.500h6l3 3v10h-9zM9.500 1.500v3h3M6 8.500h4M6 11h4",
            Self::Organisations => {
                "M2.500 13.500v-11h6v11M8.500 6.500h5v7M1.500 13.500h13M4.800 5.500h1.400M4.800 8h1.400M4.800 10.500h1.400M10.800 9h.8M10.800 11.200h.8"
            }
            Self::GatewayUsers => {
                "M8 7.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM3 13.500c0-2.500 2.200-4 5-4s5 1.500 5 4"
            }
            Self::Columns => "M2 3h12v10H2zM6 3v10M10 3v10",
            Self::Journal => "M3.500 1.500h9v13h-9zM6 5h4M6 8h4M6 11h2.500",
            Self::Search => "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.700 10.700 14 14",
            Self::Menu => "M2 4h12M2 8h12M2 12h12",
            Self::Close => "M3.500 3.500l9 9M12.500 3.500l-9 9",
            Self::Lock => "M3.500 7h9v6.500h-9zM5.500 7V5a2.500 2.500 0 0 1 5 0v2",
            Self::Refresh => "M13.500 8a5.500 5.500 0 1 1-1.700-4M13.500 2v3h-3",
            Self::System => "M2 3h12v8H2zM5.500 13.500h5M8 11v2.500",
            Self::Light => {
                "M8 10.800a2.800 2.800 0 1 0 0-5.600 2.800 2.800 0 0 0 0 5.600zM8 1.500v1.500M8 13v1.500M1.500 8H3M13 8h1.500M3.400 3.400l1 1M11.600 11.600l1 1M3.400 12.600l1-1M11.600 4.400l1-1"
            }
            Self::Dark => "M13.500 9.500A5.800 5.800 0 0 1 6.500 2.500a5.800 5.800 0 1 0 7 7z",
            Self::Warning => "M8 2 14.500 13.500h-13zM8 6.500v3.500M8 11.500v.300",
            Self::Check => "M3 8.500 6.500 12 13 4.500",
            Self::Switch => "M5 6 8 3l3 3M5 10l3 3 3-3",
            Self::Export => "M8 10V2M5 5l3-3 3 3M2.500 9.500v4h11v-4",
            Self::ReadOnly => {
                "M1.500 8S4 3.500 8 3.500 14.500 8 14.500 8 12 12.500 8 12.500 1.500 8 1.500 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"
            }
            Self::Writable => {
                "M2.800 13.200l.7-3.200 7.500-7.500 2.500 2.500-7.500 7.500zM9 4.500 11.500 7"
            }
        }
    }
}

/// Draws an icon.
#[component]
pub fn IconView(
    /// Which.
    icon: Icon,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=icon.path() />
        </svg>
    }
}
