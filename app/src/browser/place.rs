//! Puts a floating element beside another, inside the window.

use web_sys::{Element, HtmlElement};

use super::dom;

/// From the window's edge, and from the other element, in CSS pixels.
const MARGIN: f64 = 8.0;

/// Puts `floating`, which is `position: fixed`, under `anchor`; above it where there is more room. Gives back whether
/// the anchor is in the window.
pub fn beside(floating: &HtmlElement, anchor: &Element) -> bool {
    let Some((width, height)) = window_size() else {
        return false;
    };
    // A link that is broken across lines has several boxes: the last is the nearest to what is read next.
    let boxes = anchor.get_client_rects();
    let rect = boxes
        .item(boxes.length().saturating_sub(1))
        .unwrap_or_else(|| anchor.get_bounding_client_rect());
    let size = floating.get_bounding_client_rect();
    let (left, top) = place(
        (rect.left(), rect.top(), rect.bottom()),
        (size.width(), size.height()),
        (width, height),
    );
    let style = floating.style();
    for (name, value) in [("left", left), ("top", top)] {
        // Whole pixels, so that text stays sharp. The browser knows both properties.
        let _ = style.set_property(name, &format!("{}px", px(value)));
    }
    rect.bottom() > 0.0 && rect.top() < height
}

fn window_size() -> Option<(f64, f64)> {
    let root = dom::document()?.document_element()?;
    Some((
        f64::from(root.client_width()),
        f64::from(root.client_height()),
    ))
}

/// Left and top for a box of `size`, beside an anchor at `(left, top, bottom)`, in a window of `window`.
fn place(anchor: (f64, f64, f64), size: (f64, f64), window: (f64, f64)) -> (f64, f64) {
    let (left, top, bottom) = anchor;
    let left = left.min(window.0 - size.0 - MARGIN).max(MARGIN);
    let below = window.1 - bottom;
    let fits_below = below >= size.1 + 2.0 * MARGIN;
    let top = if fits_below || below >= top {
        bottom + MARGIN
    } else {
        (top - size.1 - MARGIN).max(MARGIN)
    };
    (left, top)
}

/// A length in whole pixels.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a place in a window is far below the bounds, and saturates"
)]
fn px(length: f64) -> i32 {
    length.round() as i32
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn it_stands_under_its_anchor_and_inside_the_window() {
        for (what, anchor, size, window, placed) in [
            (
                "under",
                (100.0, 200.0, 220.0),
                (300.0, 150.0),
                (1000.0, 800.0),
                (100.0, 228.0),
            ),
            (
                "pushed left",
                (900.0, 200.0, 220.0),
                (300.0, 150.0),
                (1000.0, 800.0),
                (692.0, 228.0),
            ),
            (
                "above",
                (100.0, 700.0, 720.0),
                (300.0, 150.0),
                (1000.0, 800.0),
                (100.0, 542.0),
            ),
            (
                "narrow window",
                (200.0, 100.0, 120.0),
                (344.0, 150.0),
                (360.0, 640.0),
                (8.0, 128.0),
            ),
            (
                "no room at all",
                (10.0, 100.0, 120.0),
                (300.0, 900.0),
                (360.0, 300.0),
                (10.0, 128.0),
            ),
        ] {
            assert_eq!(place(anchor, size, window), placed, "{what}");
        }
    }
}
