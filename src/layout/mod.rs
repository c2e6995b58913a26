//! What stands around every page.

pub mod announcer;
pub mod changes;
pub mod curl;
pub mod failure;
pub mod form;
pub mod idle;
pub mod keys_help;
pub mod later;
pub mod leave;
pub mod leave_question;
pub mod list;
pub mod list_filter;
pub mod merge;
pub mod navigation;
pub mod palette;
pub mod record_tools;
pub mod shell;
pub mod sync_status;
pub mod toasts;
pub mod top_bar;

use crate::routes::Page;
use crate::state::connections::Api;
use crate::ui::icon::Icon;

/// What a page is called.
pub const fn title(page: Page) -> &'static str {
    match page {
        Page::Overview => "Overview",
        Page::Users => "Users",
        Page::SignIns => "Sign-ins",
        Page::Jobs => "Jobs",
        Page::Templates => "Templates",
        Page::Organisations => "Organisations",
        Page::GatewayUsers => "Gateway users",
        Page::Journal => "Journal",
    }
}

/// A page's icon.
pub const fn icon(page: Page) -> Icon {
    match page {
        Page::Overview => Icon::Overview,
        Page::Users => Icon::Users,
        Page::SignIns => Icon::SignIns,
        Page::Jobs => Icon::Jobs,
        Page::Templates => Icon::Templates,
        Page::Organisations => Icon::Organisations,
        Page::GatewayUsers => Icon::GatewayUsers,
        Page::Journal => Icon::Journal,
    }
}

/// The pages that a connection has, in the order of the navigation.
pub const fn pages(api: Api) -> &'static [Page] {
    match api {
        Api::Tines => &[
            Page::Overview,
            Page::Users,
            Page::SignIns,
            Page::Jobs,
            Page::Templates,
            Page::Journal,
        ],
        Api::Tyk => &[
            Page::Overview,
            Page::Organisations,
            Page::GatewayUsers,
            Page::Journal,
        ],
    }
}

/// What an API is called.
pub const fn api_name(api: Api) -> &'static str {
    match api {
        Api::Tines => "Tines tenant",
        Api::Tyk => "Tyk Dashboard",
    }
}
