//! A text file from the person's own machine: chosen, or dropped.

use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, File, FileList, HtmlInputElement};

use crate::format::file_name::size;
use crate::reactive::{live, on, part};

/// How big a file may be unless said otherwise, in bytes.
pub const BIGGEST: u32 = 5_000_000;

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// Its name.
    pub name: String,
    /// What is in it, a byte order mark included.
    pub text: String,
}

/// A file field and the place around it on which a file can be dropped. What cannot be read is said
/// below it.
#[component]
pub fn FilePicker(
    /// Its id: one per page.
    id: &'static str,
    /// What it is for: "CSV file of the people to invite".
    label: &'static str,
    /// Which files the browser offers first, as for `accept` in HTML: `.csv,text/csv`.
    accept: &'static str,
    /// The most bytes that are read.
    #[prop(default = BIGGEST)]
    biggest: u32,
    /// What is advised where it is not UTF-8.
    #[prop(default = "In a spreadsheet, save it as “CSV UTF-8”.")]
    advice: &'static str,
    /// A file was read.
    on_file: Callback<TextFile>,
) -> impl IntoView {
    let fault = RwSignal::new(None::<String>);
    let over = RwSignal::new(false);
    let take = move |files: Option<FileList>| {
        let Some(files) = files.filter(|files| files.length() > 0) else {
            return;
        };
        if files.length() > 1 {
            fault.set(Some("That is more than one file. Choose one.".to_owned()));
            return;
        }
        let Some(file) = files.get(0) else { return };
        fault.set(None);
        spawn_local(async move {
            match read(&file, biggest, advice).await {
                Ok(file) => {
                    on_file.try_run(file);
                }
                Err(why) => {
                    fault.try_set(Some(why));
                }
            }
        });
    };
    let chosen = move |event: leptos::ev::Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input {
            take(input.files());
            // The same file, mended, can be chosen again.
            input.set_value("");
        }
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        take(event.data_transfer().and_then(|data| data.files()));
    };
    let why = format!("{id}-why");
    view! {
        <div
            class="file-picker"
            class:over=over
            on:dragover=on(move |event: DragEvent| {
                event.prevent_default();
                over.set(true);
            })
            on:dragleave=on(move |_| over.set(false))
            on:drop=dropped
        >
            <label for=id>{label}</label>
            <input
                type="file"
                id=id
                accept=accept
                aria-describedby=why.clone()
                aria-invalid=live(move || fault.with(Option::is_some).to_string())
                on:change=chosen
            />
            <p class="muted">{format!("Or drop it here. Up to {}.", size(biggest.into()))}</p>
            <p id=why class="file-fault" role="alert">{part(move || fault.get())}</p>
        </div>
    }
}

/// Reads a file, or says in words why not.
async fn read(file: &File, biggest: u32, advice: &str) -> Result<TextFile, String> {
    let name = file.name();
    if file.size() > f64::from(biggest) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number of bytes"
        )]
        let bytes = file.size() as u64;
        return Err(format!(
            "“{name}” is too big: {}. It may have {} at most.",
            size(bytes),
            size(biggest.into())
        ));
    }
    // A file that was changed or removed since it was chosen, or a folder.
    let bytes = JsFuture::from(file.array_buffer()).await.map_err(|_| {
        format!("“{name}” could not be read. It may have been moved or changed: choose it again.")
    })?;
    let text = String::from_utf8(Uint8Array::new(&bytes).to_vec())
        .map_err(|_| format!("“{name}” is not text in UTF-8. {advice}"))?;
    Ok(TextFile { name, text })
}
