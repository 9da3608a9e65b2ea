//! The icons: inline SVG, drawn with the text's colour, never the only signal.

use leptos::prelude::*;

/// An icon by name; an unknown name is an empty box.
#[component]
pub fn Icon(
    /// One of the names of [`path`].
    name: &'static str,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
            <path d=path(name)></path>
        </svg>
    }
}

/// The same icon as HTML, for fragments that are written as text.
pub fn markup(name: &str) -> String {
    let drawing = path(name);
    format!(
        "<svg class=\"icon\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\"><path d=\"{drawing}\"></path></svg>"
    )
}

/// The drawing of an icon, in a box of 24 by 24.
pub fn path(name: &str) -> &'static str {
    match name {
        "check" => "M4 12.5l5 5L20 6.5",
        "cross" | "close" => "M6 6l12 12M18 6L6 18",
        "play" => "M7 4.5v15l12-7.5z",
        "pause" => "M8 5v14M16 5v14",
        "stop" => "M6 6h12v12H6z",
        "next" => "M5 12h14m-6-6 6 6-6 6",
        "back" => "M19 12H5m6-6-6 6 6 6",
        "up" => "M12 19V5m-6 6 6-6 6 6",
        "down" => "M12 5v14m-6-6 6 6 6-6",
        "copy" => "M9 9h11v11H9zM5 15H4V4h11v1",
        "reset" => "M4 5v5h5M4.5 10a8 8 0 1 1-.5 4",
        "send" => "M4 12 20 4l-5 16-3-7z",
        "client" => "M3 4h18v14H3zM3 8h18M6 6h.01M9 6h.01",
        "server" => "M4 3h16v7H4zM4 14h16v7H4zM8 6.5h.01M8 17.5h.01",
        "database" => "M4 6c0-4 16-4 16 0v12c0 4-16 4-16 0zM4 6c0 4 16 4 16 0M4 12c0 4 16 4 16 0",
        "dns" => {
            "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c4 5 4 13 0 18M12 3c-4 5-4 13 0 18"
        }
        "proxy" => "M3 12h6m6-6h6m-6 12h6M9 12c3 0 3-6 6-6M9 12c3 0 3 6 6 6",
        "person" => "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 21c0-5 4-7 8-7s8 2 8 7",
        "sun" => {
            "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5 19 19M19 5l-1.5 1.5M6.5 17.5 5 19"
        }
        "moon" => "M20 14A8.5 8.5 0 0 1 10 4a8.5 8.5 0 1 0 10 10z",
        "auto" => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 3v18M12 7h5M12 12h8M12 17h5",
        "menu" => "M4 6h16M4 12h16M4 18h16",
        "info" => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v5M12 8h.01",
        "dot" => "M12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
        "network" => "M3 17h4l3-10 4 12 3-8h4",
        "keyboard" => "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M8 14h8",
        _ => "M4 4h16v16H4z",
    }
}
